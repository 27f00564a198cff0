// One order's course from its registration to handing over, as commands: what is asked next, by whom, and when.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "domain/orders/numbering.hpp"
#include "domain/orders/order.hpp"
#include "tools/demonstration/cast.hpp"
#include "tools/demonstration/chance.hpp"

namespace vesture::bench {

struct Customer {
  demonstration::Actor actor;
  domain::AccountId account;
  std::string_view means;  // by which they look at their orders: "owner", "user"
};

// What somebody does to an order. A look has no command.
struct Deed {
  const demonstration::Actor* by = nullptr;
  std::string_view operation;
  std::optional<domain::orders::OrderCommand> command = {};
};

using TakeNumber = std::function<std::string(domain::orders::Series)>;

inline constexpr std::uint64_t kMostChanges = 9;  // that follow the registration

// The same seed takes the same course. The customer and the cast outlive it.
class OrderCourse {
 public:
  OrderCourse(const Customer&, const demonstration::Cast&, std::uint64_t seed, std::uint64_t most_changes);

  const Customer& customer() const { return *customer_; }
  domain::OrderId id() const { return id_; }

  // The first call registers the order.
  Deed next(domain::Instant now, const TakeNumber&);
  bool is_over() const { return done_ > changes_; }
  // Some days after the last.
  domain::Instant next_time(domain::Instant last);

 private:
  template <class AnId>
  AnId mint(domain::Instant now);
  domain::orders::RegisterOrder registration(domain::Instant now, const TakeNumber&);
  domain::orders::IssueInvoice invoice(domain::Instant now, const TakeNumber&);
  domain::orders::MarkInvoicePaid payment(domain::Instant now);

  const Customer* customer_;
  const demonstration::Cast* cast_;
  demonstration::Chance chance_;
  std::uint64_t changes_;
  std::uint64_t done_ = 0;
  domain::OrderId id_;
  domain::InvoiceId invoice_;
};

}  // namespace vesture::bench
