// Durable appends of one event of 300 bytes each by clients that send their next when their last is answered: through the
// log, with the stream's version expected; as RocksDB's own synced writes of the same rows; and as the disk alone takes
// them. Prints a line of shared/measurement.hpp, its size the number of streams.
//
// `--seed` fills a new directory with the streams, one event each; a run goes on from there, once: it expects the streams
// as they were seeded.
#include <fcntl.h>
#include <fmt/format.h>
#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>
#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "eventstore/log/format.hpp"
#include "eventstore/log/log.hpp"
#include "eventstore/log/rows.hpp"
#include "eventstore/log/store_options.hpp"
#include "eventstore/posix_file.hpp"
#include "tools/benchmarks/shared/append_queue.hpp"
#include "tools/benchmarks/shared/measurement.hpp"
#include "tools/benchmarks/shared/rate.hpp"
#include "tools/benchmarks/shared/stream_walk.hpp"

namespace {

using namespace vesture::eventstore;
using namespace vesture::bench;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kPayloadBytes = 300;
constexpr std::uint64_t kSeeded = 1;

struct Load {
  std::filesystem::path directory;
  std::uint64_t clients = 32;
  std::uint64_t streams = 100'000;
  double seconds = 3;

  StreamWalk walk_of(std::uint64_t client) const { return {client, clients, streams, kSeeded}; }
};

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

Append append_of(std::uint64_t stream, Version expected) {
  Append append;
  append.command = "bench";
  append.events.push_back({stream_name(stream), "Benched", 1, std::string(kPayloadBytes, 'x')});
  append.expected.push_back({append.events[0].stream, expected});
  return append;
}

// The log's clients share one event loop, as a server's sessions do.
class LogClients {
 public:
  LogClients(Log& log, const Load& load) : log_(log), load_(load) {
    for (std::uint64_t i = 0; i < load.clients; ++i) clients_.push_back({load.walk_of(i), {}});
  }

  Rate run() {
    for (Client& client : clients_) send(client);
    loop_.run();
    return {static_cast<double>(answers_.count()) / seconds_since(begin_), std::move(answers_)};
  }

 private:
  struct Client {
    StreamWalk walk;
    Clock::time_point sent;
  };

  void send(Client& client) {
    const auto [stream, version] = client.walk.next();
    client.sent = Clock::now();
    log_.append(append_of(stream, version), [this, &client](const Appended& answer) {
      if (!std::holds_alternative<Committed>(answer)) std::abort();
      boost::asio::post(loop_, [this, &client] { answered(client); });
    });
  }

  void answered(Client& client) {
    answers_.add(seconds_since(client.sent) * 1e6);
    if (seconds_since(begin_) < load_.seconds) return send(client);
    if (++finished_ == clients_.size()) until_finished_.reset();
  }

  Log& log_;
  const Load& load_;
  boost::asio::io_context loop_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> until_finished_ =
      boost::asio::make_work_guard(loop_);
  std::vector<Client> clients_;
  std::size_t finished_ = 0;
  Times answers_;
  Clock::time_point begin_ = Clock::now();
};

Rate run_log(const Load& load) {
  const auto log = Log::open(load.directory);
  return LogClients(*log, load).run();
}

void seed_log(const Load& load) {
  const auto log = Log::open(load.directory);
  AppendQueue queue(*log);
  for (std::uint64_t stream = 0; stream < load.streams; ++stream) queue.append(append_of(stream, 0));
  queue.settle();
}

// RocksDB as it comes, without the log's single-writer settings, hashes and checks: it groups the writes of several
// threads itself.
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

  void put(std::uint64_t stream, Version version, bool synced) {
    const Position position = ++position_;
    rocksdb::WriteBatch batch;
    batch.Put(families_[1], position_key(position), record_);
    batch.Put(families_[2], stream_key(stream_name(stream), version), stream_entry({position, 0}));
    rocksdb::WriteOptions options;
    options.sync = synced;
    if (!db_->Write(options, &batch).ok()) std::abort();
  }

 private:
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
  std::unique_ptr<rocksdb::DB> db_;
  std::atomic<Position> position_ = 0;
  const Version one_ = 1;
  const std::string record_ = encode_commit(append_of(0, 0), {&one_, 1}, {}).bytes;
};

Rate run_rocksdb(const Load& load) {
  Plain plain(load.directory);
  return rate_of(static_cast<unsigned>(load.clients), load.seconds, [&](std::size_t client) {
    return [&plain, walk = load.walk_of(client)]() mutable {
      const auto [stream, version] = walk.next();
      plain.put(stream, version + 1, true);
    };
  });
}

void seed_rocksdb(const Load& load) {
  Plain plain(load.directory);
  for (std::uint64_t stream = 0; stream < load.streams; ++stream) plain.put(stream, kSeeded, false);
}

// One writer, who appends the payload alone to a file.
Rate run_disk(const Load& load) {
  const auto path = load.directory / "appended";
  std::filesystem::create_directories(load.directory);
  const Descriptor file(path, O_WRONLY | O_CREAT | O_APPEND);
  const std::string payload(kPayloadBytes, 'x');
  return rate_of(1, load.seconds, [&](std::size_t) {
    return [&] {
      if (::write(file.get(), payload.data(), payload.size()) != static_cast<ssize_t>(payload.size()))
        fail(path);
      if (::fdatasync(file.get()) != 0) fail(path);
    };
  });
}

struct Target {
  std::string who;
  void (*seed)(const Load&);
  Rate (*run)(const Load&);
};

const std::vector<Target>& targets() {
  static const std::vector<Target> all{{"vesture", seed_log, run_log},
                                       {"rocksdb", seed_rocksdb, run_rocksdb},
                                       {"fdatasync", [](const Load&) {}, run_disk}};
  return all;
}

const Target& target_of(const std::string& who) {
  for (const Target& target : targets())
    if (target.who == who) return target;
  throw std::invalid_argument("--who is vesture, rocksdb or fdatasync");
}

void measure(const Target& target, const Load& load) {
  const Rate rate = target.run(load);
  fmt::print("{}", line_of({"append", fmt::format("{} clients", load.clients), load.streams, target.who,
                            rate.per_second, rate.times.at(0.5), rate.times.at(0.99)}));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Durable appends by clients that send their next when their last is answered"};
  Load load;
  std::string who = "vesture";
  bool seed = false;
  app.add_option("--directory", load.directory, "What is appended to")->required();
  app.add_option("--who", who, "vesture, rocksdb or fdatasync")->capture_default_str();
  app.add_option("--clients", load.clients, "How many; fdatasync has one")->capture_default_str();
  app.add_option("--streams", load.streams, "How many there are")->capture_default_str();
  app.add_option("--seconds", load.seconds, "How long")->capture_default_str();
  app.add_flag("--seed", seed, "Fill the directory instead");
  CLI11_PARSE(app, argc, argv);
  try {
    const Target& target = target_of(who);
    if (seed)
      target.seed(load);
    else
      measure(target, load);
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "vesture-bench-append: {}\n", trouble.what());
    return 1;
  }
}
