// Where something outside listens: a host and port, or a Unix socket.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace vesture::api {

struct HostAndPort {
  std::string host;  // a name, or an address of either family, without brackets
  std::uint16_t port = 0;
  bool operator==(const HostAndPort&) const = default;
};
struct SocketPath {
  std::string path;  // absolute, at most 107 bytes (sockaddr_un)
  bool operator==(const SocketPath&) const = default;
};
using SocketAddress = std::variant<HostAndPort, SocketPath>;

// "host:3310", "[::1]:3310" or "/path/to/socket"; anything else is nullopt.
std::optional<SocketAddress> parse_socket_address(std::string_view text);
std::string to_string(const SocketAddress&);

}  // namespace vesture::api
