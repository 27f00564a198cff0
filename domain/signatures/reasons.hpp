// The words for a verdict's codes.
#pragma once

#include <optional>
#include <string_view>

#include "domain/common/text.hpp"

namespace vesture::domain::signatures {

// What a reason's or a check's code says to a person; nullopt of a code that there is not.
std::optional<Text> text_of(std::string_view code);

}  // namespace vesture::domain::signatures
