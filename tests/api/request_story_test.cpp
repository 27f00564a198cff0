// E-service requests and the labels that customers give them (ORD-02, ORD-03).
#include <gtest/gtest.h>

#include "tests/api/orders_fixture.hpp"
#include "tests/api/raw_client.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

class RequestStory : public OrdersTest {
 protected:
  Said annas_request() { return register_request(request_body(annas, anna.person())); }
  Said opened(const Said& request) { return anna.get(requests_of(annas) + "/" + request.text("/id")); }
};

TEST_F(RequestStory, ORD_02_TheHistoryListsWhatWasRequestedWithItsOrdersAndLabel) {
  const auto request = annas_request();
  const auto order = register_order(order_body(annas));
  link(order, request);
  label(anna, request, "Mājas");
  portal.clock.turn(std::chrono::hours(3));
  move_request(request, "completed");

  const auto rows = all_items(anna, requests_of(annas));
  ASSERT_EQ(rows.size(), 1u);
  const auto text = [&](std::string_view name) { return text_of(rows[0].at(name)); };
  EXPECT_EQ(text("number"), request.text("/number"));
  EXPECT_EQ(text("created"), "2026-03-02T08:00:00Z");
  EXPECT_EQ(text("requested"), "2026-03-02T08:00:00Z");
  EXPECT_EQ(text("received"), "2026-03-02T11:00:00Z");
  EXPECT_EQ(text("service"), "Zemes kadastra informācija");
  EXPECT_EQ(text("object"), "01000010001");
  EXPECT_EQ(text("status"), "completed");
  EXPECT_EQ(text("status_label"), "Izpildīts");
  EXPECT_EQ(text("status_changed"), "2026-03-02T11:00:00Z");
  EXPECT_EQ(text("order"), order.text("/number"));
  EXPECT_EQ(text("label"), "Mājas");
  EXPECT_EQ(text("requested_by"), anna.person());
}

TEST_F(RequestStory, ORD_02_ARequestIsRequestedInProgressCompletedOrFailed) {
  const std::vector<std::string> statuses{"requested", "in_progress", "completed", "failed"};
  const std::vector<std::pair<std::vector<std::string>, std::vector<std::string>>> allowed{
      {{}, {"in_progress", "completed", "failed"}},
      {{"in_progress"}, {"completed", "failed"}},
      {{"completed"}, {}},
      {{"failed"}, {}}};
  for (const auto& [moves, next] : allowed) {
    for (const auto& to : statuses) {
      const auto request = annas_request();
      for (const auto& status : moves) move_request(request, status);
      const bool same = to == (moves.empty() ? "requested" : moves.back());
      const bool may = same || std::ranges::find(next, to) != next.end();
      const auto said = move_request(request, to);
      EXPECT_EQ(said.status, may ? 200 : 409) << to << said.body;
      EXPECT_EQ(said.text("/rule"), may ? "" : "ORD-02");
    }
  }
}

TEST_F(RequestStory, ORD_02_AFailedRequestHasNothingToReceive) {
  const auto request = annas_request();
  move_request(request, "failed");
  EXPECT_TRUE(opened(request).at("/received").is_null());
}

TEST_F(RequestStory, ORD_02_OnlySomeoneWhoMayUseTheAccountCanHaveRequestedInIt) {
  const auto refused = clerk.post(kRequests, request_body(annas, boris.person()));
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.text("/field"), "/requested_by");
}

TEST_F(RequestStory, ORD_03_ALabelIsUniqueWithinTheAccount) {
  const auto first = annas_request(), second = annas_request();
  ASSERT_EQ(label(anna, first, "Mājas").status, 200);
  const auto refused = label(anna, second, "Mājas");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.text("/rule"), "ORD-03");
  EXPECT_TRUE(opened(second).at("/label").is_null());
}

TEST_F(RequestStory, ORD_03_TheSameLabelWrittenInOtherCodePointsIsTaken) {
  const auto first = annas_request(), second = annas_request();
  ASSERT_EQ(label(anna, first, "M\u0101jas").status, 200);
  EXPECT_EQ(label(anna, second, "Ma\u0304jas").status, 409);
}

TEST_F(RequestStory, ORD_03_AnotherAccountMayUseTheSameLabel) {
  const auto own = annas_request();
  const auto other = register_request(request_body(boriss, boris.person()));
  EXPECT_EQ(label(anna, own, "Mājas").status, 200);
  EXPECT_EQ(label(boris, other, "Mājas").status, 200);
}

TEST_F(RequestStory, ORD_03_ALabelCanBeChangedAndTheOldOneUsedAgain) {
  const auto first = annas_request(), second = annas_request();
  label(anna, first, "Mājas");
  ASSERT_EQ(label(anna, first, "Vasarnīca").status, 200);
  EXPECT_EQ(opened(first).text("/label"), "Vasarnīca");
  EXPECT_EQ(label(anna, second, "Mājas").status, 200);
}

TEST_F(RequestStory, ORD_03_ALabelCanBeClearedAndUsedAgain) {
  const auto first = annas_request(), second = annas_request();
  label(anna, first, "Mājas");
  ASSERT_EQ(label(anna, first, nullptr).status, 200);
  EXPECT_TRUE(opened(first).at("/label").is_null());
  EXPECT_TRUE(all_items(anna, requests_of(annas), "?label=M%C4%81jas").empty());
  EXPECT_EQ(label(anna, second, "Mājas").status, 200);
}

TEST_F(RequestStory, ORD_03_TheSameLabelAgainChangesNothing) {
  const auto request = annas_request();
  const auto once = label(anna, request, "Mājas"), twice = label(anna, request, "Mājas");
  EXPECT_EQ(twice.status, 200);
  EXPECT_EQ(twice.field("etag"), once.field("etag"));
}

TEST_F(RequestStory, ORD_03_OfTwoWhoTakeALabelAtOnceOneGetsIt) {
  for (int round = 0; round < 10; ++round) {
    const auto first = annas_request(), second = annas_request();
    const auto body = R"({"label":"Reizē )" + std::to_string(round) + "\"}";
    RawClient one(portal.port()), other(portal.port());
    const auto take = [&](RawClient& client, const Said& request) {
      client.send(anna.request_text("PUT", requests_of(annas) + "/" + request.text("/id") + "/label", body));
    };
    take(one, first);
    take(other, second);
    const auto statuses = std::minmax({one.read_answer().status, other.read_answer().status});
    EXPECT_EQ(statuses, (std::pair{200, 409}));
  }
}

TEST_F(RequestStory, ORD_03_ALabelIsTheCustomersOwnAndTheStaffDoNotSeeIt) {
  const auto request = annas_request();
  label(anna, request, "Noslēpums");
  EXPECT_TRUE(clerk.get(std::string(kRequests) + "/" + request.text("/id")).at("/label").is_null());
  const auto searched = clerk.get(kRequests);
  EXPECT_EQ(searched.body.find("Noslēpums"), std::string::npos);
  EXPECT_EQ(clerk.get(std::string(kRequests) + "?label=x").code(), "request.unknown_parameter");
}

TEST_F(RequestStory, ORD_03_SomeoneElseCannotLabelMyRequest) {
  const auto request = annas_request();
  EXPECT_EQ(label(boris, request, "Mans").status, 404);
  EXPECT_TRUE(opened(request).at("/label").is_null());
}

TEST_F(RequestStory, ORD_03_ALabelHas1To100Characters) {
  const auto request = annas_request();
  std::string letters;
  for (int i = 0; i < 100; ++i) letters += "ā";
  EXPECT_EQ(label(anna, request, bj::string(letters)).status, 200);
  EXPECT_EQ(label(anna, request, bj::string(letters + "ā")).text("/field"), "/label");
  EXPECT_EQ(label(anna, request, "").status, 422);
}

}  // namespace
}  // namespace vesture::api
