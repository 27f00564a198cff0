// Civil dates in Riga, around the two days on which its clocks change, and ids that carry a time.
#include "domain/common/time.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <string>

#include "domain/common/ids.hpp"

namespace vesture::domain {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr Instant kNewYear2024{1'704'067'200 * kSecond};  // 2024-01-01T00:00:00Z

Date day(const char* text) { return parse_date(text).value(); }

std::string start_of(const char* text) { return to_string(start_of_day_in_riga(day(text))); }

TEST(Time, AnInstantIsWrittenInUtcWithSixDigitsOrNone) {
  EXPECT_EQ(to_string(kNewYear2024), "2024-01-01T00:00:00Z");
  EXPECT_EQ(to_string(Instant{kNewYear2024.microseconds + 120}), "2024-01-01T00:00:00.000120Z");
  EXPECT_EQ(to_string(Instant{-1}), "1969-12-31T23:59:59.999999Z");
}

TEST(Time, ADayBeginsInRigaTwoHoursBeforeUtcInWinterAndThreeInSummer) {
  EXPECT_EQ(start_of("2024-01-15"), "2024-01-14T22:00:00Z");
  EXPECT_EQ(start_of("2024-07-15"), "2024-07-14T21:00:00Z");
}

TEST(Time, TheDayOfTheSpringChangeHasTwentyThreeHours) {
  EXPECT_EQ(start_of("2024-03-31"), "2024-03-30T22:00:00Z");
  EXPECT_EQ(start_of("2024-04-01"), "2024-03-31T21:00:00Z");
}

TEST(Time, TheDayOfTheAutumnChangeHasTwentyFiveHours) {
  EXPECT_EQ(start_of("2024-10-27"), "2024-10-26T21:00:00Z");
  EXPECT_EQ(start_of("2024-10-28"), "2024-10-27T22:00:00Z");
}

TEST(Time, TheWallClockSkipsAnHourInSpringAndRepeatsOneInAutumn) {
  const Instant spring{1'711'846'800 * kSecond};  // 2024-03-31T01:00:00Z
  EXPECT_EQ(to_string(riga_wall_time({spring.microseconds - 1})), "2024-03-31T02:59:59.999999Z");
  EXPECT_EQ(to_string(riga_wall_time(spring)), "2024-03-31T04:00:00Z");
  const Instant autumn{1'729'990'800 * kSecond};  // 2024-10-27T01:00:00Z
  EXPECT_EQ(to_string(riga_wall_time({autumn.microseconds - 1})), "2024-10-27T03:59:59.999999Z");
  EXPECT_EQ(to_string(riga_wall_time(autumn)), "2024-10-27T03:00:00Z");
}

RC_GTEST_PROP(Time, ADateBeginsExactlyWhereTheDayBeforeEnds, ()) {
  const Date date{*rc::gen::inRange(day("1990-01-01").days, day("2199-12-31").days)};
  const Instant start = start_of_day_in_riga(date);
  RC_ASSERT(riga_date(start) == date);
  RC_ASSERT(riga_date({start.microseconds - 1}) == Date{date.days - 1});
}

RC_GTEST_PROP(Time, ADateIsReadAsItIsWritten, ()) {
  const Date date{*rc::gen::inRange(day("1900-01-01").days, day("2199-12-31").days + 1)};
  RC_ASSERT(parse_date(to_string(date)) == date);
}

TEST(Time, DatesAreReadFrom1900To2199) {
  EXPECT_EQ(parse_date("1970-01-01"), Date{0});
  EXPECT_TRUE(parse_date("1900-01-01"));
  EXPECT_TRUE(parse_date("2199-12-31"));
  EXPECT_FALSE(parse_date("1899-12-31"));
  EXPECT_FALSE(parse_date("2200-01-01"));
}

TEST(Time, OnlyDaysThatExistAreDates) {
  EXPECT_TRUE(parse_date("2024-02-29"));
  for (const char* text :
       {"2023-02-29", "2024-04-31", "2024-13-01", "2024-00-10", "2024-10-00", "", "2024-1-01", "2024-01-1",
        "20240101", "2024/01/01", "2024-01-01Z", "2024-01-0a", "-024-01-01"})
    EXPECT_FALSE(parse_date(text)) << text;
}

RC_GTEST_PROP(Time, AnInstantIsReadAsItIsWritten, ()) {
  const Instant instant{*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000'000)};
  RC_ASSERT(parse_instant(to_string(instant)) == instant);
}

TEST(Time, OnlyInstantsInUtcAreRead) {
  EXPECT_EQ(parse_instant("1970-01-01T00:00:01.5Z"), Instant{1'500'000});
  for (const char* text : {"", "1970-01-01", "1970-01-01T00:00:00", "1970-01-01T00:00:00+00:00",
                           "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z", "1970-01-01T00:00:60Z",
                           "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00.1234567Z", "1970-02-30T00:00:00Z"})
    EXPECT_FALSE(parse_instant(text)) << text;
}

// The example of RFC 9562, A.6.
constexpr std::array<std::uint8_t, 10> kRandom{0x0C, 0xC3, 0x18, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F};
constexpr std::int64_t kMilliseconds = 1'645'557'742'000;

TEST(Uuid, TheSeventhVersionIsAsTheRfcShowsIt) {
  EXPECT_EQ(to_string(uuid_v7(kMilliseconds, kRandom)), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

RC_GTEST_PROP(Uuid, TheSeventhVersionKeepsVersionVariantAndTimeWhateverIsRandom,
              (const std::array<std::uint8_t, 10>& random)) {
  const Uuid id = uuid_v7(kMilliseconds, random);
  RC_ASSERT(id.bytes[6] >> 4 == 7);
  RC_ASSERT(id.bytes[8] >> 6 == 2);
  RC_ASSERT(to_string(id).substr(0, 13) == "017f22e2-79b0");
  RC_ASSERT(id < uuid_v7(kMilliseconds + 1, kRandom));
}

RC_GTEST_PROP(Uuid, IsReadAsItIsWritten, (const std::array<std::uint8_t, 16>& bytes)) {
  RC_ASSERT(parse_uuid(to_string(Uuid{bytes})) == Uuid{bytes});
}

TEST(Uuid, IsReadInTheCanonicalFormOnlyAndInEitherCase) {
  EXPECT_EQ(parse_uuid("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"), uuid_v7(kMilliseconds, kRandom));
  for (const char* text : {"", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0",
                           "017f22e279b07cc398c4dc0c0c07398f", "{17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
                           "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", "017f22e27-9b0-7cc3-98c4-dc0c0c07398f"})
    EXPECT_FALSE(parse_uuid(text)) << text;
}

}  // namespace
}  // namespace vesture::domain
