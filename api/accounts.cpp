#include "api/accounts.hpp"

#include "api/account_json.hpp"
#include "api/lists.hpp"
#include "api/nfc.hpp"
#include "api/rights_json.hpp"
#include "domain/accounts/legal_entity.hpp"
#include "domain/accounts/person.hpp"
#include "domain/common/identifiers.hpp"
#include "domain/common/overloaded.hpp"
#include "projections/accounts/people.hpp"
#include "projections/accounts/readers.hpp"

namespace vesture::api {

namespace {

namespace dom = domain::accounts;
namespace people = projections::accounts;
using people::ApplicationStatus;

// Of one person, one after another; codes that the register gave in a circle end there too.
constexpr int kMostCodes = 20;

Problem bad_identifier(std::string_view pointer, domain::Text expected) {
  auto problem = problems::bad_field(pointer, expected);
  problem.rule = "ORD-01";
  return problem;
}

Problem bad_registration_code(std::string_view pointer) {
  return bad_identifier(pointer, {"Sagaidāms juridiskas personas identifikators: NTRLV- un 11 cipari",
                                  "Expected a legal entity's identifier: NTRLV- and 11 digits"});
}

AccountAccess access_of(const Grant& grant) {
  if (grant.own) return AccountAccess::owner;
  return grant.reader ? AccountAccess::reader : AccountAccess::user;
}

// The views know of the account; whether the caller may use it now, and how, the log says.
void add_if_granted(const Call& call, Unit& unit, domain::AccountId id, MeJson& json) {
  const auto grant = grant_of(unit, call.caller.person, id);
  if (!grant) return;
  const auto* account = live_account(unit, id);
  json.accounts.push_back(
      {id, account->opened.kind, account->name.text, access_of(*grant), listed(grant->rights)});
}

MeJson me(const Call& call, Unit& unit, const ViewsNow& now) {
  MeJson json{call.caller.person,      call.caller.code,  call.caller.name,
              call.caller.institution, call.caller.roles, {}};
  for (const auto& row : people::memberships_of(now.views, call.caller.person))
    add_if_granted(call, unit, row.account, json);
  for (const auto& account : people::accounts_to_read(now.views, call.caller.person))
    add_if_granted(call, unit, account, json);
  return json;
}

ApplicationJson json_of(const dom::ApplicationSubmitted& s) {
  return {s.application,
          s.channel,
          s.kind,
          s.name.text,
          s.registration_code.text,
          s.first_user_name.text,
          s.at,
          ApplicationStatus::submitted,
          std::nullopt,
          std::nullopt};
}

void put_decision(ApplicationJson& json, const dom::ApplicationAccepted& e) {
  json.status = ApplicationStatus::accepted;
  json.account = e.account;
}

void put_decision(ApplicationJson& json, const dom::ApplicationRefused& e) {
  json.status = ApplicationStatus::refused;
  json.reason = e.reason.text;
}

std::optional<ApplicationJson> json_of(const dom::ApplicationState& state) {
  if (const auto* pending = std::get_if<dom::PendingApplication>(&state)) return json_of(pending->submitted);
  const auto* decided = std::get_if<dom::DecidedApplication>(&state);
  if (!decided) return std::nullopt;
  auto json = json_of(decided->submitted);
  std::visit([&](const auto& decision) { put_decision(json, decision); }, decided->decision);
  return json;
}

ApplicationItem item_of(people::ApplicationRow&& row, domain::Language) {
  return {
      row.application, row.channel, row.sealed.name, row.sealed.registration_code, row.sealed.first_user_name,
      row.submitted,   row.status,  row.account};
}

using ApplicationAnswer = Result<Answered<ApplicationJson>>;

ApplicationAnswer answer(const Call& call, Unit& unit, domain::ApplicationId id) {
  auto json = json_of(unit.load<dom::Application>(id));
  if (!json) return std::unexpected(problems::not_found());
  Answered<ApplicationJson> answered{std::move(*json), {}};
  answered.reply.version = unit.version<dom::Application>(id);
  if (answered.value.account) answered.reply.account = *answered.value.account;
  answered.reply.means = call.caller.is_staff() ? "staff:" + call.caller.institution : "applicant";
  return answered;
}

ApplicationAnswer apply(const Backend& backend, const Call& call, Unit& unit, const ApplicationBody& body,
                        dom::Channel channel) {
  if (!domain::parse_natural_person(body.first_user.value))
    return std::unexpected(bad_personal_code("/first_user"));
  if (!domain::parse_legal_entity(body.registration_code.value))
    return std::unexpected(bad_registration_code("/registration_code"));
  const auto id = backend.mint_id<domain::ApplicationId>();
  const dom::SubmitApplication command{id,
                                       call.caller.person,
                                       channel,
                                       to_nfc(body.name.value),
                                       body.registration_code.value,
                                       body.first_user.value,
                                       to_nfc(body.first_user_name.value),
                                       body.kind.value_or(dom::AccountKind::legal)};
  if (const auto decided = decide<dom::Application>(unit, id, command); !decided)
    return std::unexpected(decided.error());
  auto answered = answer(call, unit, id);
  answered->reply.status = 201;
  answered->reply.headers.emplace_back("Location", "/v1/account-applications/" + to_string(id));
  return answered;
}

// Whose code may have been replaced since they were named (ACC-08), or who may have died (ACC-09).
Result<domain::PersonId> first_user_of(const Backend& backend, Unit& unit,
                                       const dom::ApplicationSubmitted& submitted) {
  const auto code = present_code(backend, unit, submitted.first_user_code.text);
  if (unit.load<dom::Person>(person_pseudonym(backend, code)).died)
    return std::unexpected(problem_of(dom::rejections::person_died));
  return registered_person(backend, unit, code, submitted.first_user_name.text);
}

// The application is accepted, the account opened for the legal entity and its first user added, in one
// commit.
Result<void> accept(const Backend& backend, Unit& unit, domain::ApplicationId id,
                    const dom::ApplicationSubmitted& submitted) {
  const auto account = backend.mint_id<domain::AccountId>();
  const auto& code = submitted.registration_code.text;
  auto decided = decide<dom::Application>(unit, id, dom::AcceptApplication{account});
  if (decided)
    decided =
        decide<dom::LegalEntity>(unit, entity_pseudonym(backend, code), dom::RegisterLegalEntity{account});
  if (decided)
    decided = decide<dom::Account>(unit, account,
                                   dom::OpenAccount{account, submitted.kind, {}, submitted.name.text, code});
  if (!decided) return decided;
  const auto& name = submitted.first_user_name.text;
  const auto first_user = first_user_of(backend, unit, submitted);
  if (!first_user) return std::unexpected(first_user.error());
  return decide<dom::Account>(unit, account, dom::AddUser{*first_user, domain::rights::kAllRights, name});
}

// The staff's decision on the application that the path names. A repeat of the same decision changes nothing.
ApplicationAnswer decide_application(
    const Call& call, Unit& unit,
    const std::function<Result<void>(domain::ApplicationId, const dom::ApplicationState&)>& decision) {
  const auto id = call.id<domain::ApplicationId>(0);
  if (!id) return std::unexpected(id.error());
  const auto state = unit.load<dom::Application>(*id);
  if (std::holds_alternative<dom::NoApplication>(state)) return std::unexpected(problems::not_found());
  if (const auto fits = check_if_match(call, unit.version<dom::Application>(*id)); !fits)
    return std::unexpected(fits.error());
  if (const auto decided = decision(*id, state); !decided) return std::unexpected(decided.error());
  return answer(call, unit, *id);
}

ApplicationAnswer accept_as_staff(const Backend& backend, const Call& call, Unit& unit) {
  return decide_application(call, unit, [&](domain::ApplicationId id, const dom::ApplicationState& state) {
    if (const auto* pending = std::get_if<dom::PendingApplication>(&state))
      return accept(backend, unit, id, pending->submitted);
    return decide<dom::Application>(unit, id, dom::AcceptApplication{});
  });
}

ApplicationAnswer open_own(const Call& call, Unit& unit) {
  const auto id = call.id<domain::ApplicationId>(0);
  if (!id) return std::unexpected(id.error());
  const auto& state = unit.load<dom::Application>(*id);
  const auto applicant =
      std::visit(domain::Overloaded{[](const dom::NoApplication&) { return domain::PersonId{}; },
                                    [](const auto& known) { return known.submitted.applicant; }},
                 state);
  if (applicant != call.caller.person) return std::unexpected(problems::not_found());
  return answer(call, unit, *id);
}

// The account of a personal code or registration number, for the staff who register an order for it.
Result<Answered<FoundAccount>> find_account(const Backend& backend, const Call& call, Unit& unit,
                                            const FindAccountBody& body) {
  if (!domain::parse_natural_person(body.code.value) && !domain::parse_legal_entity(body.code.value))
    return std::unexpected(bad_personal_code("/code"));
  const auto id = account_of_code(backend, unit, body.code.value);
  if (!id) return std::unexpected(problems::not_found());
  const auto& live = std::get<dom::LiveAccount>(unit.load<dom::Account>(*id));
  Answered<FoundAccount> answered{{*id, live.opened.kind, live.name.text, std::nullopt, {}}, {}};
  for (const auto& user : live.users) answered.value.users.push_back(user.person);
  if (!live.opened.owner.uuid.is_nil()) answered.value.owner = live.opened.owner;
  const auto grant = grant_for_staff(call, *id);
  record_look(backend, call, unit, grant, id->uuid, {});
  act_as(grant, answered.reply);
  return answered;
}

const ListParameters& application_parameters() {
  static const ListParameters parameters{"account-applications",
                                         {choice_filter("status", {"submitted", "accepted", "refused"})},
                                         {},
                                         {"submitted"},
                                         "-submitted"};
  return parameters;
}

ListResult<ApplicationItem> list_applications(const Backend& backend, const Call& call) {
  const ListOver<ApplicationItem, people::ApplicationRow> over{application_parameters(),
                                                               people::application_list(), item_of};
  return answer_page(backend, call, over, {});
}

Route staff(std::string method, std::string path, std::string operation, std::string summary) {
  return declare(Access::staff, std::move(method), "/v1/institution" + path, std::move(operation),
                 std::move(summary), {"clerk"});
}

void add_staff_routes(const Backend& backend, std::vector<Route>& routes) {
  auto desk = staff("POST", "/account-applications", "accounts.apply",
                    "Take down an application for a legal entity's account at the desk.");
  desk.success = 201;
  desk.slow = true;  // makes a key
  routes.push_back(route<ApplicationBody, ApplicationJson>(
      std::move(desk), [&backend](const Call& call, Unit& unit, const ApplicationBody& body) {
        return apply(backend, call, unit, body, dom::Channel::desk);
      }));

  auto list =
      staff("GET", "/account-applications", "accounts.list_applications", "Applications for accounts.");
  list.parameters = parameters_of(application_parameters());
  routes.push_back(route<ListAnswer<ApplicationItem>>(
      std::move(list), [&backend](const Call& call, Unit&) { return list_applications(backend, call); }));

  routes.push_back(route<ApplicationJson>(
      staff("POST", "/account-applications/{application}/accept", "accounts.accept_application",
            "Accept an application: its account opens, with its first user."),
      [&backend](const Call& call, Unit& unit) { return accept_as_staff(backend, call, unit); }));

  routes.push_back(route<RefusalBody, ApplicationJson>(
      staff("POST", "/account-applications/{application}/refuse", "accounts.refuse_application",
            "Refuse an application, with a reason."),
      [](const Call& call, Unit& unit, const RefusalBody& body) {
        return decide_application(call, unit, [&](domain::ApplicationId id, const dom::ApplicationState&) {
          return decide<dom::Application>(unit, id, dom::RefuseApplication{body.reason.value});
        });
      }));

  routes.push_back(route<FindAccountBody, FoundAccount>(
      staff("POST", "/accounts/find", "accounts.find",
            "The account of a personal code or registration number."),
      [&backend](const Call& call, Unit& unit, const FindAccountBody& body) {
        return find_account(backend, call, unit, body);
      }));
}

}  // namespace

std::optional<domain::AccountId> account_of_code(const Backend& backend, Unit& unit, std::string_view code) {
  if (domain::parse_natural_person(code)) {
    const auto& person = unit.load<dom::Person>(person_pseudonym(backend, code));
    return person.replaced ? std::nullopt : person.account;
  }
  if (domain::parse_legal_entity(code))
    return unit.load<dom::LegalEntity>(entity_pseudonym(backend, code)).account;
  return std::nullopt;
}

std::string present_code(const Backend& backend, Unit& unit, std::string code) {
  if (!domain::parse_natural_person(code)) return code;
  for (int replaced = 0; replaced < kMostCodes; ++replaced) {
    const auto& person = unit.load<dom::Person>(person_pseudonym(backend, code));
    if (!person.replaced || person.new_code.destroyed) break;
    code = person.new_code.text;
  }
  return code;
}

std::string person_pseudonym(const Backend& backend, std::string_view code) {
  return backend.keyring.pseudonym("person", code);
}

std::string entity_pseudonym(const Backend& backend, std::string_view code) {
  return backend.keyring.pseudonym("legal-entity", code);
}

Problem bad_personal_code(std::string_view pointer) {
  return bad_identifier(pointer,
                        {"Sagaidāms personas identifikators: PNOLV-, sešas zīmes, domuzīme, piecas zīmes",
                         "Expected a person's identifier: PNOLV-, six digits, a dash, five digits"});
}

Result<domain::PersonId> registered_person(const Backend& backend, Unit& unit, const std::string& code,
                                           const std::string& name) {
  const auto pseudonym = person_pseudonym(backend, code);
  const dom::RegisterPerson registering{backend.mint_id<domain::PersonId>(), code, name};
  if (const auto decided = decide<dom::Person>(unit, pseudonym, registering); !decided)
    return std::unexpected(decided.error());
  return *unit.load<dom::Person>(pseudonym).person;
}

Result<Authenticated> authenticate(const Backend& backend, Unit& unit, const std::string& code,
                                   const std::string& name, bool wants_account) {
  if (const auto person = registered_person(backend, unit, code, name); !person)
    return std::unexpected(person.error());
  const auto pseudonym = person_pseudonym(backend, code);
  const auto known = unit.load<dom::Person>(pseudonym);
  if (!wants_account || known.account) return Authenticated{*known.person, {}};
  const auto account = backend.mint_id<domain::AccountId>();
  const dom::OpenAccount opening{account, dom::AccountKind::natural, *known.person, name, code};
  auto decided = decide<dom::Person>(unit, pseudonym, dom::OpenPersonAccount{account});
  if (decided) decided = decide<dom::Account>(unit, account, opening);
  if (!decided) return std::unexpected(decided.error());
  return Authenticated{*known.person, account};
}

Route first_authentication(const Backend& backend, Caller& caller) {
  Route first;
  first.operation = kAuthenticate;
  first.slow = true;  // makes keys, which waits for the disk
  first.run = [&](const Call&, Unit& unit) -> Result<Reply> {
    const auto known_now = authenticate(backend, unit, caller.code, caller.name, !caller.is_staff());
    if (!known_now) return std::unexpected(known_now.error());
    caller.person = known_now->person;  // who acts is known once they are registered
    Reply reply;
    reply.account = known_now->account;
    reply.means = caller.is_staff() ? "staff:" + caller.institution : "owner";
    return reply;
  };
  return first;
}

std::vector<Route> account_routes(const Backend& backend) {
  std::vector<Route> routes;
  auto who = declare(Access::person, "GET", "/v1/me", "accounts.me", "Who one is, and what one may use.");
  who.reads = {"readers"};
  routes.push_back(
      route<MeJson>(std::move(who), [&backend](const Call& call, Unit& unit) -> Result<Answered<MeJson>> {
        const auto now = views_now(backend, call);
        Answered<MeJson> answered{me(call, unit, now), {}};
        answered.reply.position = now.position;
        return answered;
      }));

  auto applying = declare(Access::person, "POST", "/v1/account-applications", "accounts.apply",
                          "Apply for a legal entity's account, naming its first user.");
  applying.success = 201;
  applying.slow = true;  // makes a key
  routes.push_back(route<ApplicationBody, ApplicationJson>(
      std::move(applying), [&backend](const Call& call, Unit& unit, const ApplicationBody& body) {
        return apply(backend, call, unit, body, dom::Channel::e_service);
      }));

  routes.push_back(route<ApplicationJson>(
      declare(Access::person, "GET", "/v1/account-applications/{application}", "accounts.open_application",
              "One's own application, and what was decided."),
      [](const Call& call, Unit& unit) { return open_own(call, unit); }));

  add_staff_routes(backend, routes);
  return routes;
}

}  // namespace vesture::api
