// The commit's record and its Merkle leaf, byte for byte. What was once written is read for ever: a change of
// any number or order below needs a new magic and a reader for both.
//
//   record       := header actor event*           every part starts at a multiple of 8
//   header       := magic u32, events u32, position u64, time i64, previous[32], chain[32]
//   actor        := salt[32] stored-actor
//   stored-actor := person[16] account[16] cause u64
//                   means-size u16, origin-size u16, command-size u16, key-size u16
//                   means origin command key, zeros up to a multiple of 8
//   event        := salt[32] stored-event
//   stored-event := version u64, payload-size u32, schema u16, stream-size u8, type-size u8
//                   stream type, zeros up to a multiple of 8, payload, zeros up to a multiple of 8
//
//   leaf         := position u64, time i64, digest of the actor[32], digest of each event[32]*
//   digest       := SHA-256(salt stored)
//   leaf hash    := SHA-256(0x00 leaf)            RFC 6962
//   chain        := SHA-256(previous leaf-hash)   previous is the chain before, zeros at the first
//
// Times are microseconds since 1970. Numbers are little-endian in the record, big-endian in the leaf. A
// record proves itself: whatever byte changes, the chain computed anew differs from the one that it carries.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "eventstore/log/log.hpp"

namespace vesture::eventstore {

// Persisted numbers: never change them.
inline constexpr std::uint32_t kRecordMagic = 0x31524356;  // "VCR1"
inline constexpr std::size_t kHeaderBytes = 88;

// A leaf must fit a C2SP tlog-tiles entry of 65,535 bytes.
inline constexpr std::size_t kMaxEvents = 2'000;
inline constexpr std::size_t kMaxStreamBytes = 200;
inline constexpr std::size_t kMaxTypeBytes = 100;
inline constexpr std::size_t kMaxTextBytes = 65'535;
inline constexpr std::size_t kMaxCommitBytes = 16 << 20;

// Where a commit comes to lie.
struct Place {
  Position position = 0;
  std::int64_t time = 0;
  Digest previous{};
};

struct Record {
  std::string bytes;
  Digest leaf{};  // its hash
  Digest chain{};
};

// Throws std::invalid_argument, saying what is too long.
void check_limits(const Append&);

// `versions[i]` is the version that `append.events[i]` takes. Salts are drawn anew.
Record encode_commit(const Append& append, std::span<const Version> versions, const Place&);

// Takes any bytes; throws Corruption for all that encode_commit did not write.
Commit decode_commit(std::string_view record);

// The same in two steps and without a copy: the commit's views are into the record, which starts at a multiple of 8
// and outlives them; its own bytes stay empty. What was parsed says anything until it is proved.
void parse_commit(std::span<const std::uint8_t> record, Commit& into);
void prove_commit(Commit&);
// The same, and gives the leaf that it comes to on the way.
std::string proved_leaf(Commit&);

// The leaf itself, as tiles of entries carry it.
std::string leaf_bytes(const Commit&);

// What is disclosed of a commit is read alone, against the leaf.
struct Leaf {
  Position position = 0;
  std::int64_t time = 0;
  Digest actor{};
  std::vector<Digest> events;
};
// nullopt for bytes that are no leaf.
std::optional<Leaf> parse_leaf(std::string_view);

struct StoredActor {
  Actor actor;
  std::string command;
  std::string idempotency_key;
  Position cause = 0;
};
// Takes any bytes; throws Corruption for what encode_commit did not write.
StoredActor decode_actor(std::string_view stored);
// The same. Its views are into `stored`; salt and stored are left empty.
Event decode_event(std::string_view stored);

// What a leaf has of an actor or an event.
Digest part_digest(std::string_view salt, std::string_view stored);

}  // namespace vesture::eventstore
