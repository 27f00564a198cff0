// The right to read a natural person's account: granted, changed, revoked, suspended and confirmed (RGT-01, ACC-08).
#include "domain/rights/read_rights.hpp"

#include <gtest/gtest.h>

#include "tests/domain/order_facts.hpp"

namespace vesture::domain::rights {
namespace {

using orders::kAccount;
using orders::kToday;
using orders::numbered;

const ReadRightId kRight = numbered<ReadRightId>(1);
const ReadRightId kSecondRight = numbered<ReadRightId>(2);
const PersonId kReader = numbered<PersonId>(3);
const PersonId kSecondReader = numbered<PersonId>(4);
const Date kLast{kToday.days + 10};

ReadRightGranted granted(std::optional<Date> until = std::nullopt) {
  return {kRight, kAccount, kReader, "Anna Ozola", until, kNoon};
}
ReadRightGranted second_granted() {
  return {kSecondRight, kAccount, kSecondReader, "Jānis Bērziņš", std::nullopt, kNoon};
}
GrantReadRight grant(std::optional<Date> until = std::nullopt) {
  return {kRight, kAccount, kReader, "Anna Ozola", until};
}
const ReadRightsSuspended kSuspended{kAccount, kNoon};
const ReadRightRevoked kRevoked{kRight, kAccount, kNoon};

bool may_read(const std::vector<ReadRightsEvent>& events, PersonId person = kReader, Instant now = kNoon) {
  return folded<ReadRights>(events).of_reader(person, now) != nullptr;
}

TEST(ReadRightsDecider, RGT_01_IsGrantedOncePerReader) {
  given<ReadRights>().when(grant()).then({granted()});
  given<ReadRights>(granted()).when(grant()).then_nothing();
  given<ReadRights>(granted()).when(grant(kLast)).then_rejected(rejections::already_granted);
  auto another = grant();
  another.right = kSecondRight;
  given<ReadRights>(granted()).when(another).then_rejected(rejections::already_granted);
  another = grant();
  another.reader = kSecondReader;
  given<ReadRights>(granted()).when(another).then_rejected(rejections::already_granted);
  given<ReadRights>(granted(), kRevoked).when(grant()).then({granted()});
}

TEST(ReadRightsDecider, RGT_01_HoldsToTheEndOfItsLastDay) {
  const Instant end = start_of_day_in_riga({kLast.days + 1});
  EXPECT_TRUE(may_read({granted(kLast)}, kReader, {end.microseconds - 1}));
  EXPECT_FALSE(may_read({granted(kLast)}, kReader, end));
  EXPECT_TRUE(may_read({granted()}, kReader, end));
  EXPECT_FALSE(may_read({granted()}, kSecondReader));
}

TEST(ReadRightsDecider, RGT_01_ALastDayIsNotPast) {
  const Date yesterday{kToday.days - 1};
  given<ReadRights>().when(grant(yesterday)).then_rejected(rejections::until_past);
  given<ReadRights>().when(grant(kToday)).then({granted(kToday)});
  given<ReadRights>(granted())
      .when(ChangeReadRight{kAccount, kRight, yesterday})
      .then_rejected(rejections::until_past);
}

TEST(ReadRightsDecider, RGT_01_IsChangedAndRevoked) {
  given<ReadRights>(granted())
      .when(ChangeReadRight{kAccount, kRight, kLast})
      .then({ReadRightChanged{kRight, kAccount, kLast, kNoon}});
  given<ReadRights>(granted(kLast)).when(ChangeReadRight{kAccount, kRight, kLast}).then_nothing();
  given<ReadRights>().when(ChangeReadRight{kAccount, kRight, kLast}).then_rejected(rejections::no_read_right);
  given<ReadRights>(granted()).when(RevokeReadRight{kAccount, kRight}).then({kRevoked});
  given<ReadRights>(granted(), kRevoked).when(RevokeReadRight{kAccount, kRight}).then_nothing();
  EXPECT_FALSE(may_read({granted(), kRevoked}));
  EXPECT_TRUE(may_read({granted(), second_granted(), kRevoked}, kSecondReader));
}

TEST(ReadRightsDecider, ACC_08_AreSuspendedUntilEachIsConfirmedAgain) {
  given<ReadRights>(granted()).when(SuspendReadRights{kAccount}).then({kSuspended});
  given<ReadRights>(granted(), kSuspended).when(SuspendReadRights{kAccount}).then_nothing();
  given<ReadRights>().when(SuspendReadRights{kAccount}).then_nothing();
  const ReadRightConfirmed confirmed{kRight, kAccount, kNoon};
  given<ReadRights>(granted(), kSuspended).when(ConfirmReadRight{kAccount, kRight}).then({confirmed});
  given<ReadRights>(granted(), kSuspended, confirmed).when(ConfirmReadRight{kAccount, kRight}).then_nothing();
  given<ReadRights>().when(ConfirmReadRight{kAccount, kRight}).then_rejected(rejections::no_read_right);
  const std::vector<ReadRightsEvent> story{granted(), second_granted(), kSuspended, confirmed};
  EXPECT_TRUE(may_read(story));
  EXPECT_FALSE(may_read(story, kSecondReader));
}

TEST(ReadRightsDecider, RGT_01_ReadersAreFiftyAtMost) {
  std::vector<ReadRightsEvent> story;
  for (std::uint8_t n = 0; n < kMostReaders; ++n) {
    auto each = granted();
    each.right.uuid.bytes[0] = each.reader.uuid.bytes[0] = static_cast<std::uint8_t>(n + 1);
    story.push_back(each);
  }
  given<ReadRights>(story).when(grant()).then_rejected(rejections::too_many_readers);
  story.pop_back();
  given<ReadRights>(story).when(grant()).then({granted()});
}

TEST(ReadRightsDecider, AnEventThatCannotFollowIsCorruptHistory) {
  EXPECT_THROW(folded<ReadRights>({granted(), granted()}), ImpossibleEvent);
  EXPECT_THROW(folded<ReadRights>({kRevoked}), ImpossibleEvent);
}

}  // namespace
}  // namespace vesture::domain::rights
