// How long a file is kept, and what is said of it before and after (ORD-14, RET-04); the certificate of a destruction.
#include "domain/files/file.hpp"

#include <gtest/gtest.h>

#include "domain/files/content.hpp"
#include "tests/domain/order_facts.hpp"

namespace vesture::domain::files {
namespace {

using orders::kAccount;
using orders::kFile;
using orders::kOrder;
using orders::numbered;

const Subject kSubject{SubjectKind::order, kOrder.uuid};
const StoredContent kContent{numbered<ContentId>(9), 1'024, {1, 2, 3}};
const PersonId kPerson = numbered<PersonId>(10);

// Attached at noon of 2024-05-02: 24:00 of the 90th day after it is the end of 31 July.
const Instant kEnd = start_of_day_in_riga({riga_date(kNoon).days + 91});

FileAttached file_attached() {
  return {kFile,       kAccount,
          kSubject,    Role::document,
          "plāns.pdf", "application/pdf",
          kContent,    Scan::clean,
          kPerson,     deadline(kRetention, riga_date(kNoon)),
          kNoon};
}

AttachFile attach(std::string name = "plāns.pdf") {
  return {kFile,    kAccount,    kSubject, Role::document, std::move(name), "application/pdf",
          kContent, Scan::clean, kPerson};
}

Instant days_before_end(int days) { return start_of_day_in_riga({riga_date(kEnd).days - days}); }
Instant just_before(Instant at) { return {at.microseconds - 1}; }
ExpiryWarned warned(std::uint32_t days, Instant at) { return {kFile, kAccount, kSubject, days, kEnd, at}; }
FileExpired expired(Instant at) { return {kFile, kAccount, kSubject, kContent.id, "ORD-14", at}; }

TEST(FileDecider, ORD_14_IsKeptForNinetyDaysFromAttachingAndSaysWhy) {
  given<File>().when(attach()).then({file_attached()});
  const auto retention = file_attached().retention;
  EXPECT_EQ(retention.due, kEnd);
  EXPECT_EQ(retention.clause, "ORD-14");
  EXPECT_EQ(retention.start, riga_date(kNoon));
  EXPECT_EQ(retention.count, 90);
  EXPECT_EQ(to_string(riga_date(just_before(kEnd))), "2024-07-31");
}

TEST(FileDecider, RET_04_ATermThatEndsOnADayOffEndsThere) {
  const Instant day{kNoon.microseconds + 86'400'000'000LL};  // 2024-05-03; the 90th day after it is 1 August
  const auto ends_on = [&](int days_later) {
    const Date start{riga_date(day).days + days_later};
    return riga_date(just_before(deadline(kRetention, start).due));
  };
  for (int later = 0; later < 7; ++later) EXPECT_EQ(ends_on(later).days, riga_date(day).days + later + 90);
}

TEST(FileDecider, ORD_14_WarningsGoOutFourteenAndThreeDaysBefore) {
  given<File>(file_attached()).when(KeepRetention{}, just_before(days_before_end(14))).then_nothing();
  given<File>(file_attached())
      .when(KeepRetention{}, days_before_end(14))
      .then({warned(14, days_before_end(14))});
  const auto first = warned(14, days_before_end(14));
  given<File>(file_attached(), first).when(KeepRetention{}, just_before(days_before_end(3))).then_nothing();
  given<File>(file_attached(), first)
      .when(KeepRetention{}, days_before_end(3))
      .then({warned(3, days_before_end(3))});
  given<File>(file_attached(), first, warned(3, days_before_end(3)))
      .when(KeepRetention{}, just_before(kEnd))
      .then_nothing();
}

TEST(FileDecider, ORD_14_OfWarningsThatWereMissedOnlyTheOneThatFitsGoesOut) {
  given<File>(file_attached())
      .when(KeepRetention{}, days_before_end(2))
      .then({warned(3, days_before_end(2))});
  given<File>(file_attached(), warned(3, days_before_end(2)))
      .when(KeepRetention{}, days_before_end(1))
      .then_nothing();
}

TEST(FileDecider, ORD_14_ExpiresAtTheEndAndStaysOnRecord) {
  given<File>(file_attached()).when(KeepRetention{}, kEnd).then({expired(kEnd)});
  given<File>(file_attached(), expired(kEnd)).when(KeepRetention{}, kEnd).then_nothing();
  const auto state = folded<File>({file_attached(), expired(kEnd)});
  ASSERT_TRUE(attached(state));
  EXPECT_EQ(attached(state)->name, Sealed("plāns.pdf"));
}

TEST(FileDecider, ORD_14_AfterItsEndItIsNotGivenOutEvenIfNobodyCameToLetItExpire) {
  const auto state = folded<File>({file_attached()});
  EXPECT_TRUE(is_held(state, just_before(kEnd)));
  EXPECT_FALSE(is_held(state, kEnd));
  EXPECT_FALSE(is_held(folded<File>({file_attached(), expired(kEnd)}), kNoon));
  EXPECT_FALSE(is_held(FileState{}, kNoon));
}

TEST(FileDecider, TheNextStepIsAlwaysOneAtWhichSomethingIsDone) {
  std::vector<FileEvent> events{file_attached()};
  std::uint32_t last_warning = UINT32_MAX;
  for (int steps = 0; steps < 3; ++steps) {
    const Instant next = next_retention_step(kEnd, last_warning);
    const auto state = folded<File>(events);
    EXPECT_TRUE(File::decide(KeepRetention{}, state, just_before(next))->empty());
    const auto done = File::decide(KeepRetention{}, state, next);
    ASSERT_EQ(done->size(), 1U);
    if (const auto* warning = std::get_if<ExpiryWarned>(&done->front())) last_warning = warning->days;
    events.push_back(done->front());
  }
  EXPECT_TRUE(std::holds_alternative<ExpiredFile>(folded<File>(events)));
}

TEST(FileDecider, IsAttachedOnce) {
  given<File>(file_attached()).when(attach(), kEnd).then_nothing();
  given<File>(file_attached()).when(attach("cits.pdf")).then_rejected(rejections::file_exists);
  given<File>(file_attached(), expired(kEnd)).when(attach()).then_rejected(rejections::file_exists);
  given<File>().when(KeepRetention{}).then_rejected(rejections::no_file);
}

TEST(FileDecider, HistoryThatNoDecisionMadeIsImpossible) {
  EXPECT_THROW(folded<File>({file_attached(), file_attached()}), ImpossibleEvent);
  EXPECT_THROW(folded<File>({warned(14, kEnd)}), ImpossibleEvent);
  EXPECT_THROW(folded<File>({file_attached(), expired(kEnd), expired(kEnd)}), ImpossibleEvent);
}

ContentStored stored() { return {kAccount, kContent, kNoon}; }
DestructionOrdered ordered() { return {kContent.id, "ORD-14", kNoon}; }
ContentDestroyed destroyed() { return {kAccount, kContent, "ORD-14", kNoon, kEnd}; }

TEST(ContentDecider, ItsDestructionIsOrderedAndThenCertifiedOnceWithWhatWhenAndWhy) {
  given<Content>().when(StoreContent{kAccount, kContent}).then({stored()});
  given<Content>(stored()).when(StoreContent{kAccount, kContent}).then_nothing();
  given<Content>(stored()).when(OrderDestruction{"ORD-14"}).then({ordered()});
  given<Content>(stored(), ordered()).when(OrderDestruction{"RET-03"}).then_nothing();
  given<Content>(stored(), ordered()).when(CertifyDestruction{}, kEnd).then({destroyed()});
  given<Content>(stored(), ordered(), destroyed()).when(CertifyDestruction{}).then_nothing();
  given<Content>(stored(), ordered(), destroyed()).when(OrderDestruction{"ORD-14"}).then_nothing();
}

TEST(ContentDecider, NothingIsCertifiedThatWasNotOrdered) {
  given<Content>(stored()).when(CertifyDestruction{}).then_rejected(rejections::content_not_condemned);
  given<Content>().when(CertifyDestruction{}).then_rejected(rejections::no_content);
  given<Content>().when(OrderDestruction{"ORD-14"}).then_rejected(rejections::no_content);
}

const Uuid kDraft{{1}};
const Uuid kOtherDraft{{2}};

ContentHeld held_by(const Uuid& holder) { return {kContent.id, holder, kNoon}; }
ContentReleased released_by(const Uuid& holder) { return {kContent.id, holder, "MAIL-09", kNoon}; }

TEST(ContentDecider, MAIL_09_ASharedContentGoesWithItsLastHolder) {
  const DestructionOrdered destruction{kContent.id, "MAIL-09", kNoon};
  const ReleaseContent release{kDraft, "MAIL-09"};
  given<Content>(stored()).when(HoldContent{kDraft}).then({held_by(kDraft)});
  given<Content>(stored(), held_by(kDraft)).when(HoldContent{kDraft}).then_nothing();
  given<Content>(stored(), held_by(kDraft), held_by(kOtherDraft)).when(release).then({released_by(kDraft)});
  given<Content>(stored(), held_by(kDraft)).when(release).then({released_by(kDraft), destruction});
  given<Content>(stored()).when(release).then_nothing();
  given<Content>(stored(), ordered()).when(HoldContent{kDraft}).then_rejected(rejections::content_gone);
  given<Content>(stored(), ordered(), destroyed())
      .when(HoldContent{kDraft})
      .then_rejected(rejections::content_gone);
  given<Content>(stored(), ordered()).when(release).then_nothing();
  EXPECT_THROW(folded<Content>({stored(), released_by(kDraft)}), ImpossibleEvent);
}

TEST(ContentDecider, WhatIsCondemnedOrGoneCannotComeBack) {
  const StoreContent again{kAccount, kContent};
  given<Content>(stored(), ordered()).when(again).then_rejected(rejections::content_exists);
  given<Content>(stored(), ordered(), destroyed()).when(again).then_rejected(rejections::content_exists);
  EXPECT_THROW(folded<Content>({ordered()}), ImpossibleEvent);
  EXPECT_THROW(folded<Content>({stored(), destroyed()}), ImpossibleEvent);
  EXPECT_THROW(folded<Content>({stored(), stored()}), ImpossibleEvent);
}

}  // namespace
}  // namespace vesture::domain::files
