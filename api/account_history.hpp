// The past of one account over HTTP (AUD-05): what its lists were at any moment, for its owner and users, and for
// auditors, whose looks are on record (AUD-01).
#pragma once

#include "api/backend.hpp"

namespace vesture::api {

std::vector<Route> account_history_routes(const Backend&);

}  // namespace vesture::api
