// What is due for an order, and whether it has been paid: as much of its invoices as the rules on payment
// need.
#pragma once

#include <cstdint>
#include <span>

#include "domain/common/ids.hpp"

namespace vesture::domain::orders {

// Persisted numbers: never change or reuse one.
enum class Purpose : std::uint8_t { prepayment = 0, balance = 1 };
enum class PaymentState : std::uint8_t { nothing_to_pay = 0, unpaid = 1, partly_paid = 2, paid = 3 };

struct Due {
  InvoiceId invoice;
  Purpose purpose{};
  bool paid = false;
};

// Whether work may begin and the planned date stands: no prepayment is asked for, be it at registration or by
// an invoice, or all of it is paid (ORD-10, ORD-11).
bool prepaid(bool prepayment_asked, std::span<const Due>);
// An order counts as paid when every invoice of it is (ORD-13).
PaymentState payment_state(bool prepayment_asked, std::span<const Due>);
// Nothing is left to pay: what ORD-12 asks before a result is given out.
bool is_settled(PaymentState);

}  // namespace vesture::domain::orders
