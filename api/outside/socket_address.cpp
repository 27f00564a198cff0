#include "api/outside/socket_address.hpp"

#include <algorithm>
#include <charconv>

#include "domain/common/overloaded.hpp"

namespace vesture::api {

namespace {

constexpr std::size_t kLongestPath = 107;
constexpr std::size_t kLongestHost = 253;  // RFC 1035, 2.3.4

std::optional<std::uint16_t> parse_port(std::string_view digits) {
  std::uint16_t port = 0;
  const auto* end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, port);
  if (error != std::errc() || stopped != end || port == 0) return std::nullopt;
  return port;
}

bool is_of(std::string_view text, std::string_view others) {
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           others.find(c) != std::string_view::npos;
  });
}

bool is_path(std::string_view text) {
  return text.size() > 1 && text.size() <= kLongestPath && text.find('\0') == std::string_view::npos;
}

}  // namespace

std::optional<SocketAddress> parse_socket_address(std::string_view text) {
  if (text.starts_with('/'))
    return is_path(text) ? std::optional<SocketAddress>(SocketPath{std::string(text)}) : std::nullopt;
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto port = parse_port(text.substr(colon + 1));
  auto host = text.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  if (!port || host.size() > kLongestHost || !is_of(host, bracketed ? ":." : "-.")) return std::nullopt;
  return HostAndPort{std::string(host), *port};
}

std::string to_string(const SocketAddress& address) {
  return std::visit(domain::Overloaded{[](const SocketPath& unix_socket) { return unix_socket.path; },
                                       [](const HostAndPort& tcp) {
                                         const bool bare = tcp.host.find(':') == std::string::npos;
                                         const auto host = bare ? tcp.host : "[" + tcp.host + "]";
                                         return host + ":" + std::to_string(tcp.port);
                                       }},
                    address);
}

}  // namespace vesture::api
