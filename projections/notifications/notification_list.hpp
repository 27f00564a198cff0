// An account's notifications (ORD-18): a row is one, with the state of its e-mail.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "domain/common/sealing.hpp"
#include "domain/notifications/notification.hpp"
#include "projections/common/list.hpp"
#include "projections/common/projection.hpp"

namespace vesture::domain::notifications {
BOOST_DESCRIBE_ENUM(SubjectKind, order, service_request, message)
BOOST_DESCRIBE_ENUM(EmailState, none, waiting, attempting, sent, unknown, given_up)
BOOST_DESCRIBE_ENUM(GivenUpBecause, refused, tries_used_up, consent_withdrawn, no_address)
}  // namespace vesture::domain::notifications

namespace vesture::projections::notifications {

struct NotificationRow {
  domain::NotificationId notification;
  domain::AccountId account;
  domain::Instant at;
  domain::notifications::Topic topic{};
  domain::notifications::SubjectKind subject_kind{};
  domain::Uuid subject;
  std::string number;
  std::uint32_t part = 0;
  std::string before;
  std::string detail;
  std::uint32_t days = 0;
  std::optional<domain::Instant> read_at;
  domain::notifications::EmailState email{};
  std::uint32_t email_attempts = 0;
  std::optional<domain::notifications::GivenUpBecause> given_up_because;
  BOOST_DESCRIBE_CLASS(NotificationRow, (),
                       (notification, account, at, topic, subject_kind, subject, number, part, before, detail,
                        days, read_at, email, email_attempts, given_up_because),
                       (), ())
};

NotificationRow row_of(const domain::notifications::LiveNotification&);
domain::notifications::Happening happening_of(const NotificationRow&);

const List<NotificationRow>& notification_list();  // scope: the account's id

class NotificationsProjection : public Projection {
 public:
  explicit NotificationsProjection(const domain::Cipher& cipher) : cipher_(cipher) {}
  std::string name() const override { return "notifications"; }
  std::uint32_t version() const override { return 1; }
  std::vector<const Table*> tables() const override;
  std::vector<const engine::Engine*> lists() const override;
  std::vector<std::string> prefixes() const override;
  void apply(const eventstore::Commit&, ViewBatch&) const override;

 private:
  const domain::Cipher& cipher_;
};

}  // namespace vesture::projections::notifications
