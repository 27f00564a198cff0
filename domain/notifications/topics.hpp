// What a notification is about, and what it says to a person. No personal data: numbers and what happened.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "domain/accounts/profile.hpp"
#include "domain/common/text.hpp"

namespace vesture::domain::notifications {

// Persisted numbers: never change or reuse one.
enum class Topic : std::uint8_t {
  order_registered = 0,
  part_moved = 1,
  planned_date_changed = 2,
  invoice_issued = 3,
  invoice_paid = 4,
  result_file_added = 5,
  document_received = 6,
  result_handed_over = 7,
  request_registered = 8,
  request_moved = 9,
  file_expiring = 10,
  file_expired = 11,
  message_received = 12,
  message_failed = 13,
  receipt_missed = 14,
};
enum class SubjectKind : std::uint8_t { order = 0, service_request = 1, message = 2 };

// What happened, in codes; which fields are set depends on the topic.
struct Happening {
  Topic topic{};
  SubjectKind subject_kind{};
  std::string number;      // of the order or e-service request; a message has none
  std::uint32_t part = 0;  // of the order; 0 where it is about all of it
  std::string before;      // the code of the status before
  std::string
      detail;  // the code of the status now, or of the reason; the planned or last date; the invoice's
               // number
  std::uint32_t days = 0;  // that a file will still be there
  bool operator==(const Happening&) const = default;
};

struct TopicWords {
  Topic topic;
  std::string_view code;
  accounts::Consent consent;  // which allows the e-mail that goes with it (ACC-04)
  Text title;                 // {number} and the like stand for what happened
  Text body;
};
std::span<const TopicWords> topics();
const TopicWords& words(Topic);
std::optional<Topic> parse_topic(std::string_view code);

std::string title_of(const Happening&, Language);
std::string body_of(const Happening&, Language);

}  // namespace vesture::domain::notifications
