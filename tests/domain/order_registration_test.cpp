// Orders and their parts as they are registered (ORD-09, ORD-11), their links (ORD-08), and corrupt history.
#include <gtest/gtest.h>

#include "tests/domain/order_facts.hpp"

namespace vesture::domain::orders {
namespace {

TEST(OrderDecider, ORD_09_AnOrderIsRegisteredWithItsPartsAtThePortalOrTheDesk) {
  for (const auto placed : {Placed::portal, Placed::desk}) {
    auto order = order_of(parts(3));
    order.placed = placed;
    given<Order>().when(register_order(order)).then({order});
  }
}

TEST(OrderDecider, ORD_09_RegisteringAgainSaysNothingNewUnlessItDiffers) {
  const auto order = order_of(part());
  given<Order>(order).when(register_order(order)).then_nothing();
  auto other = order;
  other.account = kOtherAccount;
  given<Order>(order).when(register_order(other)).then_rejected(rejections::order_exists);
  given<Order>(order).when(register_order(order_of(parts(2)))).then_rejected(rejections::order_exists);
}

TEST(OrderDecider, ORD_09_AnOrderHasOneToFiftyParts) {
  for (const std::size_t count : {std::size_t{1}, kMostParts})
    given<Order>().when(register_order(order_of(parts(count)))).then({order_of(parts(count))});
  for (const std::size_t count : {std::size_t{0}, kMostParts + 1})
    given<Order>().when(register_order(order_of(parts(count)))).then_rejected(rejections::parts_count);
}

TEST(OrderDecider, ORD_09_PartsAreNumberedOneAfterTheOther) {
  for (const std::uint32_t number : {0U, 1U, 3U}) {
    auto order = order_of(parts(2));
    order.parts[1].number = number;
    given<Order>().when(register_order(order)).then_rejected(rejections::parts_count);
  }
}

TEST(OrderDecider, ORD_09_TheObjectIsADesignation) {
  for (const char* object : {"01000070001", "01000070001001", "01000070001001001", "Brīvības iela 11"}) {
    auto order = order_of(part());
    order.parts[0].object = object;
    given<Order>().when(register_order(order)).then({order});
  }
  for (const char* object :
       {"", "1", "0100007000", "010000700010", "0100007000100100", "010000700010010010"}) {
    auto order = order_of(part());
    order.parts[0].object = object;
    given<Order>().when(register_order(order)).then_rejected(rejections::bad_object);
  }
}

TEST(OrderDecider, ORD_11_APartBeginsInApplicationProcessingOrRegistered) {
  using enum OrderStatus;
  for (const auto status : {application_processing, registered})
    given<Order>().when(register_order(order_of(part(status)))).then({order_of(part(status))});
  for (const auto status : {terminated, in_progress, suspended, ready, completed})
    given<Order>().when(register_order(order_of(part(status)))).then_rejected(rejections::first_status);
}

TEST(OrderDecider, ORD_08_ARequestIsLinkedOnceWithItsNumber) {
  const auto order = order_of(part());
  given<Order>(order).when(link_request()).then({request_linked()});
  given<Order>(order, request_linked()).when(link_request()).then_nothing();
  const LinkedRequest linked{kRequest, "E-0000000001"};
  EXPECT_EQ(after({order, request_linked()}).requests, std::vector{linked});
}

TEST(OrderDecider, ORD_08_OnlyARequestOfTheSameAccountIsLinked) {
  given<Order>(order_of(part())).when(link_request(kOtherAccount)).then_rejected(rejections::other_account);
}

TEST(OrderDecider, ORD_08_LinksAreBounded) {
  std::vector<OrderEvent> events{order_of(part())};
  for (std::size_t n = 0; n < kMostLinks; ++n)
    events.push_back(RequestLinked{kOrder, numbered<RequestId>(static_cast<std::uint8_t>(100 + n)),
                                   "E-0000000002", kNoon});
  given<Order>(events).when(link_request()).then_rejected(rejections::too_many_links);
  events.pop_back();
  given<Order>(events).when(link_request()).then({request_linked()});
}

TEST(OrderHistory, WhatNoDecisionCanHaveMadeIsCorrupt) {
  const std::vector<std::vector<OrderEvent>> impossible{
      {handed_over()},
      {order_of(part()), order_of(part())},
      {order_of(part()), paid()},
      {order_of(part()), PartReplanned{kOrder, 2, kToday, kNoon}},
  };
  for (const auto& events : impossible)
    EXPECT_THROW(folded<Order>(events), ImpossibleEvent) << lines_of(events);
}

}  // namespace
}  // namespace vesture::domain::orders
