#include "tools/demonstration/story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <stdexcept>

#include "api/account_json.hpp"
#include "api/errands/destruction.hpp"
#include "api/node.hpp"
#include "domain/accounts/account.hpp"
#include "tools/demonstration/calendar.hpp"
#include "tools/demonstration/company_orders.hpp"
#include "tools/demonstration/correspondence.hpp"
#include "tools/demonstration/private_people.hpp"

namespace vesture::demonstration {

namespace {

constexpr int kDays = 3 * 365;
constexpr int kDaysOfOpening = 5;  // before the first order
constexpr int kDaysOfClosing = 4;  // after the last: whatever is asked for is registered by then

// One letter for three orders, which with several recipients and answers is about one message for two.
constexpr std::uint64_t kOrdersForALetter = 3;
constexpr std::uint64_t kMostLetters = 2'000;

namespace bj = boost::json;
using domain::accounts::AccountKind;

api::ApplicationBody application_of(const LegalEntity& entity, const Actor& first_user) {
  return {{entity.name}, {entity.code}, {first_user.caller.code}, {first_user.caller.name}};
}

domain::ApplicationId apply(DirectApi& api, const Actor& actor, const LegalEntity& entity,
                            const Actor& first_user, AccountKind kind = AccountKind::legal) {
  auto body = application_of(entity, first_user);
  body.kind = kind;
  return {id_in(api.run(actor, {"accounts.apply", {}, json_of(body), {}}))};
}

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

// The staff come to work, the private people sign in, companies and institutions get their accounts.
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

// One application that was refused, and one that still waits.
void plan_other_applications(const World& world, domain::Date last_day) {
  Chance chance(7);
  world.agenda.at(in_working_hours({last_day.days - 200}, chance), [&world] {
    const auto application = apply(world.api, world.cast.andris, kRefusedCompany, world.cast.andris);
    world.agenda.at(minutes_later(world.time.now(), 90), [&world, application] {
      const api::RefusalBody body{{"Pieteicējam nav tiesību pārstāvēt juridisko personu"}};
      world.api.run(world.cast.head_clerk, {"accounts.refuse_application",
                                            {to_string(application)},
                                            json_of(body),
                                            {domain::accounts::Application::stream(application)}});
    });
  });
  world.agenda.at(in_working_hours({last_day.days - 3}, chance),
                  [&world] { apply(world.api, world.cast.liga, kWaitingCompany, world.cast.liga); });
}

void run(const World& world, domain::Instant start, domain::Instant until,
         const std::function<void(double)>& progress) {
  const auto whole = static_cast<double>(until.microseconds - start.microseconds);
  domain::Date day{};
  while (!world.agenda.empty()) {
    world.time.turn_to(world.agenda.next_time());
    world.agenda.take()();
    const auto today = domain::riga_date(world.time.now());
    if (today != day)
      progress(static_cast<double>(world.time.now().microseconds - start.microseconds) / whole);
    day = today;
  }
  world.api.settle_views();
  progress(1);
}

}  // namespace

Told tell(const StoryOptions& options, const std::function<void(double)>& progress) {
  const auto last_day = domain::riga_date(options.until);
  const domain::Date first_day{last_day.days - kDays};
  Chance opening(options.seed);
  const auto start = in_working_hours(first_day, opening);
  TurnedTime time(start, options.seed);
  const api::Node node({.data = options.data,
                        .master_key = {},
                        .now = [&time] { return time.now(); },
                        .mint = [&time] { return time.mint(); }});
  const auto& backend = node.backend();
  if (backend.log.head() != 0)
    throw std::runtime_error(
        fmt::format("{} has {} commits already: the demonstration begins with an empty one",
                    options.data.string(), backend.log.head()));
  api::settle_contents(backend, {});  // there are none yet: now they are given out
  DirectApi api(backend, time);
  auto cast = make_cast();
  const auto correspondents = open_accounts(api, time, cast);
  Agenda agenda(options.until);
  const World world{api, time, agenda, cast};
  plan_order_in_each_status(world, correspondents.janis.account, last_day);
  plan_labelled_requests(world, correspondents.liga.account, last_day);
  plan_other_applications(world, last_day);
  for (std::uint64_t number = 1; number <= options.orders; ++number)
    plan_company_order(world, correspondents.company.account, number, options.seed,
                       {first_day.days + kDaysOfOpening}, {last_day.days - kDaysOfClosing});
  plan_letters_to_look_at(world, correspondents, last_day);
  for (std::uint64_t number = 1; number <= std::min(options.orders / kOrdersForALetter, kMostLetters);
       ++number)
    plan_some_letter(world, correspondents, number, options.seed, {first_day.days + kDaysOfOpening},
                     {last_day.days - kDaysOfClosing});
  run(world, start, options.until, progress);
  api::write_demo_people(options.data / api::kDemoPeopleFile, people_of(cast));
  return {api.counts(), backend.log.head()};
}

}  // namespace vesture::demonstration
