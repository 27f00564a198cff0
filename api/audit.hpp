// The audit trail and the live changes of an account over HTTP (AUD-01, AUD-02).
#pragma once

#include <vector>

#include "api/backend.hpp"
#include "api/route.hpp"

namespace vesture::api {

// `backend` outlives the routes.
std::vector<Route> audit_routes(const Backend& backend);

}  // namespace vesture::api
