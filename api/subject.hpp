// An order or an e-service request that a path names, found by who asks: the customer's routes say
// /v1/accounts/{account}/…/{id}, the staff's /v1/institution/…/{id}. What is another's is not there.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "api/backend.hpp"
#include "domain/orders/order.hpp"
#include "domain/orders/request.hpp"

namespace vesture::api {

template <class Aggregate>
struct SubjectOf;
template <>
struct SubjectOf<domain::orders::Order> {
  using Open = domain::orders::OpenOrder;
  static const auto& origin(const Open& order) { return order.registered; }
};
template <>
struct SubjectOf<domain::orders::ServiceRequest> {
  using Open = domain::orders::OpenRequest;
  static const auto& origin(const Open& request) { return request.requested; }
};

// nullptr where there is none. Lives until the unit decides on it.
template <class Aggregate>
const typename SubjectOf<Aggregate>::Open* opened(Unit& unit, typename Aggregate::Id id) {
  return std::get_if<typename SubjectOf<Aggregate>::Open>(&unit.load<Aggregate>(id));
}

template <class Aggregate>
struct Named {
  typename Aggregate::Id id;
  Grant grant;  // by what right it is looked at
};

// For a route that needs the right.
template <class Aggregate>
using Find = Result<Named<Aggregate>> (*)(const Call&, Unit&, Right needed);

// The path's second parameter, of the account that is its first.
template <class Aggregate>
Result<Named<Aggregate>> find_own(const Call& call, Unit& unit, Right needed) {
  const auto grant = grant_for_path(call, unit, needed);
  if (!grant) return std::unexpected(grant.error());
  const auto id = call.id<typename Aggregate::Id>(1);
  if (!id) return std::unexpected(id.error());
  const auto* open = opened<Aggregate>(unit, *id);
  if (!open || SubjectOf<Aggregate>::origin(*open).account != grant->account)
    return std::unexpected(problems::not_found());
  return Named<Aggregate>{*id, *grant};
}

// The path's first parameter, of the caller's institution. Of the staff a route asks for roles, not for rights.
template <class Aggregate>
Result<Named<Aggregate>> find_as_staff(const Call& call, Unit& unit, Right = {}) {
  const auto id = call.id<typename Aggregate::Id>(0);
  if (!id) return std::unexpected(id.error());
  const auto* open = opened<Aggregate>(unit, *id);
  if (!open || SubjectOf<Aggregate>::origin(*open).institution != call.caller.institution)
    return std::unexpected(problems::not_found());
  return Named<Aggregate>{*id, grant_for_staff(call, SubjectOf<Aggregate>::origin(*open).account)};
}

// One of the two sides that a route is offered to.
template <class Aggregate>
struct Side {
  Find<Aggregate> find;
  Access access;
  const char* path;                  // of the subject
  std::vector<std::string> writers;  // who may change it; any, for its owner
};

// The path with its {…} filled in, as far as there are any: "/v1/accounts/{account}" with the values of a call's path.
std::string filled(std::string_view path, const std::vector<std::string>& values);

}  // namespace vesture::api
