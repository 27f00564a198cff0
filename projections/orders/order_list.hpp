// The order list (ORD-09, ORD-16, ORD-17): a row is an order's part. The account sees its own, the
// institution's staff search theirs over all accounts.
#pragma once

#include <boost/describe.hpp>

#include "domain/common/sealing.hpp"
#include "domain/orders/order.hpp"
#include "projections/common/list.hpp"
#include "projections/common/projection.hpp"

namespace vesture::domain::orders {
BOOST_DESCRIBE_ENUM(PaymentState, nothing_to_pay, unpaid, partly_paid, paid)
}

namespace vesture::projections::orders {

struct RequestLink {
  domain::RequestId id;
  std::string number;
  BOOST_DESCRIBE_CLASS(RequestLink, (), (id, number), (), ())
};

struct OrderRow {
  domain::OrderId order;
  domain::AccountId account;
  std::string institution;
  std::string number;
  std::uint32_t part = 0;
  domain::Instant created;
  std::string name_lv;
  std::string name_en;
  std::string object;
  std::optional<domain::Date> planned_completion;
  bool conditional = false;  // the date stands only once the order is paid (ORD-10)
  std::vector<RequestLink> service_requests;
  domain::orders::OrderStatus status{};
  domain::Instant status_changed;
  domain::orders::PaymentState payment{};
  BOOST_DESCRIBE_CLASS(OrderRow, (),
                       (order, account, institution, number, part, created, name_lv, name_en, object,
                        planned_completion, conditional, service_requests, status, status_changed, payment),
                       (), ())
};

const List<OrderRow>& order_list();              // scope: the account's id
const List<OrderRow>& institution_order_list();  // scope: institution_scope()

// An institution's code as a scope.
inline constexpr std::size_t kInstitutionBytes = 32;  // that a code has, at most
std::string institution_scope(std::string_view institution);

class OrderListProjection : public Projection {
 public:
  explicit OrderListProjection(const domain::Cipher& cipher) : cipher_(cipher) {}
  std::string name() const override { return "orders"; }
  std::uint32_t version() const override { return 1; }
  std::vector<const Table*> tables() const override;
  std::vector<const engine::Engine*> lists() const override;
  std::vector<std::string> prefixes() const override;
  void apply(const eventstore::Commit&, ViewBatch&) const override;

 private:
  const domain::Cipher& cipher_;
};

}  // namespace vesture::projections::orders
