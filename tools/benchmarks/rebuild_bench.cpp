// How fast views are rebuilt from a log: beside RocksDB's iterator reading the same log (goal: 0.1 of its rate), and
// beside the live path, a runner over the same commits (goal: 5 times its rate). Rounds alternate, so that what else
// the machine does weighs on all three. For a comparison with others it gives measurement lines, and the order list as
// tables of PostgreSQL.
#include <fmt/core.h>
#include <fmt/os.h>
#include <rocksdb/db.h>
#include <stdlib.h>  // NOLINT: mkdtemp is POSIX's
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <thread>

#include "eventstore/keyring.hpp"
#include "projections/catalogue.hpp"
#include "projections/common/cipher_over.hpp"
#include "projections/common/rebuild.hpp"
#include "projections/common/runner.hpp"
#include "tools/benchmarks/peers/list_tables.hpp"
#include "tools/benchmarks/shared/measurement.hpp"

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
  std::vector<std::string> views;  // all where empty
  bool as_lines = false;
  fs::path tables;  // where the order list is written to, if anywhere
};

// Medians, in seconds; `live` is 0 where it was not asked for.
struct Seconds {
  double raw = 0;
  double rebuilt = 0;
  double live = 0;
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

std::vector<std::unique_ptr<projections::Projection>> wanted(const domain::Cipher& cipher,
                                                             const Options& options) {
  auto all = projections::all_projections(cipher);
  if (!options.views.empty())
    std::erase_if(all, [&](const auto& one) { return std::ranges::count(options.views, one->name()) == 0; });
  if (all.empty()) throw std::invalid_argument("there are no such views");
  return all;
}

// The order list as PostgreSQL makes and fills it: its tables, its indexes, its rows as COPY reads them.
void write_tables(const projections::ViewStore& views, const fs::path& into) {
  fs::create_directories(into);
  const auto table = bench::orders_table();
  fmt::output_file((into / "tables.sql").string()).print("{}", bench::create_tables(table));
  auto indexes = fmt::output_file((into / "indexes.sql").string());
  for (const auto& index : bench::create_indexes(table)) indexes.print("{};\n", index);
  auto rows = fmt::output_file((into / "rows.tsv").string());
  const auto snapshot = views.snapshot();
  const auto stored = projections::orders::order_list().served_rows_by_id(snapshot);
  for (; stored->valid(); stored->next())
    rows.print("{}\n", bench::copy_line(bench::fields_of(stored->row())));
}

double rebuild(const eventstore::Log& log, const domain::Cipher& cipher, const Options& options) {
  const Scratch scratch;
  const auto projections = wanted(cipher, options);
  const auto views = projections::ViewStore::open(scratch.path());
  const auto took = seconds_of([&] {
    projections::rebuild(log, projections, *views,
                         {.threads = options.threads, .memory_bytes = options.memory_mib << 20});
  });
  if (!options.tables.empty()) write_tables(*views, options.tables);
  return took;
}

double run_live(eventstore::Log& log, const domain::Cipher& cipher, const Options& options) {
  const Scratch scratch;
  auto projections = wanted(cipher, options);
  const auto views = projections::ViewStore::open(scratch.path());
  return seconds_of([&] {
    projections::Runner runner(log, *views, std::move(projections));
    if (!runner.wait_applied(log.head(), std::chrono::hours(1)))
      throw std::runtime_error("the runner has stopped");
  });
}

Seconds measure(eventstore::Log& log, const domain::Cipher& cipher, const Options& options) {
  std::vector<double> raw, rebuilt, live;
  for (int round = 0; round < options.rounds; ++round) {
    raw.push_back(seconds_of([&] { read_raw(options.data / "log"); }));
    rebuilt.push_back(rebuild(log, cipher, options));
    if (options.live) live.push_back(run_live(log, cipher, options));
  }
  return {median(raw), median(rebuilt), options.live ? median(live) : 0};
}

double peak_mib() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void print_text(const Options& options, std::uint64_t commits, const Seconds& seconds) {
  const auto count = static_cast<double>(commits);
  fmt::print("{} commits, {} threads, {} rounds (medians)\n", commits, options.threads, options.rounds);
  fmt::print("raw iterator  {:>9.0f} commits a second\n", count / seconds.raw);
  fmt::print("rebuild       {:>9.0f} commits a second: {:.3f} of raw\n", count / seconds.rebuilt,
             seconds.raw / seconds.rebuilt);
  if (options.live)
    fmt::print("live path     {:>9.0f} commits a second: the rebuild is {:.1f} times as fast\n",
               count / seconds.live, seconds.live / seconds.rebuilt);
  fmt::print("peak memory   {:>9.0f} MiB\n", peak_mib());
}

void print_lines(const Options& options, std::uint64_t commits, const Seconds& seconds) {
  const std::string variant = options.views.empty() ? "all views" : options.views.front();
  const auto line = [&](const std::string& who, double took) {
    std::cout << line_of(
        bench::Measurement{"rebuild", variant, commits, who, static_cast<double>(commits) / took});
  };
  line("vesture", seconds.rebuilt);
  line("raw iteration", seconds.raw);
  if (options.live) line("live path", seconds.live);
  std::cout << line_of(
      bench::Measurement{"memory", "rebuild of " + variant, commits, "vesture", 0, peak_mib()});
}

void run(const Options& options) {
  const auto keyring =
      eventstore::Keyring::open_to_read(options.data / "keyring", options.data / "master.key");
  const auto cipher = projections::cipher_over(*keyring);
  const auto log = eventstore::Log::open_to_read(options.data / "log");
  const auto seconds = measure(*log, cipher, options);
  if (options.as_lines)
    print_lines(options, log->head(), seconds);
  else
    print_text(options, log->head(), seconds);
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
  app.add_option("--view", options.views, "This view alone");
  app.add_flag("--lines", options.as_lines, "Measurement lines");
  app.add_option("--tables", options.tables, "Directory for the order list as SQL and rows");
  CLI11_PARSE(app, argc, argv);
  run(options);
}
