#include "api/mail/directory.hpp"

#include "api/accounts.hpp"
#include "api/lists.hpp"
#include "domain/mail/draft.hpp"
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
  BoundedText<1, 40> e_address;
  BOOST_DESCRIBE_CLASS(FindEAddressBody, (), (e_address), (), ())
};

struct FoundEAddress {
  std::string e_address;
  AccountKind kind{};
  std::optional<std::string> name;  // null of a natural person
  BOOST_DESCRIBE_CLASS(FoundEAddress, (), (e_address, kind, name), (), ())
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

// What does not work now is told apart from what nobody has by no one.
Result<Answered<FoundEAddress>> find(const Backend& backend, Unit& unit, const FindEAddressBody& body) {
  const auto& e_address = body.e_address.value;
  if (!domain::mail::is_e_address(e_address)) {
    auto problem = problem_of(domain::mail::rejections::e_address_malformed);
    problem.field = "/e_address";
    return std::unexpected(std::move(problem));
  }
  const auto id = account_of_code(backend, unit, e_address);
  const auto* account = id ? live_account(unit, *id) : nullptr;
  if (!account || !account->e_address_works()) return std::unexpected(problems::not_found());
  const auto kind = account->opened.kind;
  std::optional<std::string> name;
  if (domain::accounts::has_users(kind)) name = account->name.text;
  return Answered<FoundEAddress>{{e_address, kind, std::move(name)}, {}};
}

}  // namespace

std::vector<Route> directory_routes(const Backend& backend) {
  std::vector<Route> routes;
  auto list = declare(Access::person, "GET", "/v1/e-addresses", "e_addresses.list",
                      "Institutions and legal entities whose e-address works, by name or number.");
  list.parameters = parameters_of(directory_parameters());
  list.reads = {"directory"};
  routes.push_back(route<ListAnswer<DirectoryItem>>(std::move(list), [&backend](const Call& call, Unit&) {
    const ListOver<DirectoryItem, DirectoryRow> over{directory_parameters(),
                                                     projections::accounts::directory_list(), item_of};
    return answer_page(backend, call, over, {});
  }));

  routes.push_back(route<FindEAddressBody, FoundEAddress>(
      declare(Access::person, "POST", "/v1/e-addresses/find", "e_addresses.find",
              "Whether messages can be sent to exactly this e-address."),
      [&backend](const Call&, Unit& unit, const FindEAddressBody& body) {
        return find(backend, unit, body);
      }));
  return routes;
}

}  // namespace vesture::api
