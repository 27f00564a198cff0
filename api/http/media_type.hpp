// A media type as Content-Type names it (RFC 9110 8.3.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vesture::api {

// Type and subtype in lower case, and of its parameters the charset. nullopt where it is malformed, or longer than 127
// characters on either side of the slash (RFC 6838 4.2).
std::optional<std::string> parse_media_type(std::string_view field);

}  // namespace vesture::api
