// An order's way: registered, paid, moved, linked, handed over (ORD-08 to ORD-11, ORD-13, ORD-19).
#include <gtest/gtest.h>

#include <map>

#include "tests/api/orders_fixture.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

class OrderStory : public OrdersTest {
 protected:
  Said opened(const Said& order) { return anna.get(orders_of(annas) + "/" + order.text("/id")); }
  bj::value row(const Said& order) {
    return anna.get(orders_of(annas) + "?number=" + order.text("/number")).at("/items/0");
  }
  bj::object prepaid_body() const {
    auto body = order_body(annas);
    body["prepayment"] = true;
    return body;
  }
  bj::object body_without_result() const {
    auto part = part_body();
    part["has_result"] = false;
    return order_body(annas, {part});
  }
};

TEST_F(OrderStory, ORD_09_ARowIsAPartWithItsServiceObjectDateAndStatus) {
  auto second = part_body("01000010001002");
  second["service"] = service_body("Robežu plāns");
  second.erase("planned_completion");
  const auto order = register_order(order_body(annas, {part_body(), second}));
  portal.clock.turn(std::chrono::hours(1));
  ASSERT_EQ(move(order, "in_progress", 2).status, 200);

  const auto rows = all_items(anna, orders_of(annas), "?sort=part");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(column(rows, "number"), std::vector(2, order.text("/number")));
  EXPECT_EQ(column(rows, "part"), (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(column(rows, "created"), std::vector<std::string>(2, "2026-03-02T08:00:00Z"));
  EXPECT_EQ(column(rows, "name"), (std::vector<std::string>{"Zemes kadastra informācija", "Robežu plāns"}));
  EXPECT_EQ(column(rows, "object"), (std::vector<std::string>{"01000010001", "01000010001002"}));
  EXPECT_EQ(column(rows, "planned_completion"), (std::vector<std::string>{"2026-03-20", "-"}));
  EXPECT_EQ(column(rows, "status"), (std::vector<std::string>{"registered", "in_progress"}));
  EXPECT_EQ(column(rows, "status_changed"),
            (std::vector<std::string>{"2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z"}));
  EXPECT_EQ(column(rows, "service_requests"), std::vector<std::string>(2, "[]"));
}

TEST_F(OrderStory, ORD_09_OrdersPlacedAtTheDeskAndInThePortalAreBothListed) {
  auto at_desk = order_body(annas), in_portal = order_body(annas);
  at_desk["placed"] = "desk";
  in_portal["placed"] = "portal";
  EXPECT_EQ(opened(register_order(at_desk)).text("/placed"), "desk");
  EXPECT_EQ(opened(register_order(in_portal)).text("/placed"), "portal");
  EXPECT_EQ(all_items(anna, orders_of(annas)).size(), 2u);
}

TEST_F(OrderStory, ORD_09_ACadastralDesignationHas11Or14Or17Digits) {
  for (const auto* good : {"01000010001", "01000010001002", "01000010001002003"})
    register_order(order_body(annas, {part_body(good)}));
  for (const auto* bad : {"0100001000", "010000100010", "010000100010020031"}) {
    const auto refused = clerk.post(kOrders, order_body(annas, {part_body(bad)}));
    EXPECT_EQ(refused.status, 422) << bad;
    EXPECT_EQ(refused.text("/rule"), "ORD-09") << refused.body;
  }
}

TEST_F(OrderStory, ORD_10_ThePlannedDateIsConditionalUntilThePrepaymentIsPaid) {
  const auto order = register_order(prepaid_body());
  EXPECT_TRUE(opened(order).at("/parts/0/planned_completion_conditional").as_bool());
  EXPECT_TRUE(row(order).at("planned_completion_conditional").as_bool());
  const auto asked = invoice(order, "prepayment");
  EXPECT_TRUE(opened(order).at("/parts/0/planned_completion_conditional").as_bool());
  ASSERT_EQ(pay(order, asked.text("/invoices/0/id")).status, 200);
  EXPECT_FALSE(opened(order).at("/parts/0/planned_completion_conditional").as_bool());
  EXPECT_FALSE(row(order).at("planned_completion_conditional").as_bool());
  EXPECT_EQ(text_of(row(order).at("planned_completion")), "2026-03-20");
}

TEST_F(OrderStory, ORD_10_WithoutPrepaymentThePlannedDateStandsAtOnce) {
  const auto order = register_order(order_body(annas));
  invoice(order, "balance");
  EXPECT_FALSE(opened(order).at("/parts/0/planned_completion_conditional").as_bool());
  EXPECT_FALSE(row(order).at("planned_completion_conditional").as_bool());
}

TEST_F(OrderStory, ORD_10_TheStaffReplanAPart) {
  const auto order = register_order(order_body(annas));
  const auto path = std::string(kOrders) + "/" + order.text("/id") + "/parts/1/planned-completion";
  ASSERT_EQ(clerk.put(path, {{"planned_completion", "2026-04-01"}}).status, 200);
  EXPECT_EQ(text_of(row(order).at("planned_completion")), "2026-04-01");
}

TEST_F(OrderStory, ORD_11_WorkBeginsOnlyOnceThePrepaymentIsPaid) {
  const auto order = register_order(prepaid_body());
  const auto early = move(order, "in_progress");
  EXPECT_EQ(early.status, 409);
  EXPECT_EQ(early.code(), "orders.prepayment_unpaid");
  EXPECT_EQ(early.text("/rule"), "ORD-11");
  const auto asked = invoice(order, "prepayment");
  EXPECT_EQ(move(order, "in_progress").code(), "orders.prepayment_unpaid");
  pay(order, asked.text("/invoices/0/id"));
  EXPECT_EQ(move(order, "in_progress").status, 200);
}

TEST_F(OrderStory, ORD_13_AnOrderIsPaidWhenAllItsInvoicesAre) {
  const auto order = register_order(order_body(annas));
  EXPECT_EQ(opened(order).text("/payment"), "nothing_to_pay");
  const auto first = invoice(order, "prepayment", 500).text("/invoices/0/id");
  EXPECT_EQ(text_of(row(order).at("payment")), "unpaid");
  ASSERT_EQ(pay(order, first, "VK-77").status, 200);
  EXPECT_EQ(text_of(row(order).at("payment")), "paid");
  const auto second = invoice(order, "balance", 750).text("/invoices/1/id");
  EXPECT_EQ(text_of(row(order).at("payment")), "partly_paid");
  ASSERT_EQ(pay(order, second, "VK-78").status, 200);

  const auto seen = opened(order);
  EXPECT_EQ(seen.text("/payment"), "paid");
  EXPECT_EQ(seen.text("/invoices/0/payment/reference"), "VK-77");
  EXPECT_EQ(seen.text("/invoices/1/payment/paid_on"), "2026-03-02");
  EXPECT_EQ(seen.at("/invoices/1/amount/cents").as_int64(), 750);
}

TEST_F(OrderStory, ORD_13_APaymentIsRecordedOnceAndNeverFromTheFuture) {
  const auto order = register_order(order_body(annas));
  const auto id = invoice(order, "balance").text("/invoices/0/id");
  const auto path = std::string(kOrders) + "/" + order.text("/id") + "/invoices/" + id + "/payment";
  const auto tomorrow = cashier.post(path, {{"reference", "A"}, {"paid_on", "2026-03-03"}});
  EXPECT_EQ(tomorrow.code(), "invoices.paid_in_future");
  const auto paid = pay(order, id, "A");
  const auto again = pay(order, id, "A");
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.field("etag"), paid.field("etag"));
  const auto otherwise = pay(order, id, "B");
  EXPECT_EQ(otherwise.status, 409);
  EXPECT_EQ(otherwise.text("/rule"), "ORD-13");
}

TEST_F(OrderStory, ORD_13_AnInvoiceIsOfWholePositiveCentsInEuro) {
  const auto order = register_order(order_body(annas));
  const auto path = std::string(kOrders) + "/" + order.text("/id") + "/invoices";
  for (const auto* amount : {R"({"cents":0,"currency":"EUR"})", R"({"cents":-5,"currency":"EUR"})",
                             R"({"cents":100,"currency":"USD"})"}) {
    const auto refused =
        clerk.post(path, {{"purpose", "balance"}, {"amount", parsed(amount)}, {"due", "2026-03-31"}});
    EXPECT_EQ(refused.status, 422) << amount;
    EXPECT_EQ(refused.text("/field"), "/amount");
  }
}

TEST_F(OrderStory, ORD_19_AnOrderWithAResultIsCompletedByHandingItOver) {
  const auto order = register_order(order_body(annas));
  move(order, "in_progress");
  EXPECT_EQ(hand_over(order).code(), "orders.not_ready");
  move(order, "ready");
  const auto skipped = move(order, "completed");
  EXPECT_EQ(skipped.status, 409);
  EXPECT_EQ(skipped.text("/rule"), "ORD-19");
  portal.clock.turn(std::chrono::hours(2));
  ASSERT_EQ(hand_over(order).status, 200);
  const auto seen = opened(order);
  EXPECT_EQ(seen.text("/parts/0/status"), "completed");
  EXPECT_EQ(seen.text("/parts/0/handed_over_at"), "2026-03-02T10:00:00Z");
  EXPECT_EQ(hand_over(order).field("etag"), seen.field("etag"));
}

TEST_F(OrderStory, ORD_19_WithNothingToHandOverTheEndOfTheWorkCompletesTheOrder) {
  const auto order = register_order(body_without_result());
  move(order, "in_progress");
  EXPECT_EQ(move(order, "ready").code(), "orders.nothing_to_hand_over");
  EXPECT_EQ(hand_over(order).status, 409);
  EXPECT_EQ(move(order, "completed").text("/parts/0/status"), "completed");
}

TEST_F(OrderStory, ORD_08_EachSideShowsTheOthersNumberAndLeadsToIt) {
  const auto request = register_request(request_body(annas, anna.person()));
  const auto order = register_order(order_body(annas));
  ASSERT_EQ(link(order, request).status, 200);
  const auto shown_order = row(order);
  EXPECT_EQ(text_of(shown_order.at("service_request")), request.text("/number"));
  const auto found = anna.get(requests_of(annas) + "?order=" + order.text("/number"));
  ASSERT_EQ(found.items().size(), 1u);
  EXPECT_EQ(found.text("/items/0/orders/0/number"), order.text("/number"));
  const auto request_id = text_of(shown_order.at_pointer("/service_requests/0/id"));
  EXPECT_EQ(anna.get(requests_of(annas) + "/" + request_id).text("/number"), request.text("/number"));
  const auto order_id = found.text("/items/0/orders/0/id");
  EXPECT_EQ(anna.get(orders_of(annas) + "/" + order_id).text("/number"), order.text("/number"));
}

TEST_F(OrderStory, ORD_08_AnOrderIsLinkedAsItIsRegisteredToo) {
  const auto request = register_request(request_body(annas, anna.person()));
  auto body = order_body(annas);
  body["service_request"] = request.text("/id");
  const auto order = register_order(body);
  EXPECT_EQ(order.text("/service_requests/0/number"), request.text("/number"));
  const auto seen = anna.get(requests_of(annas) + "/" + request.text("/id"));
  EXPECT_EQ(seen.text("/orders/0/number"), order.text("/number"));
}

TEST_F(OrderStory, ORD_08_LinkingAgainChangesNothing) {
  const auto request = register_request(request_body(annas, anna.person()));
  const auto order = register_order(order_body(annas));
  const auto once = link(order, request), twice = link(order, request);
  EXPECT_EQ(twice.status, 200);
  EXPECT_EQ(twice.field("etag"), once.field("etag"));
}

TEST_F(OrderStory, ORD_08_AnotherAccountsRequestIsNotLinked) {
  const auto request = register_request(request_body(boriss, boris.person()));
  const auto order = register_order(order_body(annas));
  const auto refused = link(order, request);
  EXPECT_EQ(refused.code(), "orders.link_other_account");
  EXPECT_EQ(refused.text("/rule"), "ORD-08");
  EXPECT_EQ(opened(order).at("/service_requests").as_array().size(), 0u);
}

}  // namespace
}  // namespace vesture::api
