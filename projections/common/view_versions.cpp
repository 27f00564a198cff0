#include "projections/common/view_versions.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace vesture::projections {

using eventstore::Log;
using eventstore::Position;

namespace {

using Projections = std::vector<std::unique_ptr<Projection>>;

Checkpoint from_nothing(const Projection& projection) {
  return {.version = projection.version(), .position = 0, .chain = {}, .prefixes = projection.prefixes()};
}

// Whether the projection can go on from there.
bool can_continue(const std::optional<Checkpoint>& kept, const Projection& projection, const Log& log) {
  return kept && kept->version == projection.version() && kept->prefixes == projection.prefixes() &&
         is_of(*kept, log);
}

// What is to serve and to be built of one name, and what is dropped for it.
class Opening {
 public:
  Opening(ViewStore& store, const Log& log, std::string name, Projections given)
      : store_(store), log_(log), name_(std::move(name)), given_(std::move(given)), batch_(store) {}

  View open() && {
    serving_ = kept_checkpoint(store_, Role::serving, name_);
    building_ = kept_checkpoint(store_, Role::building, name_);
    const auto served = std::ranges::find_if(
        given_, [&](const auto& projection) { return can_continue(serving_, *projection, log_); });
    View view;
    view.name = name_;
    auto wanted = std::move(given_.back());
    if (served == given_.end() || served == given_.end() - 1) {
      serve_only(*wanted, served != given_.end());
      view.serving = {std::move(wanted), *serving_, std::nullopt};
    } else {
      build_beside(*wanted);
      view.serving = {std::move(*served), *serving_, std::nullopt};
      view.building = {std::move(wanted), *building_, std::nullopt};
    }
    write();
    view.last_swap = kept_swap(store_, name_);
    return view;
  }

 private:
  void serve_only(const Projection& wanted, bool serves_already) {
    if (!serves_already) {
      if (serving_)
        spdlog::warn("projection {}: version {} cannot serve any more; serving version {} while it is built",
                     name_, serving_->version, wanted.version());
      drop(serving_);
      if (can_continue(building_, wanted, log_)) {
        serving_ = std::move(building_);
        building_.reset();
        return;
      }
      serving_ = from_nothing(wanted);
      drop_rows(batch_, *serving_);
    }
    drop(building_);
  }

  void build_beside(const Projection& wanted) {
    if (can_continue(building_, wanted, log_)) return;
    drop(building_);
    building_ = from_nothing(wanted);
    drop_rows(batch_, *building_);
  }

  void drop(std::optional<Checkpoint>& kept) {
    if (!kept) return;
    drop_rows(batch_, *kept);
    dropped_.insert(dropped_.end(), kept->prefixes.begin(), kept->prefixes.end());
    kept.reset();
  }

  void write() {
    serve_rows(batch_, *serving_);
    put_checkpoint(batch_, Role::serving, name_, *serving_);
    if (building_)
      put_checkpoint(batch_, Role::building, name_, *building_);
    else
      erase_checkpoint(batch_, Role::building, name_);
    store_.write(batch_);
    if (!dropped_.empty()) store_.reclaim(dropped_);
  }

  ViewStore& store_;
  const Log& log_;
  std::string name_;
  Projections given_;  // by version
  ViewBatch batch_;
  std::optional<Checkpoint> serving_;
  std::optional<Checkpoint> building_;
  std::vector<std::string> dropped_;
};

void check_apart(const Projections& projections) {
  std::vector<std::string> all;
  for (const auto& projection : projections)
    for (auto& prefix : projection->prefixes()) all.push_back(std::move(prefix));
  std::ranges::sort(all);
  const auto met = std::ranges::adjacent_find(
      all, [](const auto& left, const auto& right) { return right.starts_with(left); });
  if (met != all.end()) throw std::invalid_argument("projections: keys of one are another's: " + *met);
}

VersionStatus status_of(const RunningVersion& version, bool is_building) {
  VersionStatus status{.version = version.checkpoint.version, .position = version.checkpoint.position};
  if (is_building) status.state = ProjectionState::building;
  if (version.stopped_why) {
    status.state = ProjectionState::stopped;
    status.why = *version.stopped_why;
  }
  return status;
}

}  // namespace

ProjectionStatus status_of(const View& view, Position opened_at) {
  const bool is_behind = view.serving.checkpoint.position < opened_at;
  ProjectionStatus status{.name = view.name,
                          .serving = status_of(view.serving, is_behind),
                          .building = std::nullopt,
                          .last_swap = view.last_swap};
  if (view.building) status.building = status_of(*view.building, true);
  return status;
}

ComparisonInHand::ComparisonInHand(const Projection& projection, ViewSnapshot snapshot, Position compared_at,
                                   std::function<void()> done)
    : compared_at_(compared_at) {
  std::promise<std::vector<Comparison>> promise;
  result_ = promise.get_future();
  thread_ = std::jthread([&projection, snapshot = std::move(snapshot), promise = std::move(promise),
                          done = std::move(done)](const std::stop_token& stop) mutable {
    try {
      promise.set_value(projection.compare(snapshot, stop));
    } catch (...) {
      promise.set_exception(std::current_exception());
    }
    done();
  });
}

bool ComparisonInHand::has_finished() const {
  return result_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

std::vector<View> open_views(ViewStore& store, const Log& log, Projections projections) {
  check_apart(projections);
  std::vector<std::string> names;
  for (const auto& projection : projections)
    if (std::ranges::count(names, projection->name()) == 0) names.push_back(projection->name());
  std::vector<View> views;
  for (const auto& name : names) {
    Projections versions;
    for (auto& projection : projections)
      if (projection && projection->name() == name) versions.push_back(std::move(projection));
    std::ranges::sort(versions, {}, [](const auto& version) { return version->version(); });
    views.push_back(Opening(store, log, name, std::move(versions)).open());
  }
  return views;
}

Swap write_swap(ViewStore& store, const View& view, Position compared_at, std::vector<Comparison> lists) {
  const auto& before = view.serving.checkpoint;
  const auto& after = view.building->checkpoint;
  Swap swap{before.version, after.version, compared_at, std::move(lists)};
  ViewBatch batch(store);
  drop_rows(batch, before);
  serve_rows(batch, after);
  put_checkpoint(batch, Role::serving, view.name, after);
  erase_checkpoint(batch, Role::building, view.name);
  put_swap(batch, view.name, swap);
  store.write(batch);
  return swap;
}

}  // namespace vesture::projections
