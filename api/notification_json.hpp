// Notifications as they look in JSON.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "api/http/json.hpp"
#include "projections/notifications/notification_list.hpp"

namespace vesture::domain::notifications {
BOOST_DESCRIBE_ENUM(Topic, order_registered, part_moved, planned_date_changed, invoice_issued, invoice_paid,
                    result_file_added, document_received, result_handed_over, request_registered,
                    request_moved, file_expiring, file_expired, message_received, message_failed,
                    receipt_missed)
}  // namespace vesture::domain::notifications

namespace vesture::api {

enum class EmailShown { none, waiting, sent, unknown, given_up };
BOOST_DESCRIBE_ENUM(EmailShown, none, waiting, sent, unknown, given_up)

struct NotificationItem {
  domain::NotificationId id;
  domain::AccountId account;
  domain::Instant time;
  domain::notifications::Topic topic{};
  std::string title;
  std::string text;
  domain::notifications::SubjectKind subject_kind{};
  domain::Uuid subject;      // the order, e-service request or message
  std::string number;        // of it; "" of a message
  std::string subject_path;  // where it is opened
  bool unread = false;
  std::optional<domain::Instant> read_at;
  EmailShown email{};
  std::uint32_t email_attempts = 0;
  std::optional<domain::notifications::GivenUpBecause> email_given_up_because;
  BOOST_DESCRIBE_CLASS(NotificationItem, (),
                       (id, account, time, topic, title, text, subject_kind, subject, number, subject_path,
                        unread, read_at, email, email_attempts, email_given_up_because),
                       (), ())
};

NotificationItem item_of(projections::notifications::NotificationRow&&, domain::Language);

}  // namespace vesture::api
