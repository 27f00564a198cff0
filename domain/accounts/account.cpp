#include "domain/accounts/account.hpp"

#include <algorithm>

#include "domain/common/overloaded.hpp"

namespace vesture::domain::accounts {

namespace {

using Events = std::vector<AccountEvent>;
using rights::Right;

Decision<AccountEvent> on(const OpenAccount& c, const NoAccount&, Instant now) {
  return Events{AccountOpened{c.account, c.kind, c.owner, c.name, c.code, now}};
}

Decision<AccountEvent> on(const OpenAccount& c, const LiveAccount& s, Instant) {
  if (s.opened.kind == c.kind && s.opened.owner == c.owner && s.opened.code.text == c.code) return Events{};
  return std::unexpected(rejections::account_exists);
}

bool is_last_manager(const LiveAccount& s, PersonId person) {
  const auto manages = [](const AccountUser& user) { return user.rights.has(Right::manage); };
  const auto* user = s.user(person);
  return user && manages(*user) && std::ranges::count_if(s.users, manages) == 1;
}

Decision<AccountEvent> on(const AddUser& c, const LiveAccount& s, Instant now) {
  if (!has_users(s.opened.kind)) return std::unexpected(rejections::not_legal);
  if (s.annulled) return std::unexpected(rejections::annulled);
  if (!c.rights.has(Right::read)) return std::unexpected(rejections::no_rights_named);
  const auto* user = s.user(c.person);
  if (!user) return Events{UserAdded{s.opened.account, c.person, now, c.rights, c.name}};
  if (user->rights == c.rights) return Events{};
  if (!c.rights.has(Right::manage) && is_last_manager(s, c.person))
    return std::unexpected(rejections::last_manager);
  return Events{UserRightsChanged{s.opened.account, c.person, c.rights, now}};
}

Decision<AccountEvent> on(const RemoveUser& c, const LiveAccount& s, Instant now) {
  if (!has_users(s.opened.kind)) return std::unexpected(rejections::not_legal);
  if (!s.user(c.person)) return Events{};
  if (is_last_manager(s, c.person)) return std::unexpected(rejections::last_manager);
  return Events{UserRemoved{s.opened.account, c.person, now}};
}

Decision<AccountEvent> on(const SwitchAccount& c, const LiveAccount& s, Instant now) {
  if (s.annulled) return std::unexpected(rejections::annulled);
  if (c.by_owner && has_users(s.opened.kind)) return std::unexpected(rejections::owner_switches_natural_only);
  if (s.active == c.active) return Events{};
  if (const auto from = s.switchable_by_owner_from(); c.by_owner && from && now < *from)
    return std::unexpected(rejections::switched_recently);
  if (c.active) return Events{AccountActivated{s.opened.account, c.by_owner, now}};
  return Events{AccountDeactivated{s.opened.account, c.by_owner, now}};
}

Decision<AccountEvent> on(const MoveEAddress& c, const LiveAccount& s, Instant now) {
  if (s.annulled) return std::unexpected(rejections::annulled);
  if (s.code.text == c.code) return Events{};
  return Events{EAddressMoved{s.opened.account, c.code, now}};
}

Decision<AccountEvent> on(const AnnulEAddress& c, const LiveAccount& s, Instant now) {
  if (s.annulled) return Events{};
  return Events{EAddressAnnulled{s.opened.account, c.because, now}};
}

Decision<AccountEvent> on(const UpdateIdentity& c, const LiveAccount& s, Instant now) {
  if (s.register_asked && s.name.text == c.name && s.date_of_birth.text == c.date_of_birth) return Events{};
  return Events{IdentityUpdated{s.opened.account, c.name, c.date_of_birth, now}};
}

Decision<AccountEvent> on(const NoteIdentityNotFound&, const LiveAccount& s, Instant now) {
  if (s.register_asked) return Events{};
  return Events{IdentityNotFound{s.opened.account, now}};
}

// Everything but opening needs an account.
Decision<AccountEvent> on(const auto&, const NoAccount&, Instant) {
  return std::unexpected(rejections::no_account);
}

LiveAccount after(const AccountOpened& e) {
  return {.opened = e,
          .users = {},
          .active = has_users(e.kind),
          .switched_by_owner_at = {},
          .annulled = {},
          .name = e.name,
          .code = e.code,
          .date_of_birth = {},
          .register_asked = false};
}

AccountUser& known_user(LiveAccount& account, PersonId person) {
  const auto found = std::ranges::find(account.users, person, &AccountUser::person);
  if (found == account.users.end()) throw ImpossibleEvent("a user who was not added");
  return *found;
}

void switch_to(LiveAccount& account, bool active, const auto& e) {
  account.active = active;
  if (e.by_owner) account.switched_by_owner_at = e.at;
}

void apply(LiveAccount& account, const AccountEvent& event) {
  std::visit(Overloaded{[](const AccountOpened&) { throw ImpossibleEvent("an account opened twice"); },
                        [&](const UserAdded& e) {
                          account.users.push_back({e.person, e.rights, e.name});
                        },
                        [&](const UserRightsChanged& e) { known_user(account, e.person).rights = e.rights; },
                        [&](const UserRemoved& e) {
                          const auto place = &known_user(account, e.person) - account.users.data();
                          account.users.erase(account.users.begin() + place);
                        },
                        [&](const AccountActivated& e) { switch_to(account, true, e); },
                        [&](const AccountDeactivated& e) { switch_to(account, false, e); },
                        [&](const EAddressMoved& e) { account.code = e.code; },
                        [&](const EAddressAnnulled& e) { account.annulled = e.because; },
                        [&](const IdentityUpdated& e) {
                          account.name = e.name;
                          account.date_of_birth = e.date_of_birth;
                          account.register_asked = true;
                        },
                        [](const IdentityNotFound&) {}},
             event);
}

}  // namespace

const AccountUser* LiveAccount::user(PersonId person) const {
  const auto found = std::ranges::find(users, person, &AccountUser::person);
  return found == users.end() ? nullptr : &*found;
}

std::optional<Instant> LiveAccount::switchable_by_owner_from() const {
  if (!switched_by_owner_at) return std::nullopt;
  return Instant{switched_by_owner_at->microseconds + kBetweenSwitchesMicroseconds};
}

Decision<AccountEvent> Account::decide(const AccountCommand& command, const AccountState& state,
                                       Instant now) {
  return std::visit([now](const auto& c, const auto& s) { return on(c, s, now); }, command, state);
}

AccountState Account::evolve(AccountState state, const AccountEvent& event) {
  if (auto* live = std::get_if<LiveAccount>(&state)) {
    apply(*live, event);
    return state;
  }
  const auto* opened = std::get_if<AccountOpened>(&event);
  if (!opened) throw ImpossibleEvent("an event of an account that was not opened");
  return after(*opened);
}

}  // namespace vesture::domain::accounts
