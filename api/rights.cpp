#include "api/rights.hpp"

#include <algorithm>

#include "api/accounts.hpp"
#include "api/nfc.hpp"
#include "api/rights_json.hpp"
#include "domain/accounts/person.hpp"
#include "domain/accounts/profile.hpp"
#include "domain/common/identifiers.hpp"
#include "domain/orders/request.hpp"

namespace vesture::api {

namespace {

namespace accounts = domain::accounts;
namespace orders = domain::orders;
using domain::Kind;
using domain::rights::ReadRights;

constexpr domain::Rejection kNotGrantedByLegalEntities{
    "rights.readers_of_natural_persons_only",
    "RGT-01",
    "",
    Kind::conflict,
    {"Lasīšanas tiesības piešķir fiziskas personas konta īpašnieks",
     "The right to read is granted by the owner of a natural person's account"}};
constexpr domain::Rejection kAccountNotActive{
    "rights.account_not_active",
    "RGT-01",
    "",
    Kind::conflict,
    {"Lasīšanas tiesības piešķir aktīvā kontā", "The right to read is granted in an active account"}};
constexpr domain::Rejection kReaderIsOwner{
    "rights.reader_is_owner",
    "RGT-01",
    "/person",
    Kind::invalid,
    {"Sev lasīšanas tiesības nepiešķir", "One does not grant oneself the right to read"}};

// The state's e-service that a legal entity's users are authorised by.
constexpr const char* kAuthorisingInstitution = "VRAA";
const orders::Service kAuthorisation{
    "VRAA-PILNV", "authorisation", "Pilnvarojums veikt darbības elektroniskā vidē juridiskas personas vārdā",
    "Authorisation to act electronically on behalf of a legal entity"};

using RightsAnswer = Result<Answered<RightsJson>>;

eventstore::Version version_of_rights(Unit& unit, domain::AccountId account) {
  const bool of_users = accounts::has_users(live_account(unit, account)->opened.kind);
  return of_users ? unit.version<accounts::Account>(account) : unit.version<ReadRights>(account);
}

RightsAnswer answer(const Backend& backend, const Call& call, Unit& unit, const Grant& grant) {
  Answered<RightsJson> answered{
      json_of(unit.load<ReadRights>(grant.account), *live_account(unit, grant.account)), {}};
  answered.reply.version = version_of_rights(unit, grant.account);
  record_answer(backend, call, unit, grant, grant.account.uuid);
  act_as(grant, answered.reply);
  return answered;
}

RightsAnswer open_rights(const Backend& backend, const Call& call, Unit& unit) {
  const auto grant = grant_for_path(call, unit, Right::manage);
  if (!grant) return std::unexpected(grant.error());
  return answer(backend, call, unit, *grant);
}

// One change of the rights on the path's account: decides, and answers with the rights as they are then.
RightsAnswer change(const Backend& backend, const Call& call, Unit& unit,
                    const std::function<Result<void>(domain::AccountId)>& decide_on) {
  const auto grant = grant_for_path(call, unit, Right::manage);
  if (!grant) return std::unexpected(grant.error());
  if (const auto fits = check_if_match(call, version_of_rights(unit, grant->account)); !fits)
    return std::unexpected(fits.error());
  if (const auto decided = decide_on(grant->account); !decided) return std::unexpected(decided.error());
  return answer(backend, call, unit, *grant);
}

// The person whom a body names at /person, known here or not.
Result<domain::PersonId> person_named(const Backend& backend, Unit& unit, const std::string& code,
                                      const std::string& name) {
  if (!domain::parse_natural_person(code)) return std::unexpected(bad_personal_code("/person"));
  return registered_person(backend, unit, code, name);
}

// Readers

Result<void> check_grants_reading(Unit& unit, domain::AccountId id) {
  const auto& account = *live_account(unit, id);
  if (accounts::has_users(account.opened.kind))
    return std::unexpected(problem_of(kNotGrantedByLegalEntities));
  if (!account.active) return std::unexpected(problem_of(kAccountNotActive));
  return {};
}

// To one who may read already, it is the same right with another end; granting it anew is confirming it (ACC-08).
Result<void> grant_reading(const Backend& backend, Unit& unit, domain::AccountId account,
                           const GrantReadingBody& body) {
  const auto name = to_nfc(body.name.value);
  const auto reader = person_named(backend, unit, body.person.value, name);
  if (!reader) return std::unexpected(reader.error());
  if (*reader == live_account(unit, account)->opened.owner)
    return std::unexpected(problem_of(kReaderIsOwner));
  const auto& granted = unit.load<ReadRights>(account).rights;
  const auto same = std::ranges::find(granted, *reader, &domain::rights::ReadRight::reader);
  if (same != granted.end()) {
    const auto known = same->id;
    const domain::rights::ChangeReadRight changing{account, known, body.until};
    if (auto changed = decide<ReadRights>(unit, account, changing); !changed) return changed;
    return decide<ReadRights>(unit, account, domain::rights::ConfirmReadRight{account, known});
  }
  const auto right = backend.mint_id<domain::ReadRightId>();
  return decide<ReadRights>(unit, account,
                            domain::rights::GrantReadRight{right, account, *reader, name, body.until});
}

using OnReadRight = std::function<domain::rights::ReadRightsCommand(domain::AccountId, domain::ReadRightId)>;

// One command on the right that the path names. It is revoked in an inactive account too.
RightsAnswer on_read_right(const Backend& backend, const Call& call, Unit& unit, const OnReadRight& command) {
  return change(backend, call, unit, [&](domain::AccountId account) -> Result<void> {
    const auto right = call.id<domain::ReadRightId>(1);
    if (!right) return std::unexpected(right.error());
    if (!unit.load<ReadRights>(account).right(*right)) return std::unexpected(problems::not_found());
    const auto asked = command(account, *right);
    const bool revokes = std::holds_alternative<domain::rights::RevokeReadRight>(asked);
    if (auto may = check_grants_reading(unit, account); !may && !revokes) return may;
    return decide<ReadRights>(unit, account, asked);
  });
}

// Users

// An authorisation is a run of an e-service: it is seen in the account's history (ORD-02).
Result<void> record_authorisation(const Backend& backend, const Call& call, Unit& unit,
                                  domain::AccountId account, domain::PersonId person) {
  const auto id = backend.mint_id<domain::RequestId>();
  const orders::RequestService request{id,
                                       account,
                                       backend.numbers.take(orders::Series::requests, unit),
                                       kAuthorisingInstitution,
                                       kAuthorisation,
                                       to_string(person),
                                       call.caller.person};
  if (auto requested = decide<orders::ServiceRequest>(unit, id, request); !requested) return requested;
  return decide<orders::ServiceRequest>(unit, id, orders::MoveRequest{orders::RequestStatus::completed});
}

// What a user kept in the account goes with their rights.
Result<void> remove_user(Unit& unit, domain::AccountId account, domain::PersonId person) {
  if (auto removed = decide<accounts::Account>(unit, account, accounts::RemoveUser{person}); !removed)
    return removed;
  for (const auto& channel : unit.load<accounts::Profile>(account).channels_of(person)) {
    const accounts::RemoveContactChannel removing{account, channel.id};
    if (auto removed = decide<accounts::Profile>(unit, account, removing); !removed) return removed;
  }
  return {};
}

// Where it changes a user's rights, that is on record as the e-service that it is.
Result<void> change_user(const Backend& backend, const Call& call, Unit& unit, domain::AccountId account,
                         domain::PersonId person, const std::function<Result<void>()>& decide_rights) {
  const auto before = unit.version<accounts::Account>(account);
  if (auto decided = decide_rights(); !decided) return decided;
  if (unit.version<accounts::Account>(account) == before) return {};
  return record_authorisation(backend, call, unit, account, person);
}

RightsAnswer end_authorisation(const Backend& backend, const Call& call, Unit& unit,
                               const std::function<Result<domain::PersonId>()>& find_person) {
  return change(backend, call, unit, [&](domain::AccountId account) -> Result<void> {
    const auto person = find_person();
    if (!person) return std::unexpected(person.error());
    return change_user(backend, call, unit, account, *person,
                       [&] { return remove_user(unit, account, *person); });
  });
}

Result<domain::PersonId> known_person(const Backend& backend, Unit& unit, const std::string& code) {
  if (!domain::parse_natural_person(code)) return std::unexpected(bad_personal_code("/person"));
  const auto& known = unit.load<accounts::Person>(person_pseudonym(backend, code));
  if (!known.person) return std::unexpected(unknown_reference("/person"));
  return *known.person;
}

RightsAnswer authorise(const Backend& backend, const Call& call, Unit& unit, const AuthorisationBody& body) {
  const auto& code = body.person.value;
  if (body.rights.empty())
    return end_authorisation(backend, call, unit, [&] { return known_person(backend, unit, code); });
  return change(backend, call, unit, [&](domain::AccountId account) -> Result<void> {
    const auto name = to_nfc(body.name.value);
    const auto person = person_named(backend, unit, code, name);
    if (!person) return std::unexpected(person.error());
    return change_user(backend, call, unit, account, *person, [&] {
      return decide<accounts::Account>(unit, account, accounts::AddUser{*person, set_of(body.rights), name});
    });
  });
}

Route own(std::string method, std::string path, std::string operation, std::string summary) {
  return declare(Access::person, std::move(method), "/v1/accounts/{account}/rights" + path,
                 std::move(operation), std::move(summary));
}

void add_reader_routes(const Backend& backend, std::vector<Route>& routes) {
  auto granting = own("POST", "", "rights.grant_reading", "Grant a natural person the right to read.");
  granting.success = 201;
  granting.slow = true;  // may make a key
  routes.push_back(route<GrantReadingBody, RightsJson>(
      std::move(granting), [&backend](const Call& call, Unit& unit, const GrantReadingBody& body) {
        auto answered = change(backend, call, unit, [&](domain::AccountId account) -> Result<void> {
          if (auto may = check_grants_reading(unit, account); !may) return may;
          return grant_reading(backend, unit, account, body);
        });
        if (answered) answered->reply.status = 201;
        return answered;
      }));

  routes.push_back(route<ReadUntilBody, RightsJson>(
      own("PUT", "/{right}", "rights.change_reading", "Change the last day of a right to read."),
      [&backend](const Call& call, Unit& unit, const ReadUntilBody& body) {
        return on_read_right(backend, call, unit, [&](domain::AccountId account, domain::ReadRightId right) {
          return domain::rights::ChangeReadRight{account, right, body.until};
        });
      }));

  routes.push_back(route<RightsJson>(
      own("POST", "/{right}/confirm", "rights.confirm_reading",
          "Confirm a right to read that a change of the personal code suspended."),
      [&backend](const Call& call, Unit& unit) {
        return on_read_right(backend, call, unit, [](domain::AccountId account, domain::ReadRightId right) {
          return domain::rights::ConfirmReadRight{account, right};
        });
      }));

  routes.push_back(route<RightsJson>(
      own("DELETE", "/{right}", "rights.revoke_reading", "Revoke a right to read."),
      [&backend](const Call& call, Unit& unit) {
        return on_read_right(backend, call, unit, [](domain::AccountId account, domain::ReadRightId right) {
          return domain::rights::RevokeReadRight{account, right};
        });
      }));
}

void add_user_routes(const Backend& backend, std::vector<Route>& routes) {
  auto authorising =
      own("POST", "/authorisations", "rights.authorise",
          "The e-service by which a legal entity's users get their rights, change or lose them.");
  authorising.slow = true;  // may make a key
  routes.push_back(route<AuthorisationBody, RightsJson>(
      std::move(authorising), [&backend](const Call& call, Unit& unit, const AuthorisationBody& body) {
        return authorise(backend, call, unit, body);
      }));

  routes.push_back(route<RightsJson>(
      own("DELETE", "/users/{person}", "rights.end_authorisation", "End a user's authorisation."),
      [&backend](const Call& call, Unit& unit) {
        return end_authorisation(backend, call, unit, [&] { return call.id<domain::PersonId>(1); });
      }));
}

}  // namespace

std::vector<Route> rights_routes(const Backend& backend) {
  std::vector<Route> routes;
  routes.push_back(route<RightsJson>(
      own("GET", "", "rights.open", "Who may read the account, and who uses it with which rights."),
      [&backend](const Call& call, Unit& unit) { return open_rights(backend, call, unit); }));
  add_reader_routes(backend, routes);
  add_user_routes(backend, routes);
  return routes;
}

}  // namespace vesture::api
