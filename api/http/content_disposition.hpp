// Content-Disposition (RFC 6266), both ways: the file name that a client sends with a body, and the field that goes out
// with one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vesture::api {

// The field's file name as sent, UTF-8: filename* (RFC 8187) where it is there, else filename, whose bytes beyond ASCII
// are taken for UTF-8, as browsers send them. nullopt where there is no name or the field is malformed. What a name may
// be is for files/file_name.hpp to say.
std::optional<std::string> disposition_file_name(std::string_view field);

// An attachment's: with filename* where the name is more than plain ASCII, and a filename for old clients.
std::string attachment_disposition(std::string_view file_name);

}  // namespace vesture::api
