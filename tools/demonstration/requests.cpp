#include "tools/demonstration/requests.hpp"

#include <boost/json/parse.hpp>

#include "api/request_json.hpp"
#include "domain/orders/label.hpp"
#include "tools/demonstration/calendar.hpp"

namespace vesture::demonstration {

using domain::orders::RequestStatus;
using domain::orders::ServiceRequest;

domain::Uuid id_in(const api::Reply& reply) {
  const auto answer = boost::json::parse(reply.body);
  return *domain::parse_uuid(answer.at("id").as_string());
}

domain::RequestId make_request(const World& world, const RequestPlan& plan) {
  const auto service = service_of(*plan.offer);
  const api::RegisterRequestBody body{plan.account,
                                      plan.customer->caller.person,
                                      {{service.code}, {service.group}, {service.name_lv}, {service.name_en}},
                                      {plan.object}};
  return {id_in(world.api.run(world.cast.clerk, {"requests.register", {}, json_of(body), {}}))};
}

void move_request(const World& world, domain::RequestId request, RequestStatus to) {
  world.api.run(world.cast.clerk, {"requests.move",
                                   {to_string(request)},
                                   json_of(api::MoveRequestBody{to}),
                                   {ServiceRequest::stream(request)}});
}

void label_request(const World& world, const RequestPlan& plan, domain::RequestId request) {
  if (!plan.label) return;
  api::LabelBody body;
  body.label.emplace().value = *plan.label;
  world.api.run(*plan.customer, {"requests.label",
                                 {to_string(plan.account), to_string(request)},
                                 json_of(body),
                                 {ServiceRequest::stream(request)}});
}

void plan_portal_request(const World& world, domain::Instant at, RequestPlan plan, RequestStatus ends,
                         std::uint64_t seed) {
  world.agenda.at(at, [&world, plan = std::move(plan), ends, seed] {
    Chance chance(seed);
    const auto request = make_request(world, plan);
    const auto made = world.time.now();
    if (ends != RequestStatus::requested)
      world.agenda.at(later(made, 1, chance),
                      [&world, request, ends] { move_request(world, request, ends); });
    world.agenda.at(later(made, 2, chance), [&world, plan, request] { label_request(world, plan, request); });
  });
}

}  // namespace vesture::demonstration
