#include "api/idempotency.hpp"

#include <algorithm>

#include "api/outcome.hpp"

namespace vesture::api {

namespace {

bool is_command(const Request& request) { return request.method != "GET" && request.method != "HEAD"; }

}  // namespace

Result<std::string> idempotency_key(const Request& request) {
  auto header = request.header("idempotency-key");
  if (!is_command(request) || header.empty()) return "";
  if (header.size() >= 2 && header.front() == '"' && header.back() == '"')
    header = header.substr(1, header.size() - 2);
  const bool sane = std::ranges::all_of(header, [](char c) { return c > ' ' && c < 0x7f && c != '"'; });
  if (header.empty() || header.size() > 255 || !sane)
    return std::unexpected(problems::bad_parameter("Idempotency-Key"));
  return std::string(header);
}

std::string whose_keys(const Caller& caller) {
  return std::string(caller.person.uuid.view()) + caller.institution;
}

std::optional<Response> first_outcome(const Backend& backend, const Call& call, const std::string& key,
                                      const eventstore::Digest& request) {
  const auto answered =
      backend.log.answered(whose_keys(call.caller), key, request, backend.now().microseconds);
  const auto* repeated = answered ? std::get_if<eventstore::Repeated>(&*answered) : nullptr;
  if (!repeated) return std::nullopt;
  return response_of(backend, call.caller.person, *repeated);
}

std::optional<Response> known_outcome(const Backend& backend, const Call& call, const std::string& key,
                                      const eventstore::Digest& request) {
  const auto answered =
      backend.log.answered(whose_keys(call.caller), key, request, backend.now().microseconds);
  if (!answered) return std::nullopt;
  if (const auto* repeated = std::get_if<eventstore::Repeated>(&*answered))
    return response_of(backend, call.caller.person, *repeated);
  return response_of(problems::key_reused(), call.language);
}

}  // namespace vesture::api
