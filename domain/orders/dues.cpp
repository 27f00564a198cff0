#include "domain/orders/dues.hpp"

#include <algorithm>

namespace vesture::domain::orders {

bool prepaid(bool prepayment_asked, std::span<const Due> dues) {
  bool paid = false;
  for (const auto& due : dues) {
    if (due.purpose != Purpose::prepayment) continue;
    if (!due.paid) return false;
    paid = true;
  }
  return paid || !prepayment_asked;
}

PaymentState payment_state(bool prepayment_asked, std::span<const Due> dues) {
  if (dues.empty()) return prepayment_asked ? PaymentState::unpaid : PaymentState::nothing_to_pay;
  const auto paid = std::ranges::count_if(dues, &Due::paid);
  if (paid == 0) return PaymentState::unpaid;
  return paid == std::ssize(dues) ? PaymentState::paid : PaymentState::partly_paid;
}

bool is_settled(PaymentState state) {
  return state == PaymentState::paid || state == PaymentState::nothing_to_pay;
}

}  // namespace vesture::domain::orders
