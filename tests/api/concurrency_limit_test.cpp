#include "api/concurrency_limit.hpp"

#include <gtest/gtest.h>

namespace vesture::api {
namespace {

constexpr ConcurrencyRules kRules{.uploads = 2, .downloads = 1, .streams = 1, .reports = 0};

TEST(ConcurrencyLimit, GivesAsManyAsItsRulesAndAgainOnceOneIsLetGo) {
  ConcurrencyLimit limit(kRules);
  auto first = limit.take(LongAnswer::upload, "a");
  auto second = limit.take(LongAnswer::upload, "a");
  EXPECT_TRUE(first && second);
  EXPECT_FALSE(limit.take(LongAnswer::upload, "a"));
  first.reset();
  EXPECT_TRUE(limit.take(LongAnswer::upload, "a"));
}

TEST(ConcurrencyLimit, CountsEachCallerAndKindApart) {
  ConcurrencyLimit limit(kRules);
  const auto annas = limit.take(LongAnswer::download, "anna");
  EXPECT_FALSE(limit.take(LongAnswer::download, "anna"));
  EXPECT_TRUE(limit.take(LongAnswer::download, "boris"));
  EXPECT_TRUE(limit.take(LongAnswer::stream, "anna"));
  EXPECT_FALSE(limit.take(LongAnswer::report, "anna"));
}

TEST(ConcurrencyLimit, WhatItGaveMayOutliveIt) {
  std::shared_ptr<const void> held;
  {
    ConcurrencyLimit limit(kRules);
    held = limit.take(LongAnswer::upload, "a");
  }
  EXPECT_TRUE(held);
}

}  // namespace
}  // namespace vesture::api
