// Routes over the files of orders: documents that the customer submits (ORD-15), results that the institution gives
// (ORD-12), kept for 90 days (ORD-14).
#pragma once

#include <vector>

#include "api/backend.hpp"
#include "api/file_json.hpp"
#include "domain/orders/order.hpp"

namespace vesture::api {

std::vector<Route> order_file_routes(const Backend& backend);

// The order's files that are shown by this right: staff see all, the customer a result once it is offered.
std::vector<FileJson> files_of(const Grant& grant, Unit& unit, const domain::orders::OpenOrder& order);
std::vector<DocumentNeedJson> needs_of(const domain::orders::OpenOrder& order, domain::Language language);

}  // namespace vesture::api
