// Base64url without padding (RFC 4648 5), by liborcania.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vesture::api::base64url {

std::string encode(std::string_view bytes);
std::optional<std::string> decode(std::string_view text);

}  // namespace vesture::api::base64url
