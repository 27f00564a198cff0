// Routes over the files of e-service requests: submitted with a request, and received from it (ORD-04).
#pragma once

#include <vector>

#include "api/backend.hpp"
#include "api/file_json.hpp"
#include "domain/orders/request.hpp"

namespace vesture::api {

std::vector<Route> request_file_routes(const Backend& backend);

std::vector<FileJson> files_of(Unit& unit, const domain::orders::OpenRequest& request);

}  // namespace vesture::api
