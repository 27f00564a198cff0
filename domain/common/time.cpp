#include "domain/common/time.hpp"

#include <date/tz.h>

#include <chrono>
#include <cstdio>

namespace vesture::domain {

namespace {

using std::chrono::microseconds;
using SysTime = date::sys_time<microseconds>;

const date::time_zone& riga() {
  static const date::time_zone* const zone = date::locate_zone("Europe/Riga");
  return *zone;
}

// Looking an offset up costs microseconds and it changes twice a year: each thread keeps the last answer.
std::chrono::seconds riga_offset(SysTime at) {
  thread_local date::sys_info last = riga().get_info(at);
  if (at < last.begin || at >= last.end) last = riga().get_info(at);
  return last.offset;
}

SysTime sys_time(Instant at) { return SysTime(microseconds(at.microseconds)); }

// "05" of at most `most`; -1 where it is none.
int two_digits(std::string_view text, std::size_t at, int most) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : -100; };
  const int number = digit(at) * 10 + digit(at + 1);
  return number <= most ? number : -1;
}

// ".123456Z" in microseconds: one to six digits, or none at all.
std::optional<std::int64_t> parse_fraction(std::string_view text) {
  if (text == "Z") return 0;
  if (text.size() < 3 || text.size() > 8 || text.front() != '.' || text.back() != 'Z') return std::nullopt;
  std::int64_t fraction = 0;
  const std::string_view digits = text.substr(1, text.size() - 2);
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    fraction = fraction * 10 + (c - '0');
  }
  for (std::size_t i = digits.size(); i < 6; ++i) fraction *= 10;
  return fraction;
}

}  // namespace

std::string to_string(Instant at) {
  const SysTime time = sys_time(at);
  const auto day = date::floor<date::days>(time);
  const date::year_month_day ymd(day);
  const date::hh_mm_ss<microseconds> clock(time - day);
  char text[40];
  int used = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(ymd.year()),
                           static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()),
                           static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                           static_cast<int>(clock.seconds().count()));
  std::string out(text, static_cast<std::size_t>(used));
  if (const auto fraction = clock.subseconds().count(); fraction != 0) {
    used = std::snprintf(text, sizeof text, ".%06d", static_cast<int>(fraction));
    out.append(text, static_cast<std::size_t>(used));
  }
  return out + "Z";
}

std::string to_string(Date date) {
  const date::year_month_day ymd{date::sys_days(date::days(date.days))};
  char text[24];
  const int used = std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(ymd.year()),
                                 static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
  return {text, static_cast<std::size_t>(used)};
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t count) -> int {
    int value = 0;
    for (std::size_t i = from; i < from + count; ++i) {
      if (text[i] < '0' || text[i] > '9') return -1;
      value = value * 10 + (text[i] - '0');
    }
    return value;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 1900 || year > 2199 || month < 0 || day < 0) return std::nullopt;
  const date::year_month_day ymd(date::year(year), date::month(static_cast<unsigned>(month)),
                                 date::day(static_cast<unsigned>(day)));
  if (!ymd.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(date::sys_days(ymd).time_since_epoch().count())};
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  const int hour = two_digits(text, 11, 23), minute = two_digits(text, 14, 59),
            second = two_digits(text, 17, 59);
  const auto fraction = parse_fraction(text.substr(19));
  if (!date || hour < 0 || minute < 0 || second < 0 || !fraction) return std::nullopt;
  const std::int64_t seconds = std::int64_t{date->days} * 86'400 + hour * 3'600 + minute * 60 + second;
  return Instant{seconds * 1'000'000 + *fraction};
}

Date riga_date(Instant at) {
  return {static_cast<std::int32_t>(
      date::floor<date::days>(sys_time(riga_wall_time(at))).time_since_epoch().count())};
}

Instant start_of_day_in_riga(Date date) {
  const date::local_days day{date::days(date.days)};
  const auto start = riga().to_sys(day, date::choose::earliest);
  return {std::chrono::duration_cast<microseconds>(start.time_since_epoch()).count()};
}

Instant riga_wall_time(Instant at) {
  return {at.microseconds + microseconds(riga_offset(sys_time(at))).count()};
}

}  // namespace vesture::domain
