// How long drafts and copies are kept: five years, the last 30 days in deleted (RET-01 to RET-03, MAIL-10).
#include <gtest/gtest.h>

#include "domain/mail/keeping.hpp"
#include "tests/domain/mail_facts.hpp"

namespace vesture::domain::mail {
namespace {

Instant noon_of(const std::string& date) { return parse_instant(date + "T10:00:00Z").value(); }
std::string day_of(Instant at) { return to_string(riga_date(at)); }

// Kept from noon of 2024-05-02: to the end of 2029-05-02.
const Instant kEnd = keeping_from(kNoon).due;
const Instant kLastDaysBegin = last_days_begin(keeping_from(kNoon));

TEST(Keeping, RET_01_IsFiveYearsToTheEndOfTheDayAndSaysWhy) {
  const auto keeping = keeping_from(kNoon);
  EXPECT_EQ(day_of(just_before(keeping.due)), "2029-05-02");
  EXPECT_EQ(keeping.due, start_of_day_in_riga(parse_date("2029-05-03").value()));
  EXPECT_EQ(keeping.clause, "RET-01");
  EXPECT_EQ(keeping.start, kToday);
  EXPECT_TRUE(keeping.skipped.empty());
}

TEST(Keeping, RET_01_FromTheTwentyNinthOfFebruaryItEndsOnTheTwentyEighth) {
  EXPECT_EQ(day_of(just_before(keeping_from(noon_of("2024-02-29")).due)), "2029-02-28");
  EXPECT_EQ(day_of(just_before(keeping_from(noon_of("2023-02-28")).due)), "2028-02-28");
}

TEST(Keeping, RET_01_ItDoesNotRollToAWorkingDay) {
  EXPECT_EQ(day_of(just_before(keeping_from(noon_of("2021-12-25")).due)), "2026-12-25");
}

TEST(Keeping, RET_02_TheLastDaysAreThirty) {
  EXPECT_EQ(day_of(kLastDaysBegin), "2029-04-03");
  EXPECT_EQ(kLastDaysBegin, start_of_day_in_riga(parse_date("2029-04-03").value()));
  EXPECT_EQ(riga_date(kEnd).days - riga_date(kLastDaysBegin).days, 30);
  EXPECT_EQ(end_of_last_days(kLastDaysBegin), kEnd);
}

TEST(Keeping, RET_01_ADraftIsKeptFromItsLastSaving) {
  const Instant later = noon_of("2025-01-01");
  auto save = save_draft();
  save.text = content(21);
  auto saved = draft_saved(kCompany, later);
  saved.text = content(21);
  given<Draft>(draft_made(), draft_saved()).when(save, later).then({saved});
  EXPECT_EQ(writing(folded<Draft>({draft_made(), draft_saved(), saved}))->keeping, keeping_from(later));
}

TEST(Keeping, RET_02_ADraftMovesToDeletedForItsLastDaysAlsoWhereItIsThereAlready) {
  const auto moved = draft_deleted(DeletedBecause::term, kLastDaysBegin);
  const std::vector<DraftEvent> open{draft_made(), draft_saved()};
  const std::vector<DraftEvent> deleted{draft_made(), draft_saved(), draft_deleted()};
  for (const auto& story : {open, deleted}) {
    given<Draft>(story).when(KeepDraftTerm{}, just_before(kLastDaysBegin)).then_nothing();
    given<Draft>(story).when(KeepDraftTerm{}, kLastDaysBegin).then({moved});
  }
  const std::vector<DraftEvent> in_last_days{draft_made(), draft_saved(), moved};
  given<Draft>(in_last_days).when(KeepDraftTerm{}, just_before(kEnd)).then_nothing();
  given<Draft>(in_last_days).when(RestoreDraft{}, just_before(kEnd)).then_rejected(rejections::last_days);
}

TEST(Keeping, RET_03_ADraftGoesForGoodAtTheEnd) {
  const std::vector<DraftEvent> open{draft_made(), draft_saved()};
  given<Draft>(open).when(KeepDraftTerm{}, kEnd).then({draft_destroyed("RET-03", kEnd)});
  given<Draft>(draft_made(), draft_saved(), draft_deleted(DeletedBecause::term))
      .when(KeepDraftTerm{}, kEnd)
      .then({draft_destroyed("RET-03", kEnd)});
  given<Draft>(draft_made(), draft_saved(), draft_destroyed("RET-03"))
      .when(KeepDraftTerm{}, kEnd)
      .then_nothing();
  given<Draft>(draft_made(), draft_saved(), draft_sent()).when(KeepDraftTerm{}, kEnd).then_nothing();
}

TEST(Keeping, RET_02_ADraftWhoseLastDaysHaveBegunIsNotWrittenAnyMoreEvenIfNobodyCameToMoveIt) {
  const std::vector<DraftEvent> open{draft_made(), draft_saved()};
  auto save = save_draft();
  save.text = content(21);
  given<Draft>(open).when(save, kLastDaysBegin).then_rejected(rejections::last_days);
  given<Draft>(open).when(add_attachment(), kLastDaysBegin).then_rejected(rejections::last_days);
  given<Draft>(open).when(send_draft(), kLastDaysBegin).then_rejected(rejections::last_days);
  given<Draft>(open)
      .when(send_draft(), just_before(kLastDaysBegin))
      .then({DraftSent{kDraft, kSender, {kMessage}, kWriter, just_before(kLastDaysBegin)}});
}

TEST(Keeping, RET_02_ACopyMovesToDeletedForItsLastDaysAlsoWhereItIsThereAlready) {
  const auto moved = copy_deleted(DeletedBecause::term, kLastDaysBegin);
  const std::vector<CopyEvent> kept{copy_filed()};
  const std::vector<CopyEvent> deleted{copy_filed(), copy_deleted()};
  for (const auto& story : {kept, deleted}) {
    given<Copy>(story).when(KeepCopyTerm{}, just_before(kLastDaysBegin)).then_nothing();
    given<Copy>(story).when(KeepCopyTerm{}, kLastDaysBegin).then({moved});
  }
  given<Copy>(copy_filed(), moved).when(KeepCopyTerm{}, just_before(kEnd)).then_nothing();
}

TEST(Keeping, MAIL_10_NothingIsRestoredInTheLastDaysWhoeverDeletedIt) {
  given<Copy>(copy_filed(), copy_deleted())
      .when(RestoreCopy{}, just_before(kLastDaysBegin))
      .then({CopyRestored{kReceivedCopy, kRecipient, just_before(kLastDaysBegin)}});
  given<Copy>(copy_filed(), copy_deleted())
      .when(RestoreCopy{}, kLastDaysBegin)
      .then_rejected(rejections::last_days);
  given<Copy>(copy_filed(), copy_deleted(DeletedBecause::term, kLastDaysBegin))
      .when(RestoreCopy{}, kLastDaysBegin)
      .then_rejected(rejections::last_days);
}

TEST(Keeping, RET_03_ACopyGoesForGoodAtTheEndAndIsNotShownEvenIfNobodyCameToDestroyIt) {
  given<Copy>(copy_filed()).when(KeepCopyTerm{}, kEnd).then({copy_destroyed("RET-03", kEnd)});
  given<Copy>(copy_filed(), copy_destroyed("RET-03")).when(KeepCopyTerm{}, kEnd).then_nothing();
  const auto state = folded<Copy>({copy_filed(), copy_deleted()});
  EXPECT_TRUE(is_held(state, just_before(kEnd)));
  EXPECT_FALSE(is_held(state, kEnd));
}

TEST(Keeping, TheNextStepIsAlwaysOneAtWhichSomethingIsDone) {
  std::vector<CopyEvent> events{copy_filed()};
  for (const bool moved : {false, true}) {
    const Instant next = next_step(copy_filed().keeping, moved);
    const auto state = folded<Copy>(events);
    EXPECT_TRUE(Copy::decide(KeepCopyTerm{}, state, just_before(next))->empty());
    const auto done = Copy::decide(KeepCopyTerm{}, state, next);
    ASSERT_EQ(done->size(), 1U);
    events.push_back(done->front());
  }
  EXPECT_TRUE(std::holds_alternative<DestroyedCopy>(folded<Copy>(events)));
}

}  // namespace
}  // namespace vesture::domain::mail
