// Who is called back when the head moves. Joining and leaving are any thread's; calling is one thread's.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "eventstore/log/log.hpp"

namespace vesture::eventstore {

class Subscriber {
 public:
  explicit Subscriber(std::function<void(Position)> callback) : callback_(std::move(callback)) {}

  void call(Position head) {
    const std::lock_guard lock(mutex_);
    if (!left_) callback_(head);
  }
  // Waits for a call that is under way, unless it is itself made from within that call.
  void leave() {
    const std::lock_guard lock(mutex_);
    left_ = true;
  }
  bool has_left() const {
    const std::lock_guard lock(mutex_);
    return left_;
  }

 private:
  mutable std::recursive_mutex mutex_;
  std::function<void(Position)> callback_;
  bool left_ = false;
};

using Subscribers = std::vector<std::shared_ptr<Subscriber>>;

// A subscription whose end makes the subscriber leave.
inline Subscription subscription_of(std::shared_ptr<Subscriber> subscriber) {
  Subscriber* const raw = subscriber.get();
  return Subscription(
      std::shared_ptr<void>(raw, [subscriber = std::move(subscriber)](void*) { subscriber->leave(); }));
}

}  // namespace vesture::eventstore
