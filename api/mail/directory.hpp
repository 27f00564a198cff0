// Routes by which recipients are found (MAIL-24): institutions and legal entities by name or number; natural persons by
// their exact e-address only, which tells nothing of them but that it works.
#pragma once

#include <vector>

#include "api/backend.hpp"

namespace vesture::api {

std::vector<Route> directory_routes(const Backend&);

}  // namespace vesture::api
