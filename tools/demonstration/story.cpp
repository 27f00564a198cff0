#include "tools/demonstration/story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "api/account_json.hpp"
#include "api/errands/destruction.hpp"
#include "api/node.hpp"
#include "tools/demonstration/calendar.hpp"
#include "tools/demonstration/company_orders.hpp"
#include "tools/demonstration/correspondence.hpp"
#include "tools/demonstration/opening.hpp"
#include "tools/demonstration/private_people.hpp"

namespace vesture::demonstration {

namespace {

constexpr int kDays = 3 * 365;
constexpr int kDaysOfOpening = 5;  // before the first order
constexpr int kDaysOfClosing = 4;  // after the last: whatever is asked for is registered by then

// One letter for three orders, which with several recipients and answers is about one message for two.
constexpr std::uint64_t kOrdersForALetter = 3;
constexpr std::uint64_t kMostLetters = 2'000;

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
