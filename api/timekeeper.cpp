#include "api/timekeeper.hpp"

#include <spdlog/spdlog.h>

namespace vesture::api {

namespace agenda = projections::agenda;

namespace {

constexpr std::size_t kBatch = 256;

}  // namespace

Timekeeper::Timekeeper(const Backend& backend, std::unique_ptr<Errands> errands,
                       std::chrono::milliseconds tick)
    : backend_(backend), errands_(std::move(errands)), tick_(tick) {}

Timekeeper::~Timekeeper() {
  views_ = {};
  {
    const std::lock_guard lock(mutex_);
    stop_.request_stop();
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Timekeeper::start() {
  views_ = backend_.runner.subscribe([this](eventstore::Position) {
    const std::lock_guard lock(mutex_);
    views_moved_ = true;
    woken_.notify_all();
  });
  thread_ = std::thread([this] { keep_time(); });
}

void Timekeeper::keep_time() {
  for (;;) {
    std::size_t ran = 0;
    try {
      ran = run_due();
    } catch (const std::exception& trouble) {
      spdlog::error("errands failed errand={}: {}", agenda::code_of(kind()), trouble.what());
    }
    std::unique_lock lock(mutex_);
    // Where something was run, the views will soon tell of it: what could not be done waits for a tick.
    woken_.wait_for(lock, tick_, [&] { return stop_.stop_requested() || (views_moved_ && ran == 0); });
    views_moved_ = false;
    if (stop_.stop_requested()) return;
  }
}

std::size_t Timekeeper::run_due() {
  const std::lock_guard one_round(round_mutex_);
  const auto now = backend_.now();
  std::size_t ran = 0;
  std::optional<agenda::Entry> last;
  while (!stop_.stop_requested()) {
    const auto due = agenda::due_entries(backend_.views.snapshot(), kind(), now, kBatch, last);
    if (due.empty()) break;
    run(due);
    last = due.back();
    ran += due.size();
  }
  if (ran > 0) errands_->round_ends();
  return ran;
}

// One that cannot be done keeps no other from being done; where nothing can be, there is no use in trying each.
void Timekeeper::run(std::span<const agenda::Entry> due) {
  try {
    errands_->run(due, stop_.get_token());
  } catch (const std::exception& trouble) {
    if (backend_.log.failure() || backend_.vault.failure()) throw;
    if (due.size() > 1) {
      for (const auto& entry : due)
        if (!stop_.stop_requested()) run({&entry, 1});
      return;
    }
    spdlog::error("an errand failed errand={} id={}: {}", agenda::code_of(kind()), to_string(due.front().id),
                  trouble.what());
  }
}

double Timekeeper::seconds_overdue() const {
  const auto due = agenda::next_due(backend_.views.snapshot(), kind());
  const auto now = backend_.now();
  return due && *due < now ? static_cast<double>(now.microseconds - due->microseconds) / 1e6 : 0;
}

}  // namespace vesture::api
