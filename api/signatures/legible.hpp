// Texts of strangers' making, fit to be kept and shown: UTF-8 of a bounded length.
#pragma once

#include <string>
#include <string_view>

namespace vesture::api::signatures {

inline constexpr std::size_t kMostLegibleBytes = 256;

// What is no UTF-8 becomes U+FFFD; what is beyond kMostLegibleBytes is cut off between characters.
std::string legible(std::string_view bytes);

}  // namespace vesture::api::signatures
