#include "replay/stories/commit_story.hpp"

#include <algorithm>

#include "projections/audit/changes.hpp"
#include "projections/catalogue.hpp"
#include "projections/history/account_rows.hpp"
#include "projections/history/account_views.hpp"
#include "replay/exports/selection.hpp"
#include "replay/exports/view_set.hpp"
#include "replay/temporary_directory.hpp"

namespace vesture::replay {

namespace {

using domain::AccountId;
using eventstore::Commit;
using eventstore::Log;
using eventstore::Position;
using namespace projections;

constexpr Position kOutlinesBetweenLooks = 4096;

void each_change_of_all(const domain::Cipher& cipher, const ViewSnapshot& before, const ViewSnapshot& after,
                        const std::function<void(const RowChange&)>& each) {
  for (const auto& projection : all_projections(cipher))
    for (const auto* table : projection->tables())
      each_change(*table, before, after, [&](const RowChange& change) {
        each(change);
        return true;
      });
}

// The accounts that the commit changes: that for which it was made first.
std::vector<AccountId> accounts_of(const Commit& commit) {
  std::vector<AccountId> accounts{{{commit.actor.account}}};
  for (const auto& change : audit::changes_of(commit))
    if (change.account != accounts.front()) accounts.push_back(change.account);
  return accounts;
}

// Whose account's views tell of the row: each account's own, and the first those of what is no account's.
bool is_told_by(const RowChange& change, AccountId account, const std::vector<AccountId>& accounts) {
  const auto is_of = [&](AccountId of) {
    return history::has_rows_of_accounts(*change.table) &&
           history::is_of_account(*change.table, change.after ? *change.after : *change.before, of);
  };
  return account == accounts.front() ? std::none_of(accounts.begin() + 1, accounts.end(), is_of)
                                     : is_of(account);
}

void of_account(const Log& log, const domain::Cipher& cipher, const Commit& commit, AccountId account,
                const std::function<void(const RowChange&)>& each) {
  history::AccountViews views(log, cipher, account, history::found_in_log(log, account));
  views.go_to(commit.position - 1);
  views.read_along(commit.position);
  const auto before = views.snapshot();
  views.go_to(commit.position);
  each_change_of_all(cipher, before, views.snapshot(), each);
}

bool of_all_views(const Source& source, const Commit& commit,
                  const std::function<void(const RowChange&)>& each,
                  const std::function<bool(Position)>& go_on) {
  const TemporaryDirectory scratch;
  const auto selection = selected({std::string(kAll)}, true);
  const auto before_it = Log::open_to_read(source.data / "log", commit.position - 1);
  const auto views = ViewSet::open_or_build(scratch.path() / "views", selection, *source.cipher, *before_it,
                                            *before_it, go_on);
  if (!views) return false;
  const auto before = views->snapshot();
  views->step(*source.log, 1);
  const auto after = views->snapshot();
  for (const auto& [view, id] : views->last_step().rows) {
    const auto& table = selection.views[view].table();
    RowChange change{&table, table.find(before, id), table.find(after, id)};
    if (differs(change)) each(change);
  }
  return true;
}

}  // namespace

std::vector<Commit> causes_of(const Log& log, const Commit& commit, std::size_t most) {
  std::vector<Commit> causes;
  for (auto cause = commit.cause; cause != 0 && causes.size() < most; cause = causes.back().cause)
    causes.push_back(*log.read(cause));
  return causes;
}

Effects effects_of(const Log& log, Position position, std::size_t most,
                   const std::function<bool(Position)>& go_on) {
  std::vector<Position> found;
  Effects effects;
  log.read_outlines_from(position + 1, [&](const eventstore::Outline& outline) {
    if (outline.cause == position && ++effects.count <= most) found.push_back(outline.position);
    return outline.position % kOutlinesBetweenLooks != 0 || go_on(outline.position);
  });
  for (const auto at : found) effects.first.push_back(*log.read(at));
  return effects;
}

bool each_row_changed_by(const Source& source, const Commit& commit,
                         const std::function<void(const RowChange&)>& each,
                         const std::function<bool(Position)>& go_on) {
  if (AccountId{{commit.actor.account}} == AccountId{}) return of_all_views(source, commit, each, go_on);
  const auto accounts = accounts_of(commit);
  for (const auto& account : accounts)
    of_account(*source.log, *source.cipher, commit, account, [&](const RowChange& change) {
      if (is_told_by(change, account, accounts)) each(change);
    });
  return true;
}

}  // namespace vesture::replay
