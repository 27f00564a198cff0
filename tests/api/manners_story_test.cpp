// What every list, query and problem keeps to (api.md, "Manners").
#include <gtest/gtest.h>

#include "tests/api/orders_fixture.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

class MannersStory : public OrdersTest {
 protected:
  MannersStory()
      : OrdersTest(
            [](PortalOptions& options) { options.dispatcher.view_wait = std::chrono::milliseconds(500); }) {}

  void expect_refused(const std::string& query, const std::string& field,
                      const std::string& code = "request.parameter_invalid") {
    const auto refused = anna.get(orders_of(annas) + query);
    EXPECT_EQ(refused.status, 400) << query;
    EXPECT_EQ(refused.code(), code) << query;
    EXPECT_EQ(refused.text("/field"), field) << query;
  }
};

TEST_F(MannersStory, ALimitIsFrom1To100) {
  for (const auto* bad : {"0", "101", "-1", "1.5", "ten", "", "99999999999999999999", "+5",
                          "%20"
                          "5"})
    expect_refused(std::string("?limit=") + bad, "limit");
  for (const auto* good : {"1", "100"}) EXPECT_EQ(anna.get(orders_of(annas) + "?limit=" + good).status, 200);
}

TEST_F(MannersStory, UnknownAndRepeatedAndImpossibleParametersAreRefusedByName) {
  expect_refused("?colour=red", "colour", "request.unknown_parameter");
  expect_refused("?limit=1&limit=2", "limit");
  expect_refused("?sort=colour", "sort");
  expect_refused("?sort=--number", "sort");
  expect_refused("?status=lost", "status");
  expect_refused("?created_from=2026-02-29", "created_from");
  expect_refused("?created_from=yesterday", "created_from");
  expect_refused("?created_from=2026-03-05&created_to=2026-03-04", "created_to");
  expect_refused("?count=maybe", "count");
  EXPECT_EQ(clerk.get(std::string(kOrders) + "?account=me").text("/field"), "account");
}

TEST_F(MannersStory, AFilterTakes20ValuesAndNoMore) {
  std::string query = "?number=0";
  for (int i = 1; i < 20; ++i) query += "&number=" + std::to_string(i);
  EXPECT_EQ(anna.get(orders_of(annas) + query).status, 200);
  expect_refused(query + "&number=20", "number", "list.too_many_values");
}

TEST_F(MannersStory, ACursorIsOfItsQueryItsListAndItsAccountAlone) {
  for (int i = 0; i < 3; ++i) {
    register_order(order_body(annas));
    register_order(order_body(boriss));
  }
  const auto next = anna.get(orders_of(annas) + "?limit=1").text("/next");
  ASSERT_FALSE(next.empty());
  const auto is_refused = [&](Visitor& visitor, const std::string& target, const Fields& fields = {}) {
    return visitor.get(target + "cursor=" + next, fields).code() == "list.cursor_invalid";
  };
  EXPECT_FALSE(is_refused(anna, orders_of(annas) + "?"));
  EXPECT_FALSE(is_refused(anna, orders_of(annas) + "?limit=2&count=true&"));
  EXPECT_TRUE(is_refused(anna, orders_of(annas) + "?sort=number&"));
  EXPECT_TRUE(is_refused(anna, orders_of(annas) + "?status=ready&"));
  EXPECT_TRUE(is_refused(anna, orders_of(annas) + "?", {{"Accept-Language", "en"}}));
  EXPECT_TRUE(is_refused(anna, requests_of(annas) + "?"));
  EXPECT_TRUE(is_refused(boris, orders_of(boriss) + "?"));
  for (const auto& made_up : {std::string("x"), next.substr(1), next + "AA", std::string(3000, 'A')})
    expect_refused("?cursor=" + made_up, "cursor", "list.cursor_invalid");
}

TEST_F(MannersStory, ACountIsOfAllThatTheFiltersSelectAndIsGivenOnlyWhenAsked) {
  for (int i = 0; i < 5; ++i) register_order(order_body(annas));
  const auto page = anna.get(orders_of(annas) + "?limit=2&count=true&status=registered");
  EXPECT_EQ(page.at("/total").as_int64(), 5);
  EXPECT_EQ(page.items().size(), 2u);
  EXPECT_FALSE(anna.get(orders_of(annas)).json.as_object().contains("total"));
  EXPECT_EQ(anna.get(orders_of(annas) + "?count=true&status=ready").at("/total").as_int64(), 0);
}

TEST_F(MannersStory, AQueryShowsWhatItHasToHaveSeen) {
  for (int i = 0; i < 20; ++i) {
    const auto order = register_order(order_body(annas));
    const auto position = order.field("vesture-position");
    const auto list =
        anna.get(orders_of(annas) + "?sort=-number&limit=1", {{"Vesture-Min-Position", position}});
    EXPECT_EQ(list.text("/items/0/id"), order.text("/id"));
    EXPECT_GE(list.at("/position").as_int64(), std::stoll(position));
  }
}

TEST_F(MannersStory, APositionBeyondTheLogIsWaitedForWithinABound) {
  const auto refused = anna.get(orders_of(annas), {{"Vesture-Min-Position", "1000000"}});
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.code(), "view.not_yet");
  EXPECT_EQ(refused.field("retry-after"), "1");
  EXPECT_LE(refused.at("/position").as_int64(), static_cast<std::int64_t>(portal.seen()));
  for (const auto* bad : {"-1", "x", "1x", "99999999999999999999999"})
    EXPECT_EQ(anna.get(orders_of(annas), {{"Vesture-Min-Position", bad}}).status, 400) << bad;
}

TEST_F(MannersStory, AProblemSaysWhatInTheLanguageAskedForAndItsCodeStays) {
  const auto lv = anna.get("/v1/nothing");
  const auto en = anna.get("/v1/nothing", {{"Accept-Language", "en-GB,en;q=0.9,lv;q=0.1"}});
  const auto french = anna.get("/v1/nothing", {{"Accept-Language", "fr"}});
  EXPECT_EQ(lv.status, 404);
  EXPECT_EQ(lv.field("content-type"), "application/problem+json");
  EXPECT_EQ(lv.field("content-language"), "lv");
  EXPECT_EQ(lv.text("/title"), "Resurss nav atrasts");
  EXPECT_EQ(en.text("/title"), "There is no such resource");
  EXPECT_EQ(french.text("/title"), lv.text("/title"));
  EXPECT_EQ(lv.code(), en.code());
  EXPECT_EQ(lv.at("/status").as_int64(), 404);
  EXPECT_TRUE(lv.text("/type").ends_with(lv.code()));
}

TEST_F(MannersStory, ARejectionNamesItsRuleAndField) {
  const auto order = register_order(order_body(annas));
  const auto refused = move(order, "ready");
  EXPECT_EQ(refused.text("/rule"), "ORD-11");
  EXPECT_EQ(refused.text("/field"), "/status");
  EXPECT_FALSE(refused.text("/title").empty());
}

TEST_F(MannersStory, ABodyOfAnotherKindIsRefused) {
  const Fields text{{"Content-Type", "text/plain"}};
  EXPECT_EQ(clerk.send("POST", kOrders, "{}", text).status, 415);
  EXPECT_EQ(clerk.send("POST", kOrders, "{", {}).code(), "request.body_not_json");
  EXPECT_EQ(clerk.send("POST", kOrders, std::string(70 * 1024, ' '), {}).status, 413);
}

TEST_F(MannersStory, ARequestsIdComesBackAndABadOneIsReplaced) {
  EXPECT_EQ(anna.get("/v1/me", {{"X-Request-Id", "abc-1"}}).field("x-request-id"), "abc-1");
  const auto made = anna.get("/v1/me", {{"X-Request-Id", "a b\"c"}}).field("x-request-id");
  EXPECT_FALSE(made.empty());
  EXPECT_NE(made, "a b\"c");
}

TEST(RateStory, ACallerBeyondTheirRateIsToldWhenToComeAgain) {
  ServedPortal portal([](PortalOptions& options) { options.dispatcher.rate = {0.01, 3, 10}; });
  auto anna = portal.visit(portal.citizen("PNOLV-320000-00001", "Anna"));
  auto boris = portal.visit(portal.citizen("PNOLV-320000-00002", "Boriss"));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(anna.get("/v1/me").status, 200);
  const auto refused = anna.get("/v1/me");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.code(), "rate.limited");
  EXPECT_GT(std::stoi(refused.field("retry-after")), 0);
  EXPECT_EQ(boris.get("/v1/me").status, 200);
}

TEST(RateStory, WhoeverAsksForTheLogsEvidenceIsLimitedByTheirAddressAndPeopleAreNot) {
  ServedPortal portal([](PortalOptions& options) { options.dispatcher.open_rate = {0.01, 3, 10}; });
  auto nobody = portal.visit_with("");
  EXPECT_EQ(nobody.get("/log/checkpoint").status, 200);
  EXPECT_EQ(nobody.get("/log/tile/0/999").status, 404);
  auto another = portal.visit_with("");
  EXPECT_EQ(another.get("/log/checkpoint").status, 200);
  for (const auto* path : {"/log/checkpoint", "/log/tile/0/000.p/1"}) {
    const auto refused = nobody.get(path);
    EXPECT_EQ(refused.status, 429);
    EXPECT_GT(std::stoi(refused.field("retry-after")), 0);
  }
  EXPECT_EQ(nobody.get("/v1/limits").status, 200);
  EXPECT_EQ(portal.visit(portal.citizen("PNOLV-320000-00001", "Anna")).get("/v1/me").status, 200);
}

TEST(RateStory, TheLimitsThatHoldAreTold) {
  ServedPortal portal([](PortalOptions& options) {
    options.dispatcher.rate = {7, 9, 10};
    options.server.header_bytes = 9000;
    options.server.write_time = std::chrono::milliseconds(8000);
    options.node.most_file_bytes = 5000;
  });
  const auto limits = portal.visit_with("").get("/v1/limits");
  EXPECT_EQ(limits.at("/requests_per_second").as_int64(), 7);
  EXPECT_EQ(limits.at("/requests_at_once").as_int64(), 9);
  EXPECT_EQ(limits.at("/header_bytes").as_int64(), 9000);
  EXPECT_EQ(limits.at("/write_milliseconds").as_int64(), 8000);
  EXPECT_EQ(limits.at("/upload_bytes").as_int64(), 5000);
  EXPECT_EQ(limits.at("/page_items").as_int64(), 100);
}

TEST_F(MannersStory, AViewThatHasStoppedHoldsBackOnlyWhatReadsIt) {
  const auto order = register_order(order_body(annas));
  eventstore::Append poison;
  poison.events.push_back({"order-" + std::string(36, '0'), "NoSuchEvent", 1, "?"});
  const auto appended = portal.portal().backend().log.append_and_wait(std::move(poison));
  const auto position = std::get<eventstore::Committed>(appended).position;
  const Fields seen{{"Vesture-Min-Position", std::to_string(position)}};
  EXPECT_EQ(anna.get(orders_of(annas), seen).code(), "view.not_yet");
  EXPECT_EQ(anna.get(orders_of(annas) + "/" + order.text("/id"), seen).status, 200);
}

}  // namespace
}  // namespace vesture::api
