// An account's identity data, contact channels, consents and settings over HTTP (ACC-01, ACC-02, ACC-04,
// ACC-06), for its owner and its users. The ETag is the version of the profile.
#pragma once

#include <vector>

#include "api/backend.hpp"
#include "api/route.hpp"

namespace vesture::api {

// `backend` outlives the routes.
std::vector<Route> profile_routes(const Backend& backend);

}  // namespace vesture::api
