#include "api/errands/register_follower.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <future>

#include "api/errands/register_changes.hpp"
#include "api/system_commit.hpp"
#include "projections/accounts/register_changes.hpp"

namespace vesture::api {

namespace {

// How often the clock is looked at.
constexpr std::chrono::seconds kTick{1};

// Who holds which rights: they move with a code that changes.
const std::vector<std::string> kRightsViews{"accounts", "readers"};
constexpr std::chrono::seconds kViewsWait{10};

}  // namespace

RegisterFollower::RegisterFollower(const Backend& backend, Register& registers, Metrics& metrics)
    : backend_(backend), register_(registers) {
  metrics.gauge("vesture_register_failures", "How often the register failed since it last worked.", {},
                [this] { return static_cast<double>(failures_); });
  metrics.gauge("vesture_register_last_change", "The register's number of the last change taken.", {},
                [this] { return static_cast<double>(last_taken_); });
  metrics.gauge(
      "vesture_register_changes_put_aside", "Changes of the register that wait for somebody.", {}, [this] {
        return static_cast<double>(projections::accounts::count_put_aside(backend_.views.snapshot()));
      });
}

void RegisterFollower::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { follow(stop); });
}

void RegisterFollower::follow(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  do {
    try {
      run_due(stop);
    } catch (const std::exception& trouble) {
      spdlog::error("the register's changes are not taken: {}", trouble.what());
    }
  } while (!stopped.wait_for(lock, stop, kTick, [&] { return stop.stop_requested(); }));
}

// A clock that was turned back does not make the wait longer.
bool RegisterFollower::is_due(domain::Instant now) const {
  if (pause_.failures() > 0) return !pause_.holds(now);
  return !asked_ || now < *asked_ || now.microseconds - asked_->microseconds >= kBetween;
}

void RegisterFollower::run_due(const std::stop_token& stop) {
  const std::lock_guard one_round(round_mutex_);
  const auto now = backend_.now();
  if (!is_due(now)) return;
  asked_ = now;
  if (take_all(stop))
    pause_.worked();
  else
    pause_.failed(now);
  failures_ = pause_.failures();
}

bool RegisterFollower::take_all(const std::stop_token& stop) {
  auto round = Round::moved_on;
  while (round == Round::moved_on && !stop.stop_requested()) round = take_next(stop);
  return round != Round::failed;
}

RegisterFollower::Round RegisterFollower::take_next(const std::stop_token& stop) {
  const auto last = last_taken();
  auto changes = register_.changes_after(last, stop);
  if (changes) return take_in_order(std::move(*changes), last);
  if (!stop.stop_requested()) spdlog::warn("the register does not tell its changes: {}", changes.error().why);
  return Round::failed;
}

// As far as they follow one another.
RegisterFollower::Round RegisterFollower::take_in_order(std::vector<RegisterChange> changes,
                                                        std::uint64_t last) {
  std::ranges::stable_sort(changes, {}, &RegisterChange::sequence);
  const auto before = last;
  for (const auto& change : changes) {
    if (change.sequence <= last) continue;
    if (change.sequence == last + 1) take(change);
    if (last_taken() != change.sequence) {
      spdlog::warn("the register's change {} is missing or cannot be taken; {} waits", last + 1,
                   change.sequence);
      return Round::failed;
    }
    last = change.sequence;
  }
  return last > before ? Round::moved_on : Round::stood_still;
}

void RegisterFollower::take(const RegisterChange& change) {
  if (std::holds_alternative<CodeChanged>(change.what) && !are_rights_seen()) return;
  const SystemAct act{"accounts.take_register_change", 0,
                      [&](Unit& unit) { return take_change(backend_, unit, change); }};
  commit_by_system(backend_, {&act, 1});
}

// Those of the whole log, for they are looked up in views.
bool RegisterFollower::are_rights_seen() {
  std::promise<bool> told;
  auto seen = told.get_future();
  const auto waiting = backend_.runner.when_applied(backend_.log.head(), kRightsViews,
                                                    [&](bool applied) { told.set_value(applied); });
  return seen.wait_for(kViewsWait) == std::future_status::ready && seen.get();
}

std::uint64_t RegisterFollower::last_taken() {
  last_taken_ = last_change_taken(backend_.log, last_taken_);
  return last_taken_;
}

}  // namespace vesture::api
