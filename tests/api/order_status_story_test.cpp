// The statuses of orders: every move from every status, tried over HTTP (ORD-11).
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/api/orders_fixture.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;
using Statuses = std::vector<std::string>;

const Statuses kStatuses{
    "application_processing", "terminated", "registered", "in_progress", "suspended", "ready", "completed"};

// A status that a part has come to, by the moves after the one that it is registered with.
struct Way {
  Statuses moves;
  bool has_result;
  Statuses allowed;      // moves from there, without handing over
  std::string obstacle;  // of moves that the table has and that something else stands against
  std::string obstructed;
};

class OrderStatusStory : public OrdersTest {
 protected:
  Said travelled(const Way& way) {
    auto part = part_body();
    part["has_result"] = way.has_result;
    auto body = order_body(annas, {part});
    body["status"] = way.moves.front();
    const auto order = register_order(body);
    for (std::size_t i = 1; i < way.moves.size(); ++i)
      EXPECT_EQ(move(order, way.moves[i]).status, 200) << way.moves[i];
    return order;
  }

  void try_move(const Way& way, const std::string& to) {
    const auto order = travelled(way);
    const auto before = clerk.get(std::string(kOrders) + "/" + order.text("/id"));
    const auto said = move(order, to);
    SCOPED_TRACE(way.moves.back() + " to " + to + ": " + said.body);
    if (to == way.moves.back()) {
      EXPECT_EQ(said.status, 200);
      EXPECT_EQ(said.field("etag"), before.field("etag"));
    } else if (std::ranges::find(way.allowed, to) != way.allowed.end()) {
      EXPECT_EQ(said.status, 200);
      EXPECT_EQ(said.text("/parts/0/status"), to);
    } else {
      EXPECT_EQ(said.status, 409);
      EXPECT_EQ(said.code(), to == way.obstructed ? way.obstacle : "orders.move_not_allowed");
      EXPECT_EQ(said.text("/field"), "/status");
      EXPECT_EQ(clerk.get(std::string(kOrders) + "/" + order.text("/id")).field("etag"),
                before.field("etag"));
    }
  }
};

TEST_F(OrderStatusStory, ORD_11_OnlyTheMovesOfTheTableAreAllowed) {
  const Way ways[]{
      {{"application_processing"}, true, {"registered", "terminated"}, "", ""},
      {{"application_processing", "terminated"}, true, {}, "", ""},
      {{"registered"}, true, {"in_progress", "suspended", "terminated"}, "", ""},
      {{"registered", "in_progress"},
       true,
       {"suspended", "ready", "terminated"},
       "orders.result_not_handed_over",
       "completed"},
      {{"registered", "in_progress"},
       false,
       {"suspended", "completed", "terminated"},
       "orders.nothing_to_hand_over",
       "ready"},
      {{"registered", "suspended"}, true, {"registered", "terminated"}, "", ""},
      {{"registered", "in_progress", "suspended"}, true, {"in_progress", "terminated"}, "", ""},
      {{"registered", "in_progress", "ready"}, true, {}, "orders.result_not_handed_over", "completed"},
      {{"registered", "in_progress", "completed"}, false, {}, "", ""},
  };
  for (const auto& way : ways)
    for (const auto& to : kStatuses) try_move(way, to);
}

TEST_F(OrderStatusStory, ORD_11_AnOrderBeginsInProcessingOrRegistered) {
  for (const auto& status : kStatuses) {
    auto body = order_body(annas);
    body["status"] = status;
    const auto said = clerk.post(kOrders, body);
    const bool first = status == "application_processing" || status == "registered";
    EXPECT_EQ(said.status, first ? 201 : 422) << status;
  }
}

TEST_F(OrderStatusStory, ORD_11_StatusesHaveTheSourcesLatvianLabelsAndEnglishOnes) {
  const auto lv = anna.get("/v1/order-statuses"),
             en = anna.get("/v1/order-statuses", {{"Accept-Language", "en"}});
  EXPECT_EQ(column({lv.items().begin(), lv.items().end()}, "status"), kStatuses);
  EXPECT_EQ(column({lv.items().begin(), lv.items().end()}, "label"),
            (Statuses{"Pieteikums ir apstrādē", "Pārtraukts", "Pasūtījums reģistrēts", "Izpildē", "Apturēts",
                      "Izsniegšanā", "Pabeigts"}));
  EXPECT_EQ(en.text("/items/3/label"), "In progress");
  for (std::size_t i = 0; i < kStatuses.size(); ++i) {
    const auto description = "/items/" + std::to_string(i) + "/description";
    EXPECT_FALSE(lv.text(description).empty());
    EXPECT_NE(lv.text(description), en.text(description));
  }
}

TEST_F(OrderStatusStory, ORD_11_ARowCarriesItsStatussLabelInTheLanguageAskedFor) {
  register_order(order_body(annas));
  EXPECT_EQ(anna.get(orders_of(annas)).text("/items/0/status_label"), "Pasūtījums reģistrēts");
  const auto english = anna.get(orders_of(annas), {{"Accept-Language", "en"}});
  EXPECT_EQ(english.text("/items/0/status_label"), "Order registered");
  EXPECT_EQ(english.field("content-language"), "en");
}

TEST_F(OrderStatusStory, ORD_11_TheReasonOfAMoveStandsInTheHistory) {
  const auto order = register_order(order_body(annas));
  const auto path = std::string(kOrders) + "/" + order.text("/id") + "/parts/1/status";
  ASSERT_EQ(clerk.post(path, {{"status", "terminated"}, {"reason", "Klients atsauca"}}).status, 200);
  const auto seen = anna.get(orders_of(annas) + "/" + order.text("/id"));
  EXPECT_EQ(seen.text("/history/1/event"), "part_moved");
  EXPECT_EQ(seen.text("/history/1/status"), "terminated");
  EXPECT_EQ(seen.text("/history/1/reason"), "Klients atsauca");
}

}  // namespace
}  // namespace vesture::api
