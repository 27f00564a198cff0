#include "api/signatures/legible.hpp"

#include <unicode/unistr.h>

#include "domain/common/utf8.hpp"

namespace vesture::api::signatures {

std::string legible(std::string_view bytes) {
  // A replaced byte grows to three.
  const auto enough = bytes.substr(0, kMostLegibleBytes + 1);
  const auto text = icu::UnicodeString::fromUTF8({enough.data(), static_cast<std::int32_t>(enough.size())});
  std::string utf8;
  text.toUTF8String(utf8);
  return std::string(domain::beginning_of(utf8, kMostLegibleBytes));
}

}  // namespace vesture::api::signatures
