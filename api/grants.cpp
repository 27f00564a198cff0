#include "api/grants.hpp"

#include <algorithm>

#include "domain/rights/read_rights.hpp"

namespace vesture::api {

namespace {

using domain::accounts::LiveAccount;

constexpr domain::Rejection kReaderMayOnlyRead{
    "rights.not_granted",
    "RGT-01",
    "",
    domain::Kind::forbidden,
    {"Lasīšanas tiesības ļauj tikai apskatīt un lejupielādēt ziņojumus",
     "The right to read lets one see and download messages, and nothing else"}};
constexpr domain::Rejection kRightNotGranted{
    "rights.not_granted",
    "RGT-03",
    "",
    domain::Kind::forbidden,
    {"Šai darbībai kontā nav piešķirtu tiesību", "The right in the account that this needs was not granted"}};

std::optional<Grant> held_by(Unit& unit, domain::PersonId person, const LiveAccount& account) {
  const auto id = account.opened.account;
  if (!account.opened.owner.uuid.is_nil() && account.opened.owner == person)
    return Grant{.account = id, .means = "owner", .own = true, .rights = domain::rights::kAllRights};
  if (const auto* user = account.user(person))
    return Grant{.account = id, .means = "user", .rights = user->rights};
  if (!unit.load<domain::rights::ReadRights>(id).of_reader(person, unit.now())) return std::nullopt;
  return Grant{.account = id, .means = "reader", .reader = true, .rights = domain::rights::kReadOnly};
}

Result<Grant> grant_of_caller(const Call& call, Unit& unit) {
  const auto account = call.id<domain::AccountId>(0);
  if (!account) return std::unexpected(account.error());
  return grant_of(unit, call.caller.person, *account);
}

Result<Grant> with_right(Grant grant, Right needed) {
  if (grant.rights.has(needed)) return grant;
  return std::unexpected(problem_of(grant.reader ? kReaderMayOnlyRead : kRightNotGranted));
}

}  // namespace

Result<Grant> grant_of(Unit& unit, domain::PersonId person, domain::AccountId id) {
  const auto* account = live_account(unit, id);
  if (!account) return std::unexpected(problems::not_found());
  auto grant = held_by(unit, person, *account);
  if (!grant) return std::unexpected(problems::not_found());
  if (account->annulled) return std::unexpected(problem_of(domain::accounts::rejections::annulled));
  return std::move(*grant);
}

Result<Grant> grant_for_path(const Call& call, Unit& unit, Right needed) {
  const auto grant = grant_of_caller(call, unit);
  if (!grant) return grant;
  if (grant->reader) return std::unexpected(problem_of(kReaderMayOnlyRead));
  return with_right(*grant, needed);
}

Result<Grant> grant_for_mailbox(const Call& call, Unit& unit, Right needed) {
  const auto grant = grant_of_caller(call, unit);
  if (!grant) return grant;
  return with_right(*grant, needed);
}

Grant grant_for_staff(const Call& call, domain::AccountId account) {
  return {.account = account, .means = "staff:" + call.caller.institution, .staff = true};
}

void act_as(const Grant& grant, Reply& reply) {
  reply.account = grant.account;
  reply.means = grant.means;
}

const LiveAccount* live_account(Unit& unit, domain::AccountId id) {
  return std::get_if<LiveAccount>(&unit.load<domain::accounts::Account>(id));
}

}  // namespace vesture::api
