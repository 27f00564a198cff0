// Notifications and their e-mails: what goes out when, how often, and what is given up (ORD-18, ACC-04).
#include "domain/notifications/notification.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

#include "tests/domain/given.hpp"
#include "tests/domain/order_facts.hpp"

namespace vesture::domain::notifications {
namespace {

using enum GivenUpBecause;
using Story = std::vector<NotificationEvent>;

const auto kNotification = orders::numbered<NotificationId>(20);
constexpr std::int64_t kMinute = 60'000'000;

Instant later(std::int64_t minutes) { return {kNoon.microseconds + minutes * kMinute}; }

const Happening kMoved{
    Topic::part_moved, SubjectKind::order, "P-0000000001", 2, "registered", "in_progress", 0};

NotificationRaised raised(bool email_wanted = true) {
  return {kNotification, orders::kAccount, orders::kOrder.uuid, kMoved, email_wanted, kNoon};
}
RaiseNotification raise(const NotificationRaised& e) {
  return {e.notification, e.account, e.subject, e.happening, e.email_wanted};
}

EmailAttempted attempted(std::uint32_t attempt, Instant at = kNoon) { return {kNotification, attempt, at}; }
EmailAccepted accepted(std::uint32_t attempt, Instant at = kNoon) { return {kNotification, attempt, at}; }
EmailRefused refused_for_now(std::uint32_t attempt, Instant next, Instant at = kNoon) {
  return {kNotification, attempt, false, 451, next, at};
}
EmailOutcomeUnknown unknown(std::uint32_t attempt, Instant next, Instant at = kNoon) {
  return {kNotification, attempt, next, at};
}
EmailGivenUp given_up(GivenUpBecause because, Instant at = kNoon) { return {kNotification, because, at}; }

TEST(NotificationDecider, ORD_18_IsRaisedOnce) {
  given<Notification>().when(raise(raised())).then({raised()});
  given<Notification>(raised()).when(raise(raised())).then_nothing();
  given<Notification>(raised()).when(raise(raised(false))).then_rejected(rejections::notification_exists);
}

TEST(NotificationDecider, IsReadOnce) {
  const NotificationRead read{kNotification, kNoon};
  given<Notification>(raised()).when(ReadNotification{}).then({read});
  given<Notification>(raised(), read).when(ReadNotification{}, later(5)).then_nothing();
}

TEST(NotificationDecider, NothingIsDoneToOneThatIsNotThere) {
  for (const NotificationCommand& command : std::vector<NotificationCommand>{
           ReadNotification{}, AttemptEmail{}, ReportAccepted{1}, ReportRefused{1, true, 550},
           ReportUnknown{1}, GiveUpEmail{no_address}})
    given<Notification>().when(command).then_rejected(rejections::no_notification);
}

TEST(NotificationDecider, AnEmailThatIsNotWantedIsNeverAttempted) {
  given<Notification>(raised(false)).when(AttemptEmail{}).then_rejected(rejections::no_email_to_send);
  given<Notification>(raised(false))
      .when(GiveUpEmail{no_address})
      .then_rejected(rejections::no_email_to_send);
}

TEST(NotificationDecider, ORD_18_AnAcceptedEmailIsNotAttemptedAgain) {
  given<Notification>(raised()).when(AttemptEmail{}).then({attempted(1)});
  given<Notification>(raised(), attempted(1)).when(ReportAccepted{1}).then({accepted(1)});
  given<Notification>(raised(), attempted(1), accepted(1))
      .when(AttemptEmail{}, later(100'000))
      .then_rejected(rejections::no_email_to_send);
}

TEST(NotificationDecider, NoSecondAttemptBeginsWhileOneIsUnderWay) {
  given<Notification>(raised(), attempted(1))
      .when(AttemptEmail{}, later(14))
      .then_rejected(rejections::email_not_due);
}

TEST(NotificationDecider, AnAttemptThatWasCutShortIsUnknownBeforeAnotherBegins) {
  given<Notification>(raised(), attempted(1))
      .when(AttemptEmail{}, later(15))
      .then({unknown(1, later(16), later(15))});
  const Story cut_short{raised(), attempted(1), unknown(1, later(16), later(15))};
  given<Notification>(cut_short).when(AttemptEmail{}, later(15)).then_rejected(rejections::email_not_due);
  given<Notification>(cut_short).when(AttemptEmail{}, later(16)).then({attempted(2, later(16))});
}

TEST(NotificationDecider, APermanentRefusalIsGivenUpAtOnce) {
  const EmailRefused permanent{kNotification, 1, true, 550, std::nullopt, kNoon};
  given<Notification>(raised(), attempted(1))
      .when(ReportRefused{1, true, 550})
      .then({permanent, given_up(refused)});
  given<Notification>(raised(), attempted(1), permanent, given_up(refused))
      .when(AttemptEmail{}, later(100'000))
      .then_rejected(rejections::no_email_to_send);
}

// Fails every attempt the same way, each as soon as it is due, and gives the minutes between them.
std::vector<std::int64_t> pauses_after(const NotificationCommand& failure_of_first, Story& story) {
  std::vector<std::int64_t> minutes;
  auto now = kNoon;
  const auto decided = [&](const NotificationCommand& command) {
    const auto decision = Notification::decide(command, folded<Notification>(story), now);
    for (const auto& event : decision.value()) story.push_back(event);
  };
  for (std::uint32_t attempt = 1;; ++attempt) {
    decided(AttemptEmail{});
    auto failure = failure_of_first;
    if (auto* refusal = std::get_if<ReportRefused>(&failure)) refusal->attempt = attempt;
    if (auto* silence = std::get_if<ReportUnknown>(&failure)) silence->attempt = attempt;
    decided(failure);
    const auto due = email_due(std::get<LiveNotification>(folded<Notification>(story)));
    if (!due) return minutes;
    minutes.push_back((due->microseconds - now.microseconds) / kMinute);
    now = *due;
  }
}

TEST(NotificationDecider, ORD_18_PausesGrowAndThenItIsGivenUpOnRecord) {
  const std::vector<std::int64_t> growing{1, 5, 30, 120, 480, 1440};
  for (const NotificationCommand& failure :
       std::vector<NotificationCommand>{ReportRefused{1, false, 451}, ReportUnknown{1}}) {
    Story story{raised()};
    EXPECT_EQ(pauses_after(failure, story), growing);
    EXPECT_EQ(std::get<EmailGivenUp>(story.back()).because, tries_used_up);
  }
}

TEST(NotificationDecider, TheNextAttemptWaitsForItsTime) {
  const Story story{raised(), attempted(1), refused_for_now(1, later(1))};
  given<Notification>(story).when(AttemptEmail{}, later(0)).then_rejected(rejections::email_not_due);
  given<Notification>(story).when(AttemptEmail{}, later(1)).then({attempted(2, later(1))});
}

TEST(NotificationDecider, AnOutcomeIsOfTheAttemptThatIsUnderWay) {
  given<Notification>(raised()).when(ReportAccepted{1}).then_rejected(rejections::other_attempt);
  given<Notification>(raised(), attempted(1))
      .when(ReportAccepted{2})
      .then_rejected(rejections::other_attempt);
  given<Notification>(raised(), attempted(1), unknown(1, later(1)))
      .when(ReportRefused{1, false, 451})
      .then_rejected(rejections::other_attempt);
  given<Notification>(raised(), attempted(1), accepted(1))
      .when(ReportUnknown{1})
      .then_rejected(rejections::other_attempt);
}

TEST(NotificationDecider, ACC_04_WithoutConsentOrAddressItIsGivenUpBeforeItGoesOut) {
  for (const auto because : {consent_withdrawn, no_address})
    given<Notification>(raised()).when(GiveUpEmail{because}).then({given_up(because)});
  given<Notification>(raised(), attempted(1))
      .when(GiveUpEmail{no_address})
      .then_rejected(rejections::no_email_to_send);
}

// Whatever is asked in whatever order, an attempt follows only on none, a refusal for now or an unknown outcome.
RC_GTEST_PROP(NotificationDecider, ORD_18_ASecondAttemptNeedsARefusalOrAnUnknownOutcomeOnRecord, ()) {
  Story story{raised()};
  auto now = kNoon;
  const auto steps = *rc::gen::inRange(1, 40);
  for (int step = 0; step < steps; ++step) {
    const auto attempt = *rc::gen::inRange<std::uint32_t>(1, 4);
    const std::array<NotificationCommand, 6> commands{
        AttemptEmail{},         ReportAccepted{attempt}, ReportRefused{attempt, false, 451},
        ReportUnknown{attempt}, ReadNotification{},      ReportRefused{attempt, true, 550}};
    const auto& command = commands[*rc::gen::inRange<std::size_t>(0, commands.size())];
    now.microseconds += *rc::gen::inRange<std::int64_t>(0, 20 * kMinute);
    const auto decision = Notification::decide(command, folded<Notification>(story), now);
    if (decision) story.insert(story.end(), decision->begin(), decision->end());
  }
  bool may_attempt = true;
  for (const auto& event : story) {
    if (std::holds_alternative<EmailAttempted>(event)) {
      RC_ASSERT(may_attempt);
      may_attempt = false;
    }
    if (const auto* refusal = std::get_if<EmailRefused>(&event)) may_attempt = !refusal->permanent;
    if (std::holds_alternative<EmailOutcomeUnknown>(event)) may_attempt = true;
    if (std::holds_alternative<EmailGivenUp>(event)) may_attempt = false;
  }
}

TEST(NotificationTexts, SayWhatHappenedInBothLanguages) {
  EXPECT_EQ(title_of(kMoved, Language::lv), "Pasūtījums P-0000000001: Izpildē");
  EXPECT_EQ(title_of(kMoved, Language::en), "Order P-0000000001: In progress");
  EXPECT_EQ(body_of(kMoved, Language::lv),
            "Pasūtījuma P-0000000001 2. daļas statuss mainīts no “Pasūtījums reģistrēts” uz “Izpildē”.");
  EXPECT_EQ(
      body_of(kMoved, Language::en),
      "The status of part 2 of order P-0000000001 has changed from “Order registered” to “In progress”.");
}

TEST(NotificationTexts, AFileIsOfAnOrderOrOfARequest) {
  Happening expiring{
      Topic::file_expiring, SubjectKind::service_request, "E-0000000001", 0, "", "2026-05-31", 14};
  EXPECT_EQ(body_of(expiring, Language::en),
            "E-service request E-0000000001: a file is kept until the end of 2026-05-31, and will then be "
            "deleted for "
            "good. Days left: 14.");
  expiring.subject_kind = SubjectKind::order;
  EXPECT_EQ(title_of(expiring, Language::lv), "Pasūtījums E-0000000001: beidzas datnes glabāšanas termiņš");
}

TEST(NotificationTexts, EveryTopicHasWordsWithNothingLeftToFill) {
  for (const auto& topic : topics()) {
    EXPECT_EQ(parse_topic(topic.code), topic.topic);
    const bool of_order = topic.consent == accounts::Consent::e_service_notifications;
    const Happening happening{topic.topic, SubjectKind::order, "P-1", 1, "registered", "ready", 3};
    for (const auto language : {Language::lv, Language::en})
      for (const auto& text : {title_of(happening, language), body_of(happening, language)}) {
        EXPECT_EQ(text.find("P-1") != std::string::npos, of_order) << topic.code;
        EXPECT_EQ(text.find_first_of("{}"), std::string::npos) << text;
      }
  }
}

TEST(NotificationTexts, MAIL_13_AMessagesFailureSaysWhy) {
  const Happening failed{Topic::message_failed, SubjectKind::message, "", 0, "", "inactive", 0};
  EXPECT_EQ(
      body_of(failed, Language::en),
      "An e-address message could not be sent. The reason: The recipient's e-address account is not active.");
}

TEST(NotificationTexts, ACC_04_MessagesGoByTheConsentForTheEAddressAndAllElseByThatForEServices) {
  for (const auto& topic : topics()) {
    const bool of_message = topic.code.starts_with("message_") || topic.code.starts_with("receipt_");
    EXPECT_EQ(topic.consent, of_message ? accounts::Consent::e_address_notifications
                                        : accounts::Consent::e_service_notifications)
        << topic.code;
  }
}

TEST(NotificationTexts, AnUnknownCodeIsNoTopic) { EXPECT_EQ(parse_topic("order"), std::nullopt); }

}  // namespace
}  // namespace vesture::domain::notifications
