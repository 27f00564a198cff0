#include "projections/common/runner.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <span>
#include <stdexcept>
#include <thread>
#include <utility>

#include "projections/common/listeners.hpp"
#include "projections/common/view_versions.hpp"

namespace vesture::projections {

using eventstore::Commit;
using eventstore::Position;

namespace {

constexpr std::size_t kMostBytes = 4 << 20;
constexpr auto kNoLast = std::numeric_limits<Position>::max();

using Names = Listeners::Names;

bool is_behind(const RunningVersion& version, Position goal) {
  return !version.stopped_why && version.checkpoint.position < goal;
}

// The commits after `position` that are not beyond `last`.
std::span<const Commit> up_to(Position last, Position position, std::span<const Commit> commits) {
  return commits.first(std::min(commits.size(), last - position));
}

// Whether the one that is built has caught up with the one that serves: to be compared, or to be swapped in.
bool has_next_step(const View& view) {
  return view.building && !view.building->stopped_why &&
         view.building->checkpoint.position == view.serving.checkpoint.position &&
         (!view.comparison || view.comparison->has_finished());
}

bool is_meant(std::span<const std::string> names, const View& view) {
  return names.empty() || std::ranges::count(names, view.name) > 0;
}

}  // namespace

struct Runner::Impl {
  Impl(eventstore::Log&, ViewStore&, std::vector<std::unique_ptr<Projection>>, RunnerOptions);
  ~Impl();

  void run();
  bool has_work() const;
  std::vector<Position> positions_behind() const;
  void apply_after(Position);
  std::vector<Commit> read_after(Position) const;
  void apply(const View&, Role, RunningVersion&, std::span<const Commit>);
  void stop(const View&, RunningVersion&, std::string why);
  void take_next_step(View&);
  void compare(View&);
  void swap_in(View&);
  void publish();

  Position applied_by(std::span<const std::string> names) const;
  // How a wait for the position has ended; nullopt while it goes on.
  std::optional<bool> outcome(Position, const Names&) const;

  eventstore::Log& log;
  ViewStore& store;
  const RunnerOptions options;
  const Position opened_at;

  mutable std::mutex mutex;
  std::condition_variable changed;
  // What follows is guarded by the mutex; `views` are changed by the runner's thread alone, which reads them
  // freely.
  std::vector<View> views;
  Position head = 0;
  bool ending = false;
  Listeners listeners;

  std::thread thread;
  eventstore::Subscription follows;
};

Runner::Impl::Impl(eventstore::Log& of, ViewStore& into, std::vector<std::unique_ptr<Projection>> projections,
                   RunnerOptions given)
    : log(of),
      store(into),
      options(given),
      opened_at(of.head()),
      views(open_views(into, of, std::move(projections))),
      head(opened_at) {
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
  for (auto& view : views) view.comparison.reset();
  try {
    store.flush();
  } catch (const std::exception& error) {
    spdlog::error("projections: not flushed, will be applied again: {}", error.what());
  }
  listeners.give_up();
}

void Runner::Impl::run() {
  std::unique_lock lock(mutex);
  for (;;) {
    changed.wait(lock, [this] { return ending || has_work(); });
    if (ending) return;
    const auto positions = positions_behind();
    lock.unlock();
    for (const auto position : positions) apply_after(position);
    for (auto& view : views)
      if (has_next_step(view)) take_next_step(view);
    publish();
    lock.lock();
  }
}

bool Runner::Impl::has_work() const {
  return !positions_behind().empty() || std::ranges::any_of(views, has_next_step);
}

// Projections at one position share the reading of the log; one that is being built does not hold up the
// others.
std::vector<Position> Runner::Impl::positions_behind() const {
  std::vector<Position> positions;
  for (const auto& view : views) {
    const auto served = view.serving.checkpoint.position;
    if (is_behind(view.serving, head)) positions.push_back(served);
    if (view.building && is_behind(*view.building, served))
      positions.push_back(view.building->checkpoint.position);
  }
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
    unreadable = "the log cannot be read: " + std::string(error.what());
  }
  const auto take = [&](const View& view, Role role, RunningVersion& version, Position last) {
    if (version.stopped_why || version.checkpoint.position != position) return;
    if (unreadable.empty())
      apply(view, role, version, up_to(last, position, commits));
    else
      stop(view, version, unreadable);
  };
  // The one that serves first: the one that is built then goes as far with the same commits.
  for (auto& view : views) {
    take(view, Role::serving, view.serving, kNoLast);
    if (view.building) take(view, Role::building, *view.building, view.serving.checkpoint.position);
  }
}

std::vector<Commit> Runner::Impl::read_after(Position position) const {
  std::vector<Commit> commits;
  std::size_t bytes = 0;
  log.read_from(position + 1, [&](Commit&& commit) {
    bytes += commit.bytes.size();
    commits.push_back(std::move(commit));
    return commits.size() < options.commits_at_once && bytes < kMostBytes;
  });
  return commits;
}

void Runner::Impl::apply(const View& view, Role role, RunningVersion& version,
                         std::span<const Commit> commits) {
  if (commits.empty()) return;
  std::size_t applied = 0;
  try {
    ViewBatch batch(store);
    for (; applied < commits.size(); ++applied) version.projection->apply(commits[applied], batch);
    auto next = version.checkpoint;
    next.position = commits.back().position;
    next.chain = commits.back().chain;
    put_checkpoint(batch, role, view.name, next);
    store.write(batch);
    const std::lock_guard lock(mutex);
    version.checkpoint = std::move(next);
    // The log shows commits before it tells of them; who waits for one that was read so early is told now.
    head = std::max(head, version.checkpoint.position);
  } catch (const std::exception& error) {
    const bool not_applied = applied < commits.size();
    // The batch holds a part of that commit: what came before it is applied once more, by itself.
    if (not_applied) apply(view, role, version, commits.first(applied));
    stop(view, version,
         not_applied ? "commit " + std::to_string(commits[applied].position) + ": " + error.what()
                     : std::string(error.what()));
  }
}

void Runner::Impl::stop(const View& view, RunningVersion& version, std::string why) {
  spdlog::error("projection {} version {} has stopped: {}", view.name, version.checkpoint.version, why);
  const std::lock_guard lock(mutex);
  version.stopped_why = std::move(why);
}

void Runner::Impl::take_next_step(View& view) {
  try {
    if (!view.comparison)
      compare(view);
    else
      swap_in(view);
  } catch (const std::exception& error) {
    view.comparison.reset();
    stop(view, *view.building, std::string("not swapped in: ") + error.what());
  }
}

void Runner::Impl::compare(View& view) {
  view.comparison = std::make_unique<ComparisonInHand>(*view.building->projection, store.snapshot(),
                                                       view.building->checkpoint.position, [this] {
                                                         const std::lock_guard lock(mutex);
                                                         changed.notify_all();
                                                       });
}

void Runner::Impl::swap_in(View& view) {
  auto swap = write_swap(store, view, view.comparison->compared_at(), view.comparison->take());
  spdlog::info("projection {}: version {} serves in place of version {}, compared at {}", view.name, swap.to,
               swap.from, swap.position);
  for (const auto& list : swap.lists) spdlog::info("projection {}: {}", view.name, to_string(list));
  const auto old = view.serving.checkpoint.prefixes;
  view.comparison.reset();
  {
    const std::lock_guard lock(mutex);
    view.serving = std::move(*view.building);
    view.building.reset();
    view.last_swap = std::move(swap);
  }
  try {
    store.reclaim(old);
  } catch (const std::exception& error) {
    spdlog::error("projection {}: the old rows' space is not reclaimed: {}", view.name, error.what());
  }
}

void Runner::Impl::publish() {
  std::vector<std::function<void()>> calls;
  {
    const std::lock_guard lock(mutex);
    calls = listeners.due(applied_by({}),
                          [this](Position position, const Names& names) { return outcome(position, names); });
    changed.notify_all();
  }
  for (const auto& call : calls) call();
}

Position Runner::Impl::applied_by(std::span<const std::string> names) const {
  Position least = head;
  for (const auto& view : views)
    if (is_meant(names, view)) least = std::min(least, view.serving.checkpoint.position);
  return least;
}

std::optional<bool> Runner::Impl::outcome(Position position, const Names& names) const {
  bool all = head >= position;
  for (const auto& view : views) {
    if (!is_meant(names, view)) continue;
    if (view.serving.checkpoint.position >= position) continue;
    if (view.serving.stopped_why) return false;
    all = false;
  }
  if (all) return true;
  return std::nullopt;
}

Runner::Runner(eventstore::Log& log, ViewStore& store, std::vector<std::unique_ptr<Projection>> projections,
               RunnerOptions options)
    : impl_(std::make_unique<Impl>(log, store, std::move(projections), options)) {}
Runner::~Runner() = default;

std::vector<ProjectionStatus> Runner::status() const {
  const std::lock_guard lock(impl_->mutex);
  std::vector<ProjectionStatus> all;
  for (const auto& view : impl_->views) all.push_back(status_of(view, impl_->opened_at));
  return all;
}

Position Runner::position(std::span<const std::string> names) const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->applied_by(names);
}

eventstore::Subscription Runner::when_applied(Position position, Names names,
                                              std::function<void(bool)> done) {
  for (const auto& name : names)
    if (std::ranges::count(impl_->views, name, &View::name) == 0)
      throw std::invalid_argument("projections: there is none named " + name);
  auto waiter = std::make_shared<Listeners::Waiter>(std::move(done));
  std::optional<bool> how;
  {
    const std::lock_guard lock(impl_->mutex);
    how = impl_->outcome(position, names);
    if (!how) impl_->listeners.wait(position, std::move(names), waiter);
  }
  if (how) (*waiter)(*how);
  return subscription_of(std::move(waiter));
}

bool Runner::wait_applied(Position position, std::chrono::milliseconds most) {
  std::unique_lock lock(impl_->mutex);
  impl_->changed.wait_for(lock, most, [&] { return impl_->outcome(position, {}).has_value(); });
  return impl_->outcome(position, {}).value_or(false);
}

eventstore::Subscription Runner::subscribe(std::function<void(Position)> call) {
  auto follower = std::make_shared<Listeners::Follower>(std::move(call));
  const std::lock_guard lock(impl_->mutex);
  impl_->listeners.follow(follower);
  return subscription_of(std::move(follower));
}

}  // namespace vesture::projections
