// Notifications' events as bytes (events.fbs).
#include "domain/common/codec.hpp"

#include <array>

#include "domain/notifications/events_generated.h"
#include "domain/notifications/notification.hpp"

namespace vesture::domain::notifications {

namespace {

using namespace codec;

std::optional<Instant> read_next(bool has_next, std::int64_t at) {
  return has_next ? std::optional(Instant{at}) : std::nullopt;
}

Encoded write(const NotificationRaised& e) {
  Builder b;
  const auto& h = e.happening;
  const auto number = b.CreateString(h.number);
  const auto before = b.CreateString(h.before);
  const auto detail = b.CreateString(h.detail);
  const auto notification = codec::write(e.notification.uuid);
  const auto account = codec::write(e.account.uuid);
  const auto subject = codec::write(e.subject);
  return finish(
      "notifications.NotificationRaised", b,
      fb::CreateNotificationRaised(b, &notification, &account, write_enum<fb::Topic>(h.topic),
                                   write_enum<fb::SubjectKind>(h.subject_kind), &subject, number, h.part,
                                   before, detail, h.days, e.email_wanted, e.at.microseconds));
}

NotificationEvent read_raised(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::NotificationRaised>(payload);
  return NotificationRaised{
      read_id<NotificationId>(t.notification()),
      read_id<AccountId>(t.account()),
      codec::read(*t.subject()),
      {read_enum<Topic>(t.topic()), read_enum<SubjectKind>(t.subject_kind()), read_text(t.number()), t.part(),
       read_text(t.before()), read_text(t.detail()), t.days()},
      t.email_wanted(),
      {t.at()}};
}

Encoded write(const NotificationRead& e) {
  Builder b;
  const auto notification = codec::write(e.notification.uuid);
  return finish("notifications.NotificationRead", b,
                fb::CreateNotificationRead(b, &notification, e.at.microseconds));
}

NotificationEvent read_read(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::NotificationRead>(payload);
  return NotificationRead{read_id<NotificationId>(t.notification()), {t.at()}};
}

Encoded write(const EmailAttempted& e) {
  Builder b;
  const auto notification = codec::write(e.notification.uuid);
  return finish("notifications.EmailAttempted", b,
                fb::CreateEmailAttempted(b, &notification, e.attempt, e.at.microseconds));
}

NotificationEvent read_attempted(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::EmailAttempted>(payload);
  return EmailAttempted{read_id<NotificationId>(t.notification()), t.attempt(), {t.at()}};
}

Encoded write(const EmailAccepted& e) {
  Builder b;
  const auto notification = codec::write(e.notification.uuid);
  return finish("notifications.EmailAccepted", b,
                fb::CreateEmailAccepted(b, &notification, e.attempt, e.at.microseconds));
}

NotificationEvent read_accepted(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::EmailAccepted>(payload);
  return EmailAccepted{read_id<NotificationId>(t.notification()), t.attempt(), {t.at()}};
}

Encoded write(const EmailRefused& e) {
  Builder b;
  const auto notification = codec::write(e.notification.uuid);
  const auto next = e.next_attempt_at.value_or(Instant{}).microseconds;
  return finish("notifications.EmailRefused", b,
                fb::CreateEmailRefused(b, &notification, e.attempt, e.permanent, e.code, next,
                                       e.next_attempt_at.has_value(), e.at.microseconds));
}

NotificationEvent read_refused(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::EmailRefused>(payload);
  return EmailRefused{read_id<NotificationId>(t.notification()),
                      t.attempt(),
                      t.permanent(),
                      t.code(),
                      read_next(t.has_next_attempt(), t.next_attempt_at()),
                      {t.at()}};
}

Encoded write(const EmailOutcomeUnknown& e) {
  Builder b;
  const auto notification = codec::write(e.notification.uuid);
  const auto next = e.next_attempt_at.value_or(Instant{}).microseconds;
  return finish("notifications.EmailOutcomeUnknown", b,
                fb::CreateEmailOutcomeUnknown(b, &notification, e.attempt, next,
                                              e.next_attempt_at.has_value(), e.at.microseconds));
}

NotificationEvent read_unknown(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::EmailOutcomeUnknown>(payload);
  return EmailOutcomeUnknown{read_id<NotificationId>(t.notification()),
                             t.attempt(),
                             read_next(t.has_next_attempt(), t.next_attempt_at()),
                             {t.at()}};
}

Encoded write(const EmailGivenUp& e) {
  Builder b;
  const auto notification = codec::write(e.notification.uuid);
  return finish(
      "notifications.EmailGivenUp", b,
      fb::CreateEmailGivenUp(b, &notification, write_enum<fb::GivenUpBecause>(e.because), e.at.microseconds));
}

NotificationEvent read_given_up(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::EmailGivenUp>(payload);
  return EmailGivenUp{
      read_id<NotificationId>(t.notification()), read_enum<GivenUpBecause>(t.because()), {t.at()}};
}

constexpr std::array<Reader<NotificationEvent>, 7> kReaders{{
    {"notifications.NotificationRaised", 1, read_raised},
    {"notifications.NotificationRead", 1, read_read},
    {"notifications.EmailAttempted", 1, read_attempted},
    {"notifications.EmailAccepted", 1, read_accepted},
    {"notifications.EmailRefused", 1, read_refused},
    {"notifications.EmailOutcomeUnknown", 1, read_unknown},
    {"notifications.EmailGivenUp", 1, read_given_up},
}};

}  // namespace

Encoded Notification::encode(const NotificationEvent& event, const Cipher&) {
  return std::visit([](const auto& e) { return write(e); }, event);
}

std::expected<NotificationEvent, std::string> Notification::decode(std::string_view type,
                                                                   std::uint16_t schema, Bytes payload,
                                                                   const Cipher& cipher) {
  return codec::decode<NotificationEvent>(kReaders, type, schema, payload, cipher);
}

}  // namespace vesture::domain::notifications
