// The views of one account alone, as they stood at any position: in memory, from the commits that concern the account,
// so that a look at its past costs what its own history costs, however long the log is.
//
// A commit concerns an account where it was made for it (its actor's account), where it puts a look into the account on
// record, or where it changes it beside another (audit/changes.hpp: a receipt that the other side confirms). The
// account's rows come of no others, but for what others began (an application is handed in before there is an account,
// a message is written before it is delivered): its beginning is read along.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "eventstore/log/log.hpp"
#include "projections/common/contents.hpp"
#include "projections/common/projection.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections::history {

// Whether the commit concerns the account.
bool concerns(const eventstore::Commit&, domain::AccountId);

// Gives the positions of the commits that concern an account: beyond `after` and up to `until`, in order, until `each`
// gives false.
using CommitsOf = std::function<void(eventstore::Position after, eventstore::Position until,
                                     const std::function<bool(eventstore::Position)>& each)>;
// By walking through the log, as far as it is asked for: where there are no views, as offline. `walked` is told now and
// then how far it is; what it throws goes through.
CommitsOf found_in_log(const eventstore::Log&, domain::AccountId,
                       std::function<void(eventstore::Position)> walked = {});
// By the account's audit list and its changes, which have a row for each of them: up to the position that both views are
// at.
CommitsOf found_in_views(const ViewSnapshot&, domain::AccountId);

// How much is made at most.
struct AccountViewsBounds {
  std::uint64_t commits = UINT64_MAX;
  std::function<bool()> go_on = {};  // asked before each commit
};

// Rows of other accounts may lie beside its own (a look may be one into several accounts at once) and are not whole.
// Used by one thread. The log, the cipher and what commits are found in and contents read from outlive it.
class AccountViews {
 public:
  AccountViews(const eventstore::Log&, const domain::Cipher&, domain::AccountId, CommitsOf,
               const Contents& = no_contents());
  // Of the projection alone that has the table; of none where there is no such table of accounts.
  AccountViews(const eventstore::Log&, const domain::Cipher&, domain::AccountId, CommitsOf,
               std::string_view table, const Contents& = no_contents());
  ~AccountViews();
  AccountViews(const AccountViews&) = delete;
  AccountViews& operator=(const AccountViews&) = delete;

  // Goes on to `position`, which is not before the one that it is at and not beyond the log's head. False where its
  // bounds were met before: it then stands before `position`, and is good for nothing.
  // Throws std::runtime_error where a commit cannot be applied.
  bool go_to(eventstore::Position position, const AccountViewsBounds& = {});

  // Reads along what others wrote, up to position(), to streams that the account's commits up to `position` go on with:
  // a snapshot taken then and one taken at `position` differ by what came between, and by nothing else.
  void read_along(eventstore::Position position);

  // Of the views that have rows of an account: its lists, and who may use it.
  std::vector<const Table*> account_tables() const;
  const Table* account_table(std::string_view name) const;  // nullptr where there is none of that name

  eventstore::Position position() const { return position_; }
  std::uint64_t commits() const { return commits_; }  // applied so far
  // As at position(), also once it has gone on; lives no longer than this.
  ViewSnapshot snapshot() const { return store_->snapshot(); }
  const ViewStore& store() const { return *store_; }

 private:
  AccountViews(const eventstore::Log&, domain::AccountId, CommitsOf,
               std::vector<std::unique_ptr<Projection>>);

  void apply(const eventstore::Commit&, ViewBatch&);
  void apply_what_others_wrote(const eventstore::Commit&, eventstore::Position until, ViewBatch&);

  const eventstore::Log& log_;
  const domain::AccountId account_;
  const CommitsOf commits_of_;
  const std::vector<std::unique_ptr<Projection>> projections_;
  const std::unique_ptr<ViewStore> store_;
  std::map<std::string, eventstore::Version> read_along_;  // streams that others began, and how far
  eventstore::Position position_ = 0;
  std::uint64_t commits_ = 0;
};

// The account's views at the position, from the log alone.
std::unique_ptr<AccountViews> account_views(const eventstore::Log&, const domain::Cipher&, domain::AccountId,
                                            eventstore::Position at);

}  // namespace vesture::projections::history
