#include "tools/demonstration/private_people.hpp"

#include <array>
#include <stdexcept>

#include "tools/demonstration/calendar.hpp"

namespace vesture::demonstration {

namespace {

using domain::orders::OrderStatus;
using domain::orders::RequestStatus;

const Offer& offer(std::string_view code) {
  for (const auto& known : offers())
    if (known.code == code) return known;
  throw std::logic_error("no such service: " + std::string(code));
}

domain::Instant days_before(domain::Date last_day, int days, std::uint64_t seed) {
  Chance chance(seed);
  return in_working_hours({last_day.days - days}, chance);
}

constexpr std::uint64_t kJanisParcel = 1'000'001;
constexpr std::uint64_t kLigaParcel = 1'000'002;

struct StatusStory {
  OrderStatus ends;
  int days_ago;
  std::string_view offer;
};

}  // namespace

void plan_order_in_each_status(const World& world, domain::AccountId janis, domain::Date last_day) {
  constexpr auto kStories = std::to_array<StatusStory>({
      {OrderStatus::completed, 150, "UZM-01"},
      {OrderStatus::terminated, 130, "PLA-01"},
      {OrderStatus::ready, 80, "UZM-02"},
      {OrderStatus::suspended, 60, "UZM-01"},
      {OrderStatus::in_progress, 30, "VER-02"},
      {OrderStatus::registered, 14, "TOP-01"},
      {OrderStatus::application_processing, 4, "KAD-04"},
  });
  for (const auto& story : kStories) {
    const auto& asked = offer(story.offer);
    OrderPlan plan;
    plan.customer = &world.cast.janis;
    plan.account = janis;
    plan.by_application = story.ends == OrderStatus::application_processing;
    plan.prepayment = InvoicePlan{asked.cents, std::nullopt};
    if (story.ends != OrderStatus::registered) plan.prepayment->days_to_pay = 2;
    plan.parts.push_back(
        {&asked, designation(asked.about, kJanisParcel), asked.working_days, 0, false, story.ends});
    plan.looked_at = story.ends == OrderStatus::suspended;
    plan.with_files = true;
    const auto seed = static_cast<std::uint64_t>(story.days_ago);
    plan_order(world, days_before(last_day, story.days_ago, seed), std::move(plan), seed);
  }
}

void plan_labelled_requests(const World& world, domain::AccountId liga, domain::Date last_day) {
  struct RequestStory {
    int days_ago;
    std::string_view offer;
    const char* label;
    RequestStatus ends;
  };
  using enum RequestStatus;
  constexpr auto kStories = std::to_array<RequestStory>({
      {330, "KAD-01", "Vasarnīca", completed},
      {300, "KAD-02", "Vasarnīcas karte", completed},
      {240, "VER-01", "Vasarnīca, vērtība bankai", completed},
      {180, "ADR-01", nullptr, completed},
      {120, "TIR-01", "Dzīvokļa pārdošana", failed},
      {119, "TIR-01", "Dzīvokļa pārdošana, otrreiz", completed},
      {45, "KAD-03", "Šķūnis", completed},
      {5, "KAD-01", "Mātes māja", in_progress},
      {4, "VER-01", nullptr, requested},
  });
  const auto request_of = [&](std::string_view code, const char* label) {
    const auto& asked = offer(code);
    RequestPlan request{&world.cast.liga, liga, &asked, designation(asked.about, kLigaParcel), std::nullopt};
    if (label) request.label = label;
    return request;
  };
  for (const auto& story : kStories) {
    const auto seed = static_cast<std::uint64_t>(story.days_ago);
    plan_portal_request(world, days_before(last_day, story.days_ago, seed),
                        request_of(story.offer, story.label), story.ends, seed);
  }

  OrderPlan survey;
  survey.customer = &world.cast.liga;
  survey.account = liga;
  survey.request = request_of("UZM-01", "Šķūņa uzmērīšana");
  survey.prepayment = InvoicePlan{17'075, 3};
  survey.parts.push_back(
      {survey.request->offer, survey.request->object, survey.request->offer->working_days});
  plan_order(world, days_before(last_day, 90, 90), std::move(survey), 90);
}

}  // namespace vesture::demonstration
