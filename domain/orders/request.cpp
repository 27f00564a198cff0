#include "domain/orders/request.hpp"

#include <algorithm>
#include <utility>

#include "domain/common/overloaded.hpp"
#include "domain/orders/order.hpp"

namespace vesture::domain::orders {

namespace {

using Events = std::vector<RequestEvent>;

bool may_move(RequestStatus from, RequestStatus to) {
  using enum RequestStatus;
  if (from == requested) return to == in_progress || to == completed || to == failed;
  return from == in_progress && (to == completed || to == failed);
}

ServiceRequested requested_by(const RequestService& c, Instant at) {
  return {c.request, c.account, c.number, c.institution, c.service, c.object, c.requested_by, at};
}

Decision<RequestEvent> on(const RequestService& c, const NoRequest&, Instant now) {
  if (!is_object(c.object)) return std::unexpected(rejections::bad_request_object);
  return Events{requested_by(c, now)};
}

Decision<RequestEvent> on(const RequestService& c, const OpenRequest& s, Instant) {
  if (s.requested == requested_by(c, s.requested.at)) return Events{};
  return std::unexpected(rejections::request_exists);
}

Decision<RequestEvent> on(const MoveRequest& c, const OpenRequest& s, Instant now) {
  if (s.status == c.to) return Events{};
  if (!may_move(s.status, c.to)) return std::unexpected(rejections::request_move_not_allowed);
  return Events{RequestMoved{s.requested.request, s.status, c.to, now}};
}

Decision<RequestEvent> on(const LabelRequest& c, const OpenRequest& s, Instant now) {
  if (s.label && s.label->text == c.label) return Events{};
  return Events{RequestLabelled{s.requested.request, s.requested.account, c.label, now}};
}

Decision<RequestEvent> on(const ClearLabel&, const OpenRequest& s, Instant now) {
  if (!s.label) return Events{};
  return Events{RequestLabelCleared{s.requested.request, now}};
}

Decision<RequestEvent> on(const LinkOrder& c, const OpenRequest& s, Instant now) {
  if (c.account != s.requested.account) return std::unexpected(rejections::other_account);
  if (std::ranges::find(s.orders, c.order, &LinkedOrder::id) != s.orders.end()) return Events{};
  if (s.orders.size() >= kMostLinks) return std::unexpected(rejections::too_many_links);
  return Events{OrderLinked{s.requested.request, c.order, c.order_number, now}};
}

// Documents come while the request goes on; its result may be added to once it is there.
bool takes_files(const OpenRequest& request, files::Role role) {
  using enum RequestStatus;
  if (request.status == completed) return role == files::Role::result;
  return request.status != failed;
}

Decision<RequestEvent> on(const AddRequestFile& c, const OpenRequest& s, Instant now) {
  if (find_file(s, c.file)) return Events{};
  if (!takes_files(s, c.role)) return std::unexpected(rejections::request_over);
  if (std::cmp_greater_equal(std::ranges::count(s.files, c.role, &RequestFile::role), kMostFiles))
    return std::unexpected(rejections::too_many_files);
  return Events{RequestFileAdded{s.requested.request, c.file, c.role, now}};
}

// Everything but requesting needs a request.
Decision<RequestEvent> on(const auto&, const NoRequest&, Instant) {
  return std::unexpected(rejections::no_request);
}

void apply(OpenRequest& s, const RequestMoved& e) {
  s.status = e.to;
  s.status_changed = e.at;
  if (e.to == RequestStatus::completed) s.received = e.at;
}
void apply(OpenRequest& s, const RequestLabelled& e) { s.label = e.label; }
void apply(OpenRequest& s, const RequestLabelCleared&) { s.label.reset(); }
void apply(OpenRequest& s, const OrderLinked& e) { s.orders.push_back({e.order, e.order_number}); }

void apply(OpenRequest& s, const RequestFileAdded& e) { s.files.push_back({e.file, e.role}); }

}  // namespace

const RequestFile* find_file(const OpenRequest& request, FileId id) {
  const auto found = std::ranges::find(request.files, id, &RequestFile::id);
  return found == request.files.end() ? nullptr : &*found;
}

Decision<RequestEvent> ServiceRequest::decide(const RequestCommand& command, const RequestState& state,
                                              Instant now) {
  return std::visit([now](const auto& c, const auto& s) { return on(c, s, now); }, command, state);
}

RequestState ServiceRequest::evolve(RequestState state, const RequestEvent& event) {
  if (const auto* first = std::get_if<ServiceRequested>(&event)) {
    if (std::holds_alternative<OpenRequest>(state)) throw ImpossibleEvent("a service requested twice");
    return OpenRequest{*first, RequestStatus::requested, first->at, std::nullopt, std::nullopt, {}, {}};
  }
  auto* request = std::get_if<OpenRequest>(&state);
  if (!request) throw ImpossibleEvent("an event of a request that was not made");
  std::visit(Overloaded{[](const ServiceRequested&) {}, [request](const auto& e) { apply(*request, e); }},
             event);
  return state;
}

}  // namespace vesture::domain::orders
