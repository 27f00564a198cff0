#include "api/order_json.hpp"

#include "api/files/attachment.hpp"
#include "api/nfc.hpp"

namespace vesture::api {

namespace dom = domain::orders;

namespace {

std::string code_of(OrderStatus status) { return std::string(dom::words(status).code); }

PartJson part_of(const dom::PartState& state, bool conditional, domain::Language language) {
  const auto& part = state.part;
  const auto& words = dom::words(part.status);
  return {part.number,
          part.service.code,
          part.service.group,
          part.service.name(language),
          part.object,
          part.planned_completion,
          conditional,
          part.has_result,
          part.status,
          std::string(words.label.in(language)),
          std::string(words.description.in(language)),
          state.status_changed,
          state.handed_over_at};
}

InvoiceJson invoice_of(const dom::Invoice& invoice) {
  InvoiceJson json{invoice.id,  invoice.number,    invoice.purpose, invoice.amount,
                   invoice.due, invoice.issued_at, std::nullopt};
  if (const auto& payment = invoice.payment)
    json.payment = {payment->reference, payment->paid_on, payment->recorded_at};
  return json;
}

HistoryEntry entry(const dom::OrderRegistered& e) {
  return {0, e.at, "order_registered", {}, code_of(e.parts.front().status), e.number, {}};
}
HistoryEntry entry(const dom::PartMoved& e) {
  HistoryEntry made{0, e.at, "part_moved", e.part, code_of(e.to), {}, {}};
  if (!e.reason.text.empty()) made.reason = e.reason.text;
  return made;
}
HistoryEntry entry(const dom::PartReplanned& e) { return {0, e.at, "part_replanned", e.part, {}, {}, {}}; }
HistoryEntry entry(const dom::ResultHandedOver& e) {
  return {0, e.at, "result_handed_over", e.part, {}, {}, {}};
}
HistoryEntry entry(const dom::InvoiceIssued& e) { return {0, e.at, "invoice_issued", {}, {}, e.number, {}}; }
HistoryEntry entry(const dom::InvoicePaid& e) { return {0, e.at, "invoice_paid", {}, {}, e.reference, {}}; }
HistoryEntry entry(const dom::RequestLinked& e) {
  return {0, e.at, "service_request_linked", {}, {}, e.request_number, {}};
}
HistoryEntry entry(const dom::FileAdded& e) {
  const bool document = e.role == domain::files::Role::document;
  return {0, e.at, document ? "document_submitted" : "result_added", e.part, {}, {}, {}, e.file};
}

dom::DocumentNeed need_of(const DocumentNeedBody& body) {
  dom::DocumentNeed need{to_nfc(body.code.value),
                         to_nfc(body.name_lv.value),
                         to_nfc(body.name_en.value),
                         {},
                         body.mandatory.value_or(true)};
  if (body.media_types)
    for (const auto& media_type : *body.media_types) need.media_types.push_back(essence_of(media_type.value));
  return need;
}

}  // namespace

OrderItem item_of(projections::orders::OrderRow&& row, domain::Language language) {
  OrderItem item{row.order,
                 row.account,
                 row.number,
                 row.part,
                 row.created,
                 language == domain::Language::en ? row.name_en : row.name_lv,
                 row.object,
                 row.planned_completion,
                 row.conditional,
                 std::nullopt,
                 {},
                 row.status,
                 dom::words(row.status).label.in(language),
                 row.status_changed,
                 row.payment};
  for (const auto& link : row.service_requests) item.service_requests.push_back({link.id, link.number});
  if (!row.service_requests.empty()) item.service_request = row.service_requests.front().number;
  return item;
}

OrderJson json_of(const dom::OpenOrder& order, std::vector<HistoryEntry> history, domain::Language language) {
  const auto& r = order.registered;
  OrderJson json{r.order,
                 r.account,
                 r.number,
                 r.institution,
                 r.at,
                 r.placed,
                 r.delivery,
                 r.prepayment,
                 dom::payment_state(order),
                 {},
                 {},
                 {},
                 std::move(history)};
  for (const auto& part : order.parts) json.parts.push_back(part_of(part, !dom::prepaid(order), language));
  for (const auto& invoice : order.invoices) json.invoices.push_back(invoice_of(invoice));
  for (const auto& request : order.requests) json.service_requests.push_back({request.id, request.number});
  return json;
}

HistoryEntry entry_of(const dom::OrderEvent& event) {
  return std::visit([](const auto& e) { return entry(e); }, event);
}

dom::Service service_of(const ServiceBody& body) {
  return {to_nfc(body.code.value), to_nfc(body.group.value), to_nfc(body.name_lv.value),
          to_nfc(body.name_en.value)};
}

std::vector<dom::Part> parts_of(const RegisterOrderBody& body) {
  std::vector<dom::Part> parts;
  const auto status = body.status.value_or(OrderStatus::registered);
  for (const auto& part : body.parts) {
    parts.push_back({static_cast<std::uint32_t>(parts.size() + 1), service_of(part.service),
                     to_nfc(part.object.value), part.planned_completion, part.has_result.value_or(true),
                     status});
    if (part.documents)
      for (const auto& document : *part.documents) parts.back().documents.push_back(need_of(document));
  }
  return parts;
}

}  // namespace vesture::api
