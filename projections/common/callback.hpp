// A callback that may be taken back: then it is not called any more, nor being called.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>

#include "eventstore/log/log.hpp"

namespace vesture::projections {

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

}  // namespace vesture::projections
