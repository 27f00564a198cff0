// Idempotency-Key (IETF draft): the same command sent again is answered with the first outcome.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/backend.hpp"
#include "api/http/message.hpp"
#include "api/route.hpp"

namespace vesture::api {

// The request's key, a quoted string or bare; "" where it has none or is no command. bad_parameter where it is neither or
// too long.
Result<std::string> idempotency_key(const Request&);

// One person acts in several capacities, and each has its own keys.
std::string whose_keys(const Caller&);

// What the key was answered with before; nullopt where it was not. `request` is the request's digest (api/outcome.hpp).
std::optional<Response> known_outcome(const Backend&, const Call&, const std::string& key,
                                      const eventstore::Digest& request);

}  // namespace vesture::api
