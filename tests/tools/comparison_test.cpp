#include "tools/benchmarks/shared/comparison.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <vector>

using namespace vesture::bench;

namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

Goal goal(const std::vector<Measurement>& measured, const std::string& what) {
  for (const auto& each : goals(measured))
    if (each.what == what) return each;
  throw std::logic_error("no such goal: " + what);
}

constexpr const char* kAppends = "durable appends, 32 clients, beside message-db";

}  // namespace

RC_GTEST_PROP(Comparison, GrowthIsTheExponentOfThePower, ()) {
  const double exponent = *rc::gen::inRange(-200, 300) / 100.0;
  std::map<std::uint64_t, double> rates;
  for (const std::uint64_t size : {1'000, 10'000, 100'000, 1'000'000})
    rates[size] = 5e6 / std::pow(static_cast<double>(size), exponent);
  RC_ASSERT(std::abs(*growth(rates) - exponent) < 1e-9);
}

TEST(Comparison, TwoSizesTellNoGrowth) { EXPECT_FALSE(growth({{1'000, 10}, {10'000, 20}})); }

TEST(Comparison, EachPeerStandsBesideUsWithTheRatio) {
  const auto text = tables({{"append", "1 clients", 100, "vesture", 9'000, 100, 250},
                            {"append", "1 clients", 100, "rocksdb", 4'500, 200, 1'250}});
  EXPECT_TRUE(has(text, "### append"));
  EXPECT_TRUE(has(text, "| 1 clients | 100 | 9,000 (100 µs, 250 µs) | 4,500 (200 µs, 1.25 ms) | **2.00** |"));
}

TEST(Comparison, ManyVariantsAreSummedUpWithTheLeast) {
  std::vector<Measurement> measured;
  for (int i = 0; i < 20; ++i) {
    measured.push_back({"list", "page " + std::to_string(i), 1'000, "vesture", i == 7 ? 200.0 : 1'000.0});
    measured.push_back({"list", "page " + std::to_string(i), 1'000, "postgresql", 100});
  }
  EXPECT_TRUE(has(tables(measured), "| 1,000 | 20 | 923 | 100 | **9.23** | 2.00 | page 7 |"));
}

TEST(Comparison, APeerIsMeasuredAsItsDocumentationNamesThings) {
  const std::vector<Measurement> measured{{"append", "32 clients", 100'000, "vesture", 40'000},
                                          {"append", "32 clients", 100'000, "message-db", 2'000},
                                          {"append", "32 clients", 100'000, "message-db-categories", 8'000}};
  const auto reached = goal(measured, kAppends);
  EXPECT_DOUBLE_EQ(*reached.reached, 20);
  EXPECT_TRUE(reached.is_met());
}

TEST(Comparison, OtherWaysOfOursAreNoPeers) {
  const auto text = tables({{"list", "a", 10, "vesture", 20}, {"list", "a", 10, "vesture (1 thread)", 15}});
  EXPECT_FALSE(has(text, "1 thread"));
}

TEST(Comparison, WhatWasNotMeasuredIsNotMet) {
  const auto reached = goal({}, kAppends);
  EXPECT_FALSE(reached.reached);
  EXPECT_FALSE(reached.is_met());
  EXPECT_TRUE(has(table_of({reached}), "not measured"));
}

TEST(Comparison, LessIsBetterOfMemoryAndTime) {
  const std::vector<Measurement> measured{{"memory", "random pages", 1'000'000, "vesture", 0, 400},
                                          {"start", "cold", 9'770'000, "vesture", 0, 2'500'000}};
  EXPECT_TRUE(goal(measured, "1,000,000 orders served, resident").is_met());
  const auto start = goal(measured, "ready on a log of 10,000,000 commits, files not in the kernel's cache");
  EXPECT_DOUBLE_EQ(*start.reached, 2.5);
  EXPECT_FALSE(start.is_met());
}
