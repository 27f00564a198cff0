// What the mailboxes show of what people write, send, receive and throw away.
#include "projections/mail/mailbox.hpp"

#include <gtest/gtest.h>

#include <set>

#include "domain/mail/keeping.hpp"
#include "domain/rights/read_rights.hpp"
#include "projections/common/apply_commit.hpp"
#include "tests/projections/mail_history.hpp"
#include "tests/projections/scratch_views.hpp"

namespace vesture::projections {
namespace {

namespace dom = domain::mail;
using mail::Kind;
using mail::MailboxRow;
using mail::Words;
using Strings = std::vector<std::string>;

constexpr auto kCompanyCode = "NTRLV-40003055532";
constexpr auto kInstitutionCode = "NTRLV-90000030432";
constexpr auto kPersonCode = "PNOLV-161175-19997";

class MailboxTest : public testing::Test {
 protected:
  // The projection as far as the log is.
  ViewSnapshot views() {
    history_.log().read_from(applied_ + 1, [&](eventstore::Commit&& commit) {
      ViewBatch batch(*store_);
      apply_commit(projection_, commit, batch);
      store_->write(batch);
      applied_ = commit.position;
      return true;
    });
    return store_->snapshot();
  }

  static ListQuery query_of(const Acting& whose) {
    ListQuery query;
    query.scope = std::string(whose.account.uuid.view());
    query.sort = "time";
    return query;
  }
  std::vector<MailboxRow> rows(const ListQuery& query) {
    return mail::mailbox_list().page(views(), query).rows;
  }
  Strings subjects(const ListQuery& query) {
    Strings all;
    for (const auto& row : rows(query)) all.push_back(row.sealed.subject.value_or("-"));
    return all;
  }
  Strings in_folder(const Acting& whose, dom::Folder folder) {
    auto query = query_of(whose);
    query.any_of["folder"] = {keyword_key(code_of(folder))};
    return subjects(query);
  }
  Strings found(const Acting& whose, Words where, const std::string& words) {
    auto query = query_of(whose);
    query.restrictions = {mail::rows_with(where, words)};
    return subjects(query);
  }
  Strings unread(const Acting& who, bool wanted = true) {
    auto query = query_of(who);
    query.restrictions = {mail::rows_unread_by(who.person, wanted)};
    return subjects(query);
  }
  MailboxRow row(const Acting& whose, const domain::Uuid& id) {
    return *mail::find_in_mailbox(views(), whose.account, id);
  }

  // All keys of the view.
  std::set<std::string> keys() {
    const auto snapshot = views();
    std::set<std::string> all;
    for (const auto& prefix : projection_.prefixes())
      for (const auto family : {Family::rows, Family::index, Family::sealed_rows, Family::sealed_index}) {
        auto at = snapshot.iterate(family, prefix, after_prefix(prefix));
        for (at.seek(prefix); at.valid(); at.next()) all.emplace(at.key());
      }
    return all;
  }

  // A letter from the institution, delivered.
  domain::MessageId receive(const std::string& subject, const std::string& plain = "") {
    const auto message = history_.send_one(institution_, kCompanyCode, {subject, plain});
    history_.deliver(message, company_, "SIA Zāle");
    return message;
  }

  MailHistory history_;
  std::unique_ptr<ViewStore> store_ = ViewStore::open_in_memory();
  mail::MailboxProjection projection_{history_.cipher(), history_.contents()};
  eventstore::Position applied_ = 0;
  const Acting company_ = history_.open_legal_entity("SIA Zāle", kCompanyCode);
  const Acting institution_ = history_.open_legal_entity("Valsts zemes dienests", kInstitutionCode);
  const Acting person_ = history_.open_person("Anna Bērziņa", kPersonCode);
};

TEST_F(MailboxTest, MAIL_01_EachThingLiesInItsFolderAndAllShowsThemAll) {
  history_.write(company_, {"Melnraksts", "", {}});
  history_.send_one(company_, kInstitutionCode, {"Iesniegums", ""});
  receive("Atbilde");
  history_.decide<dom::Draft>(company_, history_.write(company_, {"Izmests", "", {}}), dom::DeleteDraft{});

  EXPECT_EQ(in_folder(company_, dom::Folder::drafts), Strings{"Melnraksts"});
  EXPECT_EQ(in_folder(company_, dom::Folder::sent), Strings{"Iesniegums"});
  EXPECT_EQ(in_folder(company_, dom::Folder::received), Strings{"Atbilde"});
  EXPECT_EQ(in_folder(company_, dom::Folder::deleted), Strings{"Izmests"});
  EXPECT_EQ(subjects(query_of(company_)), (Strings{"Melnraksts", "Iesniegums", "Atbilde", "Izmests"}));
}

TEST_F(MailboxTest, MAIL_05_ADraftIsShownAsItWasSavedLast) {
  const auto draft = history_.write(company_, {"Pirmais", "", {}});
  history_.turn(60);
  history_.save(company_, draft, {"Otrais", "", {kInstitutionCode, kPersonCode}});
  const auto saved_at = history_.now;
  const auto shown = row(company_, draft.uuid);
  EXPECT_EQ(shown.kind, Kind::draft);
  EXPECT_EQ(shown.time, saved_at);
  EXPECT_EQ(shown.sealed.subject, "Otrais");
  EXPECT_EQ(shown.sealed.counterparty, kInstitutionCode);
  EXPECT_EQ(shown.sealed.registration_number, "90000030432");
  EXPECT_EQ(shown.sealed.recipients, 2u);
  EXPECT_FALSE(shown.sending_status || shown.delivery_status);
  EXPECT_EQ(found(company_, Words::subject, "pirm"), Strings{});
}

TEST_F(MailboxTest, MAIL_05_AttachmentsOfADraftAreCountedAndFoundByTheirNames) {
  const auto draft = history_.write(company_, {"Ar pielikumiem", "", {}});
  history_.attach(company_, draft, "robežu plāns.pdf");
  history_.attach(company_, draft, "līgums.docx");
  EXPECT_EQ(row(company_, draft.uuid).attachments, 2u);
  EXPECT_EQ(found(company_, Words::any, "plans"), Strings{"Ar pielikumiem"});
  history_.decide<dom::Draft>(company_, draft, dom::RemoveAttachment{1});
  EXPECT_EQ(row(company_, draft.uuid).attachments, 1u);
  EXPECT_TRUE(row(company_, draft.uuid).has_attachments);
  EXPECT_EQ(found(company_, Words::any, "plans"), Strings{});
  EXPECT_EQ(found(company_, Words::any, "ligums"), Strings{"Ar pielikumiem"});
}

TEST_F(MailboxTest, MAIL_15_OneSentRecordStandsForEachRecipientInPlaceOfTheDraft) {
  const auto draft = history_.write(institution_, {"Uzaicinājums", "", {kCompanyCode, kPersonCode}});
  const auto messages = history_.send(institution_, draft);
  EXPECT_EQ(in_folder(institution_, dom::Folder::drafts), Strings{});
  EXPECT_EQ(in_folder(institution_, dom::Folder::sent), (Strings{"Uzaicinājums", "Uzaicinājums"}));
  history_.deliver(messages[0], company_, "SIA Zāle");
  history_.fail(messages[1], institution_, dom::FailureReason::inactive);
  EXPECT_EQ(row(institution_, messages[0].uuid).sending_status, dom::SendingStatus::sent);
  EXPECT_EQ(row(institution_, messages[1].uuid).sending_status, dom::SendingStatus::failed);
}

TEST_F(MailboxTest, MAIL_11_AReceivedMessageShowsItsSender) {
  const auto message = receive("Lēmums");
  const auto shown = row(company_, message.uuid);
  EXPECT_EQ(shown.kind, Kind::received);
  EXPECT_EQ(shown.time, history_.now);
  EXPECT_EQ(shown.sealed.counterparty, "Valsts zemes dienests");
  EXPECT_EQ(shown.sealed.registration_number, "90000030432");
  EXPECT_EQ(shown.sealed.subject, "Lēmums");
  EXPECT_FALSE(shown.sending_status);
  EXPECT_EQ(shown.delivery_status, dom::DeliveryStatus::none);

  const auto from_person = history_.send_one(person_, kInstitutionCode, {"Iesniegums", ""});
  history_.deliver(from_person, institution_, "Valsts zemes dienests");
  EXPECT_EQ(row(institution_, from_person.uuid).sealed.counterparty, "Anna Bērziņa");
  EXPECT_EQ(row(institution_, from_person.uuid).sealed.registration_number, "");
  EXPECT_EQ(found(institution_, Words::any, "161175"), Strings{});
}

TEST_F(MailboxTest, MAIL_13_ASentMessageIsProcessingUntilItIsWithItsRecipient) {
  const auto message = history_.send_one(institution_, kCompanyCode, {"Lēmums", ""});
  auto shown = row(institution_, message.uuid);
  EXPECT_EQ(shown.sending_status, dom::SendingStatus::processing);
  EXPECT_FALSE(shown.sent_at || shown.confirm_by);
  EXPECT_EQ(shown.sealed.counterparty, kCompanyCode);
  EXPECT_FALSE(mail::find_in_mailbox(views(), company_.account, message.uuid));

  history_.deliver(message, company_, "SIA Zāle");
  shown = row(institution_, message.uuid);
  EXPECT_EQ(shown.sending_status, dom::SendingStatus::sent);
  EXPECT_EQ(shown.sent_at, history_.now);
  EXPECT_EQ(shown.sealed.counterparty, "SIA Zāle");
  EXPECT_EQ(found(institution_, Words::counterparty, "zale"), Strings{"Lēmums"});
  EXPECT_EQ(found(institution_, Words::counterparty, "40003055532"), Strings{"Lēmums"});
}

TEST_F(MailboxTest, MAIL_13_AFailureIsShownWithItsReason) {
  const auto message = history_.send_one(institution_, kPersonCode, {"Lēmums", ""});
  history_.fail(message, institution_, dom::FailureReason::recipient_unknown);
  EXPECT_EQ(row(institution_, message.uuid).failure, dom::FailureReason::recipient_unknown);
  EXPECT_FALSE(row(institution_, message.uuid).sent_at);
}

TEST_F(MailboxTest, MAIL_14_BothSidesSeeHowTheReceiptWasConcluded) {
  const auto confirmed = receive("Pirmais");
  const auto refused = receive("Otrais");
  const auto missed = receive("Trešais");
  history_.decide<dom::Message>(company_, confirmed, dom::ConfirmReceipt{company_.person});
  const auto confirmed_at = history_.now;
  history_.decide<dom::Message>(company_, refused, dom::RefuseReceipt{company_.person, "Nav mums"});
  history_.turn(60LL * 86'400);
  history_.decide<dom::Message>({company_.account, {}}, missed, dom::MissReceipt{});
  for (const auto& side : {company_, institution_}) {
    EXPECT_EQ(row(side, confirmed.uuid).delivery_status, dom::DeliveryStatus::delivered);
    EXPECT_EQ(row(side, confirmed.uuid).delivered_at, confirmed_at);
    EXPECT_EQ(row(side, refused.uuid).delivery_status, dom::DeliveryStatus::refused);
    EXPECT_EQ(row(side, missed.uuid).delivery_status, dom::DeliveryStatus::missed);
  }
}

TEST_F(MailboxTest, MAIL_02_SubjectTextAndNamesAreFoundInEveryFolder) {
  receive("Par robežu plānu", "Nosūtām Jums kadastra lietas P-0000000001 materiālus.");
  EXPECT_EQ(found(company_, Words::any, "kadastra materi"), Strings{"Par robežu plānu"});
  EXPECT_EQ(found(company_, Words::any, "0000000001"), Strings{"Par robežu plānu"});
  EXPECT_EQ(found(company_, Words::subject, "ROBEZU"), Strings{"Par robežu plānu"});
  EXPECT_EQ(found(company_, Words::subject, "kadastra"), Strings{});
  EXPECT_EQ(found(company_, Words::counterparty, "zemes dienests"), Strings{"Par robežu plānu"});
  EXPECT_EQ(found(institution_, Words::any, "kadastra"), Strings{"Par robežu plānu"});
  EXPECT_EQ(found(person_, Words::any, "kadastra"), Strings{});
}

TEST_F(MailboxTest, MAIL_02_ALegalEntitysLetterIsFoundByItsEAddressAndAPersonsIsNot) {
  receive("No iestādes");
  EXPECT_EQ(found(company_, Words::counterparty, kInstitutionCode), Strings{"No iestādes"});
  EXPECT_EQ(found(company_, Words::any, kInstitutionCode), Strings{"No iestādes"});
  EXPECT_EQ(found(company_, Words::counterparty, "90000030432"), Strings{"No iestādes"});
  history_.deliver(history_.send_one(person_, kCompanyCode, {"No cilvēka", ""}), company_, "SIA Zāle");
  EXPECT_EQ(found(company_, Words::any, kPersonCode), Strings{});
  EXPECT_EQ(found(company_, Words::any, "19997"), Strings{});
}

TEST_F(MailboxTest, MAIL_02_ListsAreSelectedByAttributesAndInterval) {
  const auto draft = history_.write(institution_, {"Ar pielikumu", "", {kCompanyCode}});
  history_.attach(institution_, draft, "a.pdf");
  const auto with = history_.send(institution_, draft).front();
  history_.deliver(with, company_, "SIA Zāle");
  history_.turn(2 * 86'400);
  receive("Bez pielikuma");
  const auto today = domain::riga_date(history_.now);

  auto query = query_of(company_);
  query.any_of["has_attachments"] = {"true"};
  EXPECT_EQ(subjects(query), Strings{"Ar pielikumu"});
  query.any_of = {{"registration_number", {"90000030432"}}, {"folder", {"received"}}};
  EXPECT_EQ(subjects(query), (Strings{"Ar pielikumu", "Bez pielikuma"}));
  query.any_of = {{"registration_number", {"40003055532"}}};
  EXPECT_EQ(subjects(query), Strings{});
  query.any_of = {{"delivery_status", {"-"}}};
  query.days["time"] = {today, today};
  EXPECT_EQ(subjects(query), Strings{"Bez pielikuma"});
  auto sent = query_of(institution_);
  sent.any_of["sending_status"] = {"sent"};
  sent.sort = "subject";
  EXPECT_EQ(subjects(sent), (Strings{"Ar pielikumu", "Bez pielikuma"}));
}

TEST_F(MailboxTest, MAIL_02_NamesAndSubjectsSortAsLatvianDoes) {
  for (const auto* subject : {"žogs", "zeme", "čeks", "cena", "āda", "akts"}) receive(subject);
  auto query = query_of(company_);
  query.sort = "subject";
  EXPECT_EQ(subjects(query), (Strings{"āda", "akts", "cena", "čeks", "zeme", "žogs"}));
}

TEST_F(MailboxTest, MAIL_09_WhatIsDestroyedLeavesNoRowAndNoWord) {
  const auto message = receive("Noslēpums", "paslēpts teksts");
  history_.decide<dom::Message>(company_, message, dom::ConfirmReceipt{company_.person});
  history_.remove(company_, dom::Side::received, message);
  EXPECT_EQ(in_folder(company_, dom::Folder::deleted), Strings{"Noslēpums"});
  EXPECT_EQ(row(company_, message.uuid).deleted_because, dom::DeletedBecause::asked);
  history_.destroy(company_, dom::Side::received, message);
  EXPECT_FALSE(mail::find_in_mailbox(views(), company_.account, message.uuid));
  EXPECT_EQ(mail::rows_with(Words::any, "paslepts")->few(views(), company_.account.uuid.view(), 10),
            Strings{});
  EXPECT_EQ(found(institution_, Words::any, "paslepts"), Strings{"Noslēpums"});
}

TEST_F(MailboxTest, MAIL_09_AfterTheLastCopyNothingOfAMessageIsLeft) {
  const auto keys_before = keys();
  const auto message = receive("Noslēpums", "paslēpts teksts");
  history_.decide<dom::Message>(company_, message, dom::ConfirmReceipt{company_.person});
  for (const auto& [who, side] :
       {std::pair(company_, dom::Side::received), std::pair(institution_, dom::Side::sent)}) {
    history_.remove(who, side, message);
    history_.destroy(who, side, message);
  }
  history_.act(institution_, "test.let-go", [&](Unit& unit) {
    const auto draft = dom::submitted(unit.load<dom::Message>(message))->draft;
    MailHistory::must_decide<dom::Draft>(unit, draft, dom::LetMessageGo{message, "MAIL-09"});
  });
  EXPECT_EQ(keys(), keys_before);
}

TEST_F(MailboxTest, MAIL_14_AReceiptThatIsMissedAfterTheMessageWasLetGoOfStopsNoView) {
  const auto keys_before = keys();
  const auto message = receive("Noslēpums", "paslēpts teksts");
  history_.act(institution_, "test.let-go", [&](Unit& unit) {
    for (const auto side : {dom::Side::received, dom::Side::sent})
      for (const dom::CopyCommand& command : {dom::CopyCommand(dom::DeleteCopy{}), {dom::DestroyCopy{}}})
        MailHistory::must_decide<dom::Copy>(unit, {side, message}, command);
    const auto draft = dom::submitted(unit.load<dom::Message>(message))->draft;
    MailHistory::must_decide<dom::Draft>(unit, draft, dom::LetMessageGo{message, "MAIL-09"});
  });
  history_.turn(60LL * 86'400);
  history_.decide<dom::Message>({company_.account, {}}, message, dom::MissReceipt{});
  EXPECT_EQ(keys(), keys_before);
}

TEST_F(MailboxTest, MAIL_10_ARestoredMessageIsBackInItsFolder) {
  const auto message = receive("Vajadzīgs");
  history_.decide<dom::Message>(company_, message, dom::ConfirmReceipt{company_.person});
  history_.remove(company_, dom::Side::received, message);
  history_.restore(company_, dom::Side::received, message);
  EXPECT_EQ(in_folder(company_, dom::Folder::received), Strings{"Vajadzīgs"});
  EXPECT_FALSE(row(company_, message.uuid).deleted_because || row(company_, message.uuid).deleted_at);
  const auto draft = history_.write(company_, {"Melnraksts", "", {}});
  history_.decide<dom::Draft>(company_, draft, dom::DeleteDraft{});
  history_.decide<dom::Draft>(company_, draft, dom::RestoreDraft{});
  EXPECT_EQ(in_folder(company_, dom::Folder::drafts), Strings{"Melnraksts"});
}

TEST_F(MailboxTest, RET_02_TheTermAndItsLastDaysStandInTheRow) {
  const auto message = receive("Vecs");
  const auto shown = row(company_, message.uuid);
  const auto keeping = dom::keeping_from(history_.now);
  EXPECT_EQ(shown.ends, keeping.due);
  EXPECT_EQ(shown.last_days_begin, dom::last_days_begin(keeping));
  history_.now = shown.last_days_begin;
  history_.decide<dom::Copy>({company_.account, {}}, {dom::Side::received, message}, dom::KeepCopyTerm{});
  EXPECT_EQ(row(company_, message.uuid).deleted_because, dom::DeletedBecause::term);
  EXPECT_EQ(in_folder(company_, dom::Folder::deleted), Strings{"Vecs"});
}

TEST_F(MailboxTest, MAIL_14_EachPersonHasTheirOwnUnreadMessages) {
  const auto colleague = history_.add_user(company_);
  const auto first = receive("Pirmais");
  receive("Otrais");
  EXPECT_EQ(unread(company_), (Strings{"Pirmais", "Otrais"}));
  history_.look(company_, first);
  EXPECT_EQ(unread(company_), Strings{"Otrais"});
  EXPECT_EQ(unread(company_, false), Strings{"Pirmais"});
  EXPECT_EQ(unread(colleague), (Strings{"Pirmais", "Otrais"}));
  EXPECT_EQ(mail::unread_count(views(), company_.account, company_.person), 1u);
  EXPECT_EQ(mail::unread_count(views(), company_.account, colleague.person), 2u);
  EXPECT_FALSE(mail::is_unread(views(), company_.account, company_.person, first));
  EXPECT_TRUE(mail::is_unread(views(), company_.account, colleague.person, first));
}

TEST_F(MailboxTest, MAIL_14_WhoDidSomethingWithAMessageHasSeenIt) {
  const auto confirmed = receive("Apstiprināts");
  const auto answered = receive("Atbildēts");
  history_.decide<dom::Message>(company_, confirmed, dom::ConfirmReceipt{company_.person});
  history_.write(company_, {"Atb.", "", {}, dom::Thread{dom::ThreadKind::reply, answered}});
  EXPECT_EQ(unread(company_), Strings{});
}

TEST_F(MailboxTest, MAIL_14_WhoComesLaterBeginsWithNothingUnread) {
  receive("Vecs");
  const auto newcomer = history_.add_user(company_);
  EXPECT_EQ(unread(newcomer), Strings{});
  receive("Jauns");
  EXPECT_EQ(unread(newcomer), Strings{"Jauns"});
  history_.decide<domain::accounts::Account>(company_, company_.account,
                                             domain::accounts::RemoveUser{newcomer.person});
  receive("Par vēlu");
  EXPECT_EQ(unread(newcomer), Strings{});
}

TEST_F(MailboxTest, RGT_03_AUserWhoComesBackFindsNothingOldUnread) {
  const auto colleague = history_.add_user(company_);
  const auto in_deleted = receive("Dzēsts");
  receive("Vecs");
  history_.remove(company_, dom::Side::received, in_deleted);
  EXPECT_EQ(unread(colleague), Strings{"Vecs"});
  using namespace domain::accounts;
  history_.decide<Account>(company_, company_.account, RemoveUser{colleague.person});
  EXPECT_EQ(unread(colleague), Strings{});
  history_.decide<Account>(company_, company_.account, AddUser{colleague.person});
  history_.restore(company_, dom::Side::received, in_deleted);
  EXPECT_EQ(unread(colleague), Strings{});
  EXPECT_EQ(unread(company_), Strings{"Vecs"});
  receive("Jauns");
  EXPECT_EQ(unread(colleague), Strings{"Jauns"});
}

TEST_F(MailboxTest, MAIL_14_WhatLiesInDeletedIsUnreadToNobodyUntilItIsBack) {
  const auto colleague = history_.add_user(company_);
  const auto message = receive("Ziņa");
  history_.decide<dom::Message>(company_, message, dom::ConfirmReceipt{company_.person});
  history_.remove(company_, dom::Side::received, message);
  EXPECT_EQ(mail::unread_count(views(), company_.account, colleague.person), 0u);
  history_.restore(company_, dom::Side::received, message);
  EXPECT_EQ(unread(colleague), Strings{"Ziņa"});
  EXPECT_EQ(unread(company_), Strings{});
}

TEST_F(MailboxTest, RGT_01_AReaderHasUnreadMessagesWhileTheRightHolds) {
  using namespace domain::rights;
  const Acting reader{person_.account, history_.mint<domain::PersonId>()};
  const auto right = history_.mint<domain::ReadRightId>();
  const auto last_day = domain::riga_date(history_.now);
  history_.decide<ReadRights>(person_, person_.account,
                              GrantReadRight{right, person_.account, reader.person, "Jānis", last_day});
  const auto deliver = [&](const std::string& subject) {
    history_.deliver(history_.send_one(institution_, kPersonCode, {subject, ""}), person_, "Anna Bērziņa");
  };
  deliver("Šodien");
  EXPECT_EQ(unread(reader), Strings{"Šodien"});
  history_.turn(2 * 86'400);
  deliver("Parīt");
  EXPECT_EQ(unread(reader), Strings{"Šodien"});
  EXPECT_EQ(unread(person_), (Strings{"Šodien", "Parīt"}));
}

TEST_F(MailboxTest, RGT_01_AReaderWhoComesBackFindsNothingOldUnread) {
  using namespace domain::rights;
  const Acting reader{person_.account, history_.mint<domain::PersonId>()};
  const auto grant = [&] {
    const auto right = history_.mint<domain::ReadRightId>();
    history_.decide<ReadRights>(person_, person_.account,
                                GrantReadRight{right, person_.account, reader.person, "Jānis", {}});
    return right;
  };
  const auto right = grant();
  history_.deliver(history_.send_one(institution_, kPersonCode, {"Vecs", ""}), person_, "Anna Bērziņa");
  EXPECT_EQ(unread(reader), Strings{"Vecs"});
  history_.decide<ReadRights>(person_, person_.account, RevokeReadRight{person_.account, right});
  grant();
  EXPECT_EQ(unread(reader), Strings{});
  EXPECT_EQ(unread(person_), Strings{"Vecs"});
}

TEST_F(MailboxTest, AContentThatIsNoTextIsShownAsADestroyedOne) {
  const auto message = history_.send_one(institution_, kCompanyCode, {"Lēmums", "teksts"});
  history_.spoil_contents();
  history_.deliver(message, company_, "SIA Zāle");
  EXPECT_EQ(row(company_, message.uuid).sealed.subject, std::nullopt);
  EXPECT_EQ(found(company_, Words::counterparty, "zemes"), Strings{"-"});
}

TEST_F(MailboxTest, ATextThatCannotBeReadHasNoSubjectAndNoWords) {
  const auto message = history_.send_one(institution_, kCompanyCode, {"Lēmums", "teksts"});
  history_.lose_contents();
  history_.deliver(message, company_, "SIA Zāle");
  EXPECT_EQ(row(company_, message.uuid).sealed.subject, std::nullopt);
  EXPECT_EQ(found(company_, Words::any, "teksts"), Strings{});
  EXPECT_EQ(found(company_, Words::counterparty, "zemes"), Strings{"-"});
}

}  // namespace
}  // namespace vesture::projections
