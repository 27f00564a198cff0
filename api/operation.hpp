// What operators and machines ask: is it alive, is it ready, how is it doing, what does it serve and within
// what limits. And the order statuses with their texts, which need no authentication.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "api/backend.hpp"
#include "api/http/metrics.hpp"
#include "api/http/rate_limit.hpp"
#include "api/http/server.hpp"
#include "api/route.hpp"

namespace vesture::api {

struct Operation {
  const Backend& backend;
  Metrics& metrics;
  const ServerOptions& server;
  RateRules rate;
  ConcurrencyRules concurrency;
  std::function<std::vector<std::string>()> corrupt_streams;
};

// `operation` and what it refers to outlive the routes. The log's head, each projection's lag,
// what has stopped, what is being built and how the last swap went become gauges.
std::vector<Route> operation_routes(const Operation& operation);

// Adds /openapi.json, which describes all of them and itself.
void add_openapi(std::vector<Route>& routes);

}  // namespace vesture::api
