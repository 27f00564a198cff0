#include "api/errands/email.hpp"

#include <spdlog/spdlog.h>

#include <optional>
#include <variant>

#include "api/system_commit.hpp"
#include "domain/accounts/profile.hpp"
#include "domain/common/overloaded.hpp"
#include "domain/notifications/notification.hpp"

namespace vesture::api {

namespace {

namespace dom = domain::notifications;
namespace accounts = domain::accounts;
using dom::GivenUpBecause;
using dom::Notification;

constexpr domain::Text kFooter{
    "\n\nSīkāk: portālā, Jūsu darba vietā.\n"
    "Paziņojums nosūtīts automātiski, uz to nav jāatbild. No e-pasta paziņojumiem var atteikties portālā.\n",
    "\n\nMore: in the portal, in your workspace.\n"
    "This was sent automatically; please do not answer. E-mail notifications can be turned off in the "
    "portal.\n"};

// An attempt that is on record and is now to be made.
struct Attempt {
  std::uint32_t number = 0;
  Mail mail;
};

Mail mail_of(const dom::NotificationRaised& raised, const accounts::ProfileState& profile) {
  const auto language = profile.language;
  return {to_string(raised.notification),
          profile.e_mail_for_notifications()->value.text,
          title_of(raised.happening, language),
          body_of(raised.happening, language) + std::string(kFooter.in(language)),
          language == domain::Language::en ? "en" : "lv",
          raised.at};
}

std::optional<GivenUpBecause> obstacle(dom::Topic topic, const accounts::ProfileState& profile) {
  if (!profile.consents(dom::words(topic).consent)) return GivenUpBecause::consent_withdrawn;
  if (!profile.e_mail_for_notifications()) return GivenUpBecause::no_address;
  return std::nullopt;
}

// Puts on record what is due; gives the attempt where that is one.
std::optional<Attempt> begin(Unit& unit, domain::NotificationId id) {
  const auto live = std::get<dom::LiveNotification>(unit.load<Notification>(id));
  const auto& profile = unit.load<accounts::Profile>(live.raised.account);
  const auto due = email_due(live);
  if (!due || unit.now() < *due) return std::nullopt;
  const auto because = obstacle(live.raised.happening.topic, profile);
  if (because && live.email != dom::EmailState::attempting) {
    (void)unit.decide<Notification>(id, dom::GiveUpEmail{*because});
    return std::nullopt;
  }
  (void)unit.decide<Notification>(id, dom::AttemptEmail{});
  const auto& now = std::get<dom::LiveNotification>(unit.load<Notification>(id));
  if (now.attempts == live.attempts) return std::nullopt;
  return Attempt{now.attempts, mail_of(live.raised, profile)};
}

dom::NotificationCommand report_of(const MailOutcome& outcome, std::uint32_t attempt) {
  return std::visit(
      domain::Overloaded{
          [&](const MailAccepted&) -> dom::NotificationCommand { return dom::ReportAccepted{attempt}; },
          [&](const MailRefused& refused) -> dom::NotificationCommand {
            return dom::ReportRefused{attempt, refused.permanent, refused.code};
          },
          [&](const MailOutcomeUnknown&) -> dom::NotificationCommand { return dom::ReportUnknown{attempt}; }},
      outcome);
}

void log_trouble(const MailOutcome& outcome, domain::NotificationId id) {
  if (const auto* refused = std::get_if<MailRefused>(&outcome))
    spdlog::warn("e-mail refused notification={} code={} permanent={}", to_string(id), refused->code,
                 refused->permanent);
  else if (std::holds_alternative<MailOutcomeUnknown>(outcome))
    spdlog::warn("e-mail's outcome is unknown notification={}", to_string(id));
}

// The notification as it stands: whose it is, and the commit that its next one answers.
struct Known {
  domain::AccountId account;
  eventstore::Position last = 0;
};

std::optional<Known> find(const Backend& backend, domain::NotificationId id) {
  Unit unit = backend.begin();
  const auto* live = std::get_if<dom::LiveNotification>(&unit.load<Notification>(id));
  if (!live) return std::nullopt;
  Known known{live->raised.account, 0};
  backend.log.read_stream(Notification::stream(id), unit.version<Notification>(id),
                          [&](const eventstore::Commit& commit, const eventstore::Event&) {
                            known.last = commit.position;
                            return true;
                          });
  return known;
}

class Emails final : public Errands {
 public:
  Emails(const Backend& backend, MailSender& sender) : backend_(backend), sender_(sender) {}

  projections::agenda::Errand kind() const override { return projections::agenda::Errand::email; }

  void run(std::span<const projections::agenda::Entry> due, const std::stop_token& stop) override {
    for (const auto& entry : due) {
      if (stop.stop_requested()) return;
      send_email(backend_, sender_, domain::NotificationId{entry.id}, stop);
    }
  }

 private:
  const Backend& backend_;
  MailSender& sender_;
};

}  // namespace

std::unique_ptr<Errands> email_errands(const Backend& backend, MailSender& sender) {
  return std::make_unique<Emails>(backend, sender);
}

void send_email(const Backend& backend, MailSender& sender, domain::NotificationId id, std::stop_token stop) {
  const auto known = find(backend, id);
  if (!known) return;
  std::optional<Attempt> attempt;
  const SystemAct attempting{"notifications.attempt_email", known->last,
                             [&](Unit& unit) -> Result<domain::AccountId> {
                               attempt.reset();
                               attempt = begin(unit, id);
                               return known->account;
                             }};
  const auto began = commit_by_system(backend, {&attempting, 1}).front();
  if (!attempt || began == 0) return;  // nothing is sent that is not on record
  const auto outcome = sender.send(attempt->mail, std::move(stop));
  log_trouble(outcome, id);
  const SystemAct reporting{"notifications.report_email", began,
                            [&](Unit& unit) -> Result<domain::AccountId> {
                              // Rejected where the attempt was counted as cut short in the meantime: then that
                              // is on record.
                              (void)unit.decide<Notification>(id, report_of(outcome, attempt->number));
                              return known->account;
                            }};
  commit_by_system(backend, {&reporting, 1});
}

}  // namespace vesture::api
