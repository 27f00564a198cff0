#include "api/mail/directory.hpp"

#include "api/accounts.hpp"
#include "api/grants.hpp"
#include "api/lists.hpp"
#include "domain/mail/draft.hpp"
#include "domain/mail/rejections.hpp"
#include "projections/accounts/directory.hpp"

namespace vesture::api {

namespace {

using domain::accounts::AccountKind;
using projections::accounts::DirectoryRow;

// Of a legal entity or an institution, whose names are public.
struct DirectoryItem {
  std::string e_address;
  AccountKind kind{};
  std::string name;
  std::string registration_number;
  BOOST_DESCRIBE_CLASS(DirectoryItem, (), (e_address, kind, name, registration_number), (), ())
};

struct FindEAddressBody {
  domain::AccountId account;  // that would write
  BoundedText<1, 40> e_address;
  BOOST_DESCRIBE_CLASS(FindEAddressBody, (), (account, e_address), (), ())
};

struct FoundEAddress {
  std::string e_address;
  bool works = false;               // messages can be sent to it
  std::optional<AccountKind> kind;  // of one that works
  std::optional<std::string> name;  // of a legal entity's
  BOOST_DESCRIBE_CLASS(FoundEAddress, (), (e_address, works, kind, name), (), ())
};

DirectoryItem item_of(DirectoryRow&& row, domain::Language) {
  return {std::move(row.sealed.e_address), row.kind, std::move(row.sealed.name),
          std::move(row.sealed.registration_number)};
}

const ListParameters& directory_parameters() {
  static const ListParameters parameters{"e-addresses",
                                         {choice_filter("kind", {"legal", "institution"})},
                                         {},
                                         {"name"},
                                         "name",
                                         {text_search("q", projections::accounts::directory_rows_with)}};
  return parameters;
}

Result<Grant> grant_to_write(const Call& call, Unit& unit, domain::AccountId account) {
  const auto grant = grant_of(unit, call.caller.person, account);
  if (!grant) return grant;
  if (grant->rights.has(Right::write)) return grant;
  return std::unexpected(problems::forbidden());
}

std::optional<domain::AccountId> working_account(const Backend& backend, Unit& unit,
                                                 std::string_view e_address) {
  const auto id = account_of_code(backend, unit, e_address);
  const auto* account = id ? live_account(unit, *id) : nullptr;
  return account && account->e_address_works() ? id : std::nullopt;
}

// What does not work now is told apart from what nobody has by no one, and of people nothing is told to those who may not
// write to them (MAIL-23). That someone asked is on record in the account that would write.
Result<Answered<FoundEAddress>> find(const Backend& backend, const Call& call, Unit& unit,
                                     const FindEAddressBody& body) {
  const auto& e_address = body.e_address.value;
  if (!domain::mail::is_e_address(e_address)) {
    auto problem = problem_of(domain::mail::rejections::e_address_malformed);
    problem.field = "/e_address";
    return std::unexpected(std::move(problem));
  }
  const auto grant = grant_to_write(call, unit, body.account);
  if (!grant) return std::unexpected(grant.error());
  const auto writer = live_account(unit, body.account)->opened.kind;
  if (!backend.mail_rules.matrix.allows_form(writer, e_address))
    return std::unexpected(problem_of(domain::mail::rejections::writing_not_allowed));
  record_look(backend, call, unit, *grant, {}, "e_address=" + e_address);
  const auto id = working_account(backend, unit, e_address);
  Answered<FoundEAddress> answered{{e_address, id.has_value(), std::nullopt, std::nullopt}, {}};
  act_as(*grant, answered.reply);
  if (!id) return answered;
  const auto& account = *live_account(unit, *id);
  answered.value.kind = account.opened.kind;
  if (domain::accounts::has_users(account.opened.kind)) answered.value.name = account.name.text;
  return answered;
}

}  // namespace

std::vector<Route> directory_routes(const Backend& backend) {
  std::vector<Route> routes;
  auto list = declare(Access::person, "GET", "/v1/e-addresses", "e_addresses.list",
                      "Institutions and legal entities whose e-address works, by name or number.");
  list.parameters = parameters_of(directory_parameters());
  list.reads = {"directory"};
  list.slow = true;
  routes.push_back(route<ListAnswer<DirectoryItem>>(std::move(list), [&backend](const Call& call, Unit&) {
    const ListOver<DirectoryItem, DirectoryRow> over{directory_parameters(),
                                                     projections::accounts::directory_list(), item_of};
    return answer_page(backend, call, over, {});
  }));

  routes.push_back(route<FindEAddressBody, FoundEAddress>(
      declare(Access::person, "POST", "/v1/e-addresses/find", "e_addresses.find",
              "Whether messages can be sent to exactly this e-address."),
      [&backend](const Call& call, Unit& unit, const FindEAddressBody& body) {
        return find(backend, call, unit, body);
      }));
  return routes;
}

}  // namespace vesture::api
