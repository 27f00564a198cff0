// How the parts of an order move (ORD-11) and end (ORD-19).
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <utility>

#include "tests/domain/order_facts.hpp"

namespace vesture::domain::orders {
namespace {

using enum OrderStatus;

constexpr std::array kEveryStatus{
    application_processing, terminated, registered, in_progress, suspended, ready, completed};

// The table of ORD-11, written from the rule and not from the code. Out of suspension has a test of its own.
const std::set<std::pair<OrderStatus, OrderStatus>> kMoves{
    {application_processing, registered},
    {application_processing, terminated},
    {registered, in_progress},
    {registered, suspended},
    {registered, terminated},
    {in_progress, suspended},
    {in_progress, ready},
    {in_progress, completed},
    {in_progress, terminated},
    {ready, completed},
};

// Being ready needs something to hand over; being completed by a mere move needs that there is nothing.
bool has_result_for(OrderStatus to) { return to != completed; }

TEST(OrderDecider, ORD_11_MovesOnlyAsTheTableSays) {
  for (const auto from : kEveryStatus) {
    if (from == suspended) continue;
    for (const auto to : kEveryStatus) {
      const auto outcome = given<Order>(order_of(part(from, has_result_for(to)))).when(move_to(to));
      if (from == to)
        outcome.then_nothing();
      else if (kMoves.contains({from, to}))
        outcome.then({moved(from, to)});
      else
        outcome.then_rejected(rejections::move_not_allowed);
    }
  }
}

TEST(OrderDecider, ORD_11_ASuspendedPartGoesBackToWhereItCameFromOnly) {
  for (const auto origin : {registered, in_progress}) {
    for (const auto to : kEveryStatus) {
      const auto outcome =
          given<Order>(order_of(part(origin)), moved(origin, suspended)).when(move_to(to, "weather"));
      if (to == suspended)
        outcome.then_nothing();
      else if (to == origin || to == terminated)
        outcome.then({moved(suspended, to, "weather")});
      else
        outcome.then_rejected(rejections::move_not_allowed);
    }
  }
}

TEST(OrderDecider, ORD_11_ASecondSuspensionForgetsTheFirst) {
  given<Order>(order_of(part()), moved(registered, suspended), moved(suspended, registered),
               moved(registered, in_progress), moved(in_progress, suspended))
      .when(move_to(registered))
      .then_rejected(rejections::move_not_allowed);
}

TEST(OrderDecider, ORD_11_WorkBeginsOnlyWhenThePrepaymentIsPaid) {
  const auto order = asking_prepayment(order_of(part()));
  const auto begin = move_to(in_progress);
  const auto begun = moved(registered, in_progress);
  given<Order>(order).when(begin).then_rejected(rejections::prepayment_unpaid);
  given<Order>(order, issued(Purpose::prepayment)).when(begin).then_rejected(rejections::prepayment_unpaid);
  given<Order>(order, issued(Purpose::balance), paid())
      .when(begin)
      .then_rejected(rejections::prepayment_unpaid);
  given<Order>(order, issued(Purpose::prepayment), paid()).when(begin).then({begun});
}

TEST(OrderDecider, ORD_11_APrepaymentInvoiceStandsInTheWayThoughRegistrationAskedForNone) {
  const auto begin = move_to(in_progress);
  given<Order>(order_of(part()), issued(Purpose::prepayment))
      .when(begin)
      .then_rejected(rejections::prepayment_unpaid);
  given<Order>(order_of(part()), issued(Purpose::balance)).when(begin).then({moved(registered, in_progress)});
}

TEST(OrderDecider, ORD_11_PartsMoveEachOnTheirOwn) {
  const auto state = after({order_of(parts(2)), moved(registered, in_progress)});
  EXPECT_EQ(state.parts[0].part.status, in_progress);
  EXPECT_EQ(state.parts[1].part.status, registered);
}

TEST(OrderDecider, ORD_11_AMoveKeepsItsReasonAndItsTime) {
  const Instant later{kNoon.microseconds + 1};
  auto stopped = moved(registered, terminated, "withdrawn by the customer");
  stopped.at = later;
  given<Order>(order_of(part()))
      .when(move_to(terminated, "withdrawn by the customer"), later)
      .then({stopped});
  EXPECT_EQ(after({order_of(part()), stopped}).parts[0].status_changed, later);
}

TEST(OrderDecider, ORD_11_WhatIsNotThereDoesNotMove) {
  given<Order>().when(move_to(in_progress)).then_rejected(rejections::no_order);
  given<Order>(order_of(part())).when(MovePart{2, in_progress, ""}).then_rejected(rejections::no_part);
}

TEST(OrderDecider, ORD_19_APartWithAResultIsCompletedByHandingItOverOnly) {
  given<Order>(order_of(part(in_progress)))
      .when(move_to(completed))
      .then_rejected(rejections::not_handed_over);
  given<Order>(order_of(part(ready))).when(move_to(completed)).then_rejected(rejections::not_handed_over);
  given<Order>(order_of(part(ready))).when(HandOver{1}).then({handed_over(), moved(ready, completed)});
}

TEST(OrderDecider, ORD_19_APartWithNothingToHandOverIsCompletedByItself) {
  given<Order>(order_of(part(in_progress, false)))
      .when(move_to(completed))
      .then({moved(in_progress, completed)});
  given<Order>(order_of(part(in_progress, false)))
      .when(move_to(ready))
      .then_rejected(rejections::nothing_to_hand_over);
  given<Order>(order_of(part(in_progress, false)))
      .when(HandOver{1})
      .then_rejected(rejections::nothing_to_hand_over);
}

TEST(OrderDecider, ORD_19_AResultIsHandedOverWhenItIsReadyAndOnce) {
  given<Order>(order_of(part(in_progress))).when(HandOver{1}).then_rejected(rejections::not_ready);
  given<Order>(order_of(part(ready)), handed_over(), moved(ready, completed))
      .when(HandOver{1})
      .then_nothing();
  given<Order>(order_of(part(ready))).when(HandOver{7}).then_rejected(rejections::no_part);
}

}  // namespace
}  // namespace vesture::domain::orders
