// Routes by which users tell what they suspect, and the e-address administrator learns of it at once (MAIL-20).
#pragma once

#include <vector>

#include "api/backend.hpp"

namespace vesture::api {

std::vector<Route> suspicion_routes(const Backend&);

}  // namespace vesture::api
