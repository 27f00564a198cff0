// One order's way through the house, from the desk or the portal to the day its result is handed over. The plan
// says what will happen; each step asks for it when its day has come.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/orders/order.hpp"
#include "tools/demonstration/requests.hpp"

namespace vesture::demonstration {

struct PartPlan {
  const Offer* offer = nullptr;
  std::string object;
  int days_of_work = 1;    // working days, as all below
  int days_suspended = 0;  // in the middle of the work; 0: it is not
  bool replanned = false;
  domain::orders::OrderStatus ends = domain::orders::OrderStatus::completed;  // where it stays
};

struct InvoicePlan {
  int cents = 0;
  std::optional<int> days_to_pay;  // nullopt: nobody pays
};

struct OrderPlan {
  const Actor* customer = nullptr;
  domain::AccountId account;
  bool by_application = false;  // registered only once an employee has looked at it
  domain::orders::Delivery delivery = domain::orders::Delivery::account;
  std::optional<InvoicePlan> prepayment;
  std::optional<InvoicePlan> balance;
  std::optional<RequestPlan> request;  // the e-service that it came by
  std::vector<PartPlan> parts;
  int days_to_collect = 1;
  bool looked_at = false;   // by an employee who was curious
  bool with_files = false;  // a document is asked for and submitted, and results are files
};

// `seed` decides the hours of the day and who does the work. `world` outlives the story.
void plan_order(const World&, domain::Instant at, OrderPlan, std::uint64_t seed);

}  // namespace vesture::demonstration
