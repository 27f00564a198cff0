// Time as data: an instant is an argument, never asked of the machine here.
// Civil dates are Europe/Riga's (rules.md, "Dates and deadlines").
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vesture::domain {

// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
struct Instant {
  std::int64_t microseconds = 0;

  auto operator<=>(const Instant&) const = default;
};

// A civil date as days since 1970-01-01.
struct Date {
  std::int32_t days = 0;

  auto operator<=>(const Date&) const = default;
};

// RFC 3339 in UTC with Z; the fraction is left out where it is zero, else six digits.
std::string to_string(Instant);
// YYYY-MM-DD.
std::string to_string(Date);
// YYYY-MM-DD of the years 1900 to 2199, days that exist only; anything else is nullopt.
std::optional<Date> parse_date(std::string_view text);
// RFC 3339 with Z, at most six digits of a second; anything else is nullopt.
std::optional<Instant> parse_instant(std::string_view text);

// The civil date in Riga at an instant.
Date riga_date(Instant);
// The instant at which a civil date begins in Riga.
Instant start_of_day_in_riga(Date);
// What a clock on the wall in Riga shows, as if it were UTC: for spreadsheets, which know no zones.
Instant riga_wall_time(Instant);

}  // namespace vesture::domain
