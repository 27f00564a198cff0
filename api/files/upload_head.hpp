// What a request's header says of the content that it uploads.
#pragma once

#include <expected>
#include <string>

#include "api/http/content_digest.hpp"
#include "api/http/message.hpp"
#include "api/http/problem.hpp"

namespace vesture::api {

struct UploadHead {
  std::string name;
  std::string media_type;
  DeclaredDigests digests;
};

// Of Content-Type, Content-Disposition and Content-Digest. unsupported_media_type where the type is missing or none, or
// the content is encoded (Content-Encoding); file_name_invalid; content_digest_invalid.
std::expected<UploadHead, Problem> upload_head_of(const Request&);

}  // namespace vesture::api
