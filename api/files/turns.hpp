// So many at once of something that may take long; who comes later waits in line, the first first, and not for ever.
// Any thread may call.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>

namespace vesture::api {

class Turns {
 public:
  explicit Turns(std::size_t at_once) : free_(at_once) {}

  // Nobody who waits, or comes later, has a turn any more.
  void stop();

 private:
  friend class Turn;

  struct Waiting {
    explicit Waiting(const boost::asio::any_io_executor& executor) : timer(executor) {}

    boost::asio::steady_timer timer;
    bool has_turn = false;
  };

  bool take_free();
  bool line_up(const std::shared_ptr<Waiting>& waiting);
  // Whether it has its turn; out of the line in any case.
  bool leave_line(const std::shared_ptr<Waiting>& waiting);
  void give_back();

  std::mutex mutex_;
  std::size_t free_;
  std::deque<std::shared_ptr<Waiting>> line_;
  bool stopped_ = false;
};

// One's own turn, until it is let go of.
class Turn {
 public:
  explicit Turn(Turns& turns) : turns_(turns) {}
  ~Turn();
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  // Whether it came within the time. Once. Resumes on the coroutine's own executor, which has one thread.
  boost::asio::awaitable<bool> wait(std::chrono::milliseconds most);

 private:
  Turns& turns_;
  std::shared_ptr<Turns::Waiting> waiting_;
  bool has_turn_ = false;
};

}  // namespace vesture::api
