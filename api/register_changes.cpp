#include "api/register_changes.hpp"

#include <set>

#include "api/lists.hpp"
#include "projections/accounts/register_changes.hpp"

namespace vesture::api {

namespace {

using projections::accounts::RegisterChangeRow;

struct RegisterChangeItem {
  std::uint64_t sequence = 0;
  domain::accounts::RegisterChangeKind kind{};
  std::optional<domain::AccountId> account;
  domain::Instant time;
  BOOST_DESCRIBE_CLASS(RegisterChangeItem, (), (sequence, kind, account, time), (), ())
};

RegisterChangeItem item_of(RegisterChangeRow&& row, domain::Language) {
  return {row.sequence, row.kind, row.account, row.time};
}

const ListParameters& register_change_parameters() {
  static const ListParameters parameters{
      "register-changes",
      {choice_filter("kind", {"code_changed", "name_changed", "died", "closed", "unreadable"})},
      {interval("time")},
      {"time"},
      "-time"};
  return parameters;
}

// The look is on record in each account that the page names.
ListResult<RegisterChangeItem> list(const Backend& backend, const Call& call, Unit& unit) {
  const ListOver<RegisterChangeItem, RegisterChangeRow> over{
      register_change_parameters(), projections::accounts::register_change_list(), item_of};
  std::set<domain::AccountId> accounts;
  auto answered =
      answer_page<RegisterChangeItem, RegisterChangeRow>(backend, call, over, {}, [&](const auto& row) {
        if (row.account) accounts.insert(*row.account);
      });
  if (!answered) return answered;
  for (const auto& account : accounts)
    record_look(backend, call, unit, grant_for_staff(call, account), {}, asked_for(call));
  act_as(grant_for_staff(call, {}), answered->reply);
  return answered;
}

}  // namespace

std::vector<Route> register_change_routes(const Backend& backend) {
  auto listing =
      declare(Access::staff, "GET", "/v1/institution/register-changes", "accounts.list_register_changes",
              "What the register told and was put aside.", {"administrator"});
  listing.parameters = parameters_of(register_change_parameters());
  listing.reads = {"register-changes"};
  std::vector<Route> routes;
  routes.push_back(route<ListAnswer<RegisterChangeItem>>(
      std::move(listing), [&backend](const Call& call, Unit& unit) { return list(backend, call, unit); }));
  return routes;
}

}  // namespace vesture::api
