// An account's e-address over HTTP: whether it is active, and switching it (ACC-07).
#pragma once

#include <vector>

#include "api/backend.hpp"
#include "api/route.hpp"

namespace vesture::api {

// `backend` outlives the routes.
std::vector<Route> e_address_routes(const Backend& backend);

}  // namespace vesture::api
