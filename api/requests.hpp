// E-service requests over HTTP: the customer's history with labels and the report, the staff's work
// (ORD-02, ORD-03, ORD-05 to ORD-08).
#pragma once

#include <vector>

#include "api/backend.hpp"
#include "api/route.hpp"

namespace vesture::api {

// `backend` outlives the routes.
std::vector<Route> request_routes(const Backend& backend);

}  // namespace vesture::api
