// How far the register's changes have been taken, and what an account knows of its owner from there.
#include "domain/accounts/register_feed.hpp"

#include "domain/accounts/account.hpp"
#include "tests/domain/given.hpp"

namespace vesture::domain::accounts {
namespace {

const AccountId kAccount{{{7}}};

TakeRegisterChange take(std::uint64_t sequence, ChangeOutcome outcome = ChangeOutcome::applied) {
  return {sequence, RegisterChangeKind::died, outcome, kAccount};
}

RegisterFeedEvent taken(std::uint64_t sequence, ChangeOutcome outcome = ChangeOutcome::applied) {
  return RegisterChangeTaken{sequence, RegisterChangeKind::died, outcome, kAccount, kNoon};
}

TEST(RegisterFeed, ACC_08_AChangeIsTakenOnce) {
  given<RegisterFeed>().when(take(1)).then({taken(1)});
  given<RegisterFeed>(taken(1), taken(2)).when(take(3)).then({taken(3)});
  given<RegisterFeed>(taken(1), taken(2)).when(take(2)).then_nothing();
  given<RegisterFeed>(taken(1), taken(2)).when(take(1)).then_nothing();
}

TEST(RegisterFeed, ACC_08_ChangesAreTakenWithoutAGap) {
  given<RegisterFeed>().when(take(2)).then_rejected(rejections::register_gap);
  given<RegisterFeed>(taken(1)).when(take(3)).then_rejected(rejections::register_gap);
}

TEST(RegisterFeed, WhatIsPutAsideIsKnown) {
  const auto state = folded<RegisterFeed>(
      {taken(1), taken(2, ChangeOutcome::put_aside), taken(3, ChangeOutcome::nobody_here)});
  EXPECT_EQ(state.last, 3U);
  EXPECT_EQ(state.put_aside.size(), 1U);
  EXPECT_EQ(state.put_aside.at(0).sequence, 2U);
}

const AccountEvent kOpened =
    AccountOpened{kAccount, AccountKind::natural, {}, "Anna", "PNOLV-161175-19997", kNoon};
const AccountEvent kUpdated = IdentityUpdated{kAccount, "Anna Liepa", "1975-11-16", kNoon};

TEST(Account, ACC_01_WhatTheRegisterTellsIsKept) {
  given<Account>(kOpened).when(UpdateIdentity{"Anna Liepa", "1975-11-16"}).then({kUpdated});
  given<Account>(kOpened, kUpdated).when(UpdateIdentity{"Anna Liepa", "1975-11-16"}).then_nothing();
  const auto account = std::get<LiveAccount>(folded<Account>({kOpened, kUpdated}));
  EXPECT_EQ(account.name.text, "Anna Liepa");
  EXPECT_EQ(account.date_of_birth.text, "1975-11-16");
}

TEST(Account, ACC_01_ThatTheRegisterWasAskedIsOnRecordWhateverItAnswered) {
  const AccountEvent same = IdentityUpdated{kAccount, "Anna", "", kNoon};
  const AccountEvent not_found = IdentityNotFound{kAccount, kNoon};
  given<Account>(kOpened).when(UpdateIdentity{"Anna", ""}).then({same});
  given<Account>(kOpened, same).when(UpdateIdentity{"Anna", ""}).then_nothing();
  given<Account>(kOpened).when(NoteIdentityNotFound{}).then({not_found});
  given<Account>(kOpened, not_found).when(NoteIdentityNotFound{}).then_nothing();
  given<Account>(kOpened, same).when(NoteIdentityNotFound{}).then_nothing();
}

}  // namespace
}  // namespace vesture::domain::accounts
