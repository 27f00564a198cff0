// Texts that look the same are the same: Unicode's normal form C, by ICU.
#pragma once

#include <string>
#include <string_view>

namespace vesture::api {

std::string to_nfc(std::string_view utf8);

}  // namespace vesture::api
