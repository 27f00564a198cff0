#include "tools/demonstration/company_orders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tools/demonstration/calendar.hpp"

namespace vesture::demonstration {

namespace {

using domain::orders::Delivery;
using domain::orders::OrderStatus;

// The company comes back to the same land.
constexpr std::uint64_t kParcels = 400;

constexpr std::array<std::string_view, 6> kProjects{"Ezermala",  "Jaunais ciems", "Ostas iela",
                                                    "Mežaparks", "Saulkrasti",    "Dzelzceļa josla"};

PartPlan random_part(Chance& chance) {
  PartPlan part;
  part.offer = &offer_by_staff(chance);
  part.object = designation(part.offer->about, chance.below(kParcels));
  part.days_of_work = std::max(1, part.offer->working_days + chance.between(-2, 4));
  if (chance.happens(8)) part.days_suspended = chance.between(4, 25);
  part.replanned = part.days_of_work >= 6 && chance.happens(12);
  if (chance.happens(4)) part.ends = OrderStatus::terminated;
  return part;
}

Delivery random_delivery(Chance& chance) {
  const auto percent = chance.below(100);
  if (percent < 75) return Delivery::account;
  return percent < 92 ? Delivery::desk : Delivery::post;
}

void plan_payment(OrderPlan& plan, Chance& chance) {
  int cents = 0;
  for (const auto& part : plan.parts) cents += part.offer->cents;
  const bool prepayment = chance.happens(65);
  const bool in_two = prepayment && cents > 5'000;
  if (prepayment) {
    plan.prepayment = InvoicePlan{in_two ? cents / 2 : cents, std::nullopt};
    if (chance.happens(94)) plan.prepayment->days_to_pay = chance.between(1, 9);
  }
  if (!prepayment || in_two) {
    plan.balance = InvoicePlan{in_two ? cents - cents / 2 : cents, std::nullopt};
    if (chance.happens(96)) plan.balance->days_to_pay = chance.between(1, 14);
  }
}

std::string label_of(Chance& chance, std::uint64_t number, char kind) {
  return fmt::format("{} {}{}", chance.one_of(kProjects), kind, number);
}

RequestPlan random_request(Chance& chance, const World& world, domain::AccountId company, const Offer& offer,
                           std::string object, std::string label) {
  RequestPlan request{&world.cast.martins, company, &offer, std::move(object), std::nullopt};
  if (chance.happens(60)) request.label = std::move(label);
  return request;
}

OrderPlan random_order(Chance& chance, const World& world, domain::AccountId company, std::uint64_t number) {
  OrderPlan plan;
  plan.customer = &world.cast.martins;
  plan.account = company;
  plan.by_application = chance.happens(30);
  plan.delivery = random_delivery(chance);
  for (int parts = chance.happens(70) ? 1 : chance.between(2, 3); parts > 0; --parts)
    plan.parts.push_back(random_part(chance));
  plan_payment(plan, chance);
  if (chance.happens(40)) {
    const auto& part = plan.parts.front();
    plan.request =
        random_request(chance, world, company, *part.offer, part.object, label_of(chance, number, 'P'));
  }
  plan.days_to_collect = chance.between(1, 12);
  plan.looked_at = chance.happens(6);
  return plan;
}

}  // namespace

void plan_company_order(const World& world, domain::AccountId company, std::uint64_t number,
                        std::uint64_t seed, domain::Date from, domain::Date to) {
  Chance chance(mixed(seed, number));
  const auto at = some_time(chance, from, to);
  plan_order(world, at, random_order(chance, world, company, number), chance.next());
  if (!chance.happens(25)) return;
  const auto& offer = offer_by_portal(chance);
  auto request =
      random_request(chance, world, company, offer, designation(offer.about, chance.below(kParcels)),
                     label_of(chance, number, 'E'));
  const auto ends =
      chance.happens(96) ? domain::orders::RequestStatus::completed : domain::orders::RequestStatus::failed;
  plan_portal_request(world, some_time(chance, from, to), std::move(request), ends, chance.next());
}

}  // namespace vesture::demonstration
