#include "eventstore/transparency/text_lines.hpp"

#include <algorithm>
#include <charconv>

#include "eventstore/base64.hpp"

namespace vesture::eventstore {

std::optional<std::string_view> take_line(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::optional<std::uint64_t> parse_decimal(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.begin(), text.end(), number);
  const bool leading_zero = text.size() > 1 && text.front() == '0';
  if (error != std::errc() || end != text.end() || leading_zero) return std::nullopt;
  return number;
}

std::optional<Digest> parse_hash(std::string_view text) {
  Digest hash;
  const auto bytes = base64::decode(text);
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::ranges::copy(*bytes, hash.begin());
  return hash;
}

}  // namespace vesture::eventstore
