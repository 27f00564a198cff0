// Field types for request bodies that carry their own bounds, so that the schema and the check are one
// declaration.
#pragma once

#include <compare>
#include <cstddef>
#include <string>

namespace vesture::api {

// A text of Min to Max Unicode characters (code points) without control characters. Nothing is trimmed.
template <std::size_t Min, std::size_t Max>
struct BoundedText {
  static_assert(Min <= Max);
  std::string value;

  auto operator<=>(const BoundedText&) const = default;
};

}  // namespace vesture::api
