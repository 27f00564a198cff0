#include "api/http/json_write.hpp"

#include <date/date.h>

#include <array>
#include <chrono>

namespace vesture::api::json {

namespace {

constexpr std::string_view kHex = "0123456789abcdef";

constexpr std::array<bool, 256> needing_escape() {
  std::array<bool, 256> needs{};
  for (std::size_t c = 0; c < 0x20; ++c) needs[c] = true;
  needs['"'] = needs['\\'] = true;
  return needs;
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
  static constexpr auto kNeedsEscape = needing_escape();
  out += '"';
  std::size_t plain_from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!kNeedsEscape[static_cast<unsigned char>(text[i])]) continue;
    out.append(text, plain_from, i - plain_from);
    append_escaped(out, text[i]);
    plain_from = i + 1;
  }
  out.append(text, plain_from);
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
