#include "projections/audit/changes.hpp"

#include <algorithm>

#include "domain/access/access.hpp"
#include "projections/common/decoded.hpp"
#include "projections/common/list_keys.hpp"
#include "projections/common/packed.hpp"
#include "projections/common/row_table.hpp"

namespace vesture::projections::audit {

namespace {

constexpr std::string_view kPrefix = "changes.1";

std::string key_of(domain::AccountId account, std::uint64_t position) {
  return std::string(kPrefix).append(account.uuid.view()) + unsigned_key(position);
}

// A change with the account that it is in, which only its key holds.
struct ChangeOfAccount {
  domain::AccountId account;
  std::uint64_t position = 0;
  domain::Instant time;
  std::string action;
  std::vector<ChangedThing> things;
  BOOST_DESCRIBE_CLASS(ChangeOfAccount, (), (account, position, time, action, things), (), ())
};

ChangeOfAccount change_of_account(std::string_view id, std::string_view open, std::string_view) {
  auto row = unpack<ChangeRow>(open);
  return {{domain::uuid_at(id)}, row.position, row.time, std::move(row.action), std::move(row.things)};
}

}  // namespace

std::vector<ChangedThing> things_of(const eventstore::Commit& commit) {
  constexpr std::size_t kUuidLength = 36;
  std::vector<ChangedThing> things;
  for (const auto& event : commit.events) {
    if (event.stream.size() <= kUuidLength) continue;
    const auto kind = event.stream.substr(0, event.stream.size() - kUuidLength - 1);
    const auto id = domain::parse_uuid(event.stream.substr(kind.size() + 1));
    const auto same = [&](const ChangedThing& thing) { return thing.id == *id; };
    if (id && std::ranges::none_of(things, same)) things.push_back({std::string(kind), *id});
  }
  return things;
}

std::vector<ChangeRow> changes_after(const ViewSnapshot& views, domain::AccountId account,
                                     std::uint64_t position, std::size_t most) {
  std::vector<ChangeRow> rows;
  const auto upper = key_of(account, UINT64_MAX);
  const auto lower = key_of(account, position == UINT64_MAX ? position : position + 1);
  auto entries = views.iterate(Family::rows, lower, upper);
  for (entries.seek(lower); entries.valid() && rows.size() < most; entries.next())
    rows.push_back(unpack<ChangeRow>(entries.value()));
  return rows;
}

std::vector<const Table*> ChangesProjection::tables() const {
  static const RowTable<ChangeOfAccount> table(
      {.name = "changes",
       .prefix = std::string(kPrefix),
       .read = change_of_account,
       .scope = [](const ChangeOfAccount& row) { return std::string(row.account.uuid.view()); },
       .indexed = {"account", "position"}});
  return {&table};
}

std::vector<std::string> ChangesProjection::prefixes() const { return {std::string(kPrefix)}; }

void ChangesProjection::apply(const eventstore::Commit& commit, ViewBatch& batch) const {
  const domain::AccountId account{{commit.actor.account}};
  const bool only_looks = std::ranges::all_of(commit.events, is_of<domain::access::Access>);
  if (account.uuid.is_nil() || only_looks) return;
  const ChangeRow row{commit.position, {commit.time}, commit.command, things_of(commit)};
  batch.put(Family::rows, key_of(account, commit.position), pack(row));
}

}  // namespace vesture::projections::audit
