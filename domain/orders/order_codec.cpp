// Orders' events as bytes (events.fbs).
#include <array>

#include "domain/common/codec.hpp"
#include "domain/orders/events_generated.h"
#include "domain/orders/order.hpp"
#include "domain/orders/service_codec.hpp"

namespace vesture::domain::orders {

namespace {

using namespace codec;

flatbuffers::Offset<fb::DocumentNeed> write_need(Builder& b, const DocumentNeed& need) {
  const auto code = b.CreateString(need.code);
  const auto name_lv = b.CreateString(need.name_lv);
  const auto name_en = b.CreateString(need.name_en);
  const auto media_types = b.CreateVectorOfStrings(need.media_types);
  return fb::CreateDocumentNeed(b, code, name_lv, name_en, media_types, need.mandatory);
}

std::vector<DocumentNeed> read_needs(const fb::Part& part) {
  std::vector<DocumentNeed> needs;
  if (!part.documents()) return needs;
  for (const auto* need : *part.documents()) {
    needs.push_back({read_text(need->code()),
                     read_text(need->name_lv()),
                     read_text(need->name_en()),
                     {},
                     need->mandatory()});
    if (!need->media_types()) continue;
    for (const auto* media_type : *need->media_types())
      needs.back().media_types.push_back(read_text(media_type));
  }
  return needs;
}

Encoded write(const OrderRegistered& e, const Cipher&) {
  Builder b;
  std::vector<flatbuffers::Offset<fb::Part>> parts;
  for (const auto& part : e.parts) {
    const auto service = write_service(b, part.service);
    const auto object = b.CreateString(part.object);
    std::vector<flatbuffers::Offset<fb::DocumentNeed>> needs;
    for (const auto& need : part.documents) needs.push_back(write_need(b, need));
    const auto documents =
        needs.empty() ? flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<fb::DocumentNeed>>>()
                      : b.CreateVector(needs);
    parts.push_back(fb::CreatePart(b, part.number, service, object,
                                   part.planned_completion ? part.planned_completion->days : 0,
                                   part.planned_completion.has_value(), part.has_result,
                                   write_enum<fb::OrderStatus>(part.status), documents));
  }
  const auto number = b.CreateString(e.number);
  const auto institution = b.CreateString(e.institution);
  const auto order = codec::write(e.order.uuid);
  const auto account = codec::write(e.account.uuid);
  return finish(
      "orders.OrderRegistered", b,
      fb::CreateOrderRegistered(b, &order, &account, number, institution, write_enum<fb::Placed>(e.placed),
                                write_enum<fb::Delivery>(e.delivery), e.prepayment, b.CreateVector(parts),
                                e.at.microseconds));
}

OrderEvent read_registered(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::OrderRegistered>(payload);
  OrderRegistered e{read_id<OrderId>(t.order()),
                    read_id<AccountId>(t.account()),
                    read_text(t.number()),
                    read_text(t.institution()),
                    read_enum<Placed>(t.placed()),
                    read_enum<Delivery>(t.delivery()),
                    t.prepayment(),
                    {},
                    {t.at()}};
  for (const auto* part : *t.parts()) {
    std::optional<Date> planned;
    if (part->has_planned()) planned = Date{part->planned_days()};
    e.parts.push_back({part->number(), read_service(*part->service()), read_text(part->object()), planned,
                       part->has_result(), read_enum<OrderStatus>(part->status()), read_needs(*part)});
  }
  return e;
}

Encoded write(const PartMoved& e, const Cipher& cipher) {
  Builder b;
  const auto reason = write_sealed_if_any(b, cipher, e.account.uuid, "PartMoved.reason", e.reason);
  const auto order = codec::write(e.order.uuid);
  const auto account = codec::write(e.account.uuid);
  return finish("orders.PartMoved", b,
                fb::CreatePartMoved(b, &order, e.part, write_enum<fb::OrderStatus>(e.from),
                                    write_enum<fb::OrderStatus>(e.to), reason, &account, e.at.microseconds));
}

OrderEvent read_moved(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::PartMoved>(payload);
  const auto account = read_id<AccountId>(t.account());
  return PartMoved{read_id<OrderId>(t.order()),
                   account,
                   t.part(),
                   read_enum<OrderStatus>(t.from()),
                   read_enum<OrderStatus>(t.to()),
                   read_sealed(t.reason(), cipher, account.uuid, "PartMoved.reason"),
                   {t.at()}};
}

Encoded write(const PartReplanned& e, const Cipher&) {
  Builder b;
  const auto order = codec::write(e.order.uuid);
  return finish("orders.PartReplanned", b,
                fb::CreatePartReplanned(b, &order, e.part, e.planned_completion.days, e.at.microseconds));
}

OrderEvent read_replanned(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::PartReplanned>(payload);
  return PartReplanned{read_id<OrderId>(t.order()), t.part(), {t.planned_days()}, {t.at()}};
}

Encoded write(const ResultHandedOver& e, const Cipher&) {
  Builder b;
  const auto order = codec::write(e.order.uuid);
  return finish("orders.ResultHandedOver", b,
                fb::CreateResultHandedOver(b, &order, e.part, e.at.microseconds));
}

OrderEvent read_handed_over(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ResultHandedOver>(payload);
  return ResultHandedOver{read_id<OrderId>(t.order()), t.part(), {t.at()}};
}

Encoded write(const InvoiceIssued& e, const Cipher&) {
  Builder b;
  const auto number = b.CreateString(e.number);
  const auto currency = b.CreateString(e.amount.currency);
  const auto order = codec::write(e.order.uuid);
  const auto invoice = codec::write(e.invoice.uuid);
  return finish("orders.InvoiceIssued", b,
                fb::CreateInvoiceIssued(b, &order, &invoice, number, write_enum<fb::Purpose>(e.purpose),
                                        e.amount.cents, currency, e.due.days, e.at.microseconds));
}

OrderEvent read_issued(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::InvoiceIssued>(payload);
  return InvoiceIssued{read_id<OrderId>(t.order()),
                       read_id<InvoiceId>(t.invoice()),
                       read_text(t.number()),
                       read_enum<Purpose>(t.purpose()),
                       {t.cents(), read_text(t.currency())},
                       {t.due_days()},
                       {t.at()}};
}

Encoded write(const InvoicePaid& e, const Cipher&) {
  Builder b;
  const auto reference = b.CreateString(e.reference);
  const auto order = codec::write(e.order.uuid);
  const auto invoice = codec::write(e.invoice.uuid);
  return finish("orders.InvoicePaid", b,
                fb::CreateInvoicePaid(b, &order, &invoice, reference, e.paid_on.days, e.at.microseconds));
}

OrderEvent read_paid(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::InvoicePaid>(payload);
  return InvoicePaid{read_id<OrderId>(t.order()),
                     read_id<InvoiceId>(t.invoice()),
                     read_text(t.reference()),
                     {t.paid_on_days()},
                     {t.at()}};
}

Encoded write(const RequestLinked& e, const Cipher&) {
  Builder b;
  const auto number = b.CreateString(e.request_number);
  const auto order = codec::write(e.order.uuid);
  const auto request = codec::write(e.request.uuid);
  return finish("orders.RequestLinked", b,
                fb::CreateRequestLinked(b, &order, &request, number, e.at.microseconds));
}

OrderEvent read_linked(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::RequestLinked>(payload);
  return RequestLinked{
      read_id<OrderId>(t.order()), read_id<RequestId>(t.request()), read_text(t.request_number()), {t.at()}};
}

Encoded write(const FileAdded& e, const Cipher&) {
  Builder b;
  const auto need = b.CreateString(e.need);
  const auto order = codec::write(e.order.uuid);
  const auto file = codec::write(e.file.uuid);
  return finish("orders.FileAdded", b,
                fb::CreateFileAdded(b, &order, &file, e.part, write_enum<domain::fb::FileRole>(e.role), need,
                                    e.at.microseconds));
}

OrderEvent read_file_added(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::FileAdded>(payload);
  return FileAdded{read_id<OrderId>(t.order()),      read_id<FileId>(t.file()), t.part(),
                   read_enum<files::Role>(t.role()), read_text(t.need()),       {t.at()}};
}

constexpr std::array<Reader<OrderEvent>, 8> kReaders{{
    {"orders.OrderRegistered", 1, read_registered},
    {"orders.PartMoved", 1, read_moved},
    {"orders.PartReplanned", 1, read_replanned},
    {"orders.ResultHandedOver", 1, read_handed_over},
    {"orders.InvoiceIssued", 1, read_issued},
    {"orders.InvoicePaid", 1, read_paid},
    {"orders.RequestLinked", 1, read_linked},
    {"orders.FileAdded", 1, read_file_added},
}};

}  // namespace

Encoded Order::encode(const OrderEvent& event, const Cipher& cipher) {
  return std::visit([&](const auto& e) { return write(e, cipher); }, event);
}

std::expected<OrderEvent, std::string> Order::decode(std::string_view type, std::uint16_t schema,
                                                     Bytes payload, const Cipher& cipher) {
  return codec::decode<OrderEvent>(kReaders, type, schema, payload, cipher);
}

}  // namespace vesture::domain::orders
