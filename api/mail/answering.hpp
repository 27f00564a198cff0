// Routes that make a draft of a message: a reply to it, or the same passed on (MAIL-03, MAIL-04).
#pragma once

#include <vector>

#include "api/backend.hpp"

namespace vesture::api {

std::vector<Route> mail_answering_routes(const Backend&);

}  // namespace vesture::api
