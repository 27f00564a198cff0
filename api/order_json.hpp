// Orders as they look in JSON: what is given, and what is taken.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "api/file_json.hpp"
#include "api/history.hpp"
#include "api/http/fields.hpp"
#include "api/http/json.hpp"
#include "domain/orders/order.hpp"
#include "projections/orders/order_list.hpp"

namespace vesture::domain::orders {
BOOST_DESCRIBE_ENUM(OrderStatus, application_processing, terminated, registered, in_progress, suspended,
                    ready, completed)
BOOST_DESCRIBE_ENUM(Delivery, account, desk, post)
BOOST_DESCRIBE_ENUM(Placed, portal, desk)
BOOST_DESCRIBE_ENUM(Purpose, prepayment, balance)
}  // namespace vesture::domain::orders

namespace vesture::api {

using domain::orders::OrderStatus;

// Given

struct LinkedRequestJson {
  domain::RequestId id;
  std::string number;
  BOOST_DESCRIBE_CLASS(LinkedRequestJson, (), (id, number), (), ())
};

// One row of the order list: a part of an order. Refers into the row.
struct OrderItem {
  domain::OrderId id;
  domain::AccountId account;
  std::string_view number;
  std::uint32_t part = 0;
  domain::Instant created;
  std::string_view name;
  std::string_view object;
  std::optional<domain::Date> planned_completion;
  bool planned_completion_conditional = false;
  std::optional<std::string_view> service_request;  // the first linked request's number
  std::vector<LinkedRequestJson> service_requests;
  OrderStatus status{};
  std::string_view status_label;
  domain::Instant status_changed;
  domain::orders::PaymentState payment{};
  BOOST_DESCRIBE_CLASS(OrderItem, (),
                       (id, account, number, part, created, name, object, planned_completion,
                        planned_completion_conditional, service_request, service_requests, status,
                        status_label, status_changed, payment),
                       (), ())
};

struct PartJson {
  std::uint32_t number = 0;
  std::string service;  // its code
  std::string group;
  std::string name;
  std::string object;
  std::optional<domain::Date> planned_completion;
  bool planned_completion_conditional = false;
  bool has_result = true;
  OrderStatus status{};
  std::string status_label;
  std::string status_description;
  domain::Instant status_changed;
  std::optional<domain::Instant> handed_over_at;
  BOOST_DESCRIBE_CLASS(PartJson, (),
                       (number, service, group, name, object, planned_completion,
                        planned_completion_conditional, has_result, status, status_label, status_description,
                        status_changed, handed_over_at),
                       (), ())
};

struct PaymentJson {
  std::string reference;
  domain::Date paid_on;
  domain::Instant recorded_at;
  BOOST_DESCRIBE_CLASS(PaymentJson, (), (reference, paid_on, recorded_at), (), ())
};

struct InvoiceJson {
  domain::InvoiceId id;
  std::string number;
  domain::orders::Purpose purpose{};
  domain::Money amount;
  domain::Date due;
  domain::Instant issued_at;
  std::optional<PaymentJson> payment;
  BOOST_DESCRIBE_CLASS(InvoiceJson, (), (id, number, purpose, amount, due, issued_at, payment), (), ())
};

struct OrderJson {
  domain::OrderId id;
  domain::AccountId account;
  std::string number;
  std::string institution;
  domain::Instant created;
  domain::orders::Placed placed{};
  domain::orders::Delivery delivery{};
  bool prepayment = false;
  domain::orders::PaymentState payment{};
  std::vector<PartJson> parts;
  std::vector<InvoiceJson> invoices;
  std::vector<LinkedRequestJson> service_requests;
  std::vector<HistoryEntry> history;
  std::vector<DocumentNeedJson> documents = {};  // that are asked for
  std::vector<FileJson> files = {};
  BOOST_DESCRIBE_CLASS(OrderJson, (),
                       (id, account, number, institution, created, placed, delivery, prepayment, payment,
                        parts, invoices, service_requests, history, documents, files),
                       (), ())
};

// Taken

struct ServiceBody {
  BoundedText<1, 64> code;
  BoundedText<1, 64> group;
  BoundedText<1, 200> name_lv;
  BoundedText<1, 200> name_en;
  BOOST_DESCRIBE_CLASS(ServiceBody, (), (code, group, name_lv, name_en), (), ())
};

// A document that the service's description asks the customer for.
struct DocumentNeedBody {
  BoundedText<1, 64> code;
  BoundedText<1, 200> name_lv;
  BoundedText<1, 200> name_en;
  std::optional<std::vector<BoundedText<3, 127>>> media_types;  // that are taken; default any
  std::optional<bool> mandatory;                                // default true
  BOOST_DESCRIBE_CLASS(DocumentNeedBody, (), (code, name_lv, name_en, media_types, mandatory), (), ())
};

struct PartBody {
  ServiceBody service;
  BoundedText<1, 100> object;
  std::optional<domain::Date> planned_completion;
  std::optional<bool> has_result;  // whether there will be something to hand over; default true
  std::optional<std::vector<DocumentNeedBody>> documents = {};
  BOOST_DESCRIBE_CLASS(PartBody, (), (service, object, planned_completion, has_result, documents), (), ())
};

struct RegisterOrderBody {
  domain::AccountId account;
  std::optional<domain::orders::Placed> placed;      // default desk
  std::optional<domain::orders::Delivery> delivery;  // default account
  std::optional<bool> prepayment;     // whether it is to be paid before work begins; default false
  std::optional<OrderStatus> status;  // of its parts at first; default registered
  std::optional<domain::RequestId> service_request;  // the e-service request that it fulfils
  std::vector<PartBody> parts;
  BOOST_DESCRIBE_CLASS(RegisterOrderBody, (),
                       (account, placed, delivery, prepayment, status, service_request, parts), (), ())
};

struct MovePartBody {
  OrderStatus status{};
  std::optional<BoundedText<1, 500>> reason;
  BOOST_DESCRIBE_CLASS(MovePartBody, (), (status, reason), (), ())
};

struct ReplanBody {
  domain::Date planned_completion;
  BOOST_DESCRIBE_CLASS(ReplanBody, (), (planned_completion), (), ())
};

struct LinkBody {
  domain::RequestId service_request;
  BOOST_DESCRIBE_CLASS(LinkBody, (), (service_request), (), ())
};

struct IssueInvoiceBody {
  domain::orders::Purpose purpose{};
  domain::Money amount;
  domain::Date due;
  BOOST_DESCRIBE_CLASS(IssueInvoiceBody, (), (purpose, amount, due), (), ())
};

struct MarkPaidBody {
  BoundedText<1, 35> reference;
  domain::Date paid_on;
  BOOST_DESCRIBE_CLASS(MarkPaidBody, (), (reference, paid_on), (), ())
};

OrderItem item_of(projections::orders::OrderRow&&, domain::Language);
OrderJson json_of(const domain::orders::OpenOrder&, std::vector<HistoryEntry> history, domain::Language);
HistoryEntry entry_of(const domain::orders::OrderEvent&);
domain::orders::Service service_of(const ServiceBody&);
std::vector<domain::orders::Part> parts_of(const RegisterOrderBody&);

}  // namespace vesture::api
