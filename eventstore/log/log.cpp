#include "eventstore/log/log.hpp"

#include <fmt/format.h>
#include <rocksdb/env.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <future>
#include <stdexcept>

#include "eventstore/log/recovery.hpp"
#include "eventstore/log/sequencer.hpp"

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
  Impl(const std::filesystem::path& directory, const LogOptions& options)
      : lock(directory, or_default(options.env)),
        acknowledged(directory / "acknowledged"),
        store(open_strictly(directory / "rocksdb", options.env, acknowledged.position())),
        sequencer(*store, acknowledged, options.max_batch_bytes) {}

  DirectoryLock lock;
  Acknowledged acknowledged;
  std::unique_ptr<Store> store;
  Sequencer sequencer;
};

Log::Log(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

std::unique_ptr<Log> Log::open(const std::filesystem::path& directory, LogOptions options) {
  return std::unique_ptr<Log>(new Log(std::make_unique<Impl>(directory, options)));
}

Log::~Log() {
  impl_->sequencer.stop();
  // What a failed write left is for recovery to judge: a flush would set table files ahead of a torn log.
  if (failure()) return;
  const rocksdb::Status flushed = impl_->store->flush();
  if (!flushed.ok()) spdlog::warn("closing the log: {}", flushed.ToString());
}

void Log::append(Append append, std::function<void(Appended)> done) {
  impl_->sequencer.append(std::move(append), std::move(done));
}

Appended Log::append_and_wait(Append append) {
  std::promise<Appended> answer;
  this->append(std::move(append), [&](Appended given) { answer.set_value(std::move(given)); });
  return answer.get_future().get();
}

Position Log::head() const { return impl_->sequencer.head(); }

Digest Log::chain_at(Position position) const {
  if (position == 0) return {};
  const auto commit = read(position);
  if (!commit) throw std::out_of_range(fmt::format("position {} is beyond the head", position));
  return commit->chain;
}

std::optional<std::string> Log::failure() const { return impl_->sequencer.failure(); }

std::optional<Commit> Log::read(Position position) const {
  if (position == 0 || position > head()) return std::nullopt;
  return impl_->store->commit(position);
}

Position Log::read_from(Position from, const std::function<bool(Commit&&)>& each) const {
  return impl_->store->read(from, head(), each);
}

Version Log::version(std::string_view stream) const { return impl_->store->version(stream); }

void Log::read_stream(std::string_view stream, Version from,
                      const std::function<bool(const Commit&, const Event&)>& each) const {
  impl_->store->read_stream(stream, from, each);
}

std::optional<std::variant<Repeated, KeyReused>> Log::answered(const std::string& caller,
                                                               const std::string& key, const Digest& request,
                                                               std::int64_t now) const {
  const auto kept = impl_->store->outcome(caller, key, std::max(now, impl_->sequencer.last_time()));
  if (!kept) return std::nullopt;
  return answer_from(*kept, request);
}

Subscription Log::subscribe(std::function<void(Position head)> callback) {
  return impl_->sequencer.subscribe(std::move(callback));
}

bool Log::wait_beyond(Position position, std::chrono::milliseconds most) const {
  return impl_->sequencer.wait_beyond(position, most);
}

}  // namespace vesture::eventstore
