#include "eventstore/log/log.hpp"

#include <fmt/format.h>
#include <rocksdb/env.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <future>
#include <stdexcept>

#include "eventstore/log/format.hpp"
#include "eventstore/log/recovery.hpp"
#include "eventstore/log/sequencer.hpp"
#include "eventstore/log/tree.hpp"

namespace vesture::eventstore {

namespace {

// Held while the log is open. RocksDB has a lock of its own, but takes it after we have looked at its files.
class DirectoryLock {
 public:
  DirectoryLock(const std::filesystem::path& directory, rocksdb::Env* env) : env_(env) {
    std::filesystem::create_directories(directory);
    require(env_->LockFile((directory / "lock").string(), &lock_), "the log is open elsewhere");
  }
  ~DirectoryLock() { env_->UnlockFile(lock_); }
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;

 private:
  rocksdb::Env* env_;
  rocksdb::FileLock* lock_ = nullptr;
};

rocksdb::Env* or_default(rocksdb::Env* env) { return env != nullptr ? env : rocksdb::Env::Default(); }

}  // namespace

struct Log::Impl {
  virtual ~Impl() = default;
  virtual const Store& store() const = 0;
  virtual const TreeReader& tree() const = 0;
  virtual Position head() const = 0;
  virtual std::int64_t last_time() const = 0;
  virtual std::optional<std::string> failure() const = 0;
  virtual Version version(std::string_view stream) = 0;
  virtual void append(Append, std::function<void(Appended)> done) = 0;
  virtual Subscription subscribe(std::function<void(Position head)>) = 0;
  virtual bool wait_beyond(Position, std::chrono::milliseconds most) const = 0;
};

namespace {

class Written final : public Log::Impl {
 public:
  Written(const std::filesystem::path& directory, const LogOptions& options)
      : lock_(directory, or_default(options.env)),
        acknowledged_(directory / "acknowledged"),
        store_(open_strictly(directory / "rocksdb", options.env, acknowledged_.position())),
        sequencer_(*store_, acknowledged_, options.max_batch_bytes) {}

  ~Written() override {
    sequencer_.stop();
    // What a failed write left is for recovery to judge: a flush would set table files ahead of a torn log.
    if (failure()) return;
    const rocksdb::Status flushed = store_->flush();
    if (!flushed.ok()) spdlog::warn("closing the log: {}", flushed.ToString());
  }

  const Store& store() const override { return *store_; }
  const TreeReader& tree() const override { return tree_; }
  Position head() const override { return sequencer_.head(); }
  std::int64_t last_time() const override { return sequencer_.last_time(); }
  std::optional<std::string> failure() const override { return sequencer_.failure(); }
  Version version(std::string_view stream) override { return sequencer_.version(stream); }
  void append(Append append, std::function<void(Appended)> done) override {
    sequencer_.append(std::move(append), std::move(done));
  }
  Subscription subscribe(std::function<void(Position head)> callback) override {
    return sequencer_.subscribe(std::move(callback));
  }
  bool wait_beyond(Position position, std::chrono::milliseconds most) const override {
    return sequencer_.wait_beyond(position, most);
  }

 private:
  DirectoryLock lock_;
  Acknowledged acknowledged_;
  std::unique_ptr<Store> store_;
  TreeReader tree_{*store_};
  Sequencer sequencer_;
};

constexpr const char* kOnlyRead = "the log was opened to be read";

class ReadOnly final : public Log::Impl {
 public:
  ReadOnly(const std::filesystem::path& directory, std::optional<Position> at)
      : store_(open_strictly_to_read(directory)), head_(at.value_or(store_->last_position())) {
    if (head_ == 0) return;
    const auto last = store_->commit(head_);
    if (!last) throw std::out_of_range(fmt::format("position {} is beyond the last commit", head_));
    last_time_ = last->time;
  }

  const Store& store() const override { return *store_; }
  const TreeReader& tree() const override { return tree_; }
  Position head() const override { return head_; }
  std::int64_t last_time() const override { return last_time_; }
  std::optional<std::string> failure() const override { return kOnlyRead; }
  Version version(std::string_view stream) override { return store_->version(stream, head_); }
  void append(Append, std::function<void(Appended)> done) override { done(Failed{kOnlyRead}); }
  Subscription subscribe(std::function<void(Position head)> callback) override {
    callback(head_);
    return {};
  }
  bool wait_beyond(Position position, std::chrono::milliseconds) const override { return head_ > position; }

 private:
  std::unique_ptr<Store> store_;
  TreeReader tree_{*store_};
  Position head_;
  std::int64_t last_time_ = 0;
};

}  // namespace

Log::Log(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Log::~Log() = default;

std::unique_ptr<Log> Log::open(const std::filesystem::path& directory, LogOptions options) {
  return std::unique_ptr<Log>(new Log(std::make_unique<Written>(directory, options)));
}

std::unique_ptr<Log> Log::open_to_read(const std::filesystem::path& directory, std::optional<Position> at) {
  return std::unique_ptr<Log>(new Log(std::make_unique<ReadOnly>(directory, at)));
}

void Log::append(Append append, std::function<void(Appended)> done) {
  impl_->append(std::move(append), std::move(done));
}

Appended Log::append_and_wait(Append append) {
  std::promise<Appended> answer;
  this->append(std::move(append), [&](Appended given) { answer.set_value(std::move(given)); });
  return answer.get_future().get();
}

Position Log::head() const { return impl_->head(); }

Digest Log::chain_at(Position position) const {
  if (position == 0) return {};
  const auto commit = read(position);
  if (!commit) throw std::out_of_range(fmt::format("position {} is beyond the head", position));
  return commit->chain;
}

std::optional<std::string> Log::failure() const { return impl_->failure(); }

std::optional<Commit> Log::read(Position position) const {
  if (position == 0 || position > head()) return std::nullopt;
  return impl_->store().commit(position);
}

Position Log::read_from(Position from, const std::function<bool(Commit&&)>& each) const {
  return impl_->store().read(from, head(), each);
}

void Log::read_outlines_from(Position from, const std::function<bool(const Outline&)>& each) const {
  impl_->store().read_outlines(from, head(), each);
}

Version Log::version(std::string_view stream) const { return impl_->version(stream); }

void Log::read_stream(std::string_view stream, Version from,
                      const std::function<bool(const Commit&, const Event&)>& each) const {
  impl_->store().read_stream(stream, from, impl_->head(), each);
}

HashSource Log::hashes_of(Position size) const {
  if (size > head()) throw std::out_of_range(fmt::format("a tree of {} commits is beyond the head", size));
  return hashes_from_tiles(size, [this](const Tile& tile) { return impl_->tree().hashes(tile); });
}

TreeHead Log::tree_head(Position size) const { return {size, root_of(size, hashes_of(size))}; }

Hashes Log::hashes(const Tile& tile) const {
  if (tile_width(tile.level, tile.index, head()) < tile.width)
    throw std::out_of_range(path_of(tile) + " is beyond the head");
  return impl_->tree().hashes(tile);
}

std::string Log::entries(const EntryBundle& bundle) const {
  if (tile_width(0, bundle.index, head()) < bundle.width)
    throw std::out_of_range(path_of(bundle) + " is beyond the head");
  std::string entries;
  const Position first = bundle.index * kTileWidth + 1;
  impl_->store().read_leaves(first, first + bundle.width - 1,
                             [&](std::string_view leaf) { append_entry(entries, leaf); });
  return entries;
}

Hashes Log::inclusion_proof(Position position, Position size) const {
  if (position == 0) throw std::out_of_range("positions begin at 1");
  return eventstore::inclusion_proof(position - 1, size, hashes_of(size));
}

Hashes Log::consistency_proof(Position from, Position to) const {
  return eventstore::consistency_proof(from, to, hashes_of(to));
}

std::optional<std::variant<Repeated, KeyReused>> Log::answered(const std::string& caller,
                                                               const std::string& key, const Digest& request,
                                                               std::int64_t now) const {
  const auto kept = impl_->store().outcome(caller, key, std::max(now, impl_->last_time()));
  if (!kept) return std::nullopt;
  return answer_from(*kept, request);
}

Subscription Log::subscribe(std::function<void(Position head)> callback) {
  return impl_->subscribe(std::move(callback));
}

rocksdb::DB& Log::database() const {
  // A flush would set table files ahead of a torn log.
  if (const auto why = failure()) throw std::runtime_error("the log is not to be flushed: " + *why);
  return impl_->store().database();
}

bool Log::wait_beyond(Position position, std::chrono::milliseconds most) const {
  return impl_->wait_beyond(position, most);
}

}  // namespace vesture::eventstore
