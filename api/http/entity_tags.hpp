// If-Match, If-None-Match and If-Range against an entity tag (RFC 9110 8.8.3 and 13.1).
#pragma once

#include <string_view>

namespace vesture::api {

enum class Comparison {
  strong,  // a weak tag equals nothing
  weak,    // W/ counts for nothing
};

// `field` is a list of tags, or "*", which is any. What is malformed matches nothing. `strong_tag` with its quotation
// marks.
bool names_tag(std::string_view field, std::string_view strong_tag, Comparison comparison);

}  // namespace vesture::api
