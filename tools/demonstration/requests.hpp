// E-service requests of the story: those that the portal answers by itself, and those that become an order.
#pragma once

#include <optional>
#include <string>

#include "domain/orders/status.hpp"
#include "tools/demonstration/agenda.hpp"
#include "tools/demonstration/cast.hpp"
#include "tools/demonstration/catalogue.hpp"
#include "tools/demonstration/direct_api.hpp"

namespace vesture::demonstration {

// What every step of the story works with.
struct World {
  DirectApi& api;
  TurnedTime& time;
  Agenda& agenda;
  const Cast& cast;
};

struct RequestPlan {
  const Actor* customer = nullptr;
  domain::AccountId account;
  const Offer* offer = nullptr;
  std::string object;
  std::optional<std::string> label;  // that the customer gives it
};

domain::RequestId make_request(const World&, const RequestPlan&);
void move_request(const World&, domain::RequestId, domain::orders::RequestStatus);
void label_request(const World&, const RequestPlan&, domain::RequestId);

// A request that the portal answers by itself, with the next day's data; `ends` is where it stays.
void plan_portal_request(const World&, domain::Instant at, RequestPlan, domain::orders::RequestStatus ends,
                         std::uint64_t seed);

// The id that an answer is about.
domain::Uuid id_in(const api::Reply&);

}  // namespace vesture::demonstration
