// A text as it stands in HTML.
#pragma once

#include <string>
#include <string_view>

namespace vesture::api {

// The characters that mean something in HTML, also within quoted attributes, as references.
std::string escaped_html(std::string_view text);

}  // namespace vesture::api
