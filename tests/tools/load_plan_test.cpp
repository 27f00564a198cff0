#include "tools/benchmarks/shared/load_plan.hpp"

#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <stdexcept>

namespace vesture::bench {
namespace {

std::vector<PlannedRequest> plan_of(const std::string& text) {
  std::istringstream in(text);
  return read_plan(in);
}

TEST(LoadPlan, ALineIsARequest) {
  const auto plan =
      plan_of("2.5\tcommands\tPOST\t/orders\t{\"a\": 1}\tAuthorization: Bearer x\tAccept: */*\n");
  ASSERT_EQ(plan.size(), 1U);
  EXPECT_EQ(plan[0].weight, 2.5);
  EXPECT_EQ(plan[0].kind, "commands");
  EXPECT_EQ(text_of(plan[0], "here:80", 0),
            "POST /orders HTTP/1.1\r\nHost: here:80\r\nAuthorization: Bearer x\r\nAccept: */*\r\n"
            "Content-Length: 8\r\n\r\n{\"a\": 1}");
}

TEST(LoadPlan, AnEmptyBodyIsNone) {
  const auto plan = plan_of("1\tlists\tGET\t/orders\t\n");
  EXPECT_EQ(text_of(plan[0], "here", 0), "GET /orders HTTP/1.1\r\nHost: here\r\n\r\n");
}

TEST(LoadPlan, TheUniqueNumberStandsInTargetBodyAndHeaders) {
  const auto plan = plan_of("1\tcommands\tPUT\t/{unique}\t{\"n\": {unique}}\tIdempotency-Key: k-{unique}\n");
  EXPECT_EQ(text_of(plan[0], "here", 4711),
            "PUT /4711 HTTP/1.1\r\nHost: here\r\nIdempotency-Key: k-4711\r\nContent-Length: 11\r\n\r\n"
            "{\"n\": 4711}");
}

TEST(LoadPlan, WhatIsNoRequestIsRefused) {
  for (const char* text :
       {"", "1\tlists\tGET\t/orders", "0\tlists\tGET\t/orders\t", "-1\tlists\tGET\t/orders\t",
        "1x\tlists\tGET\t/orders\t", "many\tlists\tGET\t/orders\t", "1\tlists\t\t/orders\t",
        "1\tlists\tGET\torders\t", "1\tlists\tGET\t/orders\t\n\n"})
    EXPECT_THROW(plan_of(text), std::runtime_error) << text;
}

TEST(LoadPlan, RequestsAreChosenByTheirWeights) {
  LoadPlan plan(plan_of("90\tlists\tGET\t/orders\t\n10\treads\tGET\t/orders/1\t\n"), 7);
  std::map<std::string, int> chosen;
  for (int i = 0; i < 10'000; ++i) ++chosen[plan.next().kind];
  EXPECT_NEAR(chosen["lists"], 9'000, 200);
  EXPECT_NEAR(chosen["reads"], 1'000, 200);
}

TEST(LoadPlan, TheSameSeedChoosesTheSameRequests) {
  const std::string text = "1\ta\tGET\t/a\t\n1\tb\tGET\t/b\t\n";
  LoadPlan one(plan_of(text), 7), same(plan_of(text), 7);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(one.next().kind, same.next().kind);
}

}  // namespace
}  // namespace vesture::bench
