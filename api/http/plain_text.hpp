// What texts from outside must be: UTF-8, without control characters.
#pragma once

#include <string_view>

namespace vesture::api {

// As Unicode defines it: no surrogates, nothing overlong.
bool is_utf8(std::string_view text);
// C0, DEL or C1, in a text that is UTF-8.
bool has_control_character(std::string_view utf8);

}  // namespace vesture::api
