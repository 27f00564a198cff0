// Routes over the folders of a mailbox (MAIL-01, MAIL-02): their lists, and how much lies in each.
#pragma once

#include <vector>

#include "api/backend.hpp"

namespace vesture::api {

std::vector<Route> mail_folder_routes(const Backend&);

}  // namespace vesture::api
