// What is due for an order, when it counts as paid (ORD-13) and when its date stands (ORD-10).
#include <gtest/gtest.h>

#include "tests/domain/order_facts.hpp"

namespace vesture::domain::orders {
namespace {

const OrderRegistered kPlain = order_of(part());
const OrderRegistered kPrepaid = asking_prepayment(kPlain);
const auto kPrepayment = issued(Purpose::prepayment);
const auto kBalance = issued(Purpose::balance, kSecondInvoice);

TEST(OrderDecider, ORD_10_ThePlannedDateStandsOnceThePrepaymentIsPaid) {
  EXPECT_TRUE(prepaid(after({kPlain})));
  EXPECT_FALSE(prepaid(after({kPrepaid})));
  EXPECT_FALSE(prepaid(after({kPrepaid, kPrepayment})));
  EXPECT_TRUE(prepaid(after({kPrepaid, kPrepayment, paid()})));
  EXPECT_TRUE(prepaid(after({kPrepaid, kPrepayment, paid(), kBalance})));
}

TEST(OrderDecider, ORD_10_EveryPrepaymentInvoiceHasToBePaid) {
  const auto second = issued(Purpose::prepayment, kSecondInvoice);
  EXPECT_FALSE(prepaid(after({kPrepaid, kPrepayment, second, paid()})));
  EXPECT_TRUE(prepaid(after({kPrepaid, kPrepayment, second, paid(), paid(kSecondInvoice)})));
}

TEST(OrderDecider, ORD_10_ABalanceInvoiceIsNoPrepayment) {
  EXPECT_FALSE(prepaid(after({kPrepaid, kBalance, paid(kSecondInvoice)})));
  EXPECT_TRUE(prepaid(after({kPlain, kBalance})));
}

TEST(OrderDecider, ORD_10_ThePlannedDateIsSetAndChangedUntilWorkIsOver) {
  const Date planned{kToday.days + 30};
  const PartReplanned replanned{kOrder, 1, planned, kNoon};
  given<Order>(kPlain).when(ReplanPart{1, planned}).then({replanned});
  given<Order>(kPlain, replanned).when(ReplanPart{1, planned}).then_nothing();
  EXPECT_EQ(after({kPlain, replanned}).parts[0].part.planned_completion, planned);
  given<Order>(kPlain).when(ReplanPart{2, planned}).then_rejected(rejections::no_part);
  for (const auto over : {OrderStatus::terminated, OrderStatus::completed})
    given<Order>(order_of(part(over))).when(ReplanPart{1, planned}).then_rejected(rejections::order_over);
}

TEST(OrderDecider, ORD_13_AnOrderIsPaidWhenEveryInvoiceIs) {
  EXPECT_EQ(payment_state(after({kPlain})), PaymentState::nothing_to_pay);
  EXPECT_EQ(payment_state(after({kPrepaid})), PaymentState::unpaid);
  EXPECT_EQ(payment_state(after({kPrepaid, kPrepayment})), PaymentState::unpaid);
  EXPECT_EQ(payment_state(after({kPrepaid, kPrepayment, paid()})), PaymentState::paid);
  EXPECT_EQ(payment_state(after({kPrepaid, kPrepayment, kBalance, paid()})), PaymentState::partly_paid);
  EXPECT_EQ(payment_state(after({kPrepaid, kPrepayment, kBalance, paid(), paid(kSecondInvoice)})),
            PaymentState::paid);
}

TEST(OrderDecider, ORD_13_AnInvoiceIsIssuedOnce) {
  given<Order>(kPlain).when(issue(Purpose::balance)).then({issued(Purpose::balance)});
  given<Order>(kPlain, kPrepayment).when(issue(Purpose::prepayment)).then_nothing();
  given<Order>(kPlain, kPrepayment).when(issue(Purpose::balance)).then_rejected(rejections::invoice_differs);
  given<Order>(kPlain, kPrepayment)
      .when(issue(Purpose::prepayment, Money{12'51, "EUR"}))
      .then_rejected(rejections::invoice_differs);
  auto due_later = issue(Purpose::prepayment);
  due_later.due = Date{kDue.days + 1};
  given<Order>(kPlain, kPrepayment).when(due_later).then_rejected(rejections::invoice_differs);
}

TEST(OrderDecider, ORD_13_AnAmountIsPositiveBoundedAndInEuros) {
  for (const std::int64_t cents : {std::int64_t{0}, std::int64_t{-1}, kMostCents + 1})
    given<Order>(kPlain)
        .when(issue(Purpose::balance, Money{cents, "EUR"}))
        .then_rejected(rejections::bad_amount);
  given<Order>(kPlain).when(issue(Purpose::balance, Money{100, "USD"})).then_rejected(rejections::bad_amount);
  for (const std::int64_t cents : {std::int64_t{1}, kMostCents}) {
    auto largest = issued(Purpose::balance);
    largest.amount = Money{cents, "EUR"};
    given<Order>(kPlain).when(issue(Purpose::balance, largest.amount)).then({largest});
  }
}

TEST(OrderDecider, ORD_13_WhenWorkIsOverTheBalanceIsStillAskedForButNoPrepayment) {
  const auto over = order_of(part(OrderStatus::completed));
  given<Order>(over).when(issue(Purpose::prepayment)).then_rejected(rejections::order_over);
  given<Order>(over).when(issue(Purpose::balance)).then({issued(Purpose::balance)});
}

TEST(OrderDecider, ORD_13_AnOrderHasABoundedNumberOfInvoices) {
  std::vector<OrderEvent> events{kPlain};
  for (std::size_t n = 0; n < kMostInvoices; ++n)
    events.push_back(issued(Purpose::balance, numbered<InvoiceId>(static_cast<std::uint8_t>(100 + n))));
  given<Order>(events).when(issue(Purpose::balance)).then_rejected(rejections::too_many_invoices);
  events.pop_back();
  given<Order>(events).when(issue(Purpose::balance)).then({issued(Purpose::balance)});
}

TEST(OrderDecider, ORD_13_AnInvoiceIsPaidByOnePayment) {
  given<Order>(kPlain).when(pay()).then_rejected(rejections::no_invoice);
  given<Order>(kPlain, kPrepayment).when(pay()).then({paid()});
  given<Order>(kPlain, kPrepayment, paid()).when(pay()).then_nothing();
  given<Order>(kPlain, kPrepayment, paid()).when(pay("LV-2024-2")).then_rejected(rejections::paid_otherwise);
}

TEST(OrderDecider, ORD_13_APaymentIsOfTodayInRigaAtTheLatest) {
  const Instant midnight = start_of_day_in_riga({kToday.days + 1});
  const Instant just_before{midnight.microseconds - 1};
  const Date tomorrow{kToday.days + 1};
  given<Order>(kPlain, kPrepayment)
      .when(pay("LV-2024-1", tomorrow), just_before)
      .then_rejected(rejections::paid_in_future);
  given<Order>(kPlain, kPrepayment)
      .when(pay("LV-2024-1", tomorrow), midnight)
      .then({InvoicePaid{kOrder, kInvoice, "LV-2024-1", tomorrow, midnight}});
}

TEST(OrderDecider, ORD_13_WithoutAnOrderNothingIsInvoicedPaidPlannedOrHandedOver) {
  const std::vector<OrderCommand> commands{issue(Purpose::balance), pay(), ReplanPart{1, kToday}, HandOver{1},
                                           link_request()};
  for (const auto& command : commands) given<Order>().when(command).then_rejected(rejections::no_order);
}

}  // namespace
}  // namespace vesture::domain::orders
