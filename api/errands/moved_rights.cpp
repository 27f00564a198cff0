#include "api/errands/moved_rights.hpp"

#include <algorithm>
#include <optional>

#include "domain/accounts/profile.hpp"
#include "domain/rights/read_rights.hpp"
#include "projections/accounts/people.hpp"
#include "projections/accounts/readers.hpp"

namespace vesture::api {

namespace {

namespace accounts = domain::accounts;
namespace people = projections::accounts;
namespace rights = domain::rights;
using domain::AccountId;
using domain::PersonId;

rights::Rights both(rights::Rights some, rights::Rights others) {
  return {static_cast<std::uint8_t>(some.bits | others.bits)};
}

Result<void> move_channel(const Backend& backend, Unit& unit, AccountId account,
                          const accounts::ContactChannel& channel, PersonId to) {
  const accounts::RemoveContactChannel removing{account, channel.id};
  if (auto removed = decide<accounts::Profile>(unit, account, removing); !removed) return removed;
  if (unit.load<accounts::Profile>(account).channel(to, channel.kind, channel.value.text)) return {};
  const accounts::AddContactChannel adding{account, backend.mint_id<domain::ChannelId>(), channel.kind,
                                           channel.value.text, to};
  return decide<accounts::Profile>(unit, account, adding);
}

Result<void> move_user(const Backend& backend, Unit& unit, AccountId id, PersonId from, PersonId to) {
  const auto* account = live_account(unit, id);
  const auto* user = account ? account->user(from) : nullptr;
  if (!user || account->annulled) return {};
  const auto* known = account->user(to);
  const auto held = known ? both(user->rights, known->rights) : user->rights;
  const accounts::AddUser adding{to, held, user->name.text};
  if (auto added = decide<accounts::Account>(unit, id, adding); !added) return added;
  if (auto removed = decide<accounts::Account>(unit, id, accounts::RemoveUser{from}); !removed)
    return removed;
  for (const auto& channel : unit.load<accounts::Profile>(id).channels_of(from))
    if (auto moved = move_channel(backend, unit, id, channel, to); !moved) return moved;
  return {};
}

Result<void> move_reader(const Backend& backend, Unit& unit, AccountId id, PersonId from, PersonId to) {
  const auto* account = live_account(unit, id);
  const auto& read_rights = unit.load<rights::ReadRights>(id);
  const auto* held = read_rights.of_reader(from, unit.now());
  if (!account || account->annulled || !held) return {};
  const bool has_one =
      account->opened.owner == to ||
      std::ranges::find(read_rights.rights, to, &rights::ReadRight::reader) != read_rights.rights.end();
  const rights::GrantReadRight granting{backend.mint_id<domain::ReadRightId>(), id, to, held->name.text,
                                        held->until};
  const rights::RevokeReadRight revoking{id, held->id};
  if (auto revoked = decide<rights::ReadRights>(unit, id, revoking); !revoked || has_one) return revoked;
  return decide<rights::ReadRights>(unit, id, granting);
}

}  // namespace

Result<void> move_rights(const Backend& backend, Unit& unit, PersonId from, PersonId to) {
  const auto views = backend.views.snapshot();
  for (const auto& row : people::memberships_of(views, from))
    if (auto moved = move_user(backend, unit, row.account, from, to); !moved) return moved;
  for (const auto& account : people::accounts_to_read(views, from))
    if (auto moved = move_reader(backend, unit, account, from, to); !moved) return moved;
  return {};
}

}  // namespace vesture::api
