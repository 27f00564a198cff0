// What becomes of messages by themselves: delivered, failed, missed, moved to deleted, gone for good (MAIL-08, MAIL-13,
// MAIL-14, MAIL-23, RET-01 to RET-03).
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "api/mail/rules.hpp"
#include "domain/files/content.hpp"
#include "domain/mail/keeping.hpp"
#include "domain/mail/purge.hpp"
#include "tests/api/correspondence.hpp"

namespace vesture::api {
namespace {

using namespace domain::mail;
using domain::accounts::AccountKind;
using Texts = std::vector<std::string>;

const std::string kAnna = "PNOLV-320000-00001";
const std::string kBoris = "PNOLV-320000-00002";
const std::string kNobody = "PNOLV-320000-00009";
const std::string kCompany = "NTRLV-40003521600";
const std::string kInstitution = "NTRLV-90009112556";

class MailErrands : public Correspondence {
 protected:
  explicit MailErrands(ServedPortal::Adjust adjust = {}) : Correspondence(std::move(adjust)) {}

  std::string statuses_of(domain::MessageId id) {
    const auto known = message(id);
    return fmt::format("{} {}", words(sending_status(known)).code, words(delivery_status(known)).code);
  }
  domain::Deadline keeping_of(const CopyState& copy) { return filed(copy)->keeping; }
  bool is_destroyed(const CopyState& copy) { return std::holds_alternative<DestroyedCopy>(copy); }
  bool is_deleted(const CopyState& copy) { return std::holds_alternative<DeletedCopy>(copy); }

  const Party anna = person(kAnna, "Anna Bērziņa");
  const Party company = entity(kCompany, "SIA Ozols");
  const Party institution = entity(kInstitution, "Valsts zemes dienests", AccountKind::institution);
};

TEST_F(MailErrands, MAIL_13_AMessageIsProcessingUntilItIsWithItsRecipient) {
  const auto id = send(anna, write(anna, {kCompany})).front();
  EXPECT_EQ(statuses_of(id), "processing -");
  EXPECT_EQ(filed(received_copy(id)), nullptr);
  keep_time();
  EXPECT_EQ(statuses_of(id), "sent -");
  ASSERT_NE(filed(received_copy(id)), nullptr);
  EXPECT_EQ(filed(received_copy(id))->account, company.account);
  EXPECT_EQ(delivered(message(id))->recipient_name, domain::Sealed("SIA Ozols"));
  EXPECT_EQ(told(company), Texts{"message_received"});
  EXPECT_EQ(told(anna), Texts{});
}

TEST_F(MailErrands, MAIL_13_WhatIsDealtWithIsNotDealtWithAgain) {
  mail(anna, company);
  const auto head = backend().log.head();
  keep_time();
  EXPECT_EQ(backend().log.head(), head);
  EXPECT_EQ(commits_of("mail.deliver"), 1U);
}

TEST_F(MailErrands, MAIL_13_EachRecipientsFateIsItsOwn) {
  const auto sleeping = entity("NTRLV-40003032949", "SIA Miegs");
  switch_account(sleeping, false);
  const auto closed = entity("NTRLV-40003245752", "SIA Slēgts");
  annul(closed);
  const Texts to{kCompany, sleeping.e_address, kBoris, closed.e_address, "NTRLV-40003000642", kInstitution};
  const auto sent = send(anna, write(anna, to));
  keep_time();
  Texts fates;
  for (const auto id : sent) fates.push_back(failure_of(id));
  EXPECT_EQ(fates, (Texts{"", "inactive", "not_allowed", "annulled", "recipient_unknown", ""}));
  EXPECT_EQ(commits_of("mail.deliver"), 6U);
  EXPECT_EQ(told(anna), Texts(4, "message_failed"));
  EXPECT_EQ(told(sleeping), Texts{});
  for (const auto id : sent) EXPECT_EQ(filed(received_copy(id)) != nullptr, failure_of(id).empty());
}

TEST_F(MailErrands, MAIL_08_OnlyAnActiveAccountReceives) {
  const auto boris = person(kBoris, "Boriss Kļaviņš", false);
  EXPECT_EQ(failure_of(mail(company, boris)), "inactive");
  switch_account(boris, true);
  EXPECT_EQ(statuses_of(mail(company, boris)), "sent -");
  const auto on_its_way = send(company, write(company, {kBoris})).front();
  switch_account(boris, false);
  keep_time();
  EXPECT_EQ(failure_of(on_its_way), "inactive");
}

TEST_F(MailErrands, MAIL_23_APrivatePersonWritesToNoOtherAndLearnsNothingOfThem) {
  person(kBoris, "Boriss Kļaviņš");
  const auto sent = send(anna, write(anna, {kBoris, kNobody}));
  keep_time();
  for (const auto id : sent) EXPECT_EQ(failure_of(id), "not_allowed");
}

TEST_F(MailErrands, MAIL_23_EveryOtherPairWritesToEachOther) {
  for (const auto& from : {anna, company, institution})
    for (const auto& to : {anna, company, institution})
      if (from.account != to.account) {
        EXPECT_EQ(statuses_of(mail(from, to)), "sent -");
      }
}

struct AnotherMatrix : MailErrands {
  AnotherMatrix()
      : MailErrands([](PortalOptions& options) {
          EXPECT_TRUE(set_pair(options.node.mail_rules.matrix, "natural:natural=yes"));
          EXPECT_TRUE(set_pair(options.node.mail_rules.matrix, "legal:institution=no"));
        }) {}
};

TEST_F(AnotherMatrix, MAIL_23_IsWhatTheDeploymentSays) {
  EXPECT_EQ(failure_of(mail(anna, person(kBoris, "Boriss Kļaviņš"))), "");
  EXPECT_EQ(failure_of(mail(company, institution)), "not_allowed");
  EXPECT_EQ(failure_of(mail(institution, company)), "");
}

TEST(MailRules, MAIL_23_APairIsTwoKindsAndYesOrNo) {
  WritingMatrix matrix;
  for (const char* text : {"", "natural", "natural:legal", "natural=yes", "natural:people=yes",
                           "legal:legal=maybe", "yes=natural:legal", "legal:legal:legal=yes"})
    EXPECT_FALSE(set_pair(matrix, text)) << text;
  EXPECT_EQ(matrix.allowed, WritingMatrix{}.allowed);
  EXPECT_TRUE(set_pair(matrix, "institution:natural=no"));
  EXPECT_FALSE(matrix.allows(AccountKind::institution, AccountKind::natural));
}

TEST_F(MailErrands, MAIL_14_AReceiptThatNobodyConfirmsIsMissed) {
  const auto id = mail(anna, company);  // on Monday, 2026-03-02; the 30th day after it is Wednesday, 1 April
  keep_time_at("2026-04-01T20:59:59");
  EXPECT_EQ(statuses_of(id), "sent -");
  keep_time_at("2026-04-01T21:00:00");
  EXPECT_EQ(statuses_of(id), "sent missed");
  EXPECT_EQ(told(anna), Texts{"receipt_missed"});
}

TEST_F(MailErrands, MAIL_14_TheSenderMayStateTheLastDay) {
  const auto sunday = domain::parse_date("2026-03-08");
  const auto id = send(anna, write(anna, {kCompany}, "Steidzami", sunday)).front();
  keep_time();
  keep_time_at("2026-03-08T21:59:59");
  EXPECT_EQ(statuses_of(id), "sent -");
  keep_time_at("2026-03-08T22:00:00");
  EXPECT_EQ(statuses_of(id), "sent missed");
}

TEST_F(MailErrands, MAIL_14_WhatWasConfirmedOrRefusedIsNotMissed) {
  const auto confirmed = mail(anna, company);
  const auto refused = mail(anna, company);
  on_message(company, confirmed, ConfirmReceipt{company.person});
  on_message(company, refused, RefuseReceipt{company.person, "Nav mums"});
  keep_time_at("2026-06-01T08:00:00");
  EXPECT_EQ(statuses_of(confirmed), "sent delivered");
  EXPECT_EQ(statuses_of(refused), "sent refused");
  EXPECT_EQ(commits_of("mail.miss_receipt"), 0U);
}

TEST_F(MailErrands, RET_01_BothCopiesAreKeptForFiveYears) {
  const auto id = mail(anna, company);
  keep_time_at("2031-01-31T21:59:59");
  EXPECT_FALSE(is_deleted(sent_copy(id)));
  EXPECT_FALSE(is_deleted(received_copy(id)));
  EXPECT_EQ(to_string(last_day(keeping_of(sent_copy(id)))), "2031-03-02");
}

TEST_F(MailErrands, RET_02_ForTheLastThirtyDaysTheyAreInDeleted) {
  const auto id = mail(anna, company);
  keep_time_at("2031-01-31T22:00:00");
  EXPECT_TRUE(is_deleted(sent_copy(id)));
  EXPECT_TRUE(is_deleted(received_copy(id)));
  keep_time_at("2031-03-02T21:59:59");
  EXPECT_FALSE(is_destroyed(sent_copy(id)));
}

TEST_F(MailErrands, RET_02_AlsoWhatItsOwnerDeletedAndADraft) {
  const auto id = mail(anna, company);
  on_copy(anna, Side::sent, id, DeleteCopy{});
  const auto draft = write(anna, {kCompany});
  keep_time_at("2031-01-31T22:00:00");
  EXPECT_EQ(std::get<DeletedCopy>(sent_copy(id)).because, DeletedBecause::term);
  EXPECT_EQ(std::get<DeletedDraft>(state<Draft>(draft)).because, DeletedBecause::term);
}

TEST_F(MailErrands, RET_03_AtTheEndTheContentIsGoneAndTheRecordStays) {
  const auto draft = write(anna, {kCompany});
  const auto id = send(anna, draft).front();
  const auto unsent = write(anna, {});
  keep_time();
  const auto text = text_of(draft);
  EXPECT_TRUE(vault_has(text));
  keep_time_at("2031-03-02T22:00:00");
  EXPECT_TRUE(is_destroyed(sent_copy(id)));
  EXPECT_TRUE(is_destroyed(received_copy(id)));
  EXPECT_EQ(std::get<GoneDraft>(state<Draft>(draft)).clause, "RET-03");
  EXPECT_EQ(std::get<GoneDraft>(state<Draft>(unsent)).clause, "RET-03");
  for (const auto content : {text, text_of(unsent)}) {
    EXPECT_FALSE(vault_has(content));
    EXPECT_TRUE(
        std::holds_alternative<domain::files::DestroyedContent>(state<domain::files::Content>(content)));
  }
  EXPECT_NE(submitted(message(id)), nullptr);
}

TEST_F(MailErrands, RET_03_WhereTheServerWasOffThroughItsLastDaysTheEndComesAtOnce) {
  const auto id = mail(anna, company);
  keep_time_at("2032-01-01T08:00:00");
  EXPECT_TRUE(is_destroyed(sent_copy(id)));
  EXPECT_TRUE(is_destroyed(received_copy(id)));
}

TEST_F(MailErrands, RET_01_ADraftIsKeptFromItsLastSaving) {
  const auto draft = write(anna, {kCompany});
  keep_time_at("2027-03-02T08:00:00");
  on_draft(anna, draft,
           SaveDraft{std::get<OpenDraft>(state<Draft>(draft)).writing.saved->text, {}, {}, anna.person, {}});
  keep_time_at("2031-03-02T22:00:00");
  EXPECT_TRUE(std::holds_alternative<OpenDraft>(state<Draft>(draft)));
  keep_time_at("2032-03-02T22:00:00");
  EXPECT_TRUE(std::holds_alternative<GoneDraft>(state<Draft>(draft)));
}

TEST_F(MailErrands, MAIL_09_TheContentGoesWithTheLastCopyThatAnyoneHas) {
  const auto draft = write(anna, {kCompany, kInstitution});
  const auto sent = send(anna, draft);
  keep_time();
  for (const auto id : sent) {
    on_copy(anna, Side::sent, id, DeleteCopy{});
    on_copy(anna, Side::sent, id, DestroyCopy{});
  }
  on_copy(company, Side::received, sent[0], DeleteCopy{});
  on_copy(company, Side::received, sent[0], DestroyCopy{});
  keep_time();
  EXPECT_TRUE(vault_has(text_of(draft)));
  on_copy(institution, Side::received, sent[1], DeleteCopy{});
  on_copy(institution, Side::received, sent[1], DestroyCopy{});
  keep_time();
  EXPECT_FALSE(vault_has(text_of(draft)));
}

TEST_F(MailErrands, MAIL_09_TheContentOfWhatFailsGoesWhereItsSenderDestroyedItMeanwhile) {
  const auto draft = write(anna, {kBoris});
  const auto id = send(anna, draft).front();
  on_copy(anna, Side::sent, id, DeleteCopy{});
  on_copy(anna, Side::sent, id, DestroyCopy{});
  EXPECT_FALSE(std::holds_alternative<GoneDraft>(state<Draft>(draft)));
  keep_time();
  EXPECT_EQ(failure_of(id), "not_allowed");
  EXPECT_TRUE(std::holds_alternative<GoneDraft>(state<Draft>(draft)));
  EXPECT_FALSE(vault_has(text_of(draft)));
}

TEST_F(MailErrands, MAIL_15_FiveHundredRecipientsAreDealtWithTogether) {
  Texts to;
  for (int n = 0; n < 500; ++n) to.push_back(fmt::format("PNOLV-32{:04}-{:05}", 1'000 + n, n));
  const auto sent = send(company, write(company, to));
  keep_time();
  EXPECT_EQ(commits_of("mail.deliver"), 500U);
  for (const auto id : sent) EXPECT_EQ(failure_of(id), "recipient_unknown");
}

TEST_F(MailErrands, RET_03_TheViewsArePurgedTwelveHoursAfterSomethingWasLetGoOf) {
  const auto draft = write(anna, {kCompany});
  on_draft(anna, draft, DestroyDraft{.cancelled = true});
  const auto let_go_at = backend().log.head();
  keep_time();
  portal.clock.turn(std::chrono::hours(12) - std::chrono::microseconds(1));
  keep_time();
  EXPECT_EQ(state<Purge>({}).position, 0U);
  portal.clock.turn(std::chrono::microseconds(1));
  keep_time();
  EXPECT_GE(state<Purge>({}).position, let_go_at);
  portal.clock.turn(std::chrono::hours(48));
  keep_time();
  EXPECT_EQ(commits_of("views.purge"), 1U);
}

}  // namespace
}  // namespace vesture::api
