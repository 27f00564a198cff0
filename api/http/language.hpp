// Which language a client wants its texts in (RFC 9110 12.5.4).
#pragma once

#include <string_view>

#include "domain/common/text.hpp"

namespace vesture::api {

// Of the two languages the one that Accept-Language weighs more, regions ("en-GB") counting as their
// language. Latvian where neither is named, both weigh the same, or the header is not valid.
domain::Language language_of(std::string_view accept_language);

}  // namespace vesture::api
