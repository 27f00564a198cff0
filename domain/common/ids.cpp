#include "domain/common/ids.hpp"

#include <algorithm>
#include <stdexcept>

namespace vesture::domain {

namespace {

constexpr std::string_view kHex = "0123456789abcdef";

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool dash_before(std::size_t byte) { return byte == 4 || byte == 6 || byte == 8 || byte == 10; }

}  // namespace

Uuid uuid_at(std::string_view bytes) {
  Uuid id;
  if (bytes.size() < id.bytes.size()) throw std::out_of_range("fewer bytes than an id has");
  std::ranges::copy(bytes.substr(0, id.bytes.size()), id.bytes.begin());
  return id;
}

std::string to_string(const Uuid& id) {
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    if (dash_before(i)) text += '-';
    text += kHex[id.bytes[i] >> 4];
    text += kHex[id.bytes[i] & 15];
  }
  return text;
}

std::optional<Uuid> parse_uuid(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Uuid id;
  std::size_t at = 0;
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    if (dash_before(i) && text[at++] != '-') return std::nullopt;
    const int high = hex_value(text[at++]);
    const int low = hex_value(text[at++]);
    if (high < 0 || low < 0) return std::nullopt;
    id.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return id;
}

Uuid uuid_v7(std::int64_t unix_milliseconds, const std::array<std::uint8_t, 10>& random) {
  Uuid id;
  for (std::size_t i = 0; i < 6; ++i)
    id.bytes[i] = static_cast<std::uint8_t>(unix_milliseconds >> (8 * (5 - i)));
  for (std::size_t i = 0; i < random.size(); ++i) id.bytes[6 + i] = random[i];
  id.bytes[6] = static_cast<std::uint8_t>(0x70 | (id.bytes[6] & 0x0f));
  id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3f));
  return id;
}

}  // namespace vesture::domain
