#include "tools/demonstration/opening.hpp"

#include <boost/json/serialize.hpp>

#include "api/account_json.hpp"
#include "domain/accounts/application.hpp"
#include "tools/demonstration/calendar.hpp"

namespace vesture::demonstration {

namespace {

namespace bj = boost::json;
using domain::accounts::AccountKind;

// At the desk (ORD-01).
domain::AccountId open_account(DirectApi& api, TurnedTime& time, const Cast& cast, const LegalEntity& entity,
                               const Actor& first_user, AccountKind kind) {
  const auto application = apply(api, cast.clerk, entity, first_user, kind);
  const auto stream = domain::accounts::Application::stream(application);
  time.turn_to(minutes_later(time.now(), 40));
  api.run(cast.head_clerk, {"accounts.accept_application", {to_string(application)}, {}, {stream}});
  api.settle();
  const api::FindAccountBody body{{entity.code}};
  return {id_in(api.run(cast.clerk, {"accounts.find", {}, json_of(body), {}}))};
}

class Opening {
 public:
  Opening(DirectApi& api, TurnedTime& time, Cast& cast) : api_(api), time_(time), cast_(cast) {}

  void staff() {
    for (auto* employee :
         {&cast_.clerk, &cast_.cashier, &cast_.head_clerk, &cast_.auditor, &cast_.administrator})
      authenticate(*employee);
  }

  // A person who chose to have an e-address.
  Correspondent person(Actor& actor) {
    const auto account = authenticate(actor);
    run(actor, "e_address.switch", account, {{"active", true}});
    return {&actor, account, actor.caller.code};
  }

  Correspondent entity(const LegalEntity& entity, Actor& first_user, AccountKind kind = AccountKind::legal) {
    const auto account = open_account(api_, time_, cast_, entity, first_user, kind);
    authenticate(first_user);
    return {&first_user, account, entity.code};
  }

  // Gives a reader, or a user, their right on the account.
  void let(Actor& actor, std::string_view operation, const Correspondent& account, bj::object right) {
    right["person"] = actor.caller.code;
    right["name"] = actor.caller.name;
    run(*account.actor, operation, account.account, std::move(right));
    authenticate(actor);
  }

  void run(const Actor& actor, std::string_view operation, domain::AccountId account,
           const bj::object& body) {
    api_.run(
        actor,
        {operation, {to_string(account)}, bj::serialize(body), {domain::accounts::Account::stream(account)}});
  }

  domain::AccountId authenticate(Actor& actor) {
    time_.turn_to(minutes_later(time_.now(), 7));
    return api_.authenticate(actor);
  }

 private:
  DirectApi& api_;
  TurnedTime& time_;
  Cast& cast_;
};

}  // namespace

domain::ApplicationId apply(DirectApi& api, const Actor& actor, const LegalEntity& entity,
                            const Actor& first_user, AccountKind kind) {
  const api::ApplicationBody body{
      {entity.name}, {entity.code}, {first_user.caller.code}, {first_user.caller.name}, kind};
  return {id_in(api.run(actor, {"accounts.apply", {}, json_of(body), {}}))};
}

Correspondents open_accounts(DirectApi& api, TurnedTime& time, Cast& cast) {
  Opening opening(api, time, cast);
  opening.staff();
  Correspondents all;
  all.janis = opening.person(cast.janis);
  all.liga = opening.person(cast.liga);
  opening.authenticate(cast.andris);
  all.company = opening.entity(kCompany, cast.martins);
  all.other_company = opening.entity(kOtherCompany, cast.agnese);
  all.land_service = opening.entity(kLandService, cast.zane, AccountKind::institution);
  all.treasury = opening.entity(kTreasury, cast.uldis, AccountKind::institution);

  opening.let(cast.kristine, "rights.authorise", all.company, {{"rights", {"read", "write"}}});
  all.company.writer = &cast.kristine;
  opening.let(cast.inese, "rights.grant_reading", all.janis, {{"until", nullptr}});
  all.janis.reader = &cast.inese;
  opening.run(cast.liga, "profile.set_bank_account", all.liga.account, {{"iban", "LV41HABA0551023456789"}});
  api.settle_views();  // what the staff register is looked up there
  return all;
}

}  // namespace vesture::demonstration
