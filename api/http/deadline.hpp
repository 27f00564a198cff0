// A limit of time for what goes on at a socket: once it passes, the socket's operations are cancelled, and
// the socket stays open, so that the client can still be told. Used on the socket's thread.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>

namespace vesture::api {

class Deadline : public std::enable_shared_from_this<Deadline> {
 public:
  explicit Deadline(boost::asio::ip::tcp::socket& socket) : socket_(&socket), timer_(socket.get_executor()) {}

  // From now on; replaces the limit before.
  void set(std::chrono::steady_clock::duration limit);
  void clear() { limit_ = Time::max(); }
  // The last limit set has passed.
  bool passed() const { return passed_; }
  // The socket is going away.
  void end();

 private:
  using Time = std::chrono::steady_clock::time_point;

  void arm();
  void check();

  boost::asio::ip::tcp::socket* socket_;
  boost::asio::steady_timer timer_;
  Time limit_ = Time::max();
  // When the timer goes off. A limit that moves away leaves the timer alone: it looks again when it goes off.
  Time armed_ = Time::max();
  bool passed_ = false;
};

}  // namespace vesture::api
