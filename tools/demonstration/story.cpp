#include "tools/demonstration/story.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "api/account_json.hpp"
#include "api/node.hpp"
#include "tools/demonstration/calendar.hpp"
#include "tools/demonstration/company_orders.hpp"
#include "tools/demonstration/private_people.hpp"

namespace vesture::demonstration {

namespace {

constexpr int kDays = 3 * 365;
constexpr int kDaysOfOpening = 5;  // before the first order
constexpr int kDaysOfClosing = 4;  // after the last: whatever is asked for is registered by then

struct Accounts {
  domain::AccountId janis;
  domain::AccountId liga;
  domain::AccountId company;
};

api::ApplicationBody application_of(const LegalEntity& entity, const Actor& first_user) {
  return {{entity.name}, {entity.code}, {first_user.caller.code}, {first_user.caller.name}, {}};
}

domain::ApplicationId apply(DirectApi& api, const Actor& actor, const LegalEntity& entity,
                            const Actor& first_user) {
  return {id_in(api.run(actor, {"accounts.apply", {}, json_of(application_of(entity, first_user)), {}}))};
}

// The company's account is opened at the desk (ORD-01).
domain::AccountId open_company_account(DirectApi& api, TurnedTime& time, const Cast& cast) {
  const auto application = apply(api, cast.clerk, kCompany, cast.martins);
  const auto stream = domain::accounts::Application::stream(application);
  time.turn_to(minutes_later(time.now(), 40));
  api.run(cast.head_clerk, {"accounts.accept_application", {to_string(application)}, {}, {stream}});
  api.settle();
  const api::FindAccountBody body{{kCompany.code}};
  return {id_in(api.run(cast.clerk, {"accounts.find", {}, json_of(body), {}}))};
}

// The staff come to work, the private people sign in, the company gets its account.
Accounts open_accounts(DirectApi& api, TurnedTime& time, Cast& cast) {
  const auto authenticate = [&](Actor& actor) {
    time.turn_to(minutes_later(time.now(), 7));
    return api.authenticate(actor);
  };
  for (auto* employee : {&cast.clerk, &cast.cashier, &cast.head_clerk, &cast.auditor})
    authenticate(*employee);
  Accounts accounts;
  accounts.janis = authenticate(cast.janis);
  accounts.liga = authenticate(cast.liga);
  authenticate(cast.andris);
  accounts.company = open_company_account(api, time, cast);
  authenticate(cast.martins);
  api.settle_views();  // what the staff register is looked up there
  return accounts;
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
  DirectApi api(backend, time);
  auto cast = make_cast();
  const auto accounts = open_accounts(api, time, cast);
  Agenda agenda(options.until);
  const World world{api, time, agenda, cast};
  plan_order_in_each_status(world, accounts.janis, last_day);
  plan_labelled_requests(world, accounts.liga, last_day);
  plan_other_applications(world, last_day);
  for (std::uint64_t number = 1; number <= options.orders; ++number)
    plan_company_order(world, accounts.company, number, options.seed, {first_day.days + kDaysOfOpening},
                       {last_day.days - kDaysOfClosing});
  run(world, start, options.until, progress);
  api::write_demo_people(options.data / api::kDemoPeopleFile, people_of(cast));
  return {api.counts(), backend.log.head()};
}

}  // namespace vesture::demonstration
