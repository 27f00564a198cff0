// The e-invoices among a message's attachments: as JSON, and as a page that prints (MAIL-17).
#pragma once

#include <vector>

#include "api/backend.hpp"
#include "api/route.hpp"

namespace vesture::api {

std::vector<Route> invoice_routes(const Backend&);

}  // namespace vesture::api
