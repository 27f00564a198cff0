// How far a message has come, for its sender (MAIL-13, MAIL-14), with what the portal calls it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "domain/common/text.hpp"

namespace vesture::domain::mail {

// Persisted numbers: never change or reuse one.
enum class SendingStatus : std::uint8_t {
  processing = 0,  // handed to the e-address system, not yet available to the recipient
  sent = 1,        // available to the recipient
  failed = 2,      // was not handed over
};
enum class DeliveryStatus : std::uint8_t {
  none = 0,  // "-": not confirmed yet, and still available
  delivered = 1,
  missed = 2,
  refused = 3,
};
enum class FailureReason : std::uint8_t {
  recipient_unknown = 0,  // nobody has this e-address
  annulled = 1,           // the e-address was annulled (ACC-09)
  inactive = 2,           // the recipient's account is not active (MAIL-08)
  not_allowed = 3,        // the sender may not write to the recipient (MAIL-23)
};

template <class Status>
struct StatusWords {
  Status status;
  std::string_view code;  // "processing"; "-" for DeliveryStatus::none
  Text label;
};

const StatusWords<SendingStatus>& words(SendingStatus);
const StatusWords<DeliveryStatus>& words(DeliveryStatus);
const StatusWords<FailureReason>& words(FailureReason);
std::span<const StatusWords<SendingStatus>> sending_statuses();
std::span<const StatusWords<DeliveryStatus>> delivery_statuses();
std::span<const StatusWords<FailureReason>> failure_reasons();

}  // namespace vesture::domain::mail
