// Routes of an account's notifications (ORD-18).
#pragma once

#include <vector>

#include "api/backend.hpp"

namespace vesture::api {

std::vector<Route> notification_routes(const Backend&);

}  // namespace vesture::api
