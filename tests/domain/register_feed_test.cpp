// The register's changes as they were taken, and what an account knows of its owner from there.
#include "domain/accounts/register_feed.hpp"

#include "domain/accounts/account.hpp"
#include "tests/domain/given.hpp"

namespace vesture::domain::accounts {
namespace {

const AccountId kAccount{{{7}}};

TEST(TakenChange, ACC_08_AChangeIsTakenOnce) {
  const TakeRegisterChange take{3, RegisterChangeKind::died, ChangeOutcome::applied, kAccount};
  const RegisterChangeTaken taken{3, RegisterChangeKind::died, ChangeOutcome::applied, kAccount, kNoon};
  given<TakenChange>().when(take).then({taken});
  given<TakenChange>(taken).when(take).then_nothing();
  EXPECT_EQ(folded<TakenChange>({taken}).taken, taken);
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
  given<Account>(kOpened, not_found).when(NoteIdentityNotFound{}).then({not_found});
  given<Account>(kOpened, same).when(NoteIdentityNotFound{}).then_nothing();
}

}  // namespace
}  // namespace vesture::domain::accounts
