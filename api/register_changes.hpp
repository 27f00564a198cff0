// What the register told and nobody could apply as it is, for the e-address administrator to look at (ACC-08).
#pragma once

#include <vector>

#include "api/backend.hpp"

namespace vesture::api {

std::vector<Route> register_change_routes(const Backend&);

}  // namespace vesture::api
