#include "projections/history/account_views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <stdexcept>

#include "domain/access/access.hpp"
#include "domain/accounts/application.hpp"
#include "domain/accounts/person.hpp"
#include "domain/mail/message.hpp"
#include "eventstore/log/outline.hpp"
#include "projections/audit/audit_list.hpp"
#include "projections/audit/changes.hpp"
#include "projections/catalogue.hpp"
#include "projections/common/apply_commit.hpp"
#include "projections/common/checkpoint.hpp"
#include "projections/common/cipher_over.hpp"
#include "projections/common/decoded.hpp"
#include "projections/history/account_rows.hpp"

namespace vesture::projections::history {

namespace {

using domain::access::Access;
using eventstore::Commit;
using eventstore::Position;

constexpr std::size_t kCommitsAtOnce = 256;
constexpr Position kOutlinesBetweenLooks = 1024;

// Streams that are begun before the account that they come to concern is opened.
constexpr std::array kBegunByOthers{domain::accounts::Application::kCategory,
                                    domain::accounts::Person::kCategory};

// The streams that the event goes on with, and that others may have begun: a message is of a draft.
std::vector<std::string> begun_by_others(const eventstore::Event& event) {
  using domain::mail::Draft;
  using domain::mail::Message;
  if (is_of<Message>(event)) {
    static const auto cipher = cipher_without_keys();
    const auto told = decoded<Message>(event, cipher);
    if (const auto* delivered = std::get_if<domain::mail::MessageDelivered>(&told))
      return {Draft::stream(delivered->draft), std::string(event.stream)};
    return {std::string(event.stream)};
  }
  const auto is_of_it = [&](auto category) { return event.stream.starts_with(category); };
  if (std::ranges::any_of(kBegunByOthers, is_of_it)) return {std::string(event.stream)};
  return {};
}

std::vector<std::unique_ptr<Projection>> projections_with(std::string_view table,
                                                          const domain::Cipher& cipher,
                                                          const Contents& contents) {
  auto all = all_projections(cipher, contents);
  std::erase_if(all, [&](const auto& projection) {
    const auto tables = projection->tables();
    return std::ranges::none_of(tables, [&](const auto* its) { return its->name() == table; });
  });
  return all;
}

// Queries are to read the rows of the versions that are wanted.
void serve(ViewStore& store, const std::vector<std::unique_ptr<Projection>>& projections) {
  ViewBatch batch(store);
  for (const auto& projection : projections)
    serve_rows(batch, {projection->version(), 0, {}, projection->prefixes()});
  store.write(batch);
}

// What the commit did to this one stream, and lives no longer than it: other things that it touched are not whole here.
Commit part_in(std::string_view stream, const Commit& commit) {
  Commit part;
  part.position = commit.position;
  part.time = commit.time;
  part.actor = commit.actor;
  part.command = commit.command;
  part.cause = commit.cause;
  std::ranges::copy_if(commit.events, std::back_inserter(part.events),
                       [&](const eventstore::Event& event) { return event.stream == stream; });
  return part;
}

constexpr Position kNoPosition = std::numeric_limits<Position>::max();

// The positions of an account's changes, one after the other.
class PositionsOfChanges {
 public:
  PositionsOfChanges(const ViewSnapshot& views, domain::AccountId account, Position after)
      : views_(views), account_(account) {
    read(after);
  }

  // kNoPosition beyond the last.
  Position position() const { return at_ < rows_.size() ? rows_[at_].position : kNoPosition; }
  void next() {
    if (++at_ == rows_.size()) read(rows_.back().position);
  }

 private:
  void read(Position after) {
    rows_ = audit::changes_after(views_, account_, after, kCommitsAtOnce);
    at_ = 0;
  }

  const ViewSnapshot& views_;
  const domain::AccountId account_;
  std::vector<audit::ChangeRow> rows_;
  std::size_t at_ = 0;
};

Commit must_read(const eventstore::Log& log, Position position) {
  auto commit = log.read(position);
  if (!commit) throw std::out_of_range(fmt::format("position {} is beyond the head", position));
  return std::move(*commit);
}

}  // namespace

bool concerns(const Commit& commit, domain::AccountId account) {
  if (commit.actor.account == account.uuid.bytes) return true;
  const auto looks = Access::stream(account);
  if (std::ranges::any_of(commit.events, [&](const auto& event) { return event.stream == looks; }))
    return true;
  const auto changes = audit::changes_of(commit);
  return std::ranges::count(changes, account, &audit::AccountChange::account) > 0;
}

CommitsOf found_in_log(const eventstore::Log& log, domain::AccountId account,
                       std::function<void(Position)> walked) {
  return [&log, account, walked = std::move(walked), looks = Access::stream(account)](
             Position after, Position until, const auto& each) {
    log.read_outlines_from(after + 1, [&](const eventstore::Outline& outline) {
      if (outline.position > until) return false;
      if (walked && outline.position % kOutlinesBetweenLooks == 0) walked(outline.position);
      const bool concerned = outline.account == account.uuid.bytes ||
                             std::ranges::count(outline.streams, looks) > 0 ||
                             (std::ranges::any_of(outline.streams, audit::may_change_others) &&
                              concerns(must_read(log, outline.position), account));
      return !concerned || each(outline.position);
    });
  };
}

CommitsOf found_in_views(const ViewSnapshot& views, domain::AccountId account) {
  return [&views, account](Position after, Position until, const auto& each) {
    PositionsOfChanges changes(views, account, after);
    bool goes_on = true;
    const auto visit_before = [&](Position position) {
      for (; goes_on && changes.position() < position; changes.next()) goes_on = each(changes.position());
    };
    ListQuery query;
    query.scope = std::string(account.uuid.view());
    query.sort = "time";
    audit::audit_list().each(views, query, [&](const audit::AuditRow& row) {
      if (row.position > until) return false;
      if (row.position <= after) return true;
      visit_before(row.position);
      if (changes.position() == row.position) changes.next();
      return goes_on = goes_on && each(row.position);
    });
    visit_before(until == kNoPosition ? until : until + 1);
  };
}

AccountViews::AccountViews(const eventstore::Log& log, const domain::Cipher& cipher,
                           domain::AccountId account, CommitsOf commits_of, const Contents& contents)
    : AccountViews(log, account, std::move(commits_of), all_projections(cipher, contents)) {}

AccountViews::AccountViews(const eventstore::Log& log, const domain::Cipher& cipher,
                           domain::AccountId account, CommitsOf commits_of, std::string_view table,
                           const Contents& contents)
    : AccountViews(log, account, std::move(commits_of), projections_with(table, cipher, contents)) {}

AccountViews::AccountViews(const eventstore::Log& log, domain::AccountId account, CommitsOf commits_of,
                           std::vector<std::unique_ptr<Projection>> projections)
    : log_(log),
      account_(account),
      commits_of_(std::move(commits_of)),
      projections_(std::move(projections)),
      store_(ViewStore::open_in_memory()) {
  serve(*store_, projections_);
}

AccountViews::~AccountViews() = default;

std::vector<const Table*> AccountViews::account_tables() const {
  auto tables = tables_of(projections_);
  std::erase_if(tables, [](const Table* table) { return !has_rows_of_accounts(*table); });
  return tables;
}

const Table* AccountViews::account_table(std::string_view name) const {
  const auto tables = account_tables();
  const auto found = std::ranges::find(tables, name, &Table::name);
  return found == tables.end() ? nullptr : *found;
}

bool AccountViews::go_to(Position position, const AccountViewsBounds& bounds) {
  assert(position >= position_);
  ViewBatch batch(*store_);
  bool whole = true;
  commits_of_(position_, position, [&](Position concerned) {
    if (commits_ == bounds.commits || (bounds.go_on && !bounds.go_on())) return whole = false;
    const auto commit = must_read(log_, concerned);
    apply_what_others_wrote(commit, concerned - 1, batch);
    apply(commit, batch);
    if (++commits_ % kCommitsAtOnce == 0) store_->write(batch);
    position_ = concerned;
    return true;
  });
  store_->write(batch);
  if (whole) position_ = position;
  return whole;
}

void AccountViews::apply(const Commit& commit, ViewBatch& batch) {
  for (const auto& projection : projections_) apply_commit(*projection, commit, batch);
}

void AccountViews::read_along(Position position) {
  ViewBatch batch(*store_);
  commits_of_(position_, position, [&](Position concerned) {
    apply_what_others_wrote(must_read(log_, concerned), position_, batch);
    return true;
  });
  store_->write(batch);
}

void AccountViews::apply_what_others_wrote(const Commit& commit, Position until, ViewBatch& batch) {
  for (const auto& event : commit.events)
    for (const auto& stream : begun_by_others(event)) {
      auto& read = read_along_[stream];
      log_.read_stream(stream, read + 1, [&](const Commit& earlier, const eventstore::Event& its) {
        if (earlier.position > until) return false;
        if (!concerns(earlier, account_)) apply(part_in(stream, earlier), batch);
        read = its.version;
        return true;
      });
    }
}

std::unique_ptr<AccountViews> account_views(const eventstore::Log& log, const domain::Cipher& cipher,
                                            domain::AccountId account, Position at) {
  auto views = std::make_unique<AccountViews>(log, cipher, account, found_in_log(log, account));
  views->go_to(at);
  return views;
}

}  // namespace vesture::projections::history
