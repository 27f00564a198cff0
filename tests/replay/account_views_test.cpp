// The views of one account, made from its own commits, beside the views of all: over the demonstration.
#include "projections/history/account_views.hpp"

#include <gtest/gtest.h>

#include <map>

#include "projections/accounts/people.hpp"
#include "projections/accounts/profiles.hpp"
#include "projections/audit/audit_list.hpp"
#include "projections/audit/changes.hpp"
#include "projections/catalogue.hpp"
#include "projections/common/rebuild.hpp"
#include "projections/notifications/notification_list.hpp"
#include "projections/orders/order_list.hpp"
#include "projections/orders/request_list.hpp"
#include "tests/replay/told_demonstration.hpp"

namespace vesture::projections::history {
namespace {

using domain::AccountId;
using eventstore::Log;
using eventstore::Position;

using Rows = std::map<std::string, std::string>;

// Every row of the list that is the account's, packed, its sealed part with it.
template <class Row>
void add_rows(const List<Row>& list, const ViewSnapshot& views, AccountId account, Rows& rows) {
  for (auto at = list.served_rows_by_id(views); at->valid(); at->next()) {
    const auto row = list.find(views, at->id());
    if (row->account != account) continue;
    const auto packed = engine::pack_row(*row);
    rows.emplace(list.declaration().name + " " + std::string(at->id()), packed.open + packed.sealed);
  }
}

Rows rows_of(const ViewStore& store, AccountId account) {
  Rows rows;
  const auto views = store.snapshot();
  add_rows(orders::order_list(), views, account, rows);
  add_rows(orders::institution_order_list(), views, account, rows);
  add_rows(orders::request_list(), views, account, rows);
  add_rows(orders::institution_request_list(), views, account, rows);
  add_rows(notifications::notification_list(), views, account, rows);
  add_rows(audit::audit_list(), views, account, rows);
  add_rows(accounts::membership_list(), views, account, rows);
  for (const auto& change : audit::changes_after(views, account, 0, SIZE_MAX))
    rows.emplace("change " + std::to_string(change.position), pack(change));
  rows.emplace("page size", std::to_string(accounts::page_size_of(store, account)));
  return rows;
}

class AccountViewsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { told_ = std::make_unique<replay::ToldDemonstration>(); }
  static void TearDownTestSuite() { told_.reset(); }

  static const replay::ToldDemonstration& told() { return *told_; }
  static std::unique_ptr<ViewStore> rebuilt(const Log& log) {
    auto views = ViewStore::open_in_memory();
    EXPECT_TRUE(rebuild(log, all_projections(told().cipher()), *views));
    return views;
  }
  // Early, in the middle, and at the end.
  static std::vector<Position> moments() {
    const auto head = told().log_at()->head();
    return {head / 7, head / 2, head - head / 5, head};
  }

 private:
  static inline std::unique_ptr<replay::ToldDemonstration> told_;
};

TEST_F(AccountViewsTest, AUD_05_HaveEveryRowOfTheAccountAsTheViewsOfAllHaveIt) {
  ASSERT_GT(told().accounts().size(), 3U);
  for (const auto at : moments()) {
    const auto log = told().log_at(at);
    const auto all = rebuilt(*log);
    for (const auto& account : told().accounts()) {
      const auto own = account_views(*log, told().cipher(), account, at);
      EXPECT_EQ(rows_of(own->store(), account), rows_of(*all, account)) << to_string(account) << " at " << at;
    }
  }
}

TEST_F(AccountViewsTest, GoOnFromMomentToMoment) {
  const auto log = told().log_at();
  for (const auto& account : told().accounts()) {
    AccountViews going(*log, told().cipher(), account, found_in_log(*log, account));
    for (const auto at : moments()) {
      ASSERT_TRUE(going.go_to(at));
      const auto fresh = account_views(*log, told().cipher(), account, at);
      EXPECT_EQ(rows_of(going.store(), account), rows_of(fresh->store(), account));
      EXPECT_EQ(going.commits(), fresh->commits());
    }
  }
}

TEST_F(AccountViewsTest, TheAuditListHasEveryCommitThatConcernsTheAccount) {
  const auto log = told().log_at();
  const auto all = rebuilt(*log);
  const auto snapshot = all->snapshot();
  const auto positions = [](const CommitsOf& commits_of, Position after, Position until) {
    std::vector<Position> found;
    commits_of(after, until, [&](Position position) {
      found.push_back(position);
      return true;
    });
    return found;
  };
  for (const auto& account : told().accounts())
    for (const auto at : moments()) {
      const auto in_log = positions(found_in_log(*log, account), at / 2, at);
      EXPECT_EQ(positions(found_in_views(snapshot, account), at / 2, at), in_log);
      for (const auto position : in_log) EXPECT_TRUE(concerns(*log->read(position), account));
    }
}

TEST_F(AccountViewsTest, ALongerHistoryThanWantedIsNotReadToItsEnd) {
  const auto log = told().log_at();
  for (const auto& account : told().accounts()) {
    const auto whole = account_views(*log, told().cipher(), account, log->head());
    AccountViews enough(*log, told().cipher(), account, found_in_log(*log, account));
    EXPECT_TRUE(enough.go_to(log->head(), {.commits = whole->commits(), .go_on = {}}));
    AccountViews less(*log, told().cipher(), account, found_in_log(*log, account));
    EXPECT_FALSE(less.go_to(log->head(), {.commits = whole->commits() - 1, .go_on = {}}));
  }
}

}  // namespace
}  // namespace vesture::projections::history
