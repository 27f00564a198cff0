#include "api/backend.hpp"

#include <algorithm>

#include "domain/access/access.hpp"

namespace vesture::api {

bool Caller::has_role(std::string_view role) const { return std::ranges::find(roles, role) != roles.end(); }

bool Route::admits(const Caller& caller) const {
  if (access != Access::staff) return true;
  const auto has = [&](const std::string& role) { return caller.has_role(role); };
  return caller.is_staff() && (roles.empty() || std::ranges::any_of(roles, has));
}

ViewsNow views_now(const Backend& backend, const Call& call) {
  // The position first: the snapshot then has at least that.
  const auto position = backend.runner.position(call.reads);
  return {position, backend.views.snapshot()};
}

bool views_caught_up(const Backend& backend) {
  return std::ranges::all_of(backend.runner.status(), [&](const projections::ProjectionStatus& status) {
    return status.serving.state == projections::ProjectionState::stopped ||
           status.serving.position >= backend.opened_at;
  });
}

void record_look(const Backend& backend, const Call& call, Unit& unit, const Grant& grant,
                 const domain::Uuid& object, std::string_view filters) {
  if (call.request.method == "HEAD") return;
  Look look{call.caller.person, grant.account, std::string(call.operation),
            grant.means,        object,        std::string(filters)};
  if (!backend.looks.is_new(look, unit.now())) return;
  domain::access::Looked looked{grant.account, object, std::string(filters)};
  unit.record<domain::access::Access>(grant.account, looked);
  unit.when_committed(
      [&looks = backend.looks, look = std::move(look), now = unit.now()] { looks.note(look, now); });
}

void record_answer(const Backend& backend, const Call& call, Unit& unit, const Grant& grant,
                   const domain::Uuid& object) {
  if (!grant.own && unit.empty()) record_look(backend, call, unit, grant, object, {});
}

Problem unknown_reference(std::string_view pointer) {
  auto problem = problems::bad_field(pointer, {"Tāda ieraksta nav", "There is nothing with this id"});
  problem.code = "request.reference_unknown";
  return problem;
}

Result<void> check_if_match(const Call& call, eventstore::Version version) {
  const auto wanted = call.request.header("if-match");
  if (wanted.empty() || wanted == "*" || wanted == etag_of(version)) return {};
  return std::unexpected(problems::precondition_failed());
}

}  // namespace vesture::api
