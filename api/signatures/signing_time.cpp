#include "api/signatures/signing_time.hpp"

#include <algorithm>
#include <string>

namespace vesture::api::signatures {

namespace {

constexpr std::size_t kWithoutFraction = std::string_view("2026-05-28T07:26:06").size();
constexpr std::size_t kDotAndMicroseconds = 7;
constexpr std::size_t kOffset = std::string_view("+02:00").size();
constexpr std::int64_t kMinute = 60'000'000;  // microseconds

std::optional<std::int64_t> parse_offset(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : -1000; };
  if (text.size() != kOffset || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const int hours = digit(1) * 10 + digit(2), minutes = digit(4) * 10 + digit(5);
  if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes) * kMinute;
}

}  // namespace

std::optional<domain::Instant> parse_signing_time(std::string_view text) {
  if (text.size() <= kWithoutFraction) return std::nullopt;
  const auto zone = text.find_first_of("Z+-", kWithoutFraction);
  if (zone == std::string_view::npos) return std::nullopt;
  const auto offset =
      text.substr(zone) == "Z" ? std::optional<std::int64_t>(0) : parse_offset(text.substr(zone));
  const auto precise = std::min(zone, kWithoutFraction + kDotAndMicroseconds);
  const auto at = domain::parse_instant(std::string(text.substr(0, precise)) + "Z");
  if (!offset || !at) return std::nullopt;
  return domain::Instant{at->microseconds - *offset};
}

}  // namespace vesture::api::signatures
