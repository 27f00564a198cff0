#include "domain/accounts/account.hpp"

#include <algorithm>

namespace vesture::domain::accounts {

namespace {

using Events = std::vector<AccountEvent>;

Decision<AccountEvent> on(const OpenAccount& c, const NoAccount&, Instant now) {
  return Events{AccountOpened{c.account, c.kind, c.owner, c.name, c.code, now}};
}

Decision<AccountEvent> on(const OpenAccount& c, const LiveAccount& s, Instant) {
  if (s.opened.kind == c.kind && s.opened.owner == c.owner && s.opened.code.text == c.code) return Events{};
  return std::unexpected(rejections::account_exists);
}

Decision<AccountEvent> on(const AddUser& c, const LiveAccount& s, Instant now) {
  if (s.opened.kind != AccountKind::legal) return std::unexpected(rejections::not_legal);
  if (std::ranges::find(s.users, c.person) != s.users.end()) return Events{};
  return Events{UserAdded{s.opened.account, c.person, now}};
}

Decision<AccountEvent> on(const AddUser&, const NoAccount&, Instant) {
  return std::unexpected(rejections::no_account);
}

}  // namespace

Decision<AccountEvent> Account::decide(const AccountCommand& command, const AccountState& state,
                                       Instant now) {
  return std::visit([now](const auto& c, const auto& s) { return on(c, s, now); }, command, state);
}

AccountState Account::evolve(AccountState state, const AccountEvent& event) {
  auto* live = std::get_if<LiveAccount>(&state);
  if (const auto* opened = std::get_if<AccountOpened>(&event)) {
    if (live) throw ImpossibleEvent("an account opened twice");
    return LiveAccount{*opened, {}};
  }
  if (!live) throw ImpossibleEvent("an event of an account that was not opened");
  live->users.push_back(std::get<UserAdded>(event).person);
  return state;
}

}  // namespace vesture::domain::accounts
