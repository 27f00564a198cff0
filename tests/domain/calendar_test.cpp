// The working days of Latvia, held against tables by others (samples/latvia), and deadlines.
#include "domain/common/calendar.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/api/samples.hpp"

namespace vesture::domain {
namespace {

Date day(const std::string& text) { return parse_date(text).value(); }

std::vector<Date> days(const std::vector<std::string>& texts) {
  std::vector<Date> all;
  for (const auto& text : texts) all.push_back(day(text));
  return all;
}

// The lines of a table without its first one, split at tabs.
std::vector<std::vector<std::string>> rows_of(const std::string& table) {
  std::ifstream in(samples() / "latvia" / table);
  std::vector<std::vector<std::string>> rows;
  std::string line;
  for (std::getline(in, line); std::getline(in, line);) {
    std::istringstream columns(line);
    auto& row = rows.emplace_back();
    for (std::string column; std::getline(columns, column, '\t');) row.push_back(column);
  }
  return rows;
}

// Thursday, 1 January 1970 was day 0.
bool is_weekend(Date date) { return (date.days % 7 + 3) % 7 >= 5; }

const Date kFirstTabled = day("2019-01-01");
const Date kLastTabled = day("2030-12-31");

TEST(Calendar, EachRowOfTheTableOfHolidaysIsSo) {
  REQUIRE_SAMPLES("latvia");
  const auto rows = rows_of("holidays_2019_2030.tsv");
  ASSERT_GT(rows.size(), 200U);
  for (const auto& row : rows) {
    const auto& [date, kind, name] = std::tie(row[0], row[2], row[3]);
    const auto off = day_off(day(date));
    if (kind == "working-saturday")
      EXPECT_FALSE(off) << date;
    else if (kind == "moved-day-off")
      EXPECT_EQ(off ? off->en : "", "Day off given for a working Saturday") << date;
    else
      EXPECT_EQ(off ? off->lv : "", name) << date;
  }
}

TEST(Calendar, DaysOutsideTheTableOfHolidaysGoByTheWeekday) {
  REQUIRE_SAMPLES("latvia");
  std::set<std::string> tabled;
  for (const auto& row : rows_of("holidays_2019_2030.tsv")) tabled.insert(row[0]);
  for (Date date = kFirstTabled; date <= kLastTabled; ++date.days) {
    if (tabled.contains(to_string(date))) continue;
    EXPECT_EQ(is_working_day(date), !is_weekend(date)) << to_string(date);
  }
}

TEST(Calendar, EachMonthHasTheWorkingDaysThatTheTableSays) {
  REQUIRE_SAMPLES("latvia");
  std::map<std::string, int> working, without_moved;
  for (Date date = kFirstTabled; date <= kLastTabled; ++date.days) {
    const auto month = to_string(date).substr(0, 7);
    const auto off = day_off(date);
    working[month] += !off;
    without_moved[month] += off ? off->en == "Day off given for a working Saturday" : !is_weekend(date);
  }
  const auto rows = rows_of("working_days_per_month.tsv");
  ASSERT_EQ(rows.size(), working.size());
  for (const auto& row : rows) {
    EXPECT_EQ(std::to_string(working[row[0]]), row[1]) << row[0];
    EXPECT_EQ(std::to_string(without_moved[row[0]]), row[2]) << row[0];
  }
}

TEST(Calendar, EasterFallsWhereTheChurchesTablesSay) {
  for (const auto* sunday :
       {"2015-04-05", "2016-03-27", "2017-04-16", "2018-04-01", "2019-04-21", "2020-04-12", "2021-04-04",
        "2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16",
        "2029-04-01", "2030-04-21", "2031-04-13", "2032-03-28", "2033-04-17", "2034-04-09", "2035-03-25",
        "2036-04-13", "2037-04-05", "2038-04-25", "2039-04-10", "2040-04-01"}) {
    const Date easter = day(sunday);
    EXPECT_EQ(day_off({easter.days - 2}).value().lv, "Lielā Piektdiena") << sunday;
    EXPECT_EQ(day_off(easter).value().lv, "Pirmās Lieldienas") << sunday;
    EXPECT_EQ(day_off({easter.days + 1}).value().lv, "Otrās Lieldienas") << sunday;
    EXPECT_EQ(day_off({easter.days + 49}).value().lv, "Vasarsvētki") << sunday;
  }
}

TEST(Calendar, DaysMovedBeforeTheTablesBeginAreKnown) {
  for (const auto* off : {"2015-01-02", "2015-06-22", "2017-05-05", "2018-04-30", "2018-07-09", "2018-09-24"})
    EXPECT_FALSE(is_working_day(day(off))) << off;
  for (const auto* saturday : {"2015-01-10", "2015-06-27", "2017-05-13", "2018-04-21"})
    EXPECT_TRUE(is_working_day(day(saturday))) << saturday;
}

TEST(Calendar, MondayIsFreeAfterTheFourthOfMayAndTheEighteenthOfNovemberOnAWeekend) {
  for (const auto* monday :
       {"2019-05-06", "2025-05-05", "2017-11-20", "2018-11-19", "2031-05-05", "2040-11-19"})
    EXPECT_FALSE(is_working_day(day(monday))) << monday;
  for (const auto* monday : {"2022-05-02", "2020-12-28"})  // after 1 May and 26 December
    EXPECT_TRUE(is_working_day(day(monday))) << monday;
}

constexpr Term kTenWorkingDays{"PTN-04", 10, TermUnit::working_days};

TEST(Deadlines, WorkingDaysSkipDaysOff) {
  const Deadline expected{"PTN-04",
                          day("2025-12-12"),
                          TermUnit::working_days,
                          10,
                          days({"2025-12-13", "2025-12-14", "2025-12-20", "2025-12-21", "2025-12-24",
                                "2025-12-25", "2025-12-26", "2025-12-27", "2025-12-28", "2025-12-31",
                                "2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"}),
                          start_of_day_in_riga(day("2026-01-06")),
                          1,
                          false};
  EXPECT_EQ(deadline(kTenWorkingDays, day("2025-12-12")), expected);
}

TEST(Deadlines, ASaturdayThatIsWorkedCounts) {
  const auto next = deadline({"X", 1, TermUnit::working_days}, day("2024-12-13"));
  EXPECT_EQ(last_day(next), day("2024-12-14"));
  EXPECT_EQ(next.skipped, days({}));
}

TEST(Deadlines, CalendarDaysThatEndOnADayOffEndWithTheNextWorkingDay) {
  const auto rolled = deadline({"X", 2, TermUnit::calendar_days}, day("2025-04-30"));
  EXPECT_EQ(rolled.skipped, days({"2025-05-02", "2025-05-03", "2025-05-04", "2025-05-05"}));
  EXPECT_EQ(last_day(rolled), day("2025-05-06"));
  const auto kept = deadline({"X", 30, TermUnit::calendar_days}, day("2025-05-06"));
  EXPECT_EQ(last_day(kept), day("2025-06-05"));
}

TEST(Deadlines, RetentionEndsOnItsDayWhateverDayThatIs) {
  const Term ninety_days{"ORD-14", 90, TermUnit::calendar_days_without_roll};
  EXPECT_EQ(last_day(deadline(ninety_days, day("2024-01-31"))), day("2024-04-30"));  // with a 29 February
  EXPECT_EQ(last_day(deadline(ninety_days, day("2023-01-31"))), day("2023-05-01"));  // a holiday
  EXPECT_EQ(last_day(deadline(ninety_days, day("2025-10-03"))), day("2026-01-01"));
}

TEST(Deadlines, AreDueAtMidnightInRigaAlsoWhereClocksChange) {
  const auto due_after_a_day = [](const char* start) {
    return to_string(deadline({"X", 1, TermUnit::calendar_days_without_roll}, day(start)).due);
  };
  EXPECT_EQ(due_after_a_day("2024-03-29"), "2024-03-30T22:00:00Z");
  EXPECT_EQ(due_after_a_day("2024-03-30"), "2024-03-31T21:00:00Z");
  EXPECT_EQ(due_after_a_day("2024-10-25"), "2024-10-26T21:00:00Z");
  EXPECT_EQ(due_after_a_day("2024-10-26"), "2024-10-27T22:00:00Z");
}

TEST(Deadlines, AreProvisionalWhereTheyRestOnAYearThatIsNotPublished) {
  const auto provisional = [](const Term& term, const char* start) {
    return deadline(term, day(start)).provisional;
  };
  const Term three{"X", 3, TermUnit::working_days}, four{"X", 4, TermUnit::working_days};
  EXPECT_FALSE(provisional(three, "2026-12-23"));  // ends on the 30th
  EXPECT_TRUE(provisional(four, "2026-12-23"));
  const Term a_week{"X", 7, TermUnit::calendar_days};
  EXPECT_FALSE(provisional(a_week, "2026-12-23"));
  EXPECT_TRUE(provisional(a_week, "2026-12-24"));  // the 31st is a holiday
  EXPECT_TRUE(provisional(a_week, "2027-02-01"));
  EXPECT_FALSE(provisional({"X", 730, TermUnit::calendar_days_without_roll}, "2026-12-24"));
}

Date any_day() { return {*rc::gen::inRange(day("2015-01-01").days, day("2041-01-01").days)}; }

int working_days_within(Date after, Date until) {
  int working = 0;
  for (Date date{after.days + 1}; date <= until; ++date.days) working += is_working_day(date);
  return working;
}

RC_GTEST_PROP(Deadlines, NWorkingDaysHoldExactlyNWorkingDays, ()) {
  const Date start = any_day();
  const int count = *rc::gen::inRange(1, 251);
  const auto reckoned = deadline({"X", count, TermUnit::working_days}, start);
  RC_ASSERT(working_days_within(start, last_day(reckoned)) == count);
  RC_ASSERT(is_working_day(last_day(reckoned)));
}

RC_GTEST_PROP(Deadlines, CalendarDaysRollOverDaysOffOnly, ()) {
  const Date start = any_day();
  const int count = *rc::gen::inRange(1, 4000);
  const auto reckoned = deadline({"X", count, TermUnit::calendar_days}, start);
  RC_ASSERT(is_working_day(last_day(reckoned)));
  RC_ASSERT(working_days_within({start.days + count - 1}, last_day(reckoned)) == 1);
}

RC_GTEST_PROP(Deadlines, ExplainThemselves, ()) {
  const Date start = any_day();
  const int count = *rc::gen::inRange(1, 251);
  const auto unit = *rc::gen::element(TermUnit::calendar_days, TermUnit::working_days,
                                      TermUnit::calendar_days_without_roll);
  const auto reckoned = deadline({"X", count, unit}, start);
  const auto& skipped = reckoned.skipped;
  RC_ASSERT(last_day(reckoned).days == start.days + count + static_cast<int>(skipped.size()));
  RC_ASSERT(reckoned.due == start_of_day_in_riga({last_day(reckoned).days + 1}));
  RC_ASSERT(std::ranges::none_of(skipped, is_working_day));
  RC_ASSERT(std::ranges::is_sorted(skipped));
  RC_ASSERT(std::ranges::adjacent_find(skipped) == skipped.end());
  RC_ASSERT(skipped.size() <= 150U);
}

}  // namespace
}  // namespace vesture::domain
