// The working days of Latvia's state institutions, and deadlines reckoned with them (rules.md, "Dates and
// deadlines"). Holidays are those of the law "Par svētku, atceres un atzīmējamām dienām"
// (likumi.lv/ta/id/72608); working days are moved by the Cabinet's orders under Darba likums, 133(4), a year
// ahead. Pure: no I/O.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/common/text.hpp"
#include "domain/common/time.hpp"

namespace vesture::domain {

// Goes up with each change to the days below. Persisted with each deadline.
inline constexpr std::uint16_t kCalendarVersion = 1;

bool is_working_day(Date);
// Why nobody works that day: the holiday's name, a moved working day, or the weekday. nullopt: a working day.
std::optional<Text> day_off(Date);

// Persisted numbers: never change or reuse one.
enum class TermUnit : std::uint8_t {
  calendar_days = 0,               // one that would end on a day off ends with the next working day
  working_days = 1,                // days off do not count
  calendar_days_without_roll = 2,  // of retention and validity: ends where it ends
  // The same in years: ends with the day of that date, and with 28 February for 29 February where there is none.
  calendar_years_without_roll = 3,
};

// A term that a rule sets: {"PTN-04", 10, TermUnit::working_days}.
struct Term {
  std::string_view clause;
  int count = 0;  // from 1; of working days, 250 at most
  TermUnit unit{};
};

// When a term ends, and how that was reckoned: of a term in days, the last day is `start` + `count` + as many as were
// skipped.
struct Deadline {
  std::string clause;
  Date start;  // the day of the act, which does not count
  TermUnit unit{};
  std::int32_t count = 0;
  std::vector<Date> skipped;   // days off that did not count, in order; 150 at most
  Instant due;                 // 24:00 in Riga of the last day
  std::uint16_t calendar = 0;  // the calendar's version
  bool provisional = false;    // rests on a year whose moved working days are not known

  bool operator==(const Deadline&) const = default;
};

Deadline deadline(const Term&, Date start);
// The day at whose end the deadline is due.
Date last_day(const Deadline&);

}  // namespace vesture::domain
