// Base64 with its padding (RFC 4648, 4), by OpenSSL.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vesture::eventstore::base64 {

std::string encode(std::string_view bytes);
// nullopt for all that encode() does not write: other characters, line ends, bits beyond the last byte.
std::optional<std::string> decode(std::string_view text);

}  // namespace vesture::eventstore::base64
