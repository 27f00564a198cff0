#include "projections/audit/changes.hpp"

#include <algorithm>

#include "domain/access/access.hpp"
#include "domain/files/content.hpp"
#include "domain/mail/copy.hpp"
#include "domain/mail/draft.hpp"
#include "domain/mail/message.hpp"
#include "domain/notifications/notification.hpp"
#include "projections/common/cipher_over.hpp"
#include "projections/common/decoded.hpp"
#include "projections/common/list_keys.hpp"
#include "projections/common/packed.hpp"
#include "projections/common/row_table.hpp"

namespace vesture::projections::audit {

namespace {

namespace mail = domain::mail;
namespace notifications = domain::notifications;
using domain::AccountId;

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

// nullopt where the stream is not named by an id.
std::optional<ChangedThing> thing_of(std::string_view stream) {
  constexpr std::size_t kUuidLength = 36;
  if (stream.size() <= kUuidLength) return std::nullopt;
  const auto kind = stream.substr(0, stream.size() - kUuidLength - 1);
  const auto id = domain::parse_uuid(stream.substr(kind.size() + 1));
  if (!id) return std::nullopt;
  return ChangedThing{stream.starts_with(mail::Copy::kCategory) ? "message" : std::string(kind), *id};
}

void add(std::vector<ChangedThing>& things, ChangedThing thing) {
  if (std::ranges::none_of(things, [&](const auto& known) { return known.id == thing.id; }))
    things.push_back(std::move(thing));
}

using Accounts = std::vector<AccountId>;

Accounts sides_of(const mail::MessageSubmitted& e) { return {e.sender}; }
Accounts sides_of(const mail::MessageFailed& e) { return {e.sender}; }
Accounts sides_of(const auto& e) { return {e.sender, e.recipient}; }

// That the last copy of a message went is nobody's to know.
Accounts writers_of(const mail::MessageLetGo&) { return {}; }
Accounts writers_of(const auto& e) { return {e.account}; }

template <class Aggregate>
auto without_keys(const eventstore::Event& event) {
  static const auto cipher = cipher_without_keys();
  return decoded<Aggregate>(event, cipher);
}

// The accounts that an event of a commit about messages is for.
Accounts accounts_of(const eventstore::Event& event, AccountId made_for) {
  if (is_of<mail::Message>(event))
    return std::visit([](const auto& e) { return sides_of(e); }, without_keys<mail::Message>(event));
  if (is_of<mail::Draft>(event))
    return std::visit([](const auto& e) { return writers_of(e); }, without_keys<mail::Draft>(event));
  if (is_of<mail::Copy>(event))
    return std::visit([](const auto& e) { return Accounts{e.account}; }, without_keys<mail::Copy>(event));
  // Contents are held by several: who lets go of one last would show.
  if (is_of<domain::files::Content>(event)) return {};
  if (is_of<notifications::Notification>(event)) {
    const auto notified = without_keys<notifications::Notification>(event);
    if (const auto* raised = std::get_if<notifications::NotificationRaised>(&notified))
      return {raised->account};
  }
  return {made_for};
}

std::vector<AccountChange> changes_by_messages(const eventstore::Commit& commit, AccountId made_for) {
  std::vector<AccountChange> changes;
  for (const auto& event : commit.events)
    for (const auto& account : accounts_of(event, made_for)) {
      if (account.uuid.is_nil()) continue;
      auto change = std::ranges::find(changes, account, &AccountChange::account);
      if (change == changes.end()) change = changes.insert(changes.end(), AccountChange{account, {}});
      if (auto thing = thing_of(event.stream)) add(change->things, std::move(*thing));
    }
  return changes;
}

}  // namespace

bool is_about_messages(const eventstore::Commit& commit) {
  return std::ranges::any_of(commit.events, [](const eventstore::Event& event) {
    return is_of<mail::Message>(event) || is_of<mail::Draft>(event) || is_of<mail::Copy>(event);
  });
}

std::vector<ChangedThing> things_of(const eventstore::Commit& commit) {
  std::vector<ChangedThing> things;
  for (const auto& event : commit.events)
    if (auto thing = thing_of(event.stream)) add(things, std::move(*thing));
  return things;
}

std::vector<AccountChange> changes_of(const eventstore::Commit& commit) {
  if (std::ranges::all_of(commit.events, is_of<domain::access::Access>)) return {};
  const AccountId made_for{{commit.actor.account}};
  if (is_about_messages(commit)) return changes_by_messages(commit, made_for);
  if (made_for.uuid.is_nil()) return {};
  return {{made_for, things_of(commit)}};
}

std::vector<bool> events_of(const eventstore::Commit& commit, AccountId account) {
  const AccountId made_for{{commit.actor.account}};
  const bool by_event = is_about_messages(commit);
  std::vector<bool> shown;
  for (const auto& event : commit.events) {
    const auto accounts = by_event ? accounts_of(event, made_for) : Accounts{made_for};
    shown.push_back(std::ranges::find(accounts, account) != accounts.end());
  }
  return shown;
}

bool may_change_others(std::string_view stream) { return stream.starts_with(mail::Message::kCategory); }

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
  for (auto& [account, things] : changes_of(commit)) {
    const ChangeRow row{commit.position, {commit.time}, commit.command, std::move(things)};
    batch.put(Family::rows, key_of(account, commit.position), pack(row));
  }
}

}  // namespace vesture::projections::audit
