#include "api/http/deadline.hpp"

namespace vesture::api {

void Deadline::set(std::chrono::steady_clock::duration limit) {
  passed_ = false;
  limit_ = std::chrono::steady_clock::now() + limit;
  if (limit_ < armed_) arm();
}

void Deadline::end() {
  socket_ = nullptr;
  timer_.cancel();
}

void Deadline::arm() {
  armed_ = limit_;
  timer_.expires_at(armed_);
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& ec) {
    const auto self = weak.lock();
    if (self && !ec) self->check();
  });
}

void Deadline::check() {
  if (!socket_ || armed_ > std::chrono::steady_clock::now()) return;
  armed_ = Time::max();
  if (limit_ == Time::max()) return;
  if (limit_ > std::chrono::steady_clock::now()) return arm();
  passed_ = true;
  limit_ = Time::max();
  boost::system::error_code ignored;
  socket_->cancel(ignored);
}

}  // namespace vesture::api
