// Idempotency-Key (IETF draft): the same command sent again is answered with the first outcome. A refusal is an outcome
// too, whoever decided it: the route, or for an upload also its header, its admission, its digest or its scan. What went
// wrong on the way is none (a body that came late, cut off, too long or badly framed; what is limited; trouble of ours):
// the same key may try again.
//
// An upload's request is its header and its content's SHA-256. One that was refused before it was read is known by its
// header alone, with a mark: the same key and header get that refusal again, whatever the content.
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

// The first answer, where the key was given before with exactly this request.
std::optional<Response> first_outcome(const Backend&, const Call&, const std::string& key,
                                      const eventstore::Digest& request);

// What the key is answered with: the first answer, or key_reused where that was another request's; nullopt where it was not. `request` is the request's digest (api/outcome.hpp).
std::optional<Response> known_outcome(const Backend&, const Call&, const std::string& key,
                                      const eventstore::Digest& request);

}  // namespace vesture::api
