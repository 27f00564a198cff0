// The smaller parts around a request: its head, target and language, problems, the rate limit, the metrics.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/json/parse.hpp>

#include "api/http/head.hpp"
#include "api/http/language.hpp"
#include "api/http/metrics.hpp"
#include "api/http/problem.hpp"
#include "api/http/rate_limit.hpp"
#include "api/http/response_head.hpp"
#include "api/http/target.hpp"

namespace vesture::api {
namespace {

constexpr std::string_view kHead = "GET /a HTTP/1.1\r\nHost: test\r\n\r\n";

TEST(HttpHead, IsCompleteWithItsEmptyLine) {
  for (std::size_t n = 0; n < kHead.size(); ++n)
    EXPECT_TRUE(std::holds_alternative<HeadIncomplete>(check_head(kHead.substr(0, n), 1000))) << n;
  const auto check = check_head("\r\n" + std::string(kHead) + "rest", 1000);
  ASSERT_TRUE(std::holds_alternative<HeadComplete>(check));
  EXPECT_EQ(std::get<HeadComplete>(check).begin, 2u);
  EXPECT_EQ(std::get<HeadComplete>(check).end, kHead.size() + 2);
}

TEST(HttpHead, ABareLineEndIsRefusedBeforeTheHeadIsWhole) {
  EXPECT_TRUE(std::holds_alternative<Problem>(check_head("GET /a HTTP/1.1\n", 1000)));
  EXPECT_TRUE(std::holds_alternative<Problem>(check_head("GET /a HTTP/1.1\rX", 1000)));
}

TEST(HttpHead, HostIsNeededOnceExceptInHttp10) {
  EXPECT_TRUE(std::holds_alternative<Problem>(check_head("GET /a HTTP/1.1\r\n\r\n", 1000)));
  EXPECT_TRUE(std::holds_alternative<HeadComplete>(check_head("GET /a HTTP/1.0\r\n\r\n", 1000)));
}

TEST(HttpTarget, IsSplitAndItsQueryDecoded) {
  const auto target = parse_target("/a%2Fb?x=1+2&y=%C4%81&x=&z");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/a%2Fb");
  using Query = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(target->query, (Query{{"x", "1 2"}, {"y", "ā"}, {"x", ""}, {"z", ""}}));
}

TEST(HttpTarget, BadOnesAreRefused) {
  for (const std::string_view target :
       {"", "a", "*", "/a?b=%", "/a?b=%4", "/a?b=%zz", "/a?b=%00", "/a?b=%ff", "/a?b=%0a", "/%zz", "/a#b",
        "http://host/a#b", "ftp://host/a", "http:a", "http://host:b", "host:80", "/a b", "/ā"})
    EXPECT_FALSE(parse_target(target)) << target;
}

TEST(HttpLanguage, IsTheOneThatWeighsMore) {
  using domain::Language;
  for (const std::string_view latvian :
       {"", "lv", "de", "lv,en", "en;q=0.5, lv;q=0.8", "en;q=0", "english", "en;q=x"})
    EXPECT_EQ(language_of(latvian), Language::lv) << latvian;
  for (const std::string_view english : {"en", "en-GB,de;q=0.5", "lv;q=0.1, EN;q=0.9", "de, en;q=0.1"})
    EXPECT_EQ(language_of(english), Language::en) << english;
}

TEST(HttpProblem, SpeaksTheLanguageAskedFor) {
  const auto problem = problems::not_yet(7);
  const auto response = response_of(problem, domain::Language::en);
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.content_type, "application/problem+json");
  const auto body = boost::json::parse(response.body);
  EXPECT_EQ(body.at("type"), "https://vesture.example/problems/view.not_yet");
  EXPECT_EQ(body.at("title"), "The view has not reached the position asked for yet");
  EXPECT_EQ(body.at("code"), "view.not_yet");
  EXPECT_EQ(body.at("position"), 7);
  EXPECT_FALSE(body.as_object().contains("field"));
  const std::pair<std::string, std::string> retry{"Retry-After", "1"};
  EXPECT_NE(std::ranges::find(response.headers, retry), response.headers.end());
  const auto latvian = boost::json::parse(response_of(problem, domain::Language::lv).body);
  EXPECT_EQ(latvian.at("title"), "Skats vēl nav sasniedzis prasīto pozīciju");
}

TEST(HttpProblem, CarriesARejectionWhole) {
  constexpr domain::Rejection kRejection{
      "label.taken", "ORD-03", "/label", domain::Kind::conflict, {"lv", "en"}};
  const auto problem = problem_of(kRejection);
  EXPECT_EQ(problem.status, 409);
  EXPECT_EQ(problem.code, "label.taken");
  EXPECT_EQ(problem.rule, "ORD-03");
  EXPECT_EQ(problem.field, "/label");
}

TEST(HttpResponseHead, AValueCannotBeginAnotherField) {
  Response response;
  response.headers.emplace_back("Location", "/a\r\nSet-Cookie: b");
  const auto head = response_head(response, {.reason = "OK", .request_id = "1"});
  EXPECT_NE(head.find("Location: /aSet-Cookie: b\r\n"), std::string::npos);
}

TEST(HttpRateLimit, LetsABurstThroughAndThenSoManyASecond) {
  RateLimit limit({.per_second = 2, .burst = 3, .callers = 100});
  const RateLimit::Time start{};
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limit.seconds_to_wait("a", start));
  EXPECT_EQ(limit.seconds_to_wait("a", start), 1);
  EXPECT_FALSE(limit.seconds_to_wait("b", start));
  EXPECT_FALSE(limit.seconds_to_wait("a", start + std::chrono::milliseconds(500)));
  EXPECT_EQ(limit.seconds_to_wait("a", start + std::chrono::milliseconds(500)), 1);
}

TEST(HttpRateLimit, SaysHowLongASlowBucketTakes) {
  RateLimit limit({.per_second = 0.1, .burst = 1, .callers = 100});
  EXPECT_FALSE(limit.seconds_to_wait("a", {}));
  EXPECT_EQ(limit.seconds_to_wait("a", {}), 10);
}

TEST(HttpRateLimit, ForgetsWhoWasNotHeardOfForLongest) {
  RateLimit limit({.per_second = 0.001, .burst = 1, .callers = 16});  // one in each shard
  for (int i = 0; i < 1000; ++i) EXPECT_FALSE(limit.seconds_to_wait(std::to_string(i), {}));
  EXPECT_TRUE(limit.seconds_to_wait("999", {}));
}

RC_GTEST_PROP(HttpRateLimit, NeverGivesMoreThanItsRules, (const std::vector<std::uint8_t>& pauses)) {
  RateLimit limit({.per_second = 10, .burst = 5, .callers = 100});
  RateLimit::Time now{};
  int let_through = 0;
  for (const auto pause : pauses) {
    now += std::chrono::milliseconds(pause);
    if (!limit.seconds_to_wait("a", now)) ++let_through;
  }
  const double most = 5 + std::chrono::duration<double>(now.time_since_epoch()).count() * 10;
  RC_ASSERT(let_through <= most + 1e-6);
}

TEST(HttpMetrics, AreCountedByRouteMethodAndStatus) {
  Metrics metrics;
  metrics.request_begins();
  metrics.answered("GET", "/v1/me", 200, std::chrono::milliseconds(3));
  metrics.answered("GET", "/v1/me", 200, std::chrono::milliseconds(3));
  metrics.answered("BREW", "", 405, std::chrono::milliseconds(1));
  double lag = 4;
  metrics.gauge("vesture_projection_lag", "Commits behind the log.", {{"projection", "orders"}},
                [&] { return lag; });
  const auto has = [&](const std::string& line) { return metrics.text().find(line) != std::string::npos; };
  EXPECT_TRUE(has(R"(vesture_http_requests_total{method="GET",route="/v1/me",status="200"} 2)"));
  EXPECT_TRUE(has(R"(vesture_http_requests_total{method="other",route="none",status="405"} 1)"));
  EXPECT_TRUE(has(R"(vesture_http_request_duration_seconds_count{method="GET",route="/v1/me"} 2)"));
  EXPECT_TRUE(has("vesture_http_requests_in_flight 1"));
  EXPECT_TRUE(has(R"(vesture_projection_lag{projection="orders"} 4)"));
  lag = 5;
  EXPECT_TRUE(has(R"(vesture_projection_lag{projection="orders"} 5)"));
}

}  // namespace
}  // namespace vesture::api
