// What the State Land Service offers, and what it is asked about: services of Kadastrs.lv with their groups, and
// cadastral designations.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "domain/orders/service.hpp"
#include "tools/demonstration/chance.hpp"

namespace vesture::demonstration {

enum class ObjectKind { land, building, premises };

struct Offer {
  std::string_view code;
  std::string_view group;
  std::string_view name_lv;
  std::string_view name_en;
  ObjectKind about;
  int working_days;  // that the work takes, about; 0: done by the portal itself
  int cents;
  bool has_result;
};

std::span<const Offer> offers();
// Of those that an employee carries out, and those that the portal answers by itself.
const Offer& offer_by_staff(Chance&);
const Offer& offer_by_portal(Chance&);

domain::orders::Service service_of(const Offer&);

// A cadastral designation: 11 digits for land (territory 4, cadastral group 3, serial 4), 3 more for a building on
// it, 3 more for premises in that. `parcel` names the same land again.
std::string designation(ObjectKind, std::uint64_t parcel);

// Why work on an order stands still, or has ended before its time.
std::string_view reason_to_suspend(Chance&);
std::string_view reason_to_terminate(Chance&);

}  // namespace vesture::demonstration
