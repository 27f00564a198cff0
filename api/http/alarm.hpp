// Something to wait for on an event loop that any thread may set off: how a stream learns that there is more.
#pragma once

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <utility>

namespace vesture::api {

class Alarm : public std::enable_shared_from_this<Alarm> {
 public:
  explicit Alarm(std::shared_ptr<boost::asio::io_context> loop) : loop_(std::move(loop)), timer_(*loop_) {}

  // On the loop's thread. A ring that nobody waits for is kept for the next wait.
  void ring() {
    rung_ = true;
    timer_.cancel();
  }

  // A function that rings from any thread; harmless once the alarm is gone. It keeps the loop alive.
  std::function<void()> remote() {
    // Rings that the loop has not come to yet are one.
    const auto pending = std::make_shared<std::atomic<bool>>(false);
    return [loop = loop_, weak = weak_from_this(), pending] {
      if (pending->exchange(true)) return;
      boost::asio::post(*loop, [weak, pending] {
        pending->store(false);
        if (const auto alarm = weak.lock()) alarm->ring();
      });
    };
  }

  // Whether it rang before the time was over.
  boost::asio::awaitable<bool> wait(std::chrono::milliseconds most) {
    if (!rung_) {
      timer_.expires_after(most);
      co_await timer_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    }
    co_return std::exchange(rung_, false);
  }

 private:
  std::shared_ptr<boost::asio::io_context> loop_;
  boost::asio::steady_timer timer_;
  bool rung_ = false;
};

}  // namespace vesture::api
