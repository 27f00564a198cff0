// The characters of an XML document that is in one of the two encodings that every XML parser knows (XML 1.0, 2.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vesture::api::einvoice {

// UTF-16 by its byte order mark, or by its first character being a '<' in it (XML 1.0, appendix F).
bool is_utf16(std::string_view document);

// As UTF-8. What is cut off at the end is left out; nullopt where a surrogate stands alone.
std::optional<std::string> utf8_of_utf16(std::string_view document);

// What the XML declaration says, "" where it says none.
std::string_view declared_encoding(std::string_view utf8);

}  // namespace vesture::api::einvoice
