// What a file may be called, whoever sends it (MAIL-16).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vesture::api {

// The name in Unicode's normal form C; nullopt where it is no UTF-8, has not 1 to 255 bytes, has a path in it ("/", "\",
// "." and ".."), or holds what would show it as something else: control characters, line separators, and the characters
// that embed, override or isolate a direction of writing.
std::optional<std::string> file_name(std::string_view sent);

}  // namespace vesture::api
