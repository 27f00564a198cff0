#include "api/outside/connection.hpp"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

#include "domain/common/overloaded.hpp"

namespace vesture::api {

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(int code, const char* step) {
  throw std::system_error(code, std::generic_category(), step);
}

void wait_for(int socket, short events, Clock::time_point until, const char* step) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    pollfd waited{socket, events, 0};
    const int ready = ::poll(&waited, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
    if (ready > 0) return;
    if (ready == 0) fail(ETIMEDOUT, step);
    if (errno != EINTR) fail(errno, step);
  }
}

// The error of connecting to one address; 0 where the socket is connected.
int connect_within(int socket, const sockaddr* address, socklen_t size, Clock::time_point until) {
  if (::connect(socket, address, size) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  wait_for(socket, POLLOUT, until, "connect");
  int error = 0;
  socklen_t length = sizeof error;
  ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length);
  return error;
}

// Closes unless it is released.
class Socket {
 public:
  explicit Socket(int family) : descriptor_(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
    if (descriptor_ < 0) fail(errno, "socket");
  }
  ~Socket() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  int descriptor() const { return descriptor_; }
  int release() { return std::exchange(descriptor_, -1); }

 private:
  int descriptor_;
};

int connected(const SocketPath& where, Clock::time_point until) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  assert(where.path.size() < sizeof address.sun_path);
  std::ranges::copy(where.path, address.sun_path);
  Socket socket(AF_UNIX);
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  if (const int error = connect_within(socket.descriptor(), generic, sizeof address, until))
    fail(error, "connect");
  return socket.release();
}

// The first of the host's addresses that answers.
int connected(const HostAndPort& where, Clock::time_point until) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(where.host.c_str(), std::to_string(where.port).c_str(), &hints, &found) != 0)
    fail(EHOSTUNREACH, "look up the host");
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> all(found, ::freeaddrinfo);
  int error = EHOSTUNREACH;
  for (const auto* one = found; one != nullptr; one = one->ai_next) {
    Socket socket(one->ai_family);
    error = connect_within(socket.descriptor(), one->ai_addr, one->ai_addrlen, until);
    if (error == 0) return socket.release();
  }
  fail(error, "connect");
}

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK; }

}  // namespace

Connection::Connection(const SocketAddress& address, std::chrono::milliseconds most)
    : socket_(std::visit([&](const auto& where) { return connected(where, Clock::now() + most); }, address)) {
}

Connection::~Connection() { ::close(socket_); }

void Connection::send(std::string_view bytes, std::chrono::milliseconds most) {
  const auto until = Clock::now() + most;
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0)
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    else if (would_block())
      wait_for(socket_, POLLOUT, until, "send");
    else if (errno != EINTR)
      fail(errno, "send");
  }
}

std::size_t Connection::read_some(std::span<char> into, std::chrono::milliseconds most) {
  const auto until = Clock::now() + most;
  for (;;) {
    const auto got = ::recv(socket_, into.data(), into.size(), 0);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (would_block())
      wait_for(socket_, POLLIN, until, "receive");
    else if (errno != EINTR)
      fail(errno, "receive");
  }
}

}  // namespace vesture::api
