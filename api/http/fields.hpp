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

// A text of at most MostBytes bytes of UTF-8 that may have lines: line feeds, carriage returns and tabs beside what
// BoundedText may hold.
template <std::size_t MostBytes>
struct LongText {
  std::string value;

  auto operator<=>(const LongText&) const = default;
};

}  // namespace vesture::api
