// Base64 with its padding (RFC 4648, 4).
#pragma once

#include <string>
#include <string_view>

namespace vesture::api::base64 {

std::string encode(std::string_view bytes);

}  // namespace vesture::api::base64
