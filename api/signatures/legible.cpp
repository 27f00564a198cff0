#include "api/signatures/legible.hpp"

#include <unicode/unistr.h>

#include <algorithm>

namespace vesture::api::signatures {

std::string legible(std::string_view bytes) {
  // A replaced byte grows to three.
  const auto enough = bytes.substr(0, kMostLegibleBytes + 1);
  const auto text = icu::UnicodeString::fromUTF8({enough.data(), static_cast<std::int32_t>(enough.size())});
  std::string utf8;
  text.toUTF8String(utf8);
  if (utf8.size() <= kMostLegibleBytes) return utf8;
  std::size_t end = kMostLegibleBytes;
  while (end > 0 && (static_cast<unsigned char>(utf8[end]) & 0xc0) == 0x80) --end;
  utf8.resize(end);
  return utf8;
}

}  // namespace vesture::api::signatures
