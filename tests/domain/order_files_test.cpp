// Documents that the customer submits (ORD-15) and results that the institution gives out (ORD-12, ORD-19).
#include <gtest/gtest.h>

#include "tests/domain/order_facts.hpp"

namespace vesture::domain::orders {
namespace {

using enum OrderStatus;
using enum files::Role;

const DocumentNeed kOwnership{
    "ownership", "Īpašuma apliecinājums", "Proof of ownership", {"application/pdf"}, true};
const DocumentNeed kPlan{"plan", "Plāns", "Plan", {}, false};

OrderRegistered asking_documents() {
  auto asked = part();
  asked.documents = {kOwnership, kPlan};
  return order_of(asked);
}

AddFile document_for(std::string need, std::string media_type = "application/pdf") {
  return {kFile, 1, document, std::move(need), std::move(media_type)};
}

// An order whose part is in progress and has a result file.
std::vector<OrderEvent> with_result(const OrderRegistered& order) {
  return {order, moved(registered, in_progress), file_added(result)};
}

template <class Event>
std::vector<OrderEvent> and_then(std::vector<OrderEvent> events, const Event& more) {
  events.emplace_back(more);
  return events;
}

TEST(OrderDecider, ORD_15_ADocumentAnswersANeedOfThePart) {
  given<Order>(asking_documents()).when(document_for("ownership")).then({file_added(document, "ownership")});
  given<Order>(asking_documents()).when(document_for("")).then({file_added(document)});
  given<Order>(asking_documents()).when(document_for("passport")).then_rejected(rejections::need_unknown);
  given<Order>(order_of(part())).when(document_for("ownership")).then_rejected(rejections::need_unknown);
}

TEST(OrderDecider, ORD_15_ADocumentComesInAFormatThatTheNeedTakes) {
  const auto order = asking_documents();
  given<Order>(order)
      .when(document_for("ownership", "image/png"))
      .then_rejected(rejections::media_type_not_taken);
  given<Order>(order).when(document_for("plan", "image/png")).then({file_added(document, "plan")});
}

TEST(OrderDecider, ORD_15_AMandatoryDocumentIsMissingUntilItIsSubmitted) {
  const auto before = after({asking_documents()});
  EXPECT_TRUE(is_missing(before, 1, kOwnership));
  EXPECT_FALSE(is_missing(before, 1, kPlan));
  EXPECT_TRUE(is_missing(after({asking_documents(), file_added(document, "plan")}), 1, kOwnership));
  EXPECT_FALSE(is_missing(after({asking_documents(), file_added(document, "ownership")}), 1, kOwnership));
}

TEST(OrderDecider, ORD_15_DocumentsAreTakenUntilThePartIsOver) {
  for (const auto status : {application_processing, registered, in_progress, suspended, ready})
    given<Order>(order_of(part(status))).when(add_file(document)).then({file_added(document)});
  for (const auto status : {terminated, completed})
    given<Order>(order_of(part(status))).when(add_file(document)).then_rejected(rejections::order_over);
  given<Order>(order_of(part())).when(add_file(document, kFile, 2)).then_rejected(rejections::no_part);
}

TEST(OrderDecider, ORD_15_NeedsHaveCodesOfTheirOwnAndAreNotTooMany) {
  auto asked = part();
  asked.documents = {kPlan, kPlan};
  given<Order>().when(register_order(order_of(asked))).then_rejected(rejections::bad_needs);
  asked.documents.clear();
  for (std::size_t n = 0; n <= kMostNeeds; ++n)
    asked.documents.push_back({std::to_string(n), "", "", {}, true});
  given<Order>().when(register_order(order_of(asked))).then_rejected(rejections::bad_needs);
  asked.documents.pop_back();
  given<Order>().when(register_order(order_of(asked))).then({order_of(asked)});
}

TEST(OrderDecider, ORD_15_AnOrderHasAHundredDocumentsAtMostAndStillRoomForResults) {
  std::vector<OrderEvent> events{order_of(part())};
  for (std::uint8_t n = 0; n < kMostFiles; ++n)
    events.push_back(file_added(document, {}, numbered<FileId>(static_cast<std::uint8_t>(100 + n))));
  given<Order>(events).when(add_file(document)).then_rejected(rejections::too_many_files);
  // The customer's documents leave room for the institution's results.
  given<Order>(and_then(events, moved(registered, in_progress)))
      .when(add_file(result))
      .then({file_added(result)});
  events.pop_back();
  given<Order>(events).when(add_file(document)).then({file_added(document)});
}

TEST(OrderDecider, ORD_12_AResultIsAddedWhileThePartIsWorkedOnOrReady) {
  for (const auto status : {in_progress, ready})
    given<Order>(order_of(part(status))).when(add_file(result)).then({file_added(result)});
  for (const auto status : {application_processing, registered, suspended, terminated, completed})
    given<Order>(order_of(part(status))).when(add_file(result)).then_rejected(rejections::no_result_expected);
  given<Order>(order_of(part(in_progress, false)))
      .when(add_file(result))
      .then_rejected(rejections::no_result_expected);
}

TEST(OrderDecider, ORD_12_OnlyADeliveryToTheAccountHasResultFiles) {
  for (const auto delivery : {Delivery::desk, Delivery::post}) {
    auto order = order_of(part(in_progress));
    order.delivery = delivery;
    given<Order>(order).when(add_file(result)).then_rejected(rejections::not_delivered_here);
  }
}

TEST(OrderDecider, ORD_12_AResultIsNotThereBeforeThePartIsReady) {
  const auto events = with_result(order_of(part()));
  EXPECT_FALSE(offers_results(after(events), 1));
  given<Order>(events).when(TakeResult{kFile}).then_rejected(rejections::no_order_file);
  EXPECT_TRUE(offers_results(after(and_then(events, moved(in_progress, ready))), 1));
}

TEST(OrderDecider, ORD_12_AResultIsTakenOnlyOnceEverythingIsPaid) {
  auto events = and_then(with_result(order_of(part())), moved(in_progress, ready));
  events.push_back(issued(Purpose::balance));
  given<Order>(events).when(TakeResult{kFile}).then_rejected(rejections::order_unpaid);
  given<Order>(and_then(events, paid()))
      .when(TakeResult{kFile})
      .then({handed_over(), moved(ready, completed)});
}

TEST(OrderDecider, ORD_12_APrepaymentThatWasAskedForAndNotInvoicedIsOwed) {
  const auto events = and_then({asking_prepayment(order_of(part(in_progress))), file_added(result)},
                               moved(in_progress, ready));
  given<Order>(events).when(TakeResult{kFile}).then_rejected(rejections::order_unpaid);
}

TEST(OrderDecider, ORD_19_TheFirstTakingOfAResultHandsItOverAndLaterOnesSayNothingNew) {
  const auto events = and_then(with_result(order_of(part())), moved(in_progress, ready));
  given<Order>(events).when(TakeResult{kFile}).then({handed_over(), moved(ready, completed)});
  auto later = and_then(events, handed_over());
  later.push_back(moved(ready, completed));
  given<Order>(later).when(TakeResult{kFile}).then_nothing();
}

TEST(OrderDecider, ORD_12_ADocumentIsNoResult) {
  const std::vector<OrderEvent> events{order_of(part(ready)), file_added(document)};
  given<Order>(events).when(TakeResult{kFile}).then_rejected(rejections::no_order_file);
  given<Order>(events).when(TakeResult{kSecondFile}).then_rejected(rejections::no_order_file);
}

}  // namespace
}  // namespace vesture::domain::orders
