#include "api/files/turns.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace vesture::api {

namespace asio = boost::asio;

namespace {

// On the thread that waits; by then it does wait, for nothing else ran there since it lined up.
template <class Waiting>
void wake(const std::shared_ptr<Waiting>& waiting) {
  asio::post(waiting->timer.get_executor(), [waiting] { waiting->timer.cancel(); });
}

}  // namespace

void Turns::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  for (const auto& waiting : line_) wake(waiting);
  line_.clear();
}

bool Turns::take_free() {
  const std::lock_guard lock(mutex_);
  if (stopped_ || free_ == 0) return false;
  --free_;
  return true;
}

bool Turns::line_up(const std::shared_ptr<Waiting>& waiting) {
  const std::lock_guard lock(mutex_);
  if (stopped_) return false;
  if (free_ > 0) {
    --free_;
    waiting->has_turn = true;
    return false;
  }
  line_.push_back(waiting);
  return true;
}

bool Turns::leave_line(const std::shared_ptr<Waiting>& waiting) {
  const std::lock_guard lock(mutex_);
  std::erase(line_, waiting);
  return std::exchange(waiting->has_turn, false);
}

void Turns::give_back() {
  const std::lock_guard lock(mutex_);
  if (line_.empty() || stopped_) {
    ++free_;
    return;
  }
  line_.front()->has_turn = true;
  wake(line_.front());
  line_.pop_front();
}

Turn::~Turn() {
  // A coroutine that is destroyed while it waits may have been given its turn already.
  if (waiting_ && turns_.leave_line(waiting_)) has_turn_ = true;
  if (has_turn_) turns_.give_back();
}

asio::awaitable<bool> Turn::wait(std::chrono::milliseconds most) {
  has_turn_ = turns_.take_free();
  if (has_turn_) co_return true;
  const auto executor = co_await asio::this_coro::executor;
  waiting_ = std::make_shared<Turns::Waiting>(executor);
  waiting_->timer.expires_after(most);
  if (turns_.line_up(waiting_)) co_await waiting_->timer.async_wait(asio::as_tuple(asio::use_awaitable));
  has_turn_ = turns_.leave_line(waiting_);
  co_return has_turn_;
}

}  // namespace vesture::api
