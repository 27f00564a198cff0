// The unit of the log: what one accepted command did, whole. The eventstore knows bytes, streams and
// positions; what the bytes mean is the domain's.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vesture::eventstore {

using Position = std::uint64_t;  // a commit's place in the log: 1, 2, 3 … without gaps; 0 is before the first
using Version = std::uint64_t;  // an event's place in its stream: 1, 2, 3 …; 0 is a stream that is not there
using Id16 = std::array<std::uint8_t, 16>;
using Digest = std::array<std::uint8_t, 32>;  // SHA-256
using Salt = std::array<std::uint8_t, 32>;

// Who did it, for whom, by what means, from where (AUD-01). Nil ids where there is none.
struct Actor {
  Id16 person{};
  Id16 account{};
  std::string means;   // "owner", "user", "staff:<institution>:<roles>", "system"
  std::string origin;  // where from, sealed under the person's key

  bool operator==(const Actor&) const = default;
};

// An event that is to be appended.
struct NewEvent {
  std::string stream;  // at most 200 bytes, no NUL
  std::string type;    // at most 100 bytes
  std::uint16_t schema = 1;
  std::string payload;
};

// An event as read. Views into its Commit's buffer; the payload starts at a multiple of 8.
struct Event {
  std::string_view stream;
  Version version = 0;
  std::string_view type;
  std::uint16_t schema = 1;
  std::span<const std::uint8_t> payload;
  std::span<const std::uint8_t> salt;    // 32 bytes
  std::span<const std::uint8_t> stored;  // the bytes that the leaf's digest covers, as they lie in the log
};

// A commit as read: owns its bytes, so it moves, with its views, and is not copied.
struct Commit {
  Commit() = default;
  Commit(Commit&&) = default;
  Commit& operator=(Commit&&) = default;

  Position position = 0;
  std::int64_t time = 0;  // microseconds since 1970; never less than the commit's before it
  Actor actor;
  std::string command;
  std::string idempotency_key;  // empty where none was given
  Position cause = 0;           // the position that a reaction answers; 0 where none
  std::vector<Event> events;
  std::span<const std::uint8_t> actor_salt;    // 32 bytes
  std::span<const std::uint8_t> actor_stored;  // the bytes that the leaf's digest of the actor covers
  Digest leaf{};      // the Merkle leaf's hash (RFC 6962: SHA-256 over 0x00 and the leaf)
  Digest previous{};  // the log's hash before this commit; all zeros for the first
  Digest chain{};     // SHA-256 over `previous` and `leaf`: the log's hash at this position
  std::vector<std::uint8_t> bytes;
};

}  // namespace vesture::eventstore
