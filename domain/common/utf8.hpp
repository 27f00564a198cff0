// Texts cut to a size.
#pragma once

#include <cstddef>
#include <string_view>

namespace vesture::domain {

// At most so many bytes of UTF-8 from its beginning; a character that would be cut in two is left out.
inline std::string_view beginning_of(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

}  // namespace vesture::domain
