#include "api/http/json_write.hpp"

#include <date/date.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstring>

namespace vesture::api::json {

namespace {

constexpr std::string_view kHex = "0123456789abcdef";

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

// Whether any of eight characters needs an escape, by the bit tricks for "a byte is zero" and "a byte is less".
bool any_needs_escape(const char* eight) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighs = 0x8080808080808080;
  const auto has_zero = [](std::uint64_t word) { return (word - kOnes) & ~word & kHighs; };
  std::uint64_t word;
  std::memcpy(&word, eight, sizeof word);
  const std::uint64_t control = (word - kOnes * 0x20) & ~word & kHighs;
  return (control | has_zero(word ^ kOnes * '"') | has_zero(word ^ kOnes * '\\')) != 0;
}

// How many characters from the beginning stand for themselves: names and labels are most of a page, and almost none has
// anything to escape.
std::size_t plain_length(std::string_view text) {
  constexpr std::size_t kEight = sizeof(std::uint64_t);
  std::size_t at = 0;
  while (at + kEight <= text.size() && !any_needs_escape(text.data() + at)) at += kEight;
  const bool all_but_the_end = at + kEight > text.size();
  if (all_but_the_end && text.size() >= kEight && !any_needs_escape(text.data() + text.size() - kEight))
    return text.size();
  while (at < text.size() && !needs_escape(text[at])) ++at;
  return at;
}

void put_escaped(Text& out, char c) {
  switch (c) {
    case '"':
      return out.put("\\\"");
    case '\\':
      return out.put("\\\\");
    case '\n':
      return out.put("\\n");
    case '\r':
      return out.put("\\r");
    case '\t':
      return out.put("\\t");
    default:
      out.put("\\u00");
      out.put(kHex[static_cast<unsigned char>(c) >> 4]);
      out.put(kHex[static_cast<unsigned char>(c) & 15]);
  }
}

// The texts of all numbers below `Count` in `base`, two digits each.
template <std::size_t Count>
constexpr auto two_digits_each(unsigned base) {
  std::array<char, 2 * Count> digits{};
  for (unsigned i = 0; i < Count; ++i) {
    digits[2 * i] = kHex[i / base];
    digits[2 * i + 1] = kHex[i % base];
  }
  return digits;
}
constexpr auto kDecimalPairs = two_digits_each<100>(10);
constexpr auto kHexPairs = two_digits_each<256>(16);

char* put_pair(char* at, const char* pair) {
  std::memcpy(at, pair, 2);
  return at + 2;
}
// Of a number below 100.
char* put_two_digits(char* at, unsigned number) { return put_pair(at, &kDecimalPairs[2 * number]); }

char* put_day(char* at, date::sys_days day) {
  const date::year_month_day ymd(day);
  const auto year = static_cast<unsigned>(static_cast<int>(ymd.year()));
  at = put_two_digits(at, year / 100);
  at = put_two_digits(at, year % 100);
  *at++ = '-';
  at = put_two_digits(at, static_cast<unsigned>(ymd.month()));
  *at++ = '-';
  return put_two_digits(at, static_cast<unsigned>(ymd.day()));
}

}  // namespace

void put_string(Text& out, std::string_view text) {
  out.put('"');
  for (std::size_t plain = plain_length(text); plain < text.size(); plain = plain_length(text)) {
    out.put(text.substr(0, plain));
    put_escaped(out, text[plain]);
    text.remove_prefix(plain + 1);
  }
  out.put(text);
  out.put('"');
}

void put_uuid(Text& out, const domain::Uuid& id) {
  constexpr std::size_t kCharacters = 38;
  char* at = out.room(kCharacters);
  std::size_t byte = 0;
  const auto put_group = [&](char before, std::size_t end) {
    *at++ = before;
    for (; byte < end; ++byte) at = put_pair(at, &kHexPairs[2 * std::size_t{id.bytes[byte]}]);
  };
  put_group('"', 4);
  for (const std::size_t end : {6, 8, 10}) put_group('-', end);
  put_group('-', 16);
  *at++ = '"';
  out.end(at);
}

void put_instant(Text& out, domain::Instant instant) {
  constexpr std::size_t kMostCharacters = 32;
  using std::chrono::microseconds;
  const date::sys_time<microseconds> time{microseconds(instant.microseconds)};
  const auto day = date::floor<date::days>(time);
  const auto since = (time - day).count();
  const auto second = static_cast<unsigned>(since / 1'000'000);
  char* at = out.room(kMostCharacters);
  *at++ = '"';
  at = put_day(at, day);
  *at++ = 'T';
  at = put_two_digits(at, second / 3'600);
  *at++ = ':';
  at = put_two_digits(at, second / 60 % 60);
  *at++ = ':';
  at = put_two_digits(at, second % 60);
  if (const auto fraction = static_cast<unsigned>(since % 1'000'000); fraction != 0) {
    *at++ = '.';
    at = put_two_digits(at, fraction / 10'000);
    at = put_two_digits(at, fraction / 100 % 100);
    at = put_two_digits(at, fraction % 100);
  }
  *at++ = 'Z';
  *at++ = '"';
  out.end(at);
}

void put_date(Text& out, domain::Date date) {
  constexpr std::size_t kCharacters = 12;
  char* at = out.room(kCharacters);
  *at++ = '"';
  at = put_day(at, date::sys_days(date::days(date.days)));
  *at++ = '"';
  out.end(at);
}

}  // namespace vesture::api::json
