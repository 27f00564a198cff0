#include "api/http/cors.hpp"

#include <algorithm>

namespace vesture::api {

namespace {

constexpr const char* kMethods = "GET, HEAD, POST, PUT, PATCH, DELETE";
constexpr const char* kRequestHeaders =
    "Accept-Language, Authorization, Content-Digest, Content-Disposition, Content-Type, Idempotency-Key, "
    "If-Match, If-None-Match, If-Range, Last-Event-ID, Range, Vesture-Min-Position, X-Request-Id";
constexpr const char* kResponseHeaders =
    "Accept-Ranges, Content-Digest, Content-Disposition, Content-Language, Content-Range, ETag, Location, "
    "Repr-Digest, Retry-After, Vesture-At, Vesture-Position, X-Request-Id";
constexpr const char* kPreflightSeconds = "600";

}  // namespace

std::optional<Response> Cors::preflight(const Request& request) const {
  if (request.method != "OPTIONS" || request.header("access-control-request-method").empty())
    return std::nullopt;
  if (!allows(request.header("origin"))) return std::nullopt;
  Response response;
  response.status = 204;
  response.headers.emplace_back("Access-Control-Allow-Methods", kMethods);
  response.headers.emplace_back("Access-Control-Allow-Headers", kRequestHeaders);
  response.headers.emplace_back("Access-Control-Max-Age", kPreflightSeconds);
  return response;
}

void Cors::allow(std::string_view origin, Response& response) const {
  if (origins_.empty()) return;
  // Also without an origin: a cache must not give one page's answer to another.
  response.headers.emplace_back("Vary", "Origin");
  if (!allows(origin)) return;
  response.headers.emplace_back("Access-Control-Allow-Origin", origin);
  response.headers.emplace_back("Access-Control-Expose-Headers", kResponseHeaders);
}

bool Cors::allows(std::string_view origin) const {
  return std::ranges::find(origins_, origin) != origins_.end();
}

}  // namespace vesture::api
