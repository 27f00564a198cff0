// xs:dateTime as signatures claim it.
#pragma once

#include <optional>
#include <string_view>

#include "domain/common/time.hpp"

namespace vesture::api::signatures {

// With a zone ("Z", "+02:00"); parts of a microsecond are dropped. nullopt of anything else, also without a zone: then
// nobody knows when it was.
std::optional<domain::Instant> parse_signing_time(std::string_view text);

}  // namespace vesture::api::signatures
