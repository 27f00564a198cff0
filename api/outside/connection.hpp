// A stream socket to something outside. Each call blocks for at most the time that it is given, and ends within a second
// where a stop is asked for.
#pragma once

#include <chrono>
#include <span>
#include <stop_token>
#include <string_view>

#include "api/outside/socket_address.hpp"

namespace vesture::api {

// For one thread. All throw std::system_error; of std::errc::timed_out where the time is over,
// of operation_canceled where it was stopped.
class Connection {
 public:
  // Looking up a host's name takes as long as the system's resolver does.
  Connection(const SocketAddress& address, std::chrono::milliseconds most, std::stop_token stop = {});
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void send(std::string_view bytes, std::chrono::milliseconds most);  // all of them
  // How many bytes came; 0 once the other side has closed.
  std::size_t read_some(std::span<char> into, std::chrono::milliseconds most);

 private:
  const std::stop_token stop_;
  int socket_ = -1;
};

}  // namespace vesture::api
