#include "domain/notifications/notification.hpp"

#include <array>

#include "domain/common/overloaded.hpp"

namespace vesture::domain::notifications {

namespace {

using Events = std::vector<NotificationEvent>;
using Outcome = Decision<NotificationEvent>;

constexpr std::int64_t kMinute = 60'000'000;
// Before the second attempt, the third …
constexpr std::array<std::int64_t, kMostAttempts - 1> kPauses{1 * kMinute,   5 * kMinute,   30 * kMinute,
                                                              120 * kMinute, 480 * kMinute, 1440 * kMinute};

NotificationId id_of(const LiveNotification& s) { return s.raised.notification; }

std::optional<Instant> next_attempt(std::uint32_t after, Instant now) {
  if (after >= kMostAttempts) return std::nullopt;
  return Instant{now.microseconds + kPauses[after - 1]};
}

bool awaits_attempt(const LiveNotification& s) {
  return s.email == EmailState::waiting || s.email == EmailState::unknown;
}

bool is_under_way(const LiveNotification& s, std::uint32_t attempt) {
  return s.email == EmailState::attempting && s.attempts == attempt;
}

Outcome unknown_outcome(const LiveNotification& s, Instant now) {
  const auto next = next_attempt(s.attempts, now);
  Events events{EmailOutcomeUnknown{id_of(s), s.attempts, next, now}};
  if (!next) events.push_back(EmailGivenUp{id_of(s), GivenUpBecause::tries_used_up, now});
  return events;
}

NotificationRaised raised_by(const RaiseNotification& c, Instant at) {
  return {c.notification, c.account, c.subject, c.happening, c.email_wanted, at};
}

Outcome on(const RaiseNotification& c, const NoNotification&, Instant now) {
  return Events{raised_by(c, now)};
}

Outcome on(const RaiseNotification& c, const LiveNotification& s, Instant) {
  if (s.raised == raised_by(c, s.raised.at)) return Events{};
  return std::unexpected(rejections::notification_exists);
}

Outcome on(const ReadNotification&, const LiveNotification& s, Instant now) {
  if (s.read_at) return Events{};
  return Events{NotificationRead{id_of(s), now}};
}

Outcome on(const AttemptEmail&, const LiveNotification& s, Instant now) {
  const auto due = email_due(s);
  if (!due) return std::unexpected(rejections::no_email_to_send);
  if (now < *due) return std::unexpected(rejections::email_not_due);
  if (s.email == EmailState::attempting) return unknown_outcome(s, now);
  return Events{EmailAttempted{id_of(s), s.attempts + 1, now}};
}

Outcome on(const ReportAccepted& c, const LiveNotification& s, Instant now) {
  if (!is_under_way(s, c.attempt)) return std::unexpected(rejections::other_attempt);
  return Events{EmailAccepted{id_of(s), c.attempt, now}};
}

Outcome on(const ReportRefused& c, const LiveNotification& s, Instant now) {
  if (!is_under_way(s, c.attempt)) return std::unexpected(rejections::other_attempt);
  const auto next = c.permanent ? std::nullopt : next_attempt(c.attempt, now);
  Events events{EmailRefused{id_of(s), c.attempt, c.permanent, c.code, next, now}};
  const auto because = c.permanent ? GivenUpBecause::refused : GivenUpBecause::tries_used_up;
  if (!next) events.push_back(EmailGivenUp{id_of(s), because, now});
  return events;
}

Outcome on(const ReportUnknown& c, const LiveNotification& s, Instant now) {
  if (!is_under_way(s, c.attempt)) return std::unexpected(rejections::other_attempt);
  return unknown_outcome(s, now);
}

Outcome on(const GiveUpEmail& c, const LiveNotification& s, Instant now) {
  if (!awaits_attempt(s)) return std::unexpected(rejections::no_email_to_send);
  return Events{EmailGivenUp{id_of(s), c.because, now}};
}

// Everything but raising needs a notification.
Outcome on(const auto&, const NoNotification&, Instant) {
  return std::unexpected(rejections::no_notification);
}

LiveNotification opened(const NotificationRaised& e) {
  LiveNotification fresh{e, std::nullopt, EmailState::none, 0, std::nullopt, {}};
  if (e.email_wanted) {
    fresh.email = EmailState::waiting;
    fresh.due = e.at;
  }
  return fresh;
}

// Where no attempt follows, EmailGivenUp is the next event.
void await_attempt(LiveNotification& s, EmailState as, const std::optional<Instant>& next) {
  s.email = as;
  s.due = next.value_or(Instant{});
}

void apply(LiveNotification& s, const NotificationRead& e) { s.read_at = e.at; }
void apply(LiveNotification& s, const EmailAttempted& e) {
  if (!awaits_attempt(s) || e.attempt != s.attempts + 1) throw ImpossibleEvent("an attempt out of turn");
  s.email = EmailState::attempting;
  s.attempts = e.attempt;
  s.due = {e.at.microseconds + kAttemptMicroseconds};
}
void apply(LiveNotification& s, const EmailAccepted&) { s.email = EmailState::sent; }
void apply(LiveNotification& s, const EmailRefused& e) {
  await_attempt(s, EmailState::waiting, e.next_attempt_at);
}
void apply(LiveNotification& s, const EmailOutcomeUnknown& e) {
  await_attempt(s, EmailState::unknown, e.next_attempt_at);
}
void apply(LiveNotification& s, const EmailGivenUp& e) {
  s.email = EmailState::given_up;
  s.given_up_because = e.because;
}

}  // namespace

std::optional<Instant> email_due(const LiveNotification& s) {
  if (awaits_attempt(s) || s.email == EmailState::attempting) return s.due;
  return std::nullopt;
}

Decision<NotificationEvent> Notification::decide(const NotificationCommand& command,
                                                 const NotificationState& state, Instant now) {
  return std::visit([now](const auto& c, const auto& s) { return on(c, s, now); }, command, state);
}

NotificationState Notification::evolve(NotificationState state, const NotificationEvent& event) {
  if (const auto* first = std::get_if<NotificationRaised>(&event)) {
    if (std::holds_alternative<LiveNotification>(state)) throw ImpossibleEvent("a notification raised twice");
    return opened(*first);
  }
  auto* live = std::get_if<LiveNotification>(&state);
  if (!live) throw ImpossibleEvent("an event of a notification that was not raised");
  std::visit(Overloaded{[](const NotificationRaised&) {}, [live](const auto& e) { apply(*live, e); }}, event);
  return state;
}

}  // namespace vesture::domain::notifications
