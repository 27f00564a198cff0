#include "api/request_json.hpp"

namespace vesture::api {

namespace dom = domain::orders;

namespace {

void put_status(RequestItem& item, RequestStatus status, domain::Language language) {
  const auto& words = dom::words(status);
  item.status = status;
  item.status_label = words.label.in(language);
  item.status_description = words.description.in(language);
}

HistoryEntry entry(const dom::ServiceRequested& e) {
  return {0, e.at, "service_requested", {}, "requested", e.number, {}};
}
HistoryEntry entry(const dom::RequestMoved& e) {
  return {0, e.at, "request_moved", {}, std::string(dom::words(e.to).code), {}, {}};
}
HistoryEntry entry(const dom::RequestLabelled& e) { return {0, e.at, "labelled", {}, {}, {}, {}}; }
HistoryEntry entry(const dom::RequestLabelCleared& e) { return {0, e.at, "label_cleared", {}, {}, {}, {}}; }
HistoryEntry entry(const dom::OrderLinked& e) {
  return {0, e.at, "order_linked", {}, {}, e.order_number, {}};
}
HistoryEntry entry(const dom::RequestFileAdded& e) {
  const bool document = e.role == domain::files::Role::document;
  return {0, e.at, document ? "document_submitted" : "result_added", {}, {}, {}, {}, e.file};
}

}  // namespace

RequestItem item_of(projections::orders::RequestRow&& row, domain::Language language) {
  RequestItem item;
  item.id = row.request;
  item.account = row.account;
  item.number = std::move(row.number);
  item.created = item.requested = row.created;
  item.received = row.received;
  item.service = std::move(language == domain::Language::en ? row.service_en : row.service_lv);
  item.group = std::move(row.group);
  item.object = std::move(row.object);
  put_status(item, row.status, language);
  item.status_changed = row.status_changed;
  for (const auto& link : row.orders) item.orders.push_back({link.id, link.number});
  if (!row.orders.empty()) item.order = row.orders.front().number;
  item.label = std::move(row.sealed.label);
  item.label_destroyed = row.sealed.label_destroyed;
  item.requested_by = row.requested_by;
  return item;
}

RequestJson json_of(const dom::OpenRequest& request, std::vector<HistoryEntry> history,
                    domain::Language language) {
  const auto& r = request.requested;
  RequestJson json;
  json.id = r.request;
  json.account = r.account;
  json.number = r.number;
  json.created = json.requested = r.at;
  json.received = request.received;
  json.service = r.service.name(language);
  json.group = r.service.group;
  json.object = r.object;
  put_status(json, request.status, language);
  json.status_changed = request.status_changed;
  for (const auto& order : request.orders) json.orders.push_back({order.id, order.number});
  if (!request.orders.empty()) json.order = request.orders.front().number;
  if (request.label && !request.label->destroyed) json.label = request.label->text;
  json.label_destroyed = request.label && request.label->destroyed;
  json.requested_by = r.requested_by;
  json.history = std::move(history);
  return json;
}

HistoryEntry entry_of(const dom::RequestEvent& event) {
  return std::visit([](const auto& e) { return entry(e); }, event);
}

}  // namespace vesture::api
