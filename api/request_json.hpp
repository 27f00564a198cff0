// E-service requests as they look in JSON: what is given, and what is taken.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "api/history.hpp"
#include "api/http/fields.hpp"
#include "api/http/json.hpp"
#include "api/order_json.hpp"
#include "domain/orders/request.hpp"
#include "projections/orders/request_list.hpp"

namespace vesture::domain::orders {
BOOST_DESCRIBE_ENUM(RequestStatus, requested, in_progress, completed, failed)
}

namespace vesture::api {

using domain::orders::RequestStatus;

// Given

struct LinkedOrderJson {
  domain::OrderId id;
  std::string number;
  BOOST_DESCRIBE_CLASS(LinkedOrderJson, (), (id, number), (), ())
};

// One row of the e-service history.
struct RequestItem {
  domain::RequestId id;
  domain::AccountId account;
  std::string number;
  domain::Instant created;
  domain::Instant requested;  // the same as created
  std::optional<domain::Instant> received;
  std::string service;  // its name
  std::string group;
  std::string object;
  RequestStatus status{};
  std::string_view status_label;
  std::string_view status_description;
  domain::Instant status_changed;
  std::optional<std::string> order;  // the first linked order's number
  std::vector<LinkedOrderJson> orders;
  std::optional<std::string> label;  // the customer's own
  bool label_destroyed = false;      // there was one, whose key is gone
  domain::PersonId requested_by;
  BOOST_DESCRIBE_CLASS(RequestItem, (),
                       (id, account, number, created, requested, received, service, group, object, status,
                        status_label, status_description, status_changed, order, orders, label,
                        label_destroyed, requested_by),
                       (), ())
};

struct RequestJson : RequestItem {
  std::vector<HistoryEntry> history;
  std::vector<FileJson> files;
  BOOST_DESCRIBE_CLASS(RequestJson, (RequestItem), (history, files), (), ())
};

// Taken

struct RegisterRequestBody {
  domain::AccountId account;
  domain::PersonId requested_by;
  ServiceBody service;
  BoundedText<1, 100> object;
  BOOST_DESCRIBE_CLASS(RegisterRequestBody, (), (account, requested_by, service, object), (), ())
};

struct MoveRequestBody {
  RequestStatus status{};
  BOOST_DESCRIBE_CLASS(MoveRequestBody, (), (status), (), ())
};

struct LabelBody {
  std::optional<BoundedText<1, 100>> label;  // null clears it
  BOOST_DESCRIBE_CLASS(LabelBody, (), (label), (), ())
};

RequestItem item_of(projections::orders::RequestRow&&, domain::Language);
RequestJson json_of(const domain::orders::OpenRequest&, std::vector<HistoryEntry> history, domain::Language);
HistoryEntry entry_of(const domain::orders::RequestEvent&);

}  // namespace vesture::api
