// For trying it out on loopback: a local issuer of tokens and the demonstration's people. Only there in that
// mode.
#pragma once

#include <filesystem>
#include <vector>

#include "api/auth/token_issuer.hpp"
#include "api/backend.hpp"
#include "api/route.hpp"

namespace vesture::api {

// GET /dev/token, GET /dev/people. The people are those of <people>, a JSON file that the demonstration
// writes; nobody where it is not there. All outlive the routes.
std::vector<Route> dev_routes(const Backend& backend, const TokenIssuer& issuer,
                              const std::filesystem::path& people);

}  // namespace vesture::api
