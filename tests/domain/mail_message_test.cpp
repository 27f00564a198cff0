// What becomes of a message (MAIL-13, MAIL-14), and of each party's copy of it (MAIL-09, MAIL-10).
#include <gtest/gtest.h>

#include "domain/mail/message.hpp"
#include "domain/mail/purge.hpp"
#include "domain/mail/suspicion.hpp"
#include "tests/domain/mail_facts.hpp"

namespace vesture::domain::mail {
namespace {

const std::vector<MessageEvent> kProcessing{message_submitted()};
const std::vector<MessageEvent> kFailed{message_submitted(), message_failed()};
const std::vector<MessageEvent> kAvailable{message_submitted(), message_delivered()};
const std::vector<MessageEvent> kConfirmed{message_submitted(), message_delivered(), receipt_confirmed()};
const std::vector<MessageEvent> kRefused{message_submitted(), message_delivered(), receipt_refused()};
const std::vector<MessageEvent> kMissed{message_submitted(), message_delivered(), receipt_missed()};

const Instant kDeadline = message_delivered().confirmation.due;
const DeliverMessage kDeliver{kRecipient, "SIA Ozols"};
const RefuseReceipt kRefuse{kReceiver, "Nav adresēts mums"};

std::string status_of(const std::vector<MessageEvent>& events) {
  const auto state = folded<Message>(events);
  return std::string(words(sending_status(state)).code) + " " +
         std::string(words(delivery_status(state)).code);
}

TEST(MessageDecider, MAIL_22_IsSubmittedOnceUnderItsId) {
  given<Message>().when(submit_message()).then({message_submitted()});
  auto other = submit_message();
  other.recipient = kPerson;
  for (const auto& story : {kProcessing, kFailed, kAvailable, kConfirmed}) {
    given<Message>(story).when(submit_message(), a_day_after(kNoon)).then_nothing();
    given<Message>(story).when(other).then_rejected(rejections::message_exists);
  }
}

TEST(MessageDecider, MAIL_13_IsProcessingThenSentOrFailed) {
  EXPECT_EQ(status_of(kProcessing), "processing -");
  EXPECT_EQ(status_of(kAvailable), "sent -");
  EXPECT_EQ(status_of(kFailed), "failed -");
  EXPECT_EQ(words(SendingStatus::processing).label.lv, "Apstrādē");
  EXPECT_EQ(words(SendingStatus::sent).label.lv, "Izsūtīts");
  EXPECT_EQ(words(SendingStatus::failed).label.lv, "Neizdevās izsūtīt");
}

TEST(MessageDecider, MAIL_13_IsDeliveredOrFailsOnce) {
  given<Message>(kProcessing).when(kDeliver).then({message_delivered()});
  given<Message>(kProcessing).when(FailMessage{FailureReason::inactive}).then({message_failed()});
  given<Message>(kFailed).when(FailMessage{FailureReason::inactive}).then_nothing();
  given<Message>(kFailed)
      .when(FailMessage{FailureReason::annulled})
      .then_rejected(rejections::delivery_decided);
  given<Message>(kFailed).when(kDeliver).then_rejected(rejections::delivery_decided);
  for (const auto& story : {kAvailable, kConfirmed, kRefused, kMissed}) {
    given<Message>(story).when(kDeliver, a_day_after(kNoon)).then_nothing();
    given<Message>(story)
        .when(DeliverMessage{kSender, "Anna Ozola"})
        .then_rejected(rejections::delivery_decided);
    given<Message>(story)
        .when(FailMessage{FailureReason::inactive})
        .then_rejected(rejections::delivery_decided);
  }
}

TEST(MessageDecider, MAIL_14_IsConfirmedRefusedOrMissed) {
  EXPECT_EQ(status_of(kConfirmed), "sent delivered");
  EXPECT_EQ(status_of(kRefused), "sent refused");
  EXPECT_EQ(status_of(kMissed), "sent missed");
  EXPECT_EQ(words(DeliveryStatus::delivered).label.lv, "Piegādāts");
  EXPECT_EQ(words(DeliveryStatus::missed).label.lv, "Saņēmēja nokavēta");
  EXPECT_EQ(words(DeliveryStatus::refused).label.lv, "Saņēmēja noraidīta");
  given<Message>(kAvailable).when(ConfirmReceipt{kReceiver}).then({receipt_confirmed()});
  given<Message>(kAvailable).when(kRefuse).then({receipt_refused()});
  given<Message>(kConfirmed).when(ConfirmReceipt{kReceiver}).then_nothing();
  given<Message>(kConfirmed).when(kRefuse).then_rejected(rejections::receipt_concluded);
  given<Message>(kRefused).when(kRefuse).then_nothing();
  given<Message>(kRefused)
      .when(RefuseReceipt{kReceiver, "Cits"})
      .then_rejected(rejections::receipt_concluded);
  given<Message>(kRefused).when(ConfirmReceipt{kReceiver}).then_rejected(rejections::receipt_concluded);
  given<Message>(kMissed).when(ConfirmReceipt{kReceiver}).then_rejected(rejections::receipt_concluded);
  given<Message>(kMissed).when(kRefuse).then_rejected(rejections::receipt_concluded);
  for (const auto& story : {kProcessing, kFailed}) {
    given<Message>(story).when(ConfirmReceipt{kReceiver}).then_rejected(rejections::not_delivered);
    given<Message>(story).when(kRefuse).then_rejected(rejections::not_delivered);
  }
}

TEST(MessageDecider, MAIL_14_IsConfirmedBeforeTheDeadlineOnly) {
  const Instant last = just_before(kDeadline);
  given<Message>(kAvailable).when(ConfirmReceipt{kReceiver}, last).then({receipt_confirmed(last)});
  given<Message>(kAvailable).when(MissReceipt{}, last).then_nothing();
  given<Message>(kAvailable)
      .when(ConfirmReceipt{kReceiver}, kDeadline)
      .then_rejected(rejections::receipt_concluded);
  given<Message>(kAvailable).when(kRefuse, kDeadline).then_rejected(rejections::receipt_concluded);
  given<Message>(kAvailable).when(MissReceipt{}, kDeadline).then({receipt_missed(kDeadline)});
  for (const auto& story : {kProcessing, kFailed, kConfirmed, kRefused, kMissed})
    given<Message>(story).when(MissReceipt{}, kDeadline).then_nothing();
}

TEST(MessageDecider, MAIL_14_AReasonForRefusingHasOneTo250Characters) {
  const auto refuse = [](const std::string& reason) { return RefuseReceipt{kReceiver, reason}; };
  std::string longest;
  for (int i = 0; i < 250; ++i) longest += "ā";
  auto refused = receipt_refused();
  refused.reason = longest;
  given<Message>(kAvailable).when(refuse(longest)).then({refused});
  for (const auto& reason : {longest + "a", std::string(), std::string(" \n\t")})
    given<Message>(kAvailable).when(refuse(reason)).then_rejected(rejections::reason_malformed);
}

TEST(MessageDecider, MAIL_14_WithoutAStatedDayTheDeadlineIsThirtyDaysRolledToAWorkingDay) {
  const auto deadline = message_delivered().confirmation;  // 2024-06-01 is a Saturday
  EXPECT_EQ(to_string(last_day(deadline)), "2024-06-03");
  EXPECT_EQ(deadline.count, 30);
  EXPECT_EQ(deadline.skipped.size(), 2U);
  EXPECT_EQ(deadline.clause, "MAIL-14");
}

TEST(MessageDecider, MAIL_14_AStatedDayCountsToItsEndWhateverDayItIs) {
  const Date sunday = parse_date("2024-05-05").value();
  const auto deadline = confirmation_deadline(sunday, kNoon);
  EXPECT_EQ(last_day(deadline), sunday);
  EXPECT_EQ(deadline.due, start_of_day_in_riga({sunday.days + 1}));
  EXPECT_EQ(deadline.count, 3);
  given<Message>(message_submitted(sunday)).when(kDeliver).then({message_delivered(sunday)});
}

TEST(MessageDecider, MAIL_14_AStatedDayThatIsNotAfterTheDeliverysLeavesTheRecipientTheOrdinaryTerm) {
  for (const auto day : {kToday, days_later(-1)})
    given<Message>(message_submitted(day)).when(kDeliver).then({message_delivered()});
  EXPECT_EQ(last_day(confirmation_deadline(days_later(1), kNoon)), days_later(1));
}

TEST(MessageDecider, NothingIsDecidedOfAMessageThatIsNotThere) {
  for (const MessageCommand& command :
       std::vector<MessageCommand>{kDeliver, FailMessage{}, ConfirmReceipt{}, kRefuse, MissReceipt{}})
    given<Message>().when(command).then_rejected(rejections::no_message);
}

TEST(MessageDecider, AnEventThatCannotFollowIsCorruptHistory) {
  EXPECT_THROW(folded<Message>({message_delivered()}), ImpossibleEvent);
  EXPECT_THROW(folded<Message>({message_submitted(), receipt_confirmed()}), ImpossibleEvent);
  EXPECT_THROW(folded<Message>({message_submitted(), message_failed(), message_delivered()}),
               ImpossibleEvent);
  EXPECT_THROW(
      folded<Message>({message_submitted(), message_delivered(), receipt_missed(), receipt_refused()}),
      ImpossibleEvent);
}

const FileCopy kFile{kReceivedCopy, kRecipient, kDraft};

TEST(CopyDecider, MAIL_15_IsFiledOnce) {
  given<Copy>().when(kFile).then({copy_filed()});
  given<Copy>(copy_filed()).when(kFile, a_day_after(kNoon)).then_nothing();
  given<Copy>(copy_filed(), copy_deleted()).when(kFile).then_nothing();
  given<Copy>(copy_filed())
      .when(FileCopy{kReceivedCopy, kSender, kDraft})
      .then_rejected(rejections::copy_exists);
}

TEST(CopyDecider, MAIL_09_ReceiptIsConcludedBeforeDeleting) {
  given<Copy>(copy_filed())
      .when(DeleteCopy{.receipt_pending = true})
      .then_rejected(rejections::receipt_pending);
  given<Copy>(copy_filed()).when(DeleteCopy{}).then({copy_deleted()});
}

TEST(CopyDecider, MAIL_09_DeletingMovesAndDeletingAgainIsForGood) {
  given<Copy>(copy_filed(), copy_deleted()).when(DeleteCopy{}).then_nothing();
  given<Copy>(copy_filed(), copy_deleted()).when(DestroyCopy{}).then({copy_destroyed("MAIL-09")});
  const auto given_destroyed = given<Copy>(copy_filed(), copy_deleted(), copy_destroyed("MAIL-09"));
  given_destroyed.when(DestroyCopy{}).then_nothing();
  given_destroyed.when(DeleteCopy{}).then_rejected(rejections::destroyed);
  given_destroyed.when(RestoreCopy{}).then_rejected(rejections::destroyed);
  given_destroyed.when(kFile).then_nothing();
}

TEST(CopyDecider, MAIL_09_OnlyWhatIsInDeletedIsDestroyed) {
  const auto refusal = [](const CopyFiled& copy) {
    return Copy::decide(DestroyCopy{}, folded<Copy>({copy}), kNoon).error().rule;
  };
  EXPECT_EQ(refusal(copy_filed(kReceivedCopy)), "MAIL-03");
  EXPECT_EQ(refusal(copy_filed(kSentCopy)), "MAIL-04");
}

TEST(CopyDecider, MAIL_10_IsRestored) {
  given<Copy>(copy_filed(), copy_deleted()).when(RestoreCopy{}).then({copy_restored()});
  given<Copy>(copy_filed()).when(RestoreCopy{}).then_nothing();
  EXPECT_EQ(folded<Copy>({copy_filed(), copy_deleted(), copy_restored()}), CopyState(KeptCopy{copy_filed()}));
}

TEST(CopyDecider, MAIL_09_TheSendersAndTheRecipientsAreStreamsApart) {
  EXPECT_NE(Copy::stream(kSentCopy), Copy::stream(kReceivedCopy));
  EXPECT_EQ(Copy::stream(kSentCopy), "copy-sent-" + to_string(kMessage));
}

TEST(CopyDecider, NothingIsDecidedOfACopyThatIsNotThere) {
  for (const CopyCommand& command :
       std::vector<CopyCommand>{DeleteCopy{}, RestoreCopy{}, DestroyCopy{}, KeepCopyTerm{}})
    given<Copy>().when(command).then_rejected(rejections::no_copy);
}

TEST(CopyDecider, WhatWasDestroyedIsNotHeld) {
  EXPECT_EQ(filed(CopyState{}), nullptr);
  EXPECT_EQ(filed(folded<Copy>({copy_filed(), copy_destroyed("RET-03")})), nullptr);
  EXPECT_THROW(folded<Copy>({copy_filed(), copy_destroyed("RET-03"), copy_restored()}), ImpossibleEvent);
  EXPECT_THROW(folded<Copy>({copy_filed(), copy_restored()}), ImpossibleEvent);
}

TEST(SuspicionDecider, MAIL_20_IsReportedOnce) {
  const auto id = numbered<SuspicionId>(9);
  ReportSuspicion report{id,       kRecipient,     SuspicionKind::malware_received,
                         kMessage, "Prasa paroli", kReceiver};
  const SuspicionReported reported{
      id, kRecipient, SuspicionKind::malware_received, kMessage, "Prasa paroli", kReceiver, kNoon};
  given<Suspicion>().when(report).then({reported});
  given<Suspicion>(reported).when(report, a_day_after(kNoon)).then_nothing();
  report.description = std::string(2'001, 'a');
  given<Suspicion>(reported).when(report).then_rejected(rejections::suspicion_exists);
  given<Suspicion>().when(report).then_rejected(rejections::description_too_long);
}

TEST(PurgeDecider, RET_03_CertifiesEachPositionOnce) {
  given<Purge>().when(CertifyPurge{7}).then({ViewsPurged{7, kNoon}});
  given<Purge>(ViewsPurged{7, kNoon}).when(CertifyPurge{7}).then_nothing();
  given<Purge>(ViewsPurged{7, kNoon}).when(CertifyPurge{8}).then({ViewsPurged{8, kNoon}});
}

}  // namespace
}  // namespace vesture::domain::mail
