#include "api/e_address.hpp"

#include "api/profile_json.hpp"

namespace vesture::api {

namespace {

namespace dom = domain::accounts;

using EAddressAnswer = Result<Answered<EAddressJson>>;

EAddressAnswer answer(const Backend& backend, const Call& call, Unit& unit, const Grant& grant) {
  Answered<EAddressJson> answered{e_address_json(*live_account(unit, grant.account), unit.now()), {}};
  answered.reply.version = unit.version<dom::Account>(grant.account);
  record_answer(backend, call, unit, grant, grant.account.uuid);
  act_as(grant, answered.reply);
  return answered;
}

// The account that the path names, as the e-address administrator.
Result<Grant> grant_to_administer(const Call& call, Unit& unit) {
  const auto account = call.id<domain::AccountId>(0);
  if (!account || !live_account(unit, *account)) return std::unexpected(problems::not_found());
  return grant_for_staff(call, *account);
}

EAddressAnswer open_e_address(const Backend& backend, const Call& call, Unit& unit,
                              const Result<Grant>& grant) {
  if (!grant) return std::unexpected(grant.error());
  return answer(backend, call, unit, *grant);
}

// A refusal for now says from when on it would be taken.
Problem with_the_wait(Problem refusal, domain::Instant from, domain::Instant now) {
  constexpr std::int64_t kSecond = 1'000'000;
  refusal.available_from = from;
  refusal.retry_after = static_cast<int>((from.microseconds - now.microseconds + kSecond - 1) / kSecond);
  return refusal;
}

Result<void> decide_switch(Unit& unit, domain::AccountId account, const dom::SwitchAccount& command) {
  auto decided = decide<dom::Account>(unit, account, command);
  if (decided || decided.error().code != dom::rejections::switched_recently.code) return decided;
  const auto from = live_account(unit, account)->switchable_by_owner_from();
  return std::unexpected(with_the_wait(std::move(decided.error()), *from, unit.now()));
}

EAddressAnswer switch_e_address(const Backend& backend, const Call& call, Unit& unit,
                                const Result<Grant>& grant, bool active) {
  if (!grant) return std::unexpected(grant.error());
  if (const auto fits = check_if_match(call, unit.version<dom::Account>(grant->account)); !fits)
    return std::unexpected(fits.error());
  const dom::SwitchAccount command{active, !grant->staff};
  if (const auto decided = decide_switch(unit, grant->account, command); !decided)
    return std::unexpected(decided.error());
  return answer(backend, call, unit, *grant);
}

Route own(std::string method, std::string operation, std::string summary) {
  return declare(Access::person, std::move(method), "/v1/accounts/{account}/e-address", std::move(operation),
                 std::move(summary));
}

Route administered(std::string method, std::string operation, std::string summary) {
  return declare(Access::staff, std::move(method), "/v1/institution/accounts/{account}/e-address",
                 std::move(operation), std::move(summary), {"administrator"});
}

}  // namespace

std::vector<Route> e_address_routes(const Backend& backend) {
  std::vector<Route> routes;
  routes.push_back(route<EAddressJson>(
      own("GET", "e_address.open", "The e-address, and whether it is active."),
      [&backend](const Call& call, Unit& unit) {
        return open_e_address(backend, call, unit, grant_for_path(call, unit, Right::manage));
      }));
  routes.push_back(route<SwitchBody, EAddressJson>(
      own("PUT", "e_address.switch", "Activate or deactivate the e-address, once in 24 hours."),
      [&backend](const Call& call, Unit& unit, const SwitchBody& body) {
        const auto grant = grant_for_path(call, unit, Right::manage);
        return switch_e_address(backend, call, unit, grant, body.active);
      }));

  routes.push_back(route<EAddressJson>(
      administered("GET", "e_address.open", "An account's e-address, and whether it is active."),
      [&backend](const Call& call, Unit& unit) {
        return open_e_address(backend, call, unit, grant_to_administer(call, unit));
      }));
  routes.push_back(route<SwitchBody, EAddressJson>(
      administered("PUT", "e_address.switch", "Activate or deactivate an account's e-address."),
      [&backend](const Call& call, Unit& unit, const SwitchBody& body) {
        return switch_e_address(backend, call, unit, grant_to_administer(call, unit), body.active);
      }));
  return routes;
}

}  // namespace vesture::api
