// How fast the log appends durably, against RocksDB's own synced writes of the same rows: 64 writers that
// each send their next when their last is answered, in alternating rounds. Prints both rates and the ratio of
// medians.
#include <fmt/format.h>
#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "eventstore/log/format.hpp"
#include "eventstore/log/log.hpp"
#include "eventstore/log/rows.hpp"
#include "eventstore/log/store_options.hpp"

namespace {

using namespace vesture::eventstore;
using Clock = std::chrono::steady_clock;

constexpr int kWriters = 64;
constexpr int kAppendsPerWriter = 300;
constexpr int kRounds = 9;
constexpr std::size_t kPayloadBytes = 300;

Append append_of(int writer) {
  Append append;
  append.command = "bench";
  append.events.push_back(
      {fmt::format("bench-{:08}", writer), "Benched", 1, std::string(kPayloadBytes, 'x')});
  return append;
}

double per_second(Clock::time_point begin) {
  const std::chrono::duration<double> took = Clock::now() - begin;
  return kWriters * kAppendsPerWriter / took.count();
}

// Appends again from the answer to its last append, on the sequencer's thread.
class AsyncWriter {
 public:
  AsyncWriter(Log& log, int number, std::latch& finished) : log_(log), number_(number), finished_(finished) {}

  void next() {
    log_.append(append_of(number_), [this](const Appended& answer) {
      if (!std::holds_alternative<Committed>(answer)) std::abort();
      if (--left_ == 0) return finished_.count_down();
      next();
    });
  }

 private:
  Log& log_;
  int number_;
  int left_ = kAppendsPerWriter;
  std::latch& finished_;
};

double round_of_log(Log& log) {
  std::latch finished(kWriters);
  std::vector<AsyncWriter> writers;
  for (int i = 0; i < kWriters; ++i) writers.emplace_back(log, i, finished);
  const auto begin = Clock::now();
  for (AsyncWriter& writer : writers) writer.next();
  finished.wait();
  return per_second(begin);
}

// RocksDB as it comes, without the log's single-writer settings.
class Plain {
 public:
  explicit Plain(const std::filesystem::path& directory) {
    rocksdb::DBOptions options;
    options.create_if_missing = true;
    options.create_missing_column_families = true;
    rocksdb::DB* db = nullptr;
    const auto opened = rocksdb::DB::Open(options, directory.string(), store_families(), &families_, &db);
    if (!opened.ok()) throw std::runtime_error(opened.ToString());
    db_.reset(db);
  }
  ~Plain() {
    for (auto* family : families_) db_->DestroyColumnFamilyHandle(family);
  }

  void put(int writer, Position position, const std::string& record) {
    rocksdb::WriteBatch batch;
    batch.Put(families_[1], position_key(position), record);
    batch.Put(families_[2], stream_key(fmt::format("bench-{:08}", writer), position),
              stream_entry({position, 0}));
    rocksdb::WriteOptions synced;
    synced.sync = true;
    if (!db_->Write(synced, &batch).ok()) std::abort();
  }

 private:
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
  std::unique_ptr<rocksdb::DB> db_;
};

double round_of_plain(Plain& plain, std::atomic<Position>& position) {
  const Version version = 1;
  const std::string record = encode_commit(append_of(0), {&version, 1}, {}).bytes;
  std::vector<std::jthread> threads;
  const auto begin = Clock::now();
  for (int writer = 0; writer < kWriters; ++writer) {
    threads.emplace_back([&, writer] {
      for (int i = 0; i < kAppendsPerWriter; ++i) plain.put(writer, ++position, record);
    });
  }
  threads.clear();
  return per_second(begin);
}

double median(std::vector<double> values) {
  std::ranges::nth_element(values, values.begin() + kRounds / 2);
  return values[kRounds / 2];
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path base = argc > 1 ? argv[1] : std::filesystem::temp_directory_path();
  const auto directory = base / fmt::format("vesture-bench-log-{}", ::getpid());
  std::vector<double> logs;
  std::vector<double> plains;
  {
    const auto log = Log::open(directory / "log");
    Plain plain(directory / "plain");
    std::atomic<Position> position = 0;
    for (int round = 0; round < kRounds; ++round) {
      logs.push_back(round_of_log(*log));
      plains.push_back(round_of_plain(plain, position));
      fmt::print("round {}: log {:.0f}/s, RocksDB {:.0f}/s\n", round + 1, logs.back(), plains.back());
    }
  }
  std::filesystem::remove_all(directory);
  fmt::print("median: log {:.0f}/s, RocksDB {:.0f}/s, ratio {:.2f}\n", median(logs), median(plains),
             median(logs) / median(plains));
}
