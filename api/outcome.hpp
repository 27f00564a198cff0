// What a caller was told under an idempotency key, as the log keeps it for 24 hours: the body sealed under the
// caller's key, because it shows people's names and labels, and the request as a digest that nobody without
// the keyring can guess it from.
#pragma once

#include "api/backend.hpp"
#include "api/http/message.hpp"

namespace vesture::api {

eventstore::Digest digest_of(const Backend&, const Request&);
eventstore::Outcome outcome_of(const Backend&, domain::PersonId caller, const Response&);
// The first answer again. Its body is empty where the caller's key has been destroyed.
Response response_of(const Backend&, domain::PersonId caller, const eventstore::Repeated&);

}  // namespace vesture::api
