#include "tools/demonstration/calendar.hpp"

#include <algorithm>

namespace vesture::demonstration {

namespace {

constexpr std::int64_t kMinute = 60'000'000;
constexpr std::int64_t kOpens = 8 * 60 + 30;
constexpr std::int64_t kCloses = 17 * 60;

// 0 is Monday; the epoch's day was a Thursday.
int weekday(domain::Date date) { return (date.days % 7 + 10) % 7; }

}  // namespace

domain::Date working_day(domain::Date date) {
  const int day = weekday(date);
  return {date.days + (day < 5 ? 0 : 7 - day)};
}

domain::Date working_days_after(domain::Date date, int days) {
  date = working_day(date);
  for (; days > 0; --days) date = working_day({date.days + 1});
  return date;
}

domain::Instant at_noon(domain::Date date) {
  return {domain::start_of_day_in_riga(date).microseconds + 12 * 60 * kMinute};
}

domain::Instant in_working_hours(domain::Date date, Chance& chance) {
  const auto opens = domain::start_of_day_in_riga(working_day(date)).microseconds + kOpens * kMinute;
  constexpr auto kSeconds = static_cast<std::uint64_t>((kCloses - kOpens) * 60);
  return {opens + static_cast<std::int64_t>(chance.below(kSeconds)) * 1'000'000};
}

domain::Instant some_time(Chance& chance, domain::Date from, domain::Date to) {
  const auto days = static_cast<std::uint64_t>(to.days - from.days + 1);
  const auto day = std::max(chance.below(days), chance.below(days));
  return in_working_hours({from.days + static_cast<std::int32_t>(day)}, chance);
}

domain::Instant later(domain::Instant from, int working_days, Chance& chance) {
  return in_working_hours(working_days_after(domain::riga_date(from), working_days), chance);
}

domain::Instant minutes_later(domain::Instant from, int minutes) {
  return {from.microseconds + minutes * kMinute};
}

}  // namespace vesture::demonstration
