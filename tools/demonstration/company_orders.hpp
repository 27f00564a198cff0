// What the company orders: a mix of services, payments, delays and mishaps.
#pragma once

#include <cstdint>

#include "tools/demonstration/order_life.hpp"

namespace vesture::demonstration {

// Order `number` of `count`, somewhere between the two days; more of them towards the end. Some come with a request
// that the portal answers by itself.
void plan_company_order(const World&, domain::AccountId company, std::uint64_t number, std::uint64_t seed,
                        domain::Date from, domain::Date to);

}  // namespace vesture::demonstration
