// The description of the interface, made from the routes themselves: OpenAPI 3.1.
#pragma once

#include <boost/json/object.hpp>
#include <vector>

#include "api/route.hpp"

namespace vesture::api {

// Schemas are written out where they are used; only the problem's is referred to.
boost::json::object openapi(const std::vector<Route>& routes);

}  // namespace vesture::api
