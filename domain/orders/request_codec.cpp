// Requests', labels' and numbers' events as bytes (events.fbs).
#include <array>

#include "domain/common/codec.hpp"
#include "domain/orders/events_generated.h"
#include "domain/orders/label.hpp"
#include "domain/orders/numbering.hpp"
#include "domain/orders/request.hpp"
#include "domain/orders/service_codec.hpp"

namespace vesture::domain::orders {

namespace {

using namespace codec;

Encoded write(const ServiceRequested& e, const Cipher&) {
  Builder b;
  const auto number = b.CreateString(e.number);
  const auto institution = b.CreateString(e.institution);
  const auto service = write_service(b, e.service);
  const auto object = b.CreateString(e.object);
  const auto request = codec::write(e.request.uuid);
  const auto account = codec::write(e.account.uuid);
  const auto requested_by = codec::write(e.requested_by.uuid);
  return finish("orders.ServiceRequested", b,
                fb::CreateServiceRequested(b, &request, &account, number, institution, service, object,
                                           &requested_by, e.at.microseconds));
}

RequestEvent read_requested(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ServiceRequested>(payload);
  return ServiceRequested{read_id<RequestId>(t.request()),
                          read_id<AccountId>(t.account()),
                          read_text(t.number()),
                          read_text(t.institution()),
                          read_service(*t.service()),
                          read_text(t.object()),
                          read_id<PersonId>(t.requested_by()),
                          {t.at()}};
}

Encoded write(const RequestMoved& e, const Cipher&) {
  Builder b;
  const auto request = codec::write(e.request.uuid);
  return finish("orders.RequestMoved", b,
                fb::CreateRequestMoved(b, &request, write_enum<fb::RequestStatus>(e.from),
                                       write_enum<fb::RequestStatus>(e.to), e.at.microseconds));
}

RequestEvent read_moved(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::RequestMoved>(payload);
  return RequestMoved{read_id<RequestId>(t.request()),
                      read_enum<RequestStatus>(t.from()),
                      read_enum<RequestStatus>(t.to()),
                      {t.at()}};
}

Encoded write(const RequestLabelled& e, const Cipher& cipher) {
  Builder b;
  const auto label = write_sealed(b, cipher, e.account.uuid, "RequestLabelled.label", e.label);
  const auto request = codec::write(e.request.uuid);
  const auto account = codec::write(e.account.uuid);
  return finish("orders.RequestLabelled", b,
                fb::CreateRequestLabelled(b, &request, &account, label, e.at.microseconds));
}

RequestEvent read_labelled(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::RequestLabelled>(payload);
  const auto account = read_id<AccountId>(t.account());
  return RequestLabelled{read_id<RequestId>(t.request()),
                         account,
                         read_sealed(t.label(), cipher, account.uuid, "RequestLabelled.label"),
                         {t.at()}};
}

Encoded write(const RequestLabelCleared& e, const Cipher&) {
  Builder b;
  const auto request = codec::write(e.request.uuid);
  return finish("orders.RequestLabelCleared", b,
                fb::CreateRequestLabelCleared(b, &request, e.at.microseconds));
}

RequestEvent read_cleared(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::RequestLabelCleared>(payload);
  return RequestLabelCleared{read_id<RequestId>(t.request()), {t.at()}};
}

Encoded write(const OrderLinked& e, const Cipher&) {
  Builder b;
  const auto number = b.CreateString(e.order_number);
  const auto request = codec::write(e.request.uuid);
  const auto order = codec::write(e.order.uuid);
  return finish("orders.OrderLinked", b,
                fb::CreateOrderLinked(b, &request, &order, number, e.at.microseconds));
}

RequestEvent read_linked(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::OrderLinked>(payload);
  return OrderLinked{
      read_id<RequestId>(t.request()), read_id<OrderId>(t.order()), read_text(t.order_number()), {t.at()}};
}

Encoded write(const LabelTaken& e) {
  Builder b;
  const auto request = codec::write(e.request.uuid);
  return finish("orders.LabelTaken", b, fb::CreateLabelTaken(b, &request));
}

LabelEvent read_taken(Bytes payload, const Cipher&) {
  return LabelTaken{read_id<RequestId>(verified<fb::LabelTaken>(payload).request())};
}

Encoded write(const LabelFreed& e) {
  Builder b;
  const auto request = codec::write(e.request.uuid);
  return finish("orders.LabelFreed", b, fb::CreateLabelFreed(b, &request));
}

LabelEvent read_freed(Bytes payload, const Cipher&) {
  return LabelFreed{read_id<RequestId>(verified<fb::LabelFreed>(payload).request())};
}

NumberingEvent read_reserved(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::NumbersReserved>(payload);
  return NumbersReserved{read_enum<Series>(t.series()), t.first(), t.count()};
}

Encoded write(const RequestFileAdded& e, const Cipher&) {
  Builder b;
  const auto request = codec::write(e.request.uuid);
  const auto file = codec::write(e.file.uuid);
  return finish("orders.RequestFileAdded", b,
                fb::CreateRequestFileAdded(b, &request, &file, write_enum<domain::fb::FileRole>(e.role),
                                           e.at.microseconds));
}

RequestEvent read_file_added(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::RequestFileAdded>(payload);
  return RequestFileAdded{
      read_id<RequestId>(t.request()), read_id<FileId>(t.file()), read_enum<files::Role>(t.role()), {t.at()}};
}

constexpr std::array<Reader<RequestEvent>, 6> kRequestReaders{{
    {"orders.ServiceRequested", 1, read_requested},
    {"orders.RequestMoved", 1, read_moved},
    {"orders.RequestLabelled", 1, read_labelled},
    {"orders.RequestLabelCleared", 1, read_cleared},
    {"orders.OrderLinked", 1, read_linked},
    {"orders.RequestFileAdded", 1, read_file_added},
}};

constexpr std::array<Reader<LabelEvent>, 2> kLabelReaders{{
    {"orders.LabelTaken", 1, read_taken},
    {"orders.LabelFreed", 1, read_freed},
}};

constexpr std::array<Reader<NumberingEvent>, 1> kNumberingReaders{
    {{"orders.NumbersReserved", 1, read_reserved}}};

}  // namespace

Encoded ServiceRequest::encode(const RequestEvent& event, const Cipher& cipher) {
  return std::visit([&](const auto& e) { return write(e, cipher); }, event);
}

std::expected<RequestEvent, std::string> ServiceRequest::decode(std::string_view type, std::uint16_t schema,
                                                                Bytes payload, const Cipher& cipher) {
  return codec::decode<RequestEvent>(kRequestReaders, type, schema, payload, cipher);
}

Encoded Label::encode(const LabelEvent& event, const Cipher&) {
  return std::visit([](const auto& e) { return write(e); }, event);
}

std::expected<LabelEvent, std::string> Label::decode(std::string_view type, std::uint16_t schema,
                                                     Bytes payload, const Cipher& cipher) {
  return codec::decode<LabelEvent>(kLabelReaders, type, schema, payload, cipher);
}

Encoded Numbering::encode(const NumberingEvent& event, const Cipher&) {
  const auto& reserved = std::get<NumbersReserved>(event);
  Builder b;
  return finish(
      "orders.NumbersReserved", b,
      fb::CreateNumbersReserved(b, write_enum<fb::Series>(reserved.series), reserved.first, reserved.count));
}

std::expected<NumberingEvent, std::string> Numbering::decode(std::string_view type, std::uint16_t schema,
                                                             Bytes payload, const Cipher& cipher) {
  return codec::decode<NumberingEvent>(kNumberingReaders, type, schema, payload, cipher);
}

}  // namespace vesture::domain::orders
