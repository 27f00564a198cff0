#include "tools/benchmarks/shared/measurement.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

using namespace vesture::bench;

TEST(Measurement, IsALineAndBack) {
  const Measurement m{"append", "32 clients", 100'000, "message-db", 1234.5, 810.25, 9000};
  const auto read = measurement_of(line_of(m));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->work, m.work);
  EXPECT_EQ(read->variant, m.variant);
  EXPECT_EQ(read->size, m.size);
  EXPECT_EQ(read->who, m.who);
  EXPECT_DOUBLE_EQ(read->per_second, m.per_second);
  EXPECT_NEAR(read->p50_us, m.p50_us, 0.05);
  EXPECT_DOUBLE_EQ(read->p99_us, m.p99_us);
}

TEST(Measurement, IsNotReadFromAnythingElse) {
  for (const char* line :
       {"", "append", "a\tb\t1\tc\t1\t2", "a\tb\tmany\tc\t1\t2\t3", "a\tb\t1\tc\t1\t2\t3\t4"})
    EXPECT_FALSE(measurement_of(line)) << line;
}

RC_GTEST_PROP(Times, ShareOfThemIsNotAboveThePercentile, ()) {
  const auto each = *rc::gen::nonEmpty<std::vector<int>>();
  const auto share = *rc::gen::inRange(1, 101) / 100.0;
  Times times;
  for (const int time : each) times.add(time);
  const double at = times.at(share);
  const auto not_above = std::ranges::count_if(each, [&](int time) { return time <= at; });
  const auto below = std::ranges::count_if(each, [&](int time) { return time < at; });
  RC_ASSERT(static_cast<double>(not_above) >= share * static_cast<double>(each.size()));
  RC_ASSERT(static_cast<double>(below) < share * static_cast<double>(each.size()));
}

TEST(Times, NoneHaveNoPercentile) { EXPECT_EQ(Times{}.at(0.99), 0); }
