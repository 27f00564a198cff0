// A notification in the account's workspace, and the e-mail that goes with it where one is wanted (ORD-18).
// Stream "notification-<id>".
//
// An e-mail goes out at least once, and no second time unless the outcome before is on record as refused for now
// or unknown. An attempt is on record before anything is said to a mail server; one that has no outcome
// kAttemptMicroseconds later was cut short (by a crash), and what came of it is unknown.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "domain/common/decision.hpp"
#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "domain/common/time.hpp"
#include "domain/notifications/topics.hpp"

namespace vesture::domain::notifications {

// Persisted numbers: never change or reuse one.
enum class GivenUpBecause : std::uint8_t {
  refused = 0,  // for good, by the mail server
  tries_used_up = 1,
  consent_withdrawn = 2,
  no_address = 3,
};

// Events

struct NotificationRaised {
  NotificationId notification;
  AccountId account;
  Uuid subject;  // the order, request or message
  Happening happening;
  bool email_wanted = false;
  Instant at;
  bool operator==(const NotificationRaised&) const = default;
};
struct NotificationRead {
  NotificationId notification;
  Instant at;
  bool operator==(const NotificationRead&) const = default;
};
struct EmailAttempted {
  NotificationId notification;
  std::uint32_t attempt = 0;  // 1, 2, 3 …
  Instant at;
  bool operator==(const EmailAttempted&) const = default;
};
struct EmailAccepted {
  NotificationId notification;
  std::uint32_t attempt = 0;
  Instant at;
  bool operator==(const EmailAccepted&) const = default;
};
// It is known not to have been delivered.
struct EmailRefused {
  NotificationId notification;
  std::uint32_t attempt = 0;
  bool permanent = false;
  std::uint32_t code = 0;  // of SMTP; 0 where it did not come to that
  std::optional<Instant> next_attempt_at;
  Instant at;
  bool operator==(const EmailRefused&) const = default;
};
struct EmailOutcomeUnknown {
  NotificationId notification;
  std::uint32_t attempt = 0;
  std::optional<Instant> next_attempt_at;
  Instant at;
  bool operator==(const EmailOutcomeUnknown&) const = default;
};
struct EmailGivenUp {
  NotificationId notification;
  GivenUpBecause because{};
  Instant at;
  bool operator==(const EmailGivenUp&) const = default;
};

using NotificationEvent = std::variant<NotificationRaised, NotificationRead, EmailAttempted, EmailAccepted,
                                       EmailRefused, EmailOutcomeUnknown, EmailGivenUp>;

// State

enum class EmailState : std::uint8_t {
  none,     // not wanted
  waiting,  // for its first attempt, or for the next after a refusal
  attempting,
  sent,
  unknown,  // what came of the last attempt; another is to follow
  given_up,
};

struct NoNotification {
  bool operator==(const NoNotification&) const = default;
};
struct LiveNotification {
  NotificationRaised raised;
  std::optional<Instant> read_at;
  EmailState email = EmailState::none;
  std::uint32_t attempts = 0;
  std::optional<GivenUpBecause> given_up_because;
  Instant due;  // the next attempt; while one is under way, when it counts as cut short
  bool operator==(const LiveNotification&) const = default;
};
using NotificationState = std::variant<NoNotification, LiveNotification>;

// When something is to be done about the e-mail; nullopt where nothing is.
std::optional<Instant> email_due(const LiveNotification&);

// Commands

struct RaiseNotification {
  NotificationId notification;
  AccountId account;
  Uuid subject;
  Happening happening;
  bool email_wanted = false;
};
struct ReadNotification {};
// Where the last attempt was cut short, its outcome is put on record as unknown, and no new one begins yet.
struct AttemptEmail {};
struct ReportAccepted {
  std::uint32_t attempt = 0;
};
struct ReportRefused {
  std::uint32_t attempt = 0;
  bool permanent = false;
  std::uint32_t code = 0;
};
struct ReportUnknown {
  std::uint32_t attempt = 0;
};
struct GiveUpEmail {
  GivenUpBecause because{};
};

using NotificationCommand = std::variant<RaiseNotification, ReadNotification, AttemptEmail, ReportAccepted,
                                         ReportRefused, ReportUnknown, GiveUpEmail>;

inline constexpr std::int64_t kAttemptMicroseconds = 15LL * 60 * 1'000'000;
inline constexpr std::uint32_t kMostAttempts = 7;

struct Notification {
  using Id = NotificationId;
  using State = NotificationState;
  using Event = NotificationEvent;
  using Command = NotificationCommand;

  static constexpr std::string_view kCategory = "notification-";  // of its streams
  static std::string stream(NotificationId id) { return std::string(kCategory) + to_string(id); }
  static Decision<NotificationEvent> decide(const NotificationCommand&, const NotificationState&,
                                            Instant now);
  static NotificationState evolve(NotificationState, const NotificationEvent&);
  static Encoded encode(const NotificationEvent&, const Cipher&);
  static std::expected<NotificationEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                              std::span<const std::uint8_t> payload,
                                                              const Cipher&);
};

namespace rejections {
inline constexpr Rejection no_notification{"notifications.not_raised",
                                           "ORD-18",
                                           "",
                                           Kind::conflict,
                                           {"Tāda paziņojuma nav", "There is no such notification"}};
inline constexpr Rejection notification_exists{
    "notifications.already_raised",
    "ORD-18",
    "",
    Kind::conflict,
    {"Paziņojums jau ir izveidots", "The notification has been raised already"}};
inline constexpr Rejection no_email_to_send{"notifications.no_email_to_send",
                                            "ORD-18",
                                            "",
                                            Kind::conflict,
                                            {"E-pasts nav jāsūta", "There is no e-mail to send"}};
inline constexpr Rejection email_not_due{
    "notifications.email_not_due",
    "ORD-18",
    "",
    Kind::conflict,
    {"E-pastu vēl nav laiks sūtīt", "It is not time to send the e-mail yet"}};
inline constexpr Rejection other_attempt{"notifications.other_attempt",
                                         "ORD-18",
                                         "",
                                         Kind::conflict,
                                         {"Šis mēģinājums nav atvērts", "This attempt is not under way"}};
}  // namespace rejections

}  // namespace vesture::domain::notifications
