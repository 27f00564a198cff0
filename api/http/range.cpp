#include "api/http/range.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/algorithm/string/predicate.hpp>
#include <charconv>
#include <limits>
#include <optional>

#include "api/http/field_syntax.hpp"

namespace vesture::api {

namespace {

// Beyond 64 bits it is as large as can be: beyond every representation.
std::optional<std::uint64_t> number(std::string_view digits) {
  const bool sane = std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  if (digits.empty() || !sane) return std::nullopt;
  std::uint64_t value = 0;
  const auto [_, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() ? value : std::numeric_limits<std::uint64_t>::max();
}

RequestedRange last_bytes(std::uint64_t count, std::uint64_t size) {
  if (count == 0 || size == 0) return UnsatisfiableRange{};
  return ByteRange{size - std::min(count, size), size - 1};
}

RequestedRange bytes_from(std::uint64_t first, std::uint64_t last, std::uint64_t size) {
  if (last < first) return WholeRange{};
  if (first >= size) return UnsatisfiableRange{};
  return ByteRange{first, std::min(last, size - 1)};
}

}  // namespace

RequestedRange requested_range(std::string_view field, std::uint64_t size) {
  constexpr std::string_view kUnit = "bytes=";
  if (!boost::istarts_with(field, kUnit)) return WholeRange{};
  const auto range = trimmed(field.substr(kUnit.size()));
  const auto dash = range.find('-');
  if (dash == std::string_view::npos) return WholeRange{};
  const auto from = range.substr(0, dash), to = range.substr(dash + 1);
  const auto first = number(from), last = number(to);
  if ((!from.empty() && !first) || (!to.empty() && !last)) return WholeRange{};
  if (first) return bytes_from(*first, last.value_or(std::numeric_limits<std::uint64_t>::max()), size);
  return last ? last_bytes(*last, size) : RequestedRange(WholeRange{});
}

std::string content_range(ByteRange range, std::uint64_t size) {
  return fmt::format("bytes {}-{}/{}", range.first, range.last, size);
}

std::string unsatisfied_range(std::uint64_t size) { return fmt::format("bytes */{}", size); }

}  // namespace vesture::api
