// E-service requests: their statuses (ORD-02), the customer's label (ORD-03) and linked orders (ORD-08).
#include "domain/orders/request.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <utility>

#include "domain/orders/label.hpp"
#include "domain/orders/numbering.hpp"
#include "tests/domain/order_facts.hpp"

namespace vesture::domain::orders {
namespace {

using enum RequestStatus;

const PersonId kPerson = numbered<PersonId>(9);
const RequestId kOtherRequest = numbered<RequestId>(10);
constexpr std::array kEveryRequestStatus{requested, in_progress, completed, failed};

const ServiceRequested kRequested{
    kRequest,      kAccount, "E-0000000001", "VZD", {"VZD-7", "cadastre", "Izziņa", "Statement"},
    "01000070001", kPerson,  kNoon};

RequestService request_service(const ServiceRequested& e) {
  return {e.request, e.account, e.number, e.institution, e.service, e.object, e.requested_by};
}

RequestMoved moved(RequestStatus from, RequestStatus to) { return {kRequest, from, to, kNoon}; }
RequestLabelled labelled(const char* label) { return {kRequest, kAccount, label, kNoon}; }
OrderLinked order_linked() { return {kRequest, kOrder, "P-0000000001", kNoon}; }
LinkOrder link_order(AccountId account = kAccount) { return {kOrder, "P-0000000001", account}; }

OpenRequest request_after(const std::vector<RequestEvent>& events) {
  return std::get<OpenRequest>(folded<ServiceRequest>(events));
}

TEST(RequestDecider, ORD_02_AServiceIsRequestedOnce) {
  given<ServiceRequest>().when(request_service(kRequested)).then({kRequested});
  given<ServiceRequest>(kRequested).when(request_service(kRequested)).then_nothing();
  auto other = kRequested;
  other.object = "01000070002";
  given<ServiceRequest>(kRequested).when(request_service(other)).then_rejected(rejections::request_exists);
}

TEST(RequestDecider, ORD_02_TheObjectIsADesignation) {
  auto wrong = kRequested;
  wrong.object = "0100007";
  given<ServiceRequest>().when(request_service(wrong)).then_rejected(rejections::bad_request_object);
}

TEST(RequestDecider, ORD_02_MovesOnlyAsTheTableSays) {
  const std::set<std::pair<RequestStatus, RequestStatus>> moves{
      {requested, in_progress}, {requested, completed}, {requested, failed},
      {in_progress, completed}, {in_progress, failed},
  };
  for (const auto from : kEveryRequestStatus) {
    for (const auto to : kEveryRequestStatus) {
      const auto outcome = given<ServiceRequest>(kRequested, moved(requested, from)).when(MoveRequest{to});
      if (from == to)
        outcome.then_nothing();
      else if (moves.contains({from, to}))
        outcome.then({moved(from, to)});
      else
        outcome.then_rejected(rejections::request_move_not_allowed);
    }
  }
}

TEST(RequestDecider, ORD_02_ItIsReceivedWhenItsResultBecomesAvailable) {
  const Instant later{kNoon.microseconds + 1};
  EXPECT_EQ(request_after({kRequested}).received, std::nullopt);
  EXPECT_EQ(request_after({kRequested, moved(requested, failed)}).received, std::nullopt);
  const auto state = request_after({kRequested, RequestMoved{kRequest, requested, completed, later}});
  EXPECT_EQ(state.received, later);
  EXPECT_EQ(state.status_changed, later);
}

TEST(RequestDecider, ORD_03_TheCustomerGivesChangesAndClearsALabel) {
  given<ServiceRequest>(kRequested).when(LabelRequest{"Garage"}).then({labelled("Garage")});
  given<ServiceRequest>(kRequested, labelled("Garage")).when(LabelRequest{"Garage"}).then_nothing();
  given<ServiceRequest>(kRequested, labelled("Garage")).when(LabelRequest{"Shed"}).then({labelled("Shed")});
  given<ServiceRequest>(kRequested, labelled("Garage"))
      .when(ClearLabel{})
      .then({RequestLabelCleared{kRequest, kNoon}});
  given<ServiceRequest>(kRequested).when(ClearLabel{}).then_nothing();
  EXPECT_EQ(request_after({kRequested, labelled("Garage"), labelled("Shed")}).label, Sealed("Shed"));
  EXPECT_EQ(request_after({kRequested, labelled("Garage"), RequestLabelCleared{kRequest, kNoon}}).label,
            std::nullopt);
}

TEST(LabelDecider, ORD_03_OneRequestOfAnAccountHoldsALabel) {
  given<Label>().when(TakeLabel{kRequest}).then({LabelTaken{kRequest}});
  given<Label>(LabelTaken{kRequest}).when(TakeLabel{kRequest}).then_nothing();
  given<Label>(LabelTaken{kRequest}).when(TakeLabel{kOtherRequest}).then_rejected(rejections::label_taken);
}

TEST(LabelDecider, ORD_03_AFreedLabelIsTakenByAnother) {
  given<Label>(LabelTaken{kRequest}).when(FreeLabel{kRequest}).then({LabelFreed{kRequest}});
  given<Label>(LabelTaken{kRequest}, LabelFreed{kRequest})
      .when(TakeLabel{kOtherRequest})
      .then({LabelTaken{kOtherRequest}});
}

TEST(LabelDecider, ORD_03_OnlyItsHolderFreesALabel) {
  given<Label>().when(FreeLabel{kRequest}).then_nothing();
  given<Label>(LabelTaken{kRequest}).when(FreeLabel{kOtherRequest}).then_nothing();
}

TEST(LabelDecider, ORD_03_TheSameLabelOfAnotherAccountIsAnotherStream) {
  EXPECT_NE(Label::stream({kAccount, "a1b2"}), Label::stream({kOtherAccount, "a1b2"}));
  EXPECT_NE(Label::stream({kAccount, "a1b2"}), Label::stream({kAccount, "a1b3"}));
}

TEST(RequestDecider, ORD_08_AnOrderIsLinkedOnceWithItsNumber) {
  given<ServiceRequest>(kRequested).when(link_order()).then({order_linked()});
  given<ServiceRequest>(kRequested, order_linked()).when(link_order()).then_nothing();
  const LinkedOrder linked{kOrder, "P-0000000001"};
  EXPECT_EQ(request_after({kRequested, order_linked()}).orders, std::vector{linked});
}

TEST(RequestDecider, ORD_08_OnlyAnOrderOfTheSameAccountIsLinked) {
  given<ServiceRequest>(kRequested).when(link_order(kOtherAccount)).then_rejected(rejections::other_account);
}

TEST(RequestDecider, ORD_08_LinksAreBounded) {
  std::vector<RequestEvent> events{kRequested};
  for (std::size_t n = 0; n < kMostLinks; ++n)
    events.push_back(
        OrderLinked{kRequest, numbered<OrderId>(static_cast<std::uint8_t>(100 + n)), "P-0000000002", kNoon});
  given<ServiceRequest>(events).when(link_order()).then_rejected(rejections::too_many_links);
  events.pop_back();
  given<ServiceRequest>(events).when(link_order()).then({order_linked()});
}

TEST(RequestDecider, ORD_02_WhatWasNotRequestedIsNotThere) {
  const std::vector<RequestCommand> commands{MoveRequest{completed}, LabelRequest{"Garage"}, ClearLabel{},
                                             link_order()};
  for (const auto& command : commands)
    given<ServiceRequest>().when(command).then_rejected(rejections::no_request);
}

TEST(RequestHistory, WhatNoDecisionCanHaveMadeIsCorrupt) {
  EXPECT_THROW(folded<ServiceRequest>({order_linked()}), ImpossibleEvent);
  EXPECT_THROW(folded<ServiceRequest>({kRequested, kRequested}), ImpossibleEvent);
}

TEST(Numbering, BlocksFollowOneAnotherWithoutOverlap) {
  const NumbersReserved first{Series::orders, 1, 100};
  const NumbersReserved second{Series::orders, 101, 7};
  given<Numbering>().when(ReserveNumbers{Series::orders, 100}).then({first});
  given<Numbering>(first).when(ReserveNumbers{Series::orders, 7}).then({second});
  EXPECT_THROW(folded<Numbering>({first, first}), ImpossibleEvent);
}

TEST(Numbering, TextOrderIsNumberOrder) {
  EXPECT_EQ(number_text(Series::orders, 1), "P-0000000001");
  EXPECT_EQ(number_text(Series::requests, 42), "E-0000000042");
  EXPECT_EQ(number_text(Series::invoices, 9'999'999'999), "R-9999999999");
  EXPECT_LT(number_text(Series::orders, 9), number_text(Series::orders, 10));
}

}  // namespace
}  // namespace vesture::domain::orders
