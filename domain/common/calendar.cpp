#include "domain/common/calendar.hpp"

#include <date/date.h>

#include <algorithm>
#include <array>
#include <cassert>

namespace vesture::domain {

namespace {

using date::day;
using date::month;
using date::month_day;
using date::year;
using date::year_month_day;

// The tables. A change to one of them moves kCalendarVersion.

struct YearlyHoliday {
  month_day on;
  Text name;
};
constexpr std::array kFixedHolidays{
    YearlyHoliday{month(1) / 1, {"Jaungada diena", "New Year's Day"}},
    YearlyHoliday{month(5) / 1,
                  {"Darba svētki; Latvijas Republikas Satversmes sapulces sasaukšanas diena",
                   "Labour Day; Convocation of the Constitutional Assembly of the Republic of Latvia"}},
    YearlyHoliday{month(6) / 23, {"Līgo diena", "Midsummer Eve"}},
    YearlyHoliday{month(6) / 24, {"Jāņu diena", "Midsummer Day"}},
    YearlyHoliday{month(12) / 24, {"Ziemassvētku vakars", "Christmas Eve"}},
    YearlyHoliday{month(12) / 25, {"Pirmie Ziemassvētki", "Christmas Day"}},
    YearlyHoliday{month(12) / 26, {"Otrie Ziemassvētki", "Second Day of Christmas"}},
    YearlyHoliday{month(12) / 31, {"Vecgada diena", "New Year's Eve"}},
};

// Where one of these falls on a weekend, the next Monday is free.
struct MovedHoliday {
  month_day on;
  Text name;
  Text monday;
};
constexpr std::array kMovedHolidays{
    MovedHoliday{month(5) / 4,
                 {"Latvijas Republikas Neatkarības atjaunošanas diena",
                  "Restoration of Independence of the Republic of Latvia"},
                 {"Latvijas Republikas Neatkarības atjaunošanas diena (brīvdiena)",
                  "Restoration of Independence of the Republic of Latvia (day off)"}},
    MovedHoliday{month(11) / 18,
                 {"Latvijas Republikas Proklamēšanas diena", "Proclamation of the Republic of Latvia"},
                 {"Latvijas Republikas Proklamēšanas diena (brīvdiena)",
                  "Proclamation of the Republic of Latvia (day off)"}},
};

struct EasterHoliday {
  int days_after_easter;
  Text name;
};
constexpr std::array kEasterHolidays{
    EasterHoliday{-2, {"Lielā Piektdiena", "Good Friday"}},
    EasterHoliday{0, {"Pirmās Lieldienas", "Easter Sunday"}},
    EasterHoliday{1, {"Otrās Lieldienas", "Easter Monday"}},
    EasterHoliday{49, {"Vasarsvētki", "Pentecost"}},
};

constexpr Text kMothersDay{"Mātes diena", "Mother's Day"};

constexpr Text kSongFestival{"Vispārējo latviešu Dziesmu un deju svētku noslēguma diena",
                             "Last day of the Latvian Song and Dance Festival"};
struct SingleHoliday {
  year_month_day on;
  Text name;
};
constexpr std::array kSingleHolidays{
    SingleHoliday{year(2018) / 7 / 9, kSongFestival},
    SingleHoliday{year(2018) / 9 / 24,
                  {"Viņa Svētības pāvesta Franciska pastorālās vizītes Latvijā diena",
                   "Pastoral visit of Pope Francis to Latvia"}},
    SingleHoliday{
        year(2023) / 5 / 29,
        {"Diena, kad Latvijas hokeja komanda ieguva bronzas medaļu 2023. gada Pasaules hokeja čempionātā",
         "Day on which Latvia's hockey team won bronze at the World Championship of 2023"}},
    SingleHoliday{year(2023) / 7 / 10, kSongFestival},
};

constexpr Text kMovedDayOff{"Brīvdiena, par kuru strādā sestdienā", "Day off given for a working Saturday"};
struct MovedWorkingDay {
  year_month_day off;
  year_month_day saturday;
};
// The years whose moved working days are known: 2016, 2019 and 2022 had none. Others are reckoned without.
constexpr int kFirstPublishedYear = 2015;
constexpr int kLastPublishedYear = 2026;
constexpr std::array kMovedWorkingDays{
    MovedWorkingDay{year(2015) / 1 / 2, year(2015) / 1 / 10},
    MovedWorkingDay{year(2015) / 6 / 22, year(2015) / 6 / 27},
    MovedWorkingDay{year(2017) / 5 / 5, year(2017) / 5 / 13},
    MovedWorkingDay{year(2018) / 4 / 30, year(2018) / 4 / 21},
    MovedWorkingDay{year(2020) / 6 / 22, year(2020) / 6 / 13},
    MovedWorkingDay{year(2021) / 5 / 3, year(2021) / 5 / 8},
    MovedWorkingDay{year(2021) / 6 / 25, year(2021) / 6 / 19},
    MovedWorkingDay{year(2021) / 11 / 19, year(2021) / 11 / 13},
    MovedWorkingDay{year(2023) / 5 / 5, year(2023) / 5 / 20},
    MovedWorkingDay{year(2024) / 12 / 23, year(2024) / 12 / 14},
    MovedWorkingDay{year(2024) / 12 / 30, year(2024) / 12 / 28},
    MovedWorkingDay{year(2025) / 5 / 2, year(2025) / 5 / 10},
    MovedWorkingDay{year(2025) / 11 / 17, year(2025) / 11 / 8},
    MovedWorkingDay{year(2026) / 1 / 2, year(2026) / 1 / 17},
    MovedWorkingDay{year(2026) / 6 / 22, year(2026) / 6 / 27},
};

// The reckoning.

date::sys_days sys_days(Date date) { return date::sys_days(date::days(date.days)); }

// Easter Sunday of the Gregorian calendar by the anonymous algorithm of 1876 (Meeus, Astronomical Algorithms,
// chapter 8; Meeus, Jones and Butcher's).
date::sys_days easter(year of) {
  const int y = static_cast<int>(of);
  const int golden = y % 19;
  const int century = y / 100;
  const int correction = (century - (century + 8) / 25 + 1) / 3;
  const int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
  const int to_sunday = (32 + 2 * (century % 4) + 2 * (y % 100 / 4) - epact - y % 100 % 4) % 7;
  const int late = (golden + 11 * epact + 22 * to_sunday) / 451;
  const int march_days = epact + to_sunday - 7 * late + 114;
  return of / month(static_cast<unsigned>(march_days / 31)) / day(static_cast<unsigned>(march_days % 31 + 1));
}

template <class Table, class Key, class Column>
const auto* find_in(const Table& table, const Key& key, Column column) {
  const auto found = std::ranges::find(table, key, column);
  return found == table.end() ? nullptr : &*found;
}

bool is_weekend(date::weekday weekday) { return weekday == date::Saturday || weekday == date::Sunday; }

// The Monday that is free for a holiday on the weekend before it.
const MovedHoliday* holiday_moved_to(date::sys_days monday) {
  if (date::weekday(monday) != date::Monday) return nullptr;
  for (const int days_before : {1, 2}) {
    const year_month_day weekend(monday - date::days(days_before));
    const auto* moved = find_in(kMovedHolidays, weekend.month() / weekend.day(), &MovedHoliday::on);
    if (moved) return moved;
  }
  return nullptr;
}

std::optional<Text> public_holiday(date::sys_days at) {
  const year_month_day ymd(at);
  const month_day yearly = ymd.month() / ymd.day();
  if (const auto* fixed = find_in(kFixedHolidays, yearly, &YearlyHoliday::on)) return fixed->name;
  if (const auto* moved = find_in(kMovedHolidays, yearly, &MovedHoliday::on)) return moved->name;
  const int after_easter = static_cast<int>((at - easter(ymd.year())).count());
  if (const auto* by_easter = find_in(kEasterHolidays, after_easter, &EasterHoliday::days_after_easter))
    return by_easter->name;
  if (at == date::sys_days(ymd.year() / 5 / date::Sunday[2])) return kMothersDay;
  if (const auto* single = find_in(kSingleHolidays, ymd, &SingleHoliday::on)) return single->name;
  if (const auto* moved = holiday_moved_to(at)) return moved->monday;
  return std::nullopt;
}

bool is_published(Date date) {
  const int y = static_cast<int>(year_month_day(sys_days(date)).year());
  return y >= kFirstPublishedYear && y <= kLastPublishedYear;
}

// Counts forward day by day, and remembers what it passed over.
struct Count {
  Date last;
  std::vector<Date> skipped = {};
  bool provisional = false;

  void pass_days_off() {
    for (; !is_working_day(last); ++last.days) skipped.push_back(last);
    provisional |= !is_published(last);
  }
};

Count in_calendar_days(Date start, int days) {
  Count count{{start.days + days}};
  count.pass_days_off();
  return count;
}

Count in_working_days(Date start, int days) {
  Count count{start};
  for (; days > 0; --days) {
    ++count.last.days;
    count.pass_days_off();
  }
  return count;
}

Count in_calendar_years(Date start, int years) {
  auto last = year_month_day(sys_days(start)) + date::years(years);
  if (!last.ok()) last = last.year() / last.month() / date::last;
  return {{static_cast<std::int32_t>(date::sys_days(last).time_since_epoch().count())}};
}

Count reckon(const Term& term, Date start) {
  switch (term.unit) {
    case TermUnit::calendar_days:
      return in_calendar_days(start, term.count);
    case TermUnit::working_days:
      assert(term.count <= 250);
      return in_working_days(start, term.count);
    case TermUnit::calendar_days_without_roll:
      return {{start.days + term.count}};
    case TermUnit::calendar_years_without_roll:
      return in_calendar_years(start, term.count);
  }
  assert(false);
  return {};
}

}  // namespace

std::optional<Text> day_off(Date date) {
  const date::sys_days at = sys_days(date);
  if (const auto holiday = public_holiday(at)) return holiday;
  if (find_in(kMovedWorkingDays, year_month_day(at), &MovedWorkingDay::off)) return kMovedDayOff;
  if (find_in(kMovedWorkingDays, year_month_day(at), &MovedWorkingDay::saturday)) return std::nullopt;
  if (!is_weekend(date::weekday(at))) return std::nullopt;
  return date::weekday(at) == date::Saturday ? Text{"Sestdiena", "Saturday"} : Text{"Svētdiena", "Sunday"};
}

bool is_working_day(Date date) { return !day_off(date); }

Deadline deadline(const Term& term, Date start) {
  assert(term.count >= 1);
  auto count = reckon(term, start);
  return {std::string(term.clause),
          start,
          term.unit,
          term.count,
          std::move(count.skipped),
          start_of_day_in_riga({count.last.days + 1}),
          kCalendarVersion,
          count.provisional};
}

Date last_day(const Deadline& deadline) { return {riga_date(deadline.due).days - 1}; }

}  // namespace vesture::domain
