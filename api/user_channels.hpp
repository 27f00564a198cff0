// Contact channels of a legal entity's users over HTTP (ACC-03): each user's own, seen and set by them, and by those who
// manage the account.
#pragma once

#include <vector>

#include "api/backend.hpp"
#include "api/route.hpp"

namespace vesture::api {

// `backend` outlives the routes.
std::vector<Route> user_channel_routes(const Backend& backend);

}  // namespace vesture::api
