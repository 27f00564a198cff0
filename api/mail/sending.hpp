// The route that sends a draft: to each of its recipients a message of their own, all in one commit (MAIL-15, MAIL-22).
// What becomes of each is found out when it is delivered (errands/delivery.hpp).
#pragma once

#include <vector>

#include "api/backend.hpp"

namespace vesture::api {

std::vector<Route> sending_routes(const Backend&);

}  // namespace vesture::api
