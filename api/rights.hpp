// Rights on an account over HTTP: a natural person's readers (RGT-01), a legal entity's users (RGT-03).
#pragma once

#include <vector>

#include "api/backend.hpp"
#include "api/route.hpp"

namespace vesture::api {

// `backend` outlives the routes.
std::vector<Route> rights_routes(const Backend& backend);

}  // namespace vesture::api
