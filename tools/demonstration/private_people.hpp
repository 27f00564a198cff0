// The private people's part of the story: few orders and requests, each there to be looked at.
#pragma once

#include "tools/demonstration/order_life.hpp"

namespace vesture::demonstration {

// Seven orders in the story's last months, one in each status at its end.
void plan_order_in_each_status(const World&, domain::AccountId janis, domain::Date last_day);

// A year of e-services with labels: answered by the portal, still being answered, failed, and one that became an
// order.
void plan_labelled_requests(const World&, domain::AccountId liga, domain::Date last_day);

}  // namespace vesture::demonstration
