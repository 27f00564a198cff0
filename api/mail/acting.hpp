// Routes that do something with what lies in a mailbox: into deleted and back, for good, confirming and refusing a receipt
// (MAIL-03 to MAIL-06, MAIL-09, MAIL-10, MAIL-14).
#pragma once

#include <vector>

#include "api/backend.hpp"

namespace vesture::api {

std::vector<Route> mail_acting_routes(const Backend&);

}  // namespace vesture::api
