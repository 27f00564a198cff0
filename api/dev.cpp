#include "api/dev.hpp"

#include <boost/describe.hpp>
#include <fstream>
#include <sstream>

#include "api/accounts.hpp"
#include "api/demo_people.hpp"
#include "api/http/json.hpp"
#include "domain/accounts/account.hpp"
#include "projections/accounts/people.hpp"

namespace vesture::api {

namespace {

namespace people = projections::accounts;

constexpr std::int64_t kTokenMicroseconds = 12LL * 3600 * 1'000'000;

struct DevToken {
  std::string token;
  BOOST_DESCRIBE_CLASS(DevToken, (), (token), (), ())
};

struct DevAccount {
  domain::AccountId id;
  std::string name;
  std::string kind;
  BOOST_DESCRIBE_CLASS(DevAccount, (), (id, name, kind), (), ())
};

struct DevPerson {
  std::string person;
  std::string name;
  std::string institution;
  std::vector<std::string> roles;
  std::vector<DevAccount> accounts;
  BOOST_DESCRIBE_CLASS(DevPerson, (), (person, name, institution, roles, accounts), (), ())
};

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  std::stringstream stream{std::string(text)};
  for (std::string part; std::getline(stream, part, ',');)
    if (!part.empty()) parts.push_back(part);
  return parts;
}

Result<Answered<DevToken>> issue(const Backend& backend, const TokenIssuer& issuer, const Call& call) {
  Claims claims;
  claims.acr = "substantial";
  claims.expires_at = {backend.present().microseconds + kTokenMicroseconds};
  bool named = false;
  for (const auto& [name, value] : call.request.query) {
    if (name == "person") {
      const auto person = domain::parse_natural_person(value);
      if (!person) return std::unexpected(problems::bad_parameter("person"));
      claims.person = *person;
      named = true;
    }
    if (name == "name") claims.name = value;
    if (name == "institution") claims.institution = value;
    if (name == "roles")
      for (auto& role : split(value)) claims.roles.push_back(std::move(role));
  }
  if (!named) return std::unexpected(problems::bad_parameter("person"));
  if (claims.name.empty()) claims.name = to_identifier(claims.person);
  return Answered<DevToken>{{issuer.issue(claims)}, {}};
}

std::vector<DevAccount> accounts_of(const Backend& backend, const std::string& code) {
  std::vector<DevAccount> accounts;
  const auto person = people::find_person(backend.views, person_pseudonym(backend, code));
  if (!person) return accounts;
  for (const auto& row : people::memberships_of(backend.views.snapshot(), person->person)) {
    accounts.push_back({row.account, row.sealed.name, boost::describe::enum_to_string(row.kind, "")});
  }
  return accounts;
}

Result<Answered<std::vector<DevPerson>>> people_of(const Backend& backend,
                                                   const std::filesystem::path& file) {
  Answered<std::vector<DevPerson>> answered;
  for (const auto& person : read_demo_people(file)) {
    auto accounts =
        person.institution.empty() ? accounts_of(backend, person.person) : std::vector<DevAccount>();
    answered.value.push_back(
        {person.person, person.name, person.institution, person.roles, std::move(accounts)});
  }
  return answered;
}

Route open(std::string path, std::string operation, std::string summary) {
  return declare(Access::open, "GET", std::move(path), std::move(operation), std::move(summary));
}

}  // namespace

std::vector<DemoPerson> read_demo_people(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) return {};
  std::stringstream text;
  text << in.rdbuf();
  auto people = read_json<std::vector<DemoPerson>>(text.str());
  if (!people) throw std::runtime_error(file.string() + " does not hold the demonstration's people");
  return std::move(*people);
}

void write_demo_people(const std::filesystem::path& file, const std::vector<DemoPerson>& people) {
  std::string text;
  write_json(text, people);
  std::ofstream out(file);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

std::vector<Route> dev_routes(const Backend& backend, const TokenIssuer& issuer,
                              const std::filesystem::path& people) {
  const boost::json::object text{{"type", "string"}};
  auto token = open("/dev/token", "dev.token", "A token of the local issuer, good for twelve hours.");
  token.parameters = {
      {"person", text, "PNOLV-…", false},
      {"name", text, "What the person is called.", false},
      {"institution", text, "Of staff.", false},
      {"roles", text, "Of staff: clerk, cashier, administrator, auditor; repeated, or by commas.", true}};
  std::vector<Route> routes;
  routes.push_back(route<DevToken>(std::move(token), [&backend, &issuer](const Call& call, Unit&) {
    return issue(backend, issuer, call);
  }));
  routes.push_back(route<std::vector<DevPerson>>(
      open("/dev/people", "dev.people", "The demonstration's people."),
      [&backend, people](const Call&, Unit&) { return people_of(backend, people); }));
  return routes;
}

}  // namespace vesture::api
