// One order of one account, and the facts and commands that the order's stories are told in.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "domain/orders/order.hpp"
#include "tests/domain/given.hpp"

namespace vesture::domain::orders {

template <class AnId>
AnId numbered(std::uint8_t n) {
  AnId id;
  id.uuid.bytes.back() = n;
  return id;
}

inline const OrderId kOrder = numbered<OrderId>(1);
inline const AccountId kAccount = numbered<AccountId>(2);
inline const AccountId kOtherAccount = numbered<AccountId>(3);
inline const InvoiceId kInvoice = numbered<InvoiceId>(4);
inline const InvoiceId kSecondInvoice = numbered<InvoiceId>(5);
inline const RequestId kRequest = numbered<RequestId>(6);
inline const FileId kFile = numbered<FileId>(7);
inline const FileId kSecondFile = numbered<FileId>(8);
inline const Date kToday = riga_date(kNoon);
inline const Date kDue{kToday.days + 10};
inline const Money kFee{12'50, "EUR"};

inline Part part(OrderStatus status = OrderStatus::registered, bool has_result = true) {
  return {.number = 1,
          .service = {"VZD-12", "cadastre", "Kadastrālā uzmērīšana", "Cadastral survey"},
          .object = "01000070001",
          .planned_completion = std::nullopt,
          .has_result = has_result,
          .status = status};
}

inline std::vector<Part> parts(std::size_t count) {
  std::vector<Part> all(count, part());
  for (std::uint32_t number = 0; auto& each : all) each.number = ++number;
  return all;
}

inline OrderRegistered order_of(std::vector<Part> its_parts) {
  return {.order = kOrder,
          .account = kAccount,
          .number = "P-0000000001",
          .institution = "VZD",
          .placed = Placed::portal,
          .delivery = Delivery::account,
          .prepayment = false,
          .parts = std::move(its_parts),
          .at = kNoon};
}

inline OrderRegistered order_of(Part only) { return order_of(std::vector{std::move(only)}); }

inline OrderRegistered asking_prepayment(OrderRegistered order) {
  order.prepayment = true;
  return order;
}

inline PartMoved moved(OrderStatus from, OrderStatus to, std::string reason = {}) {
  return {kOrder, kAccount, 1, from, to, std::move(reason), kNoon};
}

inline ResultHandedOver handed_over() { return {kOrder, 1, kNoon}; }

inline InvoiceIssued issued(Purpose purpose, InvoiceId invoice = kInvoice) {
  return {kOrder, invoice, "R-0000000001", purpose, kFee, kDue, kNoon};
}

inline InvoicePaid paid(InvoiceId invoice = kInvoice) {
  return {kOrder, invoice, "LV-2024-1", kToday, kNoon};
}

inline RequestLinked request_linked() { return {kOrder, kRequest, "E-0000000001", kNoon}; }

inline FileAdded file_added(files::Role role, std::string need = {}, FileId file = kFile) {
  return {kOrder, file, 1, role, std::move(need), kNoon};
}

// The commands that these facts answer.

inline RegisterOrder register_order(const OrderRegistered& order) {
  return {order.order,  order.account,  order.number,     order.institution,
          order.placed, order.delivery, order.prepayment, order.parts};
}

inline MovePart move_to(OrderStatus to, std::string reason = {}) { return {1, to, std::move(reason)}; }

inline IssueInvoice issue(Purpose purpose, Money amount = kFee, InvoiceId invoice = kInvoice) {
  return {invoice, "R-0000000001", purpose, std::move(amount), kDue};
}

inline MarkInvoicePaid pay(std::string reference = "LV-2024-1", Date paid_on = kToday) {
  return {kInvoice, std::move(reference), paid_on};
}

inline LinkRequest link_request(AccountId account = kAccount) { return {kRequest, "E-0000000001", account}; }

inline AddFile add_file(files::Role role, FileId file = kFile, std::uint32_t to_part = 1) {
  return {file, to_part, role, {}, "application/pdf"};
}

inline OpenOrder after(const std::vector<OrderEvent>& events) {
  return std::get<OpenOrder>(folded<Order>(events));
}

}  // namespace vesture::domain::orders
