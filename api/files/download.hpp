// A content as it goes out: streamed, whole or the range that is asked for (RFC 9110 13 and 14), always as an attachment
// that a browser neither runs nor guesses the type of.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "api/route.hpp"
#include "eventstore/vault/vault.hpp"

namespace vesture::api {

// The answer to a GET or HEAD of a content, with a strong ETag (made of the commitment), Content-Digest or, for a part,
// Repr-Digest. 304, 412 or 416 where the client's conditions or its range say so. `content` is read on a pool.
Result<Reply> content_reply(const Call& call, std::string_view file_name, std::string media_type,
                            std::shared_ptr<eventstore::VaultReader> content);

// A route that gives content_reply.
Route content_route(Route declared, std::function<Result<Reply>(const Call&, Unit&)> run);

}  // namespace vesture::api
