// Orders over HTTP: the customer looks at them, the institution's staff register and move them, invoice them
// and hand them over (ORD-08 to ORD-13, ORD-16, ORD-17, ORD-19).
#pragma once

#include <vector>

#include "api/backend.hpp"
#include "api/route.hpp"

namespace vesture::api {

// `backend` outlives the routes.
std::vector<Route> order_routes(const Backend& backend);

}  // namespace vesture::api
