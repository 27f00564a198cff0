// What a caller was told under an idempotency key, as the log keeps it for 24 hours: the body sealed under the
// caller's key, because it shows people's names and labels, and the request as a digest that nobody without
// the keyring can guess it from.
#pragma once

#include "api/backend.hpp"
#include "api/http/message.hpp"

namespace vesture::api {

// `body` is the request's, or what stands for a content that was streamed.
eventstore::Digest digest_of(const Backend&, const Request&, std::string_view body);
// What stands for an upload's body: the content as it came, or, where it was refused unread, what its header says of it.
std::string upload_text(std::string_view name, std::string_view media_type, const eventstore::Digest& sha256);
std::string unread_upload_text(const Request&);
eventstore::Outcome outcome_of(const Backend&, domain::PersonId caller, const Response&);
// The first answer again. Its body is empty where the caller's key has been destroyed.
Response response_of(const Backend&, domain::PersonId caller, const eventstore::Repeated&);

}  // namespace vesture::api
