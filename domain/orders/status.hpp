// The statuses of orders and e-service requests, with what the portal calls them (000, "Pasūtījuma statuss").
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "domain/common/text.hpp"

namespace vesture::domain::orders {

// Persisted numbers: never change or reuse one.
enum class OrderStatus : std::uint8_t {
  application_processing = 0,
  terminated = 1,
  registered = 2,
  in_progress = 3,
  suspended = 4,
  ready = 5,
  completed = 6,
};

enum class RequestStatus : std::uint8_t { requested = 0, in_progress = 1, completed = 2, failed = 3 };

template <class Status>
struct StatusWords {
  Status status;
  std::string_view code;
  Text label;
  Text description;
};

std::span<const StatusWords<OrderStatus>> order_statuses();
std::span<const StatusWords<RequestStatus>> request_statuses();

const StatusWords<OrderStatus>& words(OrderStatus);
const StatusWords<RequestStatus>& words(RequestStatus);
std::optional<OrderStatus> parse_order_status(std::string_view code);
std::optional<RequestStatus> parse_request_status(std::string_view code);

}  // namespace vesture::domain::orders
