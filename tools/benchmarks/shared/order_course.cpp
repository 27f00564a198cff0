#include "tools/benchmarks/shared/order_course.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tools/demonstration/calendar.hpp"
#include "tools/demonstration/catalogue.hpp"

namespace vesture::bench {

namespace dom = domain::orders;

namespace {

constexpr std::uint64_t kParcels = 20'000;
constexpr int kMostDaysBetween = 5;
constexpr int kDaysToPay = 10;
constexpr int kPercentCutShort = 10;

dom::MovePart moved(dom::OrderStatus to, std::string reason = {}) { return {1, to, std::move(reason)}; }

}  // namespace

OrderCourse::OrderCourse(const Customer& customer, const demonstration::Cast& cast, std::uint64_t seed,
                         std::uint64_t most_changes)
    : customer_(&customer), cast_(&cast), chance_(seed), changes_(std::min(most_changes, kMostChanges)) {
  if (chance_.happens(kPercentCutShort)) changes_ = chance_.below(changes_ + 1);
}

Deed OrderCourse::next(domain::Instant now, const TakeNumber& take_number) {
  using enum dom::OrderStatus;
  const auto* clerk = &cast_->clerk;
  switch (done_++) {
    case 0:
      return {clerk, "orders.register", registration(now, take_number)};
    case 1:
      return {clerk, "orders.move", moved(registered)};
    case 2:
      return {clerk, "invoices.issue", invoice(now, take_number)};
    case 3:
      return {&cast_->cashier, "invoices.mark_paid", payment(now)};
    case 4:
      return {clerk, "orders.move", moved(in_progress)};
    case 5:
      return {clerk, "orders.move", moved(suspended, std::string(demonstration::reason_to_suspend(chance_)))};
    case 6:
      return {clerk, "orders.move", moved(in_progress)};
    case 7:
      return {clerk, "orders.move", moved(ready)};
    case 8:
      return {&customer_->actor, "orders.open"};
    default:
      return {clerk, "orders.hand_over", dom::HandOver{1}};
  }
}

domain::Instant OrderCourse::next_time(domain::Instant last) {
  return demonstration::later(last, chance_.between(1, kMostDaysBetween), chance_);
}

template <class AnId>
AnId OrderCourse::mint(domain::Instant now) {
  std::array<std::uint8_t, 10> random{};
  for (auto& byte : random) byte = static_cast<std::uint8_t>(chance_.below(256));
  return {domain::uuid_v7(now.microseconds / 1000, random)};
}

dom::RegisterOrder OrderCourse::registration(domain::Instant now, const TakeNumber& take_number) {
  id_ = mint<domain::OrderId>(now);
  const auto& offer = demonstration::offer_by_staff(chance_);
  dom::Part part;
  part.number = 1;
  part.service = demonstration::service_of(offer);
  part.object = demonstration::designation(offer.about, chance_.below(kParcels));
  part.planned_completion =
      demonstration::working_days_after(domain::riga_date(now), offer.working_days + kDaysToPay);
  part.status = dom::OrderStatus::application_processing;
  return {id_,
          customer_->account,
          take_number(dom::Series::orders),
          demonstration::kInstitution,
          dom::Placed::desk,
          dom::Delivery::account,
          true,
          {std::move(part)}};
}

dom::IssueInvoice OrderCourse::invoice(domain::Instant now, const TakeNumber& take_number) {
  invoice_ = mint<domain::InvoiceId>(now);
  const auto due = demonstration::working_days_after(domain::riga_date(now), kDaysToPay);
  return {invoice_,
          take_number(dom::Series::invoices),
          dom::Purpose::prepayment,
          {chance_.between(500, 20'000), "EUR"},
          due};
}

dom::MarkInvoicePaid OrderCourse::payment(domain::Instant now) {
  return {invoice_, fmt::format("LV{:014}", chance_.below(100'000'000'000'000)), domain::riga_date(now)};
}

}  // namespace vesture::bench
