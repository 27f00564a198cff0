#include "domain/orders/order.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "domain/common/overloaded.hpp"

namespace vesture::domain::orders {

namespace {

using enum OrderStatus;
using Events = std::vector<OrderEvent>;

PartState& part_of(OpenOrder& order, std::uint32_t number) {
  for (auto& part : order.parts)
    if (part.part.number == number) return part;
  throw ImpossibleEvent("an event of a part that the order does not have");
}

const Invoice* find_invoice(const OpenOrder& order, InvoiceId id) {
  const auto found = std::ranges::find(order.invoices, id, &Invoice::id);
  return found == order.invoices.end() ? nullptr : &*found;
}

std::vector<Due> dues(const OpenOrder& order) {
  std::vector<Due> all;
  for (const auto& invoice : order.invoices)
    all.push_back({invoice.id, invoice.purpose, invoice.payment.has_value()});
  return all;
}

bool is_over(OrderStatus status) { return status == terminated || status == completed; }

bool is_over(const OpenOrder& order) {
  return std::ranges::all_of(order.parts, [](const PartState& p) { return is_over(p.part.status); });
}

bool may_move(const PartState& part, OrderStatus to) {
  if (part.part.status == suspended && to == part.suspended_from) return true;
  const auto moves = moves_from(part.part.status);
  return std::ranges::find(moves, to) != moves.end();
}

// What stands against a move that ORD-11 has: payment before work begins, handing over before the end.
const Rejection* obstacle(const OpenOrder& order, const PartState& part, OrderStatus to) {
  if (part.part.status == registered && to == in_progress && !prepaid(order))
    return &rejections::prepayment_unpaid;
  if (to == completed && part.part.has_result) return &rejections::not_handed_over;
  if (to == ready && !part.part.has_result) return &rejections::nothing_to_hand_over;
  return nullptr;
}

PartMoved moved(const OpenOrder& order, const PartState& part, OrderStatus to, std::string reason,
                Instant now) {
  return {order.registered.order,
          order.registered.account,
          part.part.number,
          part.part.status,
          to,
          std::move(reason),
          now};
}

const DocumentNeed* find_need(const Part& part, const std::string& code) {
  const auto found = std::ranges::find(part.documents, code, &DocumentNeed::code);
  return found == part.documents.end() ? nullptr : &*found;
}

bool are_sound(const std::vector<DocumentNeed>& needs) {
  std::set<std::string_view> codes;
  for (const auto& need : needs) codes.insert(need.code);
  return needs.size() <= kMostNeeds && codes.size() == needs.size();
}

bool takes(const DocumentNeed& need, const std::string& media_type) {
  return need.media_types.empty() ||
         std::ranges::find(need.media_types, media_type) != need.media_types.end();
}

// What stands against a document of the customer's.
const Rejection* obstacle_to_document(const PartState& part, const AddFile& c) {
  if (is_over(part.part.status)) return &rejections::order_over;
  if (c.need.empty()) return nullptr;
  const auto* need = find_need(part.part, c.need);
  if (!need) return &rejections::need_unknown;
  return takes(*need, c.media_type) ? nullptr : &rejections::media_type_not_taken;
}

const Rejection* obstacle_to_result(const OpenOrder& order, const PartState& part) {
  if (order.registered.delivery != Delivery::account) return &rejections::not_delivered_here;
  const bool expected = part.part.status == in_progress || part.part.status == ready;
  return expected && part.part.has_result ? nullptr : &rejections::no_result_expected;
}

OrderRegistered registered_by(const RegisterOrder& c, Instant at) {
  return {c.order, c.account, c.number, c.institution, c.placed, c.delivery, c.prepayment, c.parts, at};
}

Decision<OrderEvent> on(const RegisterOrder& c, const NoOrder&, Instant now) {
  if (c.parts.empty() || c.parts.size() > kMostParts) return std::unexpected(rejections::parts_count);
  for (std::uint32_t number = 1; const auto& part : c.parts) {
    if (part.number != number++) return std::unexpected(rejections::parts_count);
    if (part.status != application_processing && part.status != registered)
      return std::unexpected(rejections::first_status);
    if (!is_object(part.object)) return std::unexpected(rejections::bad_object);
    if (!are_sound(part.documents)) return std::unexpected(rejections::bad_needs);
  }
  return Events{registered_by(c, now)};
}

Decision<OrderEvent> on(const RegisterOrder& c, const OpenOrder& s, Instant) {
  if (s.registered == registered_by(c, s.registered.at)) return Events{};
  return std::unexpected(rejections::order_exists);
}

Decision<OrderEvent> on(const MovePart& c, const OpenOrder& s, Instant now) {
  const auto* part = find_part(s, c.part);
  if (!part) return std::unexpected(rejections::no_part);
  if (part->part.status == c.to) return Events{};
  if (!may_move(*part, c.to)) return std::unexpected(rejections::move_not_allowed);
  if (const auto* against = obstacle(s, *part, c.to)) return std::unexpected(*against);
  return Events{moved(s, *part, c.to, c.reason, now)};
}

Decision<OrderEvent> on(const ReplanPart& c, const OpenOrder& s, Instant now) {
  const auto* part = find_part(s, c.part);
  if (!part) return std::unexpected(rejections::no_part);
  if (is_over(part->part.status)) return std::unexpected(rejections::order_over);
  if (part->part.planned_completion == c.planned_completion) return Events{};
  return Events{PartReplanned{s.registered.order, c.part, c.planned_completion, now}};
}

Decision<OrderEvent> on(const HandOver& c, const OpenOrder& s, Instant now) {
  const auto* part = find_part(s, c.part);
  if (!part) return std::unexpected(rejections::no_part);
  if (part->handed_over_at) return Events{};
  if (!part->part.has_result) return std::unexpected(rejections::nothing_to_hand_over);
  if (part->part.status != ready) return std::unexpected(rejections::not_ready);
  return Events{ResultHandedOver{s.registered.order, c.part, now}, moved(s, *part, completed, {}, now)};
}

Decision<OrderEvent> on(const IssueInvoice& c, const OpenOrder& s, Instant now) {
  if (const auto* known = find_invoice(s, c.invoice)) {
    if (known->amount == c.amount && known->purpose == c.purpose && known->due == c.due) return Events{};
    return std::unexpected(rejections::invoice_differs);
  }
  if (c.amount.cents <= 0 || c.amount.cents > kMostCents || c.amount.currency != "EUR")
    return std::unexpected(rejections::bad_amount);
  if (s.invoices.size() >= kMostInvoices) return std::unexpected(rejections::too_many_invoices);
  // The balance may still be asked for when the work is done; a prepayment then makes no sense any more.
  if (c.purpose == Purpose::prepayment && is_over(s)) return std::unexpected(rejections::order_over);
  return Events{InvoiceIssued{s.registered.order, c.invoice, c.number, c.purpose, c.amount, c.due, now}};
}

Decision<OrderEvent> on(const MarkInvoicePaid& c, const OpenOrder& s, Instant now) {
  const auto* invoice = find_invoice(s, c.invoice);
  if (!invoice) return std::unexpected(rejections::no_invoice);
  if (invoice->payment) {
    if (invoice->payment->reference == c.reference) return Events{};
    return std::unexpected(rejections::paid_otherwise);
  }
  if (c.paid_on > riga_date(now)) return std::unexpected(rejections::paid_in_future);
  return Events{InvoicePaid{s.registered.order, c.invoice, c.reference, c.paid_on, now}};
}

Decision<OrderEvent> on(const LinkRequest& c, const OpenOrder& s, Instant now) {
  if (c.account != s.registered.account) return std::unexpected(rejections::other_account);
  if (std::ranges::find(s.requests, c.request, &LinkedRequest::id) != s.requests.end()) return Events{};
  if (s.requests.size() >= kMostLinks) return std::unexpected(rejections::too_many_links);
  return Events{RequestLinked{s.registered.order, c.request, c.request_number, now}};
}

Decision<OrderEvent> on(const AddFile& c, const OpenOrder& s, Instant now) {
  if (find_file(s, c.file)) return Events{};
  const auto* part = find_part(s, c.part);
  if (!part) return std::unexpected(rejections::no_part);
  const auto* against =
      c.role == files::Role::document ? obstacle_to_document(*part, c) : obstacle_to_result(s, *part);
  if (against) return std::unexpected(*against);
  if (std::cmp_greater_equal(std::ranges::count(s.files, c.role, &AddedFile::role), kMostFiles))
    return std::unexpected(rejections::too_many_files);
  return Events{FileAdded{s.registered.order, c.file, c.part, c.role, c.need, now}};
}

Decision<OrderEvent> on(const TakeResult& c, const OpenOrder& s, Instant now) {
  const auto* file = find_file(s, c.file);
  if (!file || file->role != files::Role::result || !is_shown(s, *file))
    return std::unexpected(rejections::no_order_file);
  if (const auto* against = obstacle_to_taking(s, *file)) return std::unexpected(*against);
  if (find_part(s, file->part)->handed_over_at) return Events{};
  return on(HandOver{file->part}, s, now);
}

// Everything but registering needs an order.
Decision<OrderEvent> on(const auto&, const NoOrder&, Instant) {
  return std::unexpected(rejections::no_order);
}

void apply(OpenOrder& s, const PartMoved& e) {
  auto& part = part_of(s, e.part);
  if (e.to == suspended) part.suspended_from = e.from;
  part.part.status = e.to;
  part.status_changed = e.at;
}
void apply(OpenOrder& s, const PartReplanned& e) {
  auto& part = part_of(s, e.part);
  part.part.planned_completion = e.planned_completion;
}
void apply(OpenOrder& s, const ResultHandedOver& e) {
  auto& part = part_of(s, e.part);
  part.handed_over_at = e.at;
}
void apply(OpenOrder& s, const InvoiceIssued& e) {
  s.invoices.push_back({e.invoice, e.number, e.purpose, e.amount, e.due, e.at, std::nullopt});
}
void apply(OpenOrder& s, const InvoicePaid& e) {
  const auto invoice = std::ranges::find(s.invoices, e.invoice, &Invoice::id);
  if (invoice == s.invoices.end()) throw ImpossibleEvent("payment of an invoice that was not issued");
  invoice->payment = Payment{e.reference, e.paid_on, e.at};
}
void apply(OpenOrder& s, const RequestLinked& e) { s.requests.push_back({e.request, e.request_number}); }
void apply(OpenOrder& s, const FileAdded& e) { s.files.push_back({e.file, e.part, e.role, e.need}); }

OpenOrder opened(const OrderRegistered& e) {
  OpenOrder order{e, {}, {}, {}, {}};
  for (const auto& part : e.parts) order.parts.push_back({part, part.status, e.at, std::nullopt});
  return order;
}

}  // namespace

const PartState* find_part(const OpenOrder& order, std::uint32_t number) {
  const auto found = std::ranges::find(order.parts, number, [](const PartState& p) { return p.part.number; });
  return found == order.parts.end() ? nullptr : &*found;
}

const AddedFile* find_file(const OpenOrder& order, FileId id) {
  const auto found = std::ranges::find(order.files, id, &AddedFile::id);
  return found == order.files.end() ? nullptr : &*found;
}

bool is_missing(const OpenOrder& order, std::uint32_t part, const DocumentNeed& need) {
  return need.mandatory && std::ranges::none_of(order.files, [&](const AddedFile& file) {
           return file.part == part && file.need == need.code;
         });
}

bool offers_results(const OpenOrder& order, std::uint32_t number) {
  const auto* part = find_part(order, number);
  return order.registered.delivery == Delivery::account && part &&
         (part->part.status == ready || part->part.status == completed);
}

bool is_shown(const OpenOrder& order, const AddedFile& file) {
  return file.role == files::Role::document || offers_results(order, file.part);
}

const Rejection* obstacle_to_taking(const OpenOrder& order, const AddedFile& file) {
  const bool free = file.role == files::Role::document || is_settled(payment_state(order));
  return free ? nullptr : &rejections::order_unpaid;
}

bool prepaid(const OpenOrder& order) { return prepaid(order.registered.prepayment, dues(order)); }

PaymentState payment_state(const OpenOrder& order) {
  return payment_state(order.registered.prepayment, dues(order));
}

std::span<const OrderStatus> moves_from(OrderStatus from) {
  static constexpr std::array kFromProcessing{registered, terminated};
  static constexpr std::array kFromRegistered{in_progress, suspended, terminated};
  static constexpr std::array kFromInProgress{suspended, ready, completed, terminated};
  static constexpr std::array kFromSuspended{terminated};
  static constexpr std::array kFromReady{completed};
  switch (from) {
    case application_processing:
      return kFromProcessing;
    case registered:
      return kFromRegistered;
    case in_progress:
      return kFromInProgress;
    case suspended:
      return kFromSuspended;
    case ready:
      return kFromReady;
    case terminated:
    case completed:
      break;
  }
  return {};
}

Decision<OrderEvent> Order::decide(const OrderCommand& command, const OrderState& state, Instant now) {
  return std::visit([now](const auto& c, const auto& s) { return on(c, s, now); }, command, state);
}

OrderState Order::evolve(OrderState state, const OrderEvent& event) {
  if (const auto* first = std::get_if<OrderRegistered>(&event)) {
    if (std::holds_alternative<OpenOrder>(state)) throw ImpossibleEvent("an order registered twice");
    return opened(*first);
  }
  auto* order = std::get_if<OpenOrder>(&state);
  if (!order) throw ImpossibleEvent("an event of an order that was not registered");
  std::visit(Overloaded{[](const OrderRegistered&) {}, [order](const auto& e) { apply(*order, e); }}, event);
  return state;
}

}  // namespace vesture::domain::orders
