// The commit log on RocksDB: append, read from, subscribe, head. One sequencer thread writes; any thread
// reads. Nothing is seen, by readers or callers, before it is synced. Its on-disk grammar stands in
// log/format.hpp.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "eventstore/corruption.hpp"
#include "eventstore/log/commit.hpp"
#include "eventstore/log/outline.hpp"
#include "eventstore/transparency/tiles.hpp"

namespace rocksdb {
class DB;
class Env;
}  // namespace rocksdb

namespace vesture::eventstore {

// What a caller was told, kept for 24 hours so that the same key gives it again, rejections too.
struct Outcome {
  std::uint16_t status = 0;
  std::string headers;  // as the caller encodes them
  std::string body;
};

struct Idempotency {
  std::string caller;  // whose keys these are; at most 255 bytes
  std::string key;     // at most 255 bytes
  Digest request{};    // of the request that the key was given with
  Outcome outcome;
};

struct StreamAt {
  std::string stream;
  Version version = 0;
};

// One command's wish. With events it becomes a commit. Without events, an idempotency outcome alone is kept.
struct Append {
  Actor actor;
  std::string command;
  Position cause = 0;
  std::int64_t now =
      0;  // microseconds since 1970; the commit's time, or the last commit's where that is later
  std::vector<NewEvent> events;
  // Versions that these streams must have when the commit is written, appended to or not. A stream that is
  // appended to without being named here takes the event at whatever version it has.
  std::vector<StreamAt> expected;
  std::optional<Idempotency> idempotency;
};

struct Committed {
  Position position = 0;  // 0 where there were no events and only the outcome was kept
  std::int64_t time = 0;
};
// A stream is not where it was expected: load, decide and try again.
struct Conflict {
  std::string stream;
  Version expected = 0;
  Version actual = 0;
};
// The same key with the same request was answered before: that answer, and the position it was given with.
struct Repeated {
  Outcome outcome;
  Position position = 0;
};
struct KeyReused {};  // the same key with another request
// Not written, or not known to be: the store is out of order and takes nothing more until it is opened again.
struct Failed {
  std::string why;
};
using Appended = std::variant<Committed, Conflict, Repeated, KeyReused, Failed>;

struct LogOptions {
  rocksdb::Env* env = nullptr;  // for tests that break the disk; the default otherwise
  std::size_t max_batch_bytes = 4 << 20;
};

// Runs until it is destroyed; then nothing more is called.
class Subscription {
 public:
  Subscription() = default;
  explicit Subscription(std::shared_ptr<void> registration) : registration_(std::move(registration)) {}

 private:
  std::shared_ptr<void> registration_;
};

class Log {
 public:
  // Opens or creates. Cuts off a torn tail that was never acknowledged; throws Corruption for anything else
  // that does not check.
  static std::unique_ptr<Log> open(const std::filesystem::path& directory, LogOptions options = {});
  // Opens what is there to be read alone, as it stood at `at` (as it is found, where not given): the head stays there,
  // and nothing is written into the directory. It may be a copy, or the directory of a log that another process is
  // writing: then it is what was durable at this call. Appending is answered with Failed. Throws Corruption where it
  // does not check, std::out_of_range where `at` is beyond the last commit.
  static std::unique_ptr<Log> open_to_read(const std::filesystem::path& directory,
                                           std::optional<Position> at = std::nullopt);
  ~Log();  // writes what is queued, answers all, flushes
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  // `done` is called once, on the sequencer's thread, when the answer is durable: it must not block or throw.
  // Throws std::invalid_argument, and does not call, where a part is longer than the format takes.
  void append(Append, std::function<void(Appended)> done);
  Appended append_and_wait(Append);

  Position head() const;  // the last synced commit
  Digest chain_at(
      Position) const;  // the log's hash there; all zeros at 0. Throws std::out_of_range beyond head
  std::optional<std::string> failure() const;  // why the store takes nothing more, where it does not

  std::optional<Commit> read(Position) const;
  // Commits from `from` on, in order, until `each` gives false or the head as it was at the call is reached.
  // Gives the position after the last one given.
  Position read_from(Position from, const std::function<bool(Commit&&)>& each) const;
  // The same of their outlines, unproved; an outline lives for the call alone. Throws Corruption at a gap.
  void read_outlines_from(Position from, const std::function<bool(const Outline&)>& each) const;
  Version version(std::string_view stream) const;
  // Events from version `from` on, in order, until `each` gives false. The commit lives for the call alone.
  void read_stream(std::string_view stream, Version from,
                   const std::function<bool(const Commit&, const Event&)>& each) const;

  // The Merkle tree over the commits (architecture 9): leaf 0 is the commit of position 1, and a tree of size n is that of
  // the commits up to position n. All of them throw std::out_of_range for what is beyond the head.
  TreeHead tree_head(Position size) const;
  Hashes hashes(const Tile&) const;
  std::string entries(const EntryBundle&) const;  // the leaves of commits
  Hashes inclusion_proof(Position position, Position size) const;
  Hashes consistency_proof(Position from, Position to) const;

  // What was answered to this key in the last 24 hours before `now`.
  std::optional<std::variant<Repeated, KeyReused>> answered(const std::string& caller, const std::string& key,
                                                            const Digest& request, std::int64_t now) const;

  // Calls back, on the sequencer's thread, with the head as it is now and then after each batch: reading
  // read_from one's own position up to it leaves no gap between what was there and what comes.
  Subscription subscribe(std::function<void(Position head)>);
  // Waits until the head is beyond `position`, or the time is over. True when it is.
  bool wait_beyond(Position position, std::chrono::milliseconds most) const;

  // RocksDB's own, for a backup: to be read and flushed, never written to. Throws std::runtime_error where the log has
  // failed or was opened to be read.
  rocksdb::DB& database() const;

  struct Impl;  // to be written, or to be read alone

 private:
  explicit Log(std::unique_ptr<Impl>);
  HashSource hashes_of(Position size) const;

  std::unique_ptr<Impl> impl_;
};

}  // namespace vesture::eventstore
