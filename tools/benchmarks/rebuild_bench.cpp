// How fast views are rebuilt from a log: beside RocksDB's iterator reading the same log (goal: 0.1 of its rate), and
// beside the live path, a runner over the same commits (goal: 5 times its rate). Rounds alternate, so that what else
// the machine does weighs on all three.
#include <fmt/core.h>
#include <rocksdb/db.h>
#include <stdlib.h>  // NOLINT: mkdtemp is POSIX's
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <thread>

#include "eventstore/keyring.hpp"
#include "projections/catalogue.hpp"
#include "projections/common/cipher_over.hpp"
#include "projections/common/rebuild.hpp"
#include "projections/common/runner.hpp"

namespace {

using namespace vesture;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Options {
  fs::path data;
  int rounds = 3;
  unsigned threads = std::thread::hardware_concurrency();
  std::size_t memory_mib = 512;
  bool live = true;
};

double seconds_of(const std::function<void()>& work) {
  const auto began = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - began).count();
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

// Every key and value of every family of the log's database.
void read_raw(const fs::path& log) {
  const auto directory = (log / "rocksdb").string();
  std::vector<std::string> names;
  auto status = rocksdb::DB::ListColumnFamilies({}, directory, &names);
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const auto& name : names) families.emplace_back(name, rocksdb::ColumnFamilyOptions{});
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  if (status.ok()) status = rocksdb::DB::OpenForReadOnly({}, directory, families, &handles, &opened);
  if (!status.ok()) throw std::runtime_error(status.ToString());
  const std::unique_ptr<rocksdb::DB> database(opened);
  for (auto* handle : handles) {
    const std::unique_ptr<rocksdb::Iterator> rows(database->NewIterator({}, handle));
    for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
    }
    database->DestroyColumnFamilyHandle(handle);
  }
}

class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "vesture-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp " + name);
    path_ = name;
  }
  ~Scratch() { fs::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void rebuild(const eventstore::Log& log, const domain::Cipher& cipher, const Options& options) {
  const Scratch scratch;
  const auto views = projections::ViewStore::open(scratch.path());
  projections::rebuild(log, projections::all_projections(cipher), *views,
                       {.threads = options.threads, .memory_bytes = options.memory_mib << 20});
}

void run_live(eventstore::Log& log, const domain::Cipher& cipher) {
  const Scratch scratch;
  const auto views = projections::ViewStore::open(scratch.path());
  projections::Runner runner(log, *views, projections::all_projections(cipher));
  if (!runner.wait_applied(log.head(), std::chrono::hours(1)))
    throw std::runtime_error("the runner has stopped");
}

void measure(const Options& options) {
  const auto keyring =
      eventstore::Keyring::open_to_read(options.data / "keyring", options.data / "master.key");
  const auto cipher = projections::cipher_over(*keyring);
  const auto log = eventstore::Log::open_to_read(options.data / "log");
  const auto commits = static_cast<double>(log->head());
  std::vector<double> raw, rebuilt, live;
  for (int round = 0; round < options.rounds; ++round) {
    raw.push_back(seconds_of([&] { read_raw(options.data / "log"); }));
    rebuilt.push_back(seconds_of([&] { rebuild(*log, cipher, options); }));
    if (options.live) live.push_back(seconds_of([&] { run_live(*log, cipher); }));
  }
  const double raw_rate = commits / median(raw);
  const double rebuild_rate = commits / median(rebuilt);
  fmt::print("{} commits, {} threads, {} rounds (medians)\n", log->head(), options.threads, options.rounds);
  fmt::print("raw iterator  {:>9.0f} commits a second\n", raw_rate);
  fmt::print("rebuild       {:>9.0f} commits a second: {:.3f} of raw\n", rebuild_rate,
             rebuild_rate / raw_rate);
  if (options.live)
    fmt::print("live path     {:>9.0f} commits a second: the rebuild is {:.1f} times as fast\n",
               commits / median(live), rebuild_rate * median(live) / commits);
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  fmt::print("peak memory   {:>9} MiB\n", usage.ru_maxrss / 1024);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Measures the rebuild of all views, beside the raw log and the live path."};
  Options options;
  app.add_option("--data", options.data, "Data directory of a demonstration")->required();
  app.add_option("--rounds", options.rounds);
  app.add_option("--threads", options.threads);
  app.add_option("--memory", options.memory_mib, "MiB");
  app.add_flag("!--no-live", options.live, "Without the live path");
  CLI11_PARSE(app, argc, argv);
  measure(options);
}
