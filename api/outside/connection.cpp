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

constexpr std::chrono::milliseconds kStopLook{250};  // how often what waits looks whether it is to stop
constexpr std::chrono::milliseconds kBacklogPause{10};

// How long something may still take.
struct Patience {
  Clock::time_point until;
  const std::stop_token& stop;

  bool is_over() const { return Clock::now() >= until; }
  int milliseconds() const {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    return static_cast<int>(std::clamp(left, std::chrono::milliseconds(0), kStopLook).count());
  }
};

// Whether the socket became ready in time.
bool becomes_ready(int socket, short events, const Patience& patience, const char* step) {
  for (;;) {
    if (patience.stop.stop_requested()) fail(ECANCELED, step);
    pollfd waited{socket, events, 0};
    const int ready = ::poll(&waited, 1, patience.milliseconds());
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) fail(errno, step);
    if (patience.is_over()) return false;
  }
}

void wait_for(int socket, short events, const Patience& patience, const char* step) {
  if (!becomes_ready(socket, events, patience, step)) fail(ETIMEDOUT, step);
}

// The error of connecting to one address; 0 where the socket is connected.
int connect_within(int socket, const sockaddr* address, socklen_t size, const Patience& patience) {
  while (::connect(socket, address, size) != 0) {
    if (errno == EINPROGRESS) {
      if (!becomes_ready(socket, POLLOUT, patience, "connect")) return ETIMEDOUT;
      int error = 0;
      socklen_t length = sizeof error;
      ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length);
      return error;
    }
    // A Unix socket with a full backlog: there is nothing to poll for (connect(2)).
    if (errno != EAGAIN) return errno;
    if (patience.is_over()) return ETIMEDOUT;
    if (patience.stop.stop_requested()) return ECANCELED;
    ::poll(nullptr, 0, static_cast<int>(kBacklogPause.count()));
  }
  return 0;
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

int connected(const SocketPath& where, const Patience& patience) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  assert(where.path.size() < sizeof address.sun_path);
  std::ranges::copy(where.path, address.sun_path);
  Socket socket(AF_UNIX);
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  if (const int error = connect_within(socket.descriptor(), generic, sizeof address, patience))
    fail(error, "connect");
  return socket.release();
}

// The next of the addresses may take its share of the time that is left, so that none that is silent takes all of it.
Clock::time_point end_of_share(const addrinfo* next, Clock::time_point until) {
  int addresses = 0;
  for (const auto* one = next; one != nullptr; one = one->ai_next) ++addresses;
  const auto now = Clock::now();
  return now + (until - now) / addresses;
}

// The first of the host's addresses that answers.
int connected(const HostAndPort& where, const Patience& patience) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(where.host.c_str(), std::to_string(where.port).c_str(), &hints, &found) != 0)
    fail(EHOSTUNREACH, "look up the host");
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> all(found, ::freeaddrinfo);
  int error = EHOSTUNREACH;
  for (const auto* one = found; one != nullptr; one = one->ai_next) {
    Socket socket(one->ai_family);
    const Patience share{end_of_share(one, patience.until), patience.stop};
    error = connect_within(socket.descriptor(), one->ai_addr, one->ai_addrlen, share);
    if (error == 0) return socket.release();
  }
  fail(error, "connect");
}

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK; }

}  // namespace

Connection::Connection(const SocketAddress& address, std::chrono::milliseconds most, std::stop_token stop)
    : stop_(std::move(stop)) {
  const Patience patience{Clock::now() + most, stop_};
  socket_ = std::visit([&](const auto& where) { return connected(where, patience); }, address);
}

Connection::~Connection() { ::close(socket_); }

void Connection::send(std::string_view bytes, std::chrono::milliseconds most) {
  const Patience patience{Clock::now() + most, stop_};
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0)
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    else if (would_block())
      wait_for(socket_, POLLOUT, patience, "send");
    else if (errno != EINTR)
      fail(errno, "send");
  }
}

std::size_t Connection::read_some(std::span<char> into, std::chrono::milliseconds most) {
  const Patience patience{Clock::now() + most, stop_};
  for (;;) {
    const auto got = ::recv(socket_, into.data(), into.size(), 0);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (would_block())
      wait_for(socket_, POLLIN, patience, "receive");
    else if (errno != EINTR)
      fail(errno, "receive");
  }
}

}  // namespace vesture::api
