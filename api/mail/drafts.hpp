// Routes that write a message: making a draft, saving it, attaching files (MAIL-05, MAIL-07, MAIL-16, MAIL-18).
#pragma once

#include <vector>

#include "api/backend.hpp"

namespace vesture::api {

std::vector<Route> draft_routes(const Backend&);

}  // namespace vesture::api
