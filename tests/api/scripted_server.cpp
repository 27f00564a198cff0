#include "tests/api/scripted_server.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace vesture::api {

bool ScriptedPeer::more() {
  std::array<char, 65536> bytes{};
  const auto count = ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (count > 0) unread_.append(bytes.data(), static_cast<std::size_t>(count));
  return count > 0;
}

void ScriptedPeer::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::string ScriptedPeer::read_until(std::string_view end) {
  while (unread_.find(end) == std::string::npos && more()) {
  }
  const auto found = unread_.find(end);
  const auto size = found == std::string::npos ? unread_.size() : found + end.size();
  auto text = unread_.substr(0, size);
  unread_.erase(0, size);
  return text;
}

std::string ScriptedPeer::read_bytes(std::size_t count) {
  while (unread_.size() < count && more()) {
  }
  auto text = unread_.substr(0, count);
  unread_.erase(0, text.size());
  return text;
}

void ScriptedPeer::hang() {
  while (more()) unread_.clear();
}

void ScriptedPeer::reset() {
  const linger at_once{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

ScriptedServer::ScriptedServer(Script script)
    : script_(std::move(script)), listening_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listening_, generic, size) != 0 || ::listen(listening_, 8) != 0 ||
      ::getsockname(listening_, generic, &size) != 0)
    throw std::runtime_error("cannot listen");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

ScriptedServer::~ScriptedServer() {
  ::shutdown(listening_, SHUT_RDWR);  // ends the accept
  thread_.join();
  ::close(listening_);
}

void ScriptedServer::serve() {
  for (;;) {
    const int accepted = ::accept(listening_, nullptr, nullptr);
    if (accepted < 0) return;
    ScriptedPeer peer(accepted);
    script_(peer);
    ::close(accepted);
  }
}

}  // namespace vesture::api
