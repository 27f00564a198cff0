#include "projections/common/runner.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <utility>

#include "projections/common/checkpoint.hpp"

namespace vesture::projections {

using eventstore::Commit;
using eventstore::Position;

namespace {

constexpr std::size_t kMostCommits = 256;
constexpr std::size_t kMostBytes = 4 << 20;

struct Running {
  std::unique_ptr<Projection> projection;
  Checkpoint checkpoint;
  std::optional<std::string> stopped_why;
};

// A callback that may be taken back: then it is not called any more, nor being called.
template <class... Args>
class Callback {
 public:
  explicit Callback(std::function<void(Args...)> call) : call_(std::move(call)) {}

  void operator()(Args... args) {
    const std::lock_guard lock(mutex_);
    if (!taken_back_) call_(args...);
  }
  void take_back() {
    const std::lock_guard lock(mutex_);
    taken_back_ = true;
  }

 private:
  std::recursive_mutex mutex_;  // a callback may end its own subscription
  bool taken_back_ = false;
  std::function<void(Args...)> call_;
};

// Holds the callback until the subscription ends.
template <class... Args>
eventstore::Subscription subscription_of(std::shared_ptr<Callback<Args...>> callback) {
  auto* const taken_back = callback.get();
  return eventstore::Subscription(
      std::shared_ptr<void>(taken_back, [callback = std::move(callback)](void*) { callback->take_back(); }));
}

using Follower = Callback<Position>;
using Waiter = Callback<bool>;

struct Waiting {
  Position position;
  std::weak_ptr<Waiter> done;
};

}  // namespace

struct Runner::Impl {
  Impl(eventstore::Log& of, ViewStore& into, std::vector<std::unique_ptr<Projection>> projections);
  ~Impl();

  void run();
  std::vector<Position> positions_behind() const;
  void apply_after(Position);
  std::vector<Commit> read_after(Position) const;
  void apply(Running&, std::span<const Commit>);
  void stop(Running&, std::string why);
  void publish();

  Position applied_by_all() const;
  // How a wait for the position has ended; nullopt while it goes on.
  std::optional<bool> outcome(Position) const;

  eventstore::Log& log;
  ViewStore& store;

  mutable std::mutex mutex;
  std::condition_variable changed;
  // What follows is guarded by the mutex; `running` is changed by the runner's thread alone, which reads it
  // freely.
  std::vector<Running> running;
  Position head = 0;
  bool ending = false;
  std::vector<Waiting> waiting;
  std::vector<std::weak_ptr<Follower>> followers;

  std::thread thread;
  eventstore::Subscription follows;
};

Runner::Impl::Impl(eventstore::Log& of, ViewStore& into, std::vector<std::unique_ptr<Projection>> projections)
    : log(of), store(into), head(of.head()) {
  for (auto& projection : projections) {
    auto checkpoint = load_checkpoint(store, log, *projection);
    running.push_back({std::move(projection), std::move(checkpoint), std::nullopt});
  }
  thread = std::thread([this] { run(); });
  follows = log.subscribe([this](Position now) {
    const std::lock_guard lock(mutex);
    head = std::max(head, now);
    changed.notify_all();
  });
}

Runner::Impl::~Impl() {
  follows = {};
  {
    const std::lock_guard lock(mutex);
    ending = true;
    changed.notify_all();
  }
  thread.join();
  try {
    store.flush();
  } catch (const std::exception& error) {
    spdlog::error("projections: not flushed, will be applied again: {}", error.what());
  }
  for (const auto& wait : waiting)
    if (const auto waiter = wait.done.lock()) (*waiter)(false);
}

void Runner::Impl::run() {
  std::unique_lock lock(mutex);
  for (;;) {
    changed.wait(lock, [this] { return ending || !positions_behind().empty(); });
    if (ending) return;
    const auto positions = positions_behind();
    lock.unlock();
    for (const auto position : positions) apply_after(position);
    publish();
    lock.lock();
  }
}

// Projections at one position share the reading of the log; one that is being rebuilt does not hold up the
// others.
std::vector<Position> Runner::Impl::positions_behind() const {
  std::vector<Position> positions;
  for (const auto& one : running)
    if (!one.stopped_why && one.checkpoint.position < head) positions.push_back(one.checkpoint.position);
  std::ranges::sort(positions);
  const auto repeated = std::ranges::unique(positions);
  positions.erase(repeated.begin(), repeated.end());
  return positions;
}

void Runner::Impl::apply_after(Position position) {
  std::vector<Commit> commits;
  std::string unreadable;
  try {
    commits = read_after(position);
  } catch (const std::exception& error) {
    unreadable = error.what();
  }
  for (auto& one : running) {
    if (one.stopped_why || one.checkpoint.position != position) continue;
    if (unreadable.empty())
      apply(one, commits);
    else
      stop(one, "the log cannot be read: " + unreadable);
  }
}

std::vector<Commit> Runner::Impl::read_after(Position position) const {
  std::vector<Commit> commits;
  std::size_t bytes = 0;
  log.read_from(position + 1, [&](Commit&& commit) {
    bytes += commit.bytes.size();
    commits.push_back(std::move(commit));
    return commits.size() < kMostCommits && bytes < kMostBytes;
  });
  return commits;
}

void Runner::Impl::apply(Running& one, std::span<const Commit> commits) {
  if (commits.empty()) return;
  std::size_t applied = 0;
  try {
    ViewBatch batch(store);
    for (; applied < commits.size(); ++applied) one.projection->apply(commits[applied], batch);
    auto next = one.checkpoint;
    next.position = commits.back().position;
    next.chain = commits.back().chain;
    put_checkpoint(batch, *one.projection, next);
    store.write(batch);
    const std::lock_guard lock(mutex);
    one.checkpoint = std::move(next);
  } catch (const std::exception& error) {
    const bool not_applied = applied < commits.size();
    // The batch holds a part of that commit: what came before it is applied once more, by itself.
    if (not_applied) apply(one, commits.first(applied));
    stop(one, not_applied ? "commit " + std::to_string(commits[applied].position) + ": " + error.what()
                          : std::string(error.what()));
  }
}

void Runner::Impl::stop(Running& one, std::string why) {
  spdlog::error("projection {} has stopped: {}", one.projection->name(), why);
  const std::lock_guard lock(mutex);
  one.stopped_why = std::move(why);
}

void Runner::Impl::publish() {
  std::vector<std::pair<std::shared_ptr<Waiter>, bool>> ended;
  std::vector<std::shared_ptr<Follower>> called;
  Position applied = 0;
  {
    const std::lock_guard lock(mutex);
    applied = applied_by_all();
    std::erase_if(waiting, [&](const Waiting& wait) {
      auto waiter = wait.done.lock();
      const auto how = outcome(wait.position);
      if (waiter && how) ended.emplace_back(std::move(waiter), *how);
      return how.has_value() || wait.done.expired();
    });
    std::erase_if(followers, [](const auto& follower) { return follower.expired(); });
    for (const auto& follower : followers)
      if (auto alive = follower.lock()) called.push_back(std::move(alive));
    changed.notify_all();
  }
  for (const auto& [waiter, how] : ended) (*waiter)(how);
  for (const auto& follower : called) (*follower)(applied);
}

Position Runner::Impl::applied_by_all() const {
  Position least = head;
  for (const auto& one : running) least = std::min(least, one.checkpoint.position);
  return least;
}

std::optional<bool> Runner::Impl::outcome(Position position) const {
  bool all = head >= position;
  for (const auto& one : running) {
    if (one.checkpoint.position >= position) continue;
    if (one.stopped_why) return false;
    all = false;
  }
  if (all) return true;
  return std::nullopt;
}

Runner::Runner(eventstore::Log& log, ViewStore& store, std::vector<std::unique_ptr<Projection>> projections)
    : impl_(std::make_unique<Impl>(log, store, std::move(projections))) {}
Runner::~Runner() = default;

std::vector<ProjectionStatus> Runner::status() const {
  const std::lock_guard lock(impl_->mutex);
  std::vector<ProjectionStatus> all;
  for (const auto& one : impl_->running)
    all.push_back({.name = one.projection->name(),
                   .version = one.projection->version(),
                   .position = one.checkpoint.position,
                   .stopped = one.stopped_why.has_value(),
                   .why = one.stopped_why.value_or("")});
  return all;
}

Position Runner::position() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->applied_by_all();
}

eventstore::Subscription Runner::when_applied(Position position, std::function<void(bool)> done) {
  auto waiter = std::make_shared<Waiter>(std::move(done));
  std::optional<bool> how;
  {
    const std::lock_guard lock(impl_->mutex);
    how = impl_->outcome(position);
    if (!how) {
      std::erase_if(impl_->waiting, [](const Waiting& wait) { return wait.done.expired(); });
      impl_->waiting.push_back({position, waiter});
    }
  }
  if (how) (*waiter)(*how);
  return subscription_of(std::move(waiter));
}

bool Runner::wait_applied(Position position, std::chrono::milliseconds most) {
  std::unique_lock lock(impl_->mutex);
  impl_->changed.wait_for(lock, most, [&] { return impl_->outcome(position).has_value(); });
  return impl_->outcome(position).value_or(false);
}

eventstore::Subscription Runner::subscribe(std::function<void(Position)> call) {
  auto follower = std::make_shared<Follower>(std::move(call));
  const std::lock_guard lock(impl_->mutex);
  impl_->followers.push_back(follower);
  return subscription_of(std::move(follower));
}

}  // namespace vesture::projections
