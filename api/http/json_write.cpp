#include "api/http/json_write.hpp"

#include <date/date.h>

#include <chrono>
#include <cstdint>
#include <cstring>

namespace vesture::api::json {

namespace {

constexpr std::string_view kHex = "0123456789abcdef";

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

// How many characters from the beginning stand for themselves. Eight at a time, by the bit tricks for "a byte is
// zero" and "a byte is less": names and labels are most of a page, and almost none has anything to escape.
std::size_t plain_length(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighs = 0x8080808080808080;
  const auto has_zero = [](std::uint64_t word) { return (word - kOnes) & ~word & kHighs; };
  std::size_t at = 0;
  for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + at, sizeof word);
    const std::uint64_t control = (word - kOnes * 0x20) & ~word & kHighs;
    if (control | has_zero(word ^ kOnes * '"') | has_zero(word ^ kOnes * '\\')) break;
  }
  while (at < text.size() && !needs_escape(text[at])) ++at;
  return at;
}

void append_escaped(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
  }
}

// `count` decimal digits of `number`, with leading zeros.
char* put_digits(char* at, unsigned number, int count) {
  for (int i = count - 1; i >= 0; --i, number /= 10) at[i] = static_cast<char>('0' + number % 10);
  return at + count;
}

char* put_date(char* at, date::sys_days day) {
  const date::year_month_day ymd(day);
  at = put_digits(at, static_cast<unsigned>(static_cast<int>(ymd.year())), 4);
  *at++ = '-';
  at = put_digits(at, static_cast<unsigned>(ymd.month()), 2);
  *at++ = '-';
  return put_digits(at, static_cast<unsigned>(ymd.day()), 2);
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t plain = plain_length(text); plain < text.size(); plain = plain_length(text)) {
    out.append(text, 0, plain);
    append_escaped(out, text[plain]);
    text.remove_prefix(plain + 1);
  }
  out.append(text);
  out += '"';
}

void append_uuid(std::string& out, const domain::Uuid& id) {
  char text[38];
  char* at = text;
  *at++ = '"';
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) *at++ = '-';
    *at++ = kHex[id.bytes[i] >> 4];
    *at++ = kHex[id.bytes[i] & 15];
  }
  *at++ = '"';
  out.append(text, at);
}

void append_instant(std::string& out, domain::Instant instant) {
  using std::chrono::microseconds;
  const date::sys_time<microseconds> time{microseconds(instant.microseconds)};
  const auto day = date::floor<date::days>(time);
  const date::hh_mm_ss<microseconds> clock(time - day);
  char text[32];
  char* at = text;
  *at++ = '"';
  at = put_date(at, day);
  *at++ = 'T';
  at = put_digits(at, static_cast<unsigned>(clock.hours().count()), 2);
  *at++ = ':';
  at = put_digits(at, static_cast<unsigned>(clock.minutes().count()), 2);
  *at++ = ':';
  at = put_digits(at, static_cast<unsigned>(clock.seconds().count()), 2);
  if (const auto fraction = clock.subseconds().count(); fraction != 0) {
    *at++ = '.';
    at = put_digits(at, static_cast<unsigned>(fraction), 6);
  }
  *at++ = 'Z';
  *at++ = '"';
  out.append(text, at);
}

void append_date(std::string& out, domain::Date date) {
  char text[12];
  char* at = text;
  *at++ = '"';
  at = put_date(at, date::sys_days(date::days(date.days)));
  *at++ = '"';
  out.append(text, at);
}

}  // namespace vesture::api::json
