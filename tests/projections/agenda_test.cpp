// What is to be done and when: entries that events put on the agenda, move and take off.
#include "projections/agenda/agenda.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "domain/files/content.hpp"
#include "domain/files/file.hpp"
#include "domain/mail/copy.hpp"
#include "domain/mail/draft.hpp"
#include "domain/mail/keeping.hpp"
#include "domain/mail/message.hpp"
#include "domain/mail/purge.hpp"
#include "eventstore/bytes.hpp"
#include "tests/domain/ciphers.hpp"
#include "tests/projections/scratch_views.hpp"

namespace vesture::projections::agenda {
namespace {

namespace files = domain::files;
using domain::Instant;

template <class AnId>
AnId numbered(std::uint8_t n) {
  AnId id;
  id.uuid.bytes.back() = n;
  return id;
}

constexpr std::int64_t kDay = 86'400'000'000;
const Instant kAttached{1'772'438'400'000'000};

files::FileAttached file_attached(std::uint8_t n, Instant expires_at) {
  files::FileAttached e;
  e.file = numbered<domain::FileId>(n);
  e.account = numbered<domain::AccountId>(200);
  e.subject.id = numbered<domain::OrderId>(201).uuid;
  e.content.id = numbered<domain::ContentId>(n);
  e.retention.due = expires_at;
  e.at = kAttached;
  return e;
}

files::FileExpired file_expired(std::uint8_t n) {
  files::FileExpired e;
  e.file = numbered<domain::FileId>(n);
  e.content = numbered<domain::ContentId>(n);
  return e;
}

class AgendaTest : public testing::Test {
 protected:
  // One commit with these events; gives its position.
  template <class Aggregate, class... Events>
  std::uint64_t commit(const Events&... events) {
    const auto cipher = domain::masking_cipher();
    const std::vector<domain::Encoded> encoded{Aggregate::encode(events, cipher)...};
    eventstore::Commit made;
    made.position = ++position_;
    for (const auto& event : encoded)
      made.events.push_back(
          {Aggregate::kCategory, 1, event.type, event.schema, eventstore::as_bytes(event.payload), {}, {}});
    ViewBatch batch(*views_.store);
    AgendaProjection(cipher).apply(made, batch);
    views_.store->write(batch);
    return made.position;
  }

  std::vector<Entry> due(Errand errand, Instant now, std::size_t most = 1'000,
                         const std::optional<Entry>& after = std::nullopt) const {
    return due_entries(views_.store->snapshot(), errand, now, most, after);
  }
  std::optional<Instant> next(Errand errand) const { return next_due(views_.store->snapshot(), errand); }

  ScratchViews views_;
  std::uint64_t position_ = 0;
};

TEST_F(AgendaTest, AFileIsDueForItsFirstWarningThenTheSecondThenItsEnd) {
  const Instant end = domain::start_of_day_in_riga({20'600});
  const auto warned = [&](std::uint32_t days) {
    files::ExpiryWarned e;
    e.file = numbered<domain::FileId>(1);
    e.days = days;
    e.expires_at = end;
    return e;
  };
  EXPECT_EQ(next(Errand::file_retention), std::nullopt);
  commit<files::File>(file_attached(1, end));
  EXPECT_EQ(next(Errand::file_retention), domain::start_of_day_in_riga({20'586}));
  commit<files::File>(warned(14));
  EXPECT_EQ(next(Errand::file_retention), domain::start_of_day_in_riga({20'597}));
  commit<files::File>(warned(3));
  EXPECT_EQ(next(Errand::file_retention), end);
  commit<files::File>(file_expired(1));
  EXPECT_EQ(next(Errand::file_retention), std::nullopt);
  EXPECT_TRUE(due(Errand::file_retention, {end.microseconds + kDay}).empty());
}

TEST_F(AgendaTest, AnEntryNamesWhatItIsAboutAndTheCommitThatAskedForIt) {
  commit<files::Content>(files::ContentStored{});
  files::DestructionOrdered ordered;
  ordered.content = numbered<domain::ContentId>(7);
  ordered.at = kAttached;
  const auto cause = commit<files::Content>(ordered);
  const auto entries = due(Errand::content_destruction, kAttached);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].id, ordered.content.uuid);
  EXPECT_EQ(entries[0].cause, cause);
  EXPECT_EQ(entries[0].due, kAttached);
  EXPECT_TRUE(due(Errand::content_destruction, {kAttached.microseconds - 1}).empty());
  EXPECT_TRUE(due(Errand::file_retention, kAttached).empty());
}

TEST_F(AgendaTest, WhatIsCertifiedAsDestroyedIsRememberedAndNoLongerDue) {
  files::DestructionOrdered ordered;
  ordered.content = numbered<domain::ContentId>(7);
  files::ContentDestroyed destroyed;
  destroyed.content.id = ordered.content;
  commit<files::Content>(ordered);
  commit<files::Content>(destroyed);
  EXPECT_EQ(next(Errand::content_destruction), std::nullopt);
  std::vector<domain::ContentId> known;
  for_each_destroyed(views_.store->snapshot(), [&](domain::ContentId content) {
    known.push_back(content);
    return true;
  });
  EXPECT_EQ(known, std::vector{ordered.content});
}

TEST_F(AgendaTest, EntriesComeInTheOrderOfDueTimesAndInPieces) {
  for (std::uint8_t n = 1; n <= 50; ++n)
    commit<files::File>(file_attached(n, domain::start_of_day_in_riga({20'600 + (n * 37) % 50})));
  const Instant end{domain::start_of_day_in_riga({20'700})};
  std::vector<Entry> read;
  std::optional<Entry> last;
  for (auto piece = due(Errand::file_retention, end, 7); !piece.empty();
       piece = due(Errand::file_retention, end, 7, last)) {
    read.insert(read.end(), piece.begin(), piece.end());
    last = read.back();
  }
  ASSERT_EQ(read.size(), 50U);
  EXPECT_TRUE(std::ranges::is_sorted(read, {}, &Entry::due));
  EXPECT_EQ(std::ranges::adjacent_find(read, std::ranges::equal_to{}, &Entry::id), read.end());
}

namespace mail = domain::mail;

const domain::MessageId kMessage = numbered<domain::MessageId>(9);
const mail::CopyId kCopy{mail::Side::received, kMessage};

TEST_F(AgendaTest, MAIL_13_AMessageIsDueForDeliveryUntilItIsDealtWith) {
  mail::MessageSubmitted submitted;
  submitted.message = kMessage;
  submitted.at = kAttached;
  commit<mail::Message>(submitted);
  EXPECT_EQ(next(Errand::delivery), kAttached);
  mail::MessageFailed failed;
  failed.message = kMessage;
  commit<mail::Message>(failed);
  EXPECT_EQ(next(Errand::delivery), std::nullopt);
}

TEST_F(AgendaTest, MAIL_14_ADeliveredMessageIsDueAtItsDeadlineUntilItsReceiptIsConcluded) {
  mail::MessageDelivered delivered;
  delivered.message = kMessage;
  delivered.confirmation.due = {kAttached.microseconds + kDay};
  mail::ReceiptConfirmed confirmed;
  confirmed.message = kMessage;
  mail::ReceiptRefused refused;
  refused.message = kMessage;
  mail::ReceiptMissed missed;
  missed.message = kMessage;
  for (const mail::MessageEvent& conclusion : std::vector<mail::MessageEvent>{confirmed, refused, missed}) {
    commit<mail::Message>(delivered);
    EXPECT_EQ(next(Errand::receipt_deadline), delivered.confirmation.due);
    EXPECT_EQ(next(Errand::delivery), std::nullopt);
    commit<mail::Message>(conclusion);
    EXPECT_EQ(next(Errand::receipt_deadline), std::nullopt);
  }
}

TEST_F(AgendaTest, MAIL_14_AReceiptIsNotWaitedForOnceItsMessageWasLetGoOf) {
  mail::MessageDelivered delivered;
  delivered.message = kMessage;
  delivered.confirmation.due = {kAttached.microseconds + kDay};
  commit<mail::Message>(delivered);
  mail::MessageLetGo let_go;
  let_go.message = kMessage;
  commit<mail::Draft>(let_go);
  EXPECT_EQ(next(Errand::receipt_deadline), std::nullopt);
}

TEST_F(AgendaTest, RET_02_ACopyIsDueForItsLastDaysThenAtItsEnd) {
  mail::CopyFiled filed;
  filed.copy = kCopy;
  filed.keeping = mail::keeping_from(kAttached);
  commit<mail::Copy>(filed);
  const auto asked = mail::CopyDeleted{kCopy, {}, mail::DeletedBecause::asked, kAttached};
  commit<mail::Copy>(asked, mail::CopyRestored{kCopy, {}, kAttached});
  EXPECT_EQ(next(Errand::received_copy_term), mail::last_days_begin(filed.keeping));
  EXPECT_EQ(next(Errand::sent_copy_term), std::nullopt);
  commit<mail::Copy>(mail::CopyDeleted{kCopy, {}, mail::DeletedBecause::term, kAttached});
  EXPECT_EQ(next(Errand::received_copy_term), filed.keeping.due);
  commit<mail::Copy>(mail::CopyDestroyed{kCopy, {}, {}, "RET-03", kAttached});
  EXPECT_EQ(next(Errand::received_copy_term), std::nullopt);
}

TEST_F(AgendaTest, RET_01_ADraftIsDueFromItsLastSavingOnUntilItIsSentOrGone) {
  const auto draft = numbered<domain::DraftId>(3);
  mail::DraftSaved saved;
  saved.draft = draft;
  saved.keeping = mail::keeping_from(kAttached);
  commit<mail::Draft>(saved);
  mail::AttachmentAdded added;
  added.draft = draft;
  added.keeping = mail::keeping_from({kAttached.microseconds + 40 * kDay});
  commit<mail::Draft>(added);
  EXPECT_EQ(next(Errand::draft_term), mail::last_days_begin(added.keeping));
  commit<mail::Draft>(mail::DraftDeleted{draft, {}, mail::DeletedBecause::term, kAttached});
  EXPECT_EQ(next(Errand::draft_term), added.keeping.due);
  commit<mail::Draft>(mail::DraftDestroyed{draft, {}, "RET-03", kAttached});
  EXPECT_EQ(next(Errand::draft_term), std::nullopt);
  commit<mail::Draft>(saved);
  commit<mail::Draft>(mail::DraftSent{draft, {}, {}, {}, kAttached});
  EXPECT_EQ(next(Errand::draft_term), std::nullopt);
}

TEST_F(AgendaTest, RET_03_TheViewsAreDueForPurgingTwelveHoursAfterTheFirstThatWasLetGoOf) {
  const auto let_go = [&](std::int64_t minute) {
    const Instant at{kAttached.microseconds + minute * 60'000'000};
    return commit<files::Content>(files::ContentReleased{numbered<domain::ContentId>(7), {}, "MAIL-09", at});
  };
  const auto twelve_hours_after = [&](std::int64_t minute) {
    return Instant{kAttached.microseconds + minute * 60'000'000 + kDay / 2};
  };
  const auto first = let_go(0);
  const auto second = let_go(10);
  EXPECT_EQ(next(Errand::view_purge), twelve_hours_after(0));
  EXPECT_EQ(due(Errand::view_purge, twelve_hours_after(0)).front().cause, first);
  let_go(20);
  commit<mail::Purge>(mail::ViewsPurged{second, kAttached});
  EXPECT_EQ(next(Errand::view_purge), twelve_hours_after(20));
  commit<mail::Purge>(mail::ViewsPurged{position_, kAttached});
  EXPECT_EQ(next(Errand::view_purge), std::nullopt);
  commit<mail::Copy>(mail::CopyDestroyed{kCopy, {}, {}, "MAIL-09", kAttached});
  EXPECT_EQ(next(Errand::view_purge), twelve_hours_after(0));
}

RC_GTEST_FIXTURE_PROP(AgendaTest, HoldsExactlyTheFilesThatHaveNotExpiredWhateverHappens, ()) {
  std::map<std::uint8_t, Instant> model;
  const auto steps = *rc::gen::inRange(0, 60);
  for (int step = 0; step < steps; ++step) {
    const auto n = static_cast<std::uint8_t>(*rc::gen::inRange(1, 6));
    if (model.contains(n) && *rc::gen::arbitrary<bool>()) {
      commit<files::File>(file_expired(n));
      model.erase(n);
    } else {
      const Instant end = domain::start_of_day_in_riga({20'600 + *rc::gen::inRange(0, 30)});
      commit<files::File>(file_attached(n, end));
      model[n] = files::next_retention_step(end, UINT32_MAX);
    }
    const auto now = domain::start_of_day_in_riga({20'600 + *rc::gen::inRange(-20, 30)});
    std::map<std::uint8_t, Instant> expected;
    for (const auto& [file, at] : model)
      if (at <= now) expected[file] = at;
    std::map<std::uint8_t, Instant> found;
    for (const auto& entry : due(Errand::file_retention, now)) found[entry.id.bytes.back()] = entry.due;
    RC_ASSERT(found == expected);
  }
}

}  // namespace
}  // namespace vesture::projections::agenda
