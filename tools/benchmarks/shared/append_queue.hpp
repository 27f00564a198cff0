// Appends to a log without waiting for each: many are under way at once, so that a sync is shared by thousands.
#pragma once

#include <atomic>
#include <semaphore>
#include <stdexcept>

#include "eventstore/log/log.hpp"

namespace vesture::bench {

// Used by one thread. They are written in the order in which they are given.
class AppendQueue {
 public:
  explicit AppendQueue(eventstore::Log& log) : log_(log) {}
  ~AppendQueue() { wait_for_all(); }
  AppendQueue(const AppendQueue&) = delete;
  AppendQueue& operator=(const AppendQueue&) = delete;

  // Waits where too many are under way. Throws std::runtime_error where the log has not taken an earlier one.
  void append(eventstore::Append append) {
    require_taken();
    free_.acquire();
    log_.append(std::move(append), [this](const eventstore::Appended& appended) {
      if (!std::holds_alternative<eventstore::Committed>(appended)) refused_ = true;
      free_.release();
    });
  }

  // Returns when all are durable.
  void settle() {
    wait_for_all();
    require_taken();
  }

 private:
  static constexpr std::ptrdiff_t kMost = 20'000;

  void wait_for_all() {
    for (std::ptrdiff_t i = 0; i < kMost; ++i) free_.acquire();
    free_.release(kMost);
  }
  void require_taken() const {
    if (refused_) throw std::runtime_error("the log has not taken a commit");
  }

  eventstore::Log& log_;
  std::counting_semaphore<kMost> free_{kMost};
  std::atomic<bool> refused_ = false;
};

}  // namespace vesture::bench
