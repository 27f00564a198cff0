// Runs one kind of errand of the agenda when it is due (architecture 10): deadlines and what is asked of the world
// outside. The agenda is a view and may lag, so an errand must change nothing where its aggregate has moved on. Each kind
// has a timekeeper, and a thread, of its own: a mail server that hangs does not keep a file beyond its time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>
#include <thread>

#include "api/backend.hpp"
#include "projections/agenda/agenda.hpp"

namespace vesture::api {

class Errands {
 public:
  virtual ~Errands() = default;
  virtual projections::agenda::Errand kind() const = 0;
  // Blocks until they are done, or cuts them short where a stop is asked for; on one thread at a time. Where it throws,
  // each of them is run again by itself; one that throws then is logged, and comes again in a later round.
  virtual void run(std::span<const projections::agenda::Entry> due, const std::stop_token& stop) = 0;
  // After a round in which some were run.
  virtual void round_ends() {}
};

class Timekeeper {
 public:
  // How often the clock is looked at while nothing happens.
  static constexpr std::chrono::milliseconds kTick{1'000};

  // The backend outlives the timekeeper.
  Timekeeper(const Backend& backend, std::unique_ptr<Errands> errands,
             std::chrono::milliseconds tick = kTick);
  ~Timekeeper();  // stops: cuts short what may be, and finishes the rest of the errands in hand
  Timekeeper(const Timekeeper&) = delete;
  Timekeeper& operator=(const Timekeeper&) = delete;

  // From here on runs what is due by the backend's clock, on a thread of its own. The clock may jump: it is looked at
  // again and again, and never asked how long something takes.
  void start();

  // Runs what is due now, each errand once, in the order of due times. Any thread may call. Gives how many there were.
  // Throws what the errands threw where the log or the vault has failed.
  std::size_t run_due();

  projections::agenda::Errand kind() const { return errands_->kind(); }
  // For how long the first errand has been due and not run, in seconds; 0 where none is due.
  double seconds_overdue() const;

 private:
  void keep_time();
  void run(std::span<const projections::agenda::Entry> due);

  const Backend& backend_;
  const std::unique_ptr<Errands> errands_;
  const std::chrono::milliseconds tick_;
  std::mutex round_mutex_;

  std::mutex mutex_;
  std::condition_variable woken_;
  bool views_moved_ = false;
  std::stop_source stop_;
  eventstore::Subscription views_;
  std::thread thread_;
};

}  // namespace vesture::api
