// An e-service request: one run of a service that was asked for in the portal (ORD-02, ORD-03, ORD-08).
// Stream "request-<id>".
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "domain/common/decision.hpp"
#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "domain/common/time.hpp"
#include "domain/files/file.hpp"
#include "domain/orders/service.hpp"
#include "domain/orders/status.hpp"

namespace vesture::domain::orders {

// Events

struct ServiceRequested {
  RequestId request;
  AccountId account;
  std::string number;
  std::string institution;
  Service service;
  std::string object;
  PersonId requested_by;
  Instant at;
  bool operator==(const ServiceRequested&) const = default;
};
struct RequestMoved {
  RequestId request;
  RequestStatus from{};
  RequestStatus to{};
  Instant at;
  bool operator==(const RequestMoved&) const = default;
};
struct RequestLabelled {
  RequestId request;
  AccountId account;
  Sealed label;
  Instant at;
  bool operator==(const RequestLabelled&) const = default;
};
struct RequestLabelCleared {
  RequestId request;
  Instant at;
  bool operator==(const RequestLabelCleared&) const = default;
};
struct OrderLinked {
  RequestId request;
  OrderId order;
  std::string order_number;
  Instant at;
  bool operator==(const OrderLinked&) const = default;
};
struct RequestFileAdded {
  RequestId request;
  FileId file;
  files::Role role{};
  Instant at;
  bool operator==(const RequestFileAdded&) const = default;
};

using RequestEvent = std::variant<ServiceRequested, RequestMoved, RequestLabelled, RequestLabelCleared,
                                  OrderLinked, RequestFileAdded>;

// State

struct LinkedOrder {
  OrderId id;
  std::string number;
  bool operator==(const LinkedOrder&) const = default;
};
struct RequestFile {
  FileId id;
  files::Role role{};
  bool operator==(const RequestFile&) const = default;
};
struct NoRequest {
  bool operator==(const NoRequest&) const = default;
};
struct OpenRequest {
  ServiceRequested requested;
  RequestStatus status = RequestStatus::requested;
  Instant status_changed;
  std::optional<Instant> received;  // when its result became available
  std::optional<Sealed> label;
  std::vector<LinkedOrder> orders;
  std::vector<RequestFile> files;
  bool operator==(const OpenRequest&) const = default;
};
using RequestState = std::variant<NoRequest, OpenRequest>;

const RequestFile* find_file(const OpenRequest&, FileId);

// Commands

struct RequestService {
  RequestId request;
  AccountId account;
  std::string number;
  std::string institution;
  Service service;
  std::string object;
  PersonId requested_by;
};
struct MoveRequest {
  RequestStatus to{};
};
struct LabelRequest {
  std::string label;  // not empty
};
struct ClearLabel {};
struct LinkOrder {
  OrderId order;
  std::string order_number;
  AccountId account;  // whose order it is
};
// A document is submitted with the request, a result received from it (ORD-04).
struct AddRequestFile {
  FileId file;
  files::Role role{};
};

using RequestCommand =
    std::variant<RequestService, MoveRequest, LabelRequest, ClearLabel, LinkOrder, AddRequestFile>;

struct ServiceRequest {
  using Id = RequestId;
  using State = RequestState;
  using Event = RequestEvent;
  using Command = RequestCommand;

  static constexpr std::string_view kCategory = "request-";  // of its streams
  static std::string stream(RequestId id) { return std::string(kCategory) + to_string(id); }
  static Decision<RequestEvent> decide(const RequestCommand&, const RequestState&, Instant now);
  static RequestState evolve(RequestState, const RequestEvent&);
  static Encoded encode(const RequestEvent&, const Cipher&);
  static std::expected<RequestEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                         std::span<const std::uint8_t> payload,
                                                         const Cipher&);
};

namespace rejections {
inline constexpr Rejection request_exists{
    "requests.already_requested",
    "",
    "",
    Kind::conflict,
    {"E-pakalpojums jau ir pieprasīts", "The service has been requested already"}};
inline constexpr Rejection no_request{"requests.not_requested",
                                      "",
                                      "",
                                      Kind::conflict,
                                      {"E-pakalpojums nav pieprasīts", "The service has not been requested"}};
inline constexpr Rejection bad_request_object{
    "requests.object_invalid",
    "ORD-02",
    "/object",
    Kind::invalid,
    {"Kadastra apzīmējumam ir 11, 14 vai 17 cipari", "A cadastral designation has 11, 14 or 17 digits"}};
inline constexpr Rejection request_move_not_allowed{
    "requests.move_not_allowed",
    "ORD-02",
    "/status",
    Kind::conflict,
    {"Šāda statusa maiņa nav paredzēta", "The status cannot change like this"}};
inline constexpr Rejection request_over{"requests.request_over",
                                        "ORD-04",
                                        "",
                                        Kind::conflict,
                                        {"E-pakalpojums ir pabeigts", "The request is over"}};
}  // namespace rejections

}  // namespace vesture::domain::orders
