// What the server's views say, for auditors who have rebuilt them from a copy of the log (AUD-06).
#pragma once

#include <vector>

#include "api/backend.hpp"
#include "api/route.hpp"

namespace vesture::api {

std::vector<Route> view_routes(const Backend& backend);

}  // namespace vesture::api
