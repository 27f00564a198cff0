// What can be done with a draft in each of its states, and what is let go of when (MAIL-05, MAIL-07, MAIL-09, MAIL-15).
#include <gtest/gtest.h>

#include <string>

#include "tests/domain/ciphers.hpp"
#include "tests/domain/mail_facts.hpp"

namespace vesture::domain::mail {
namespace {

const std::vector<DraftEvent> kOpen{draft_made(), draft_saved()};
const std::vector<DraftEvent> kDeleted{draft_made(), draft_saved(), draft_deleted()};
const std::vector<DraftEvent> kSent{draft_made(), draft_saved(), draft_sent()};
const std::vector<DraftEvent> kGone{draft_made(), draft_saved(), draft_sent(), let_go()};

std::vector<DraftEvent> with(std::vector<DraftEvent> events, const DraftEvent& another) {
  events.push_back(another);
  return events;
}

MakeDraft make() { return {kDraft, kSender, std::nullopt}; }

TEST(DraftDecider, MAIL_07_IsMadeOnce) {
  given<Draft>().when(make()).then({draft_made()});
  given<Draft>(kOpen).when(make()).then_nothing();
  given<Draft>(kOpen).when(MakeDraft{kDraft, kRecipient, {}}).then_rejected(rejections::draft_exists);
  for (const auto& story : {kDeleted, kSent, kGone})
    given<Draft>(story).when(make()).then_rejected(rejections::draft_exists);
}

TEST(DraftDecider, MAIL_05_IsSavedWholeAsOftenAsItIsWritten) {
  given<Draft>(draft_made()).when(save_draft()).then({draft_saved()});
  given<Draft>(kOpen).when(save_draft()).then_nothing();
  auto again = save_draft({kPerson, kCompany});
  again.text = content(21);
  auto saved = draft_saved(kPerson + "\n" + kCompany);
  saved.text = content(21);
  given<Draft>(kOpen).when(again).then({saved});
  given<Draft>(kDeleted).when(save_draft()).then_rejected(rejections::not_for_deleted);
  given<Draft>(kSent).when(save_draft()).then_rejected(rejections::draft_sent);
  given<Draft>(kGone).when(save_draft()).then_rejected(rejections::destroyed);
  given<Draft>().when(save_draft()).then_rejected(rejections::no_draft);
}

TEST(DraftDecider, MAIL_24_ARecipientIsAnEAddress) {
  for (const char* text : {"", "SIA Ozols", "NTRLV-40003521601", "NTRLV-40003521600\n", "PNOLV-161175-19998"})
    given<Draft>(kOpen).when(save_draft({kCompany, text})).then_rejected(rejections::e_address_malformed);
}

TEST(DraftDecider, MAIL_15_ARecipientThatIsThereTwiceCountsOnce) {
  given<Draft>(draft_made())
      .when(save_draft({kCompany, kPerson, kCompany}))
      .then({draft_saved(kCompany + "\n" + kPerson)});
  const auto state = folded<Draft>({draft_made(), draft_saved(kCompany + "\n" + kPerson)});
  EXPECT_EQ(writing(state)->recipients(), (std::vector{kCompany, kPerson}));
}

TEST(DraftDecider, MAIL_16_RecipientsAreLimited) {
  auto two = save_draft({kCompany, kPerson});
  two.limits.recipients = 2;
  given<Draft>(draft_made()).when(two).then({draft_saved(kCompany + "\n" + kPerson)});
  two.limits.recipients = 1;
  given<Draft>(draft_made()).when(two).then_rejected(rejections::too_many_recipients);
  EXPECT_EQ(Limits{}.recipients, 500U);
}

TEST(DraftDecider, MAIL_16_AttachmentsAreLimitedByNumberAndTogether) {
  auto second = add_attachment(2, 500);
  second.limits = {.attachments = 2, .attached_bytes = 1'500};
  const auto one = with(kOpen, attachment_added());
  given<Draft>(one).when(second).then({attachment_added(2, 500)});
  second.content.size = 501;
  given<Draft>(one).when(second).then_rejected(rejections::attachments_too_large);
  second.content.size = UINT64_MAX;
  given<Draft>(one).when(second).then_rejected(rejections::attachments_too_large);
  second.limits = {.attachments = 1, .attached_bytes = 1'500};
  second.content.size = 0;
  given<Draft>(one).when(second).then_rejected(rejections::too_many_attachments);
  EXPECT_EQ(Limits{}.attachments, 100U);
  EXPECT_EQ(Limits{}.attached_bytes, 100U * 1024 * 1024);
}

TEST(DraftDecider, MAIL_05_AttachmentsAreAddedAndRemovedAndANumberIsNeverGivenAgain) {
  given<Draft>(kOpen).when(add_attachment()).then({attachment_added()});
  const auto one = with(kOpen, attachment_added());
  given<Draft>(one).when(add_attachment()).then_nothing();
  given<Draft>(one).when(RemoveAttachment{1}).then({attachment_removed()});
  given<Draft>(one).when(RemoveAttachment{2}).then_rejected(rejections::no_attachment);
  given<Draft>(one).when(RemoveAttachment{0}).then_rejected(rejections::no_attachment);
  const auto none = with(one, attachment_removed());
  given<Draft>(none).when(RemoveAttachment{1}).then_nothing();
  given<Draft>(none).when(add_attachment(2)).then({attachment_added(2)});
  for (const auto& story : {kDeleted, kSent, kGone}) {
    EXPECT_FALSE(Draft::decide(add_attachment(), folded<Draft>(story), kNoon));
    EXPECT_FALSE(Draft::decide(RemoveAttachment{1}, folded<Draft>(story), kNoon));
  }
}

TEST(DraftDecider, MAIL_09_ContentsAreTheTextAndTheAttachmentsThatAreThere) {
  const auto state = folded<Draft>(with(with(kOpen, attachment_added(1)), attachment_added(2)));
  EXPECT_EQ(writing(state)->contents(), (std::vector{content(20).id, content(101).id, content(102).id}));
  const auto fewer = Draft::evolve(state, attachment_removed(1));
  EXPECT_EQ(writing(fewer)->contents(), (std::vector{content(20).id, content(102).id}));
  EXPECT_EQ(writing(fewer)->attached_bytes(), 1'000U);
}

TEST(DraftDecider, MAIL_09_IsDeletedRestoredAndDestroyed) {
  given<Draft>(kOpen).when(DeleteDraft{}).then({draft_deleted()});
  given<Draft>(kDeleted).when(DeleteDraft{}).then_nothing();
  given<Draft>(kDeleted).when(RestoreDraft{}).then({DraftRestored{kDraft, kSender, kNoon}});
  given<Draft>(kOpen).when(RestoreDraft{}).then_nothing();
  given<Draft>(kDeleted).when(DestroyDraft{}).then({draft_destroyed("MAIL-09")});
  given<Draft>(kOpen).when(DestroyDraft{}).then_rejected(rejections::not_for_drafts);
  const auto destroyed = with(kDeleted, draft_destroyed("MAIL-09"));
  given<Draft>(destroyed).when(DestroyDraft{}).then_nothing();
  given<Draft>(destroyed).when(DeleteDraft{}).then_rejected(rejections::destroyed);
  given<Draft>(destroyed).when(RestoreDraft{}).then_rejected(rejections::destroyed);
  for (const DraftCommand& command : std::vector<DraftCommand>{DeleteDraft{}, RestoreDraft{}, DestroyDraft{}})
    given<Draft>(kSent).when(command).then_rejected(rejections::draft_sent);
}

TEST(DraftDecider, MAIL_07_MakingItCanBeCancelled) {
  given<Draft>(kOpen).when(DestroyDraft{.cancelled = true}).then({draft_destroyed("MAIL-07")});
  given<Draft>(kDeleted).when(DestroyDraft{.cancelled = true}).then_rejected(rejections::not_for_deleted);
  EXPECT_EQ(writing(folded<Draft>(with(kOpen, draft_destroyed("MAIL-07")))), nullptr);
}

TEST(DraftDecider, MAIL_15_IsSentOnceWithAMessageForEachRecipient) {
  given<Draft>(kOpen).when(send_draft()).then({draft_sent()});
  given<Draft>(kSent).when(send_draft()).then_nothing();
  given<Draft>(kSent).when(send_draft({kSecondMessage})).then_rejected(rejections::draft_sent);
  given<Draft>(draft_made(), draft_saved("")).when(send_draft()).then_rejected(rejections::no_recipients);
  given<Draft>(kDeleted).when(send_draft()).then_rejected(rejections::not_for_deleted);
  given<Draft>(kGone).when(send_draft()).then_rejected(rejections::destroyed);
}

TEST(DraftDecider, MAIL_14_TheDayForConfirmingThatTheSenderStatesIsNotPast) {
  auto save = save_draft();
  save.confirm_by = days_later(-1);
  given<Draft>(draft_made()).when(save).then_rejected(rejections::confirm_by_past);
  auto saved = draft_saved();
  save.confirm_by = saved.confirm_by = kToday;
  given<Draft>(draft_made()).when(save).then({saved});
  given<Draft>(draft_made(), saved).when(send_draft()).then({draft_sent()});
  given<Draft>(draft_made(), saved)
      .when(send_draft(), a_day_after(kNoon))
      .then_rejected(rejections::confirm_by_past);
}

TEST(DraftDecider, MAIL_14_TheDayForConfirmingIsAtMostAYearAhead) {
  auto save = save_draft();
  auto saved = draft_saved();
  save.confirm_by = saved.confirm_by = parse_date("2025-05-02");  // kToday is 2024-05-02
  given<Draft>(draft_made()).when(save).then({saved});
  for (const char* day : {"2025-05-03", "2199-12-31"}) {
    save.confirm_by = parse_date(day);
    given<Draft>(draft_made()).when(save).then_rejected(rejections::confirm_by_too_far);
  }
}

TEST(DraftDecider, MAIL_09_TheContentsGoWithTheLastMessage) {
  const std::vector<DraftEvent> two{draft_made(), draft_saved(kCompany + "\n" + kPerson),
                                    draft_sent({kMessage, kSecondMessage})};
  given<Draft>(two).when(LetMessageGo{kMessage, "MAIL-09"}).then({let_go()});
  const auto one_left = with(two, let_go());
  given<Draft>(one_left).when(LetMessageGo{kMessage, "MAIL-09"}).then_nothing();
  EXPECT_TRUE(writing(folded<Draft>(one_left)));
  const auto none_left = with(one_left, let_go(kSecondMessage));
  EXPECT_TRUE(std::holds_alternative<GoneDraft>(folded<Draft>(none_left)));
  given<Draft>(none_left).when(LetMessageGo{kSecondMessage, "RET-03"}).then_nothing();
  given<Draft>(two)
      .when(LetMessageGo{numbered<MessageId>(9), "MAIL-09"})
      .then_rejected(rejections::message_not_of_draft);
  for (const auto& story : {kOpen, kDeleted})
    given<Draft>(story).when(LetMessageGo{kMessage, "MAIL-09"}).then_rejected(rejections::draft_not_sent);
}

TEST(DraftCodec, MAIL_09_AnAttachmentsNameIsSealedForItsContentAndGoesWithIt) {
  const auto added = attachment_added();
  Cipher gone = masking_cipher();
  const auto opened = gone.open;
  gone.open = [&](const Uuid& owner, std::string_view context, std::span<const std::uint8_t> sealed) {
    return owner == added.attachment.content.id.uuid ? std::nullopt : opened(owner, context, sealed);
  };
  const auto encoded = Draft::encode(added, masking_cipher());
  const std::vector<std::uint8_t> payload(encoded.payload.begin(), encoded.payload.end());
  const auto read = Draft::decode(encoded.type, encoded.schema, payload, gone);
  ASSERT_TRUE(read);
  EXPECT_TRUE(std::get<AttachmentAdded>(*read).attachment.name.destroyed);
}

TEST(DraftDecider, AnEventThatCannotFollowIsCorruptHistory) {
  EXPECT_THROW(folded<Draft>({draft_saved()}), ImpossibleEvent);
  EXPECT_THROW(folded<Draft>(with(kOpen, draft_made())), ImpossibleEvent);
  EXPECT_THROW(folded<Draft>(with(kDeleted, draft_saved())), ImpossibleEvent);
  EXPECT_THROW(folded<Draft>(with(kSent, draft_deleted())), ImpossibleEvent);
  EXPECT_THROW(folded<Draft>(with(kSent, let_go(kSecondMessage))), ImpossibleEvent);
  EXPECT_THROW(folded<Draft>(with(kGone, draft_saved())), ImpossibleEvent);
}

}  // namespace
}  // namespace vesture::domain::mail
