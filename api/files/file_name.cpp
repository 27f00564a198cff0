#include "api/files/file_name.hpp"

#include <unicode/utf8.h>

#include "api/http/plain_text.hpp"
#include "api/nfc.hpp"

namespace vesture::api {

namespace {

constexpr std::size_t kMostBytes = 255;

bool turns_the_text(UChar32 c) { return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069); }
bool ends_a_line(UChar32 c) { return c == 0x2028 || c == 0x2029; }

bool shows_as_it_is(std::string_view utf8) {
  const auto size = static_cast<std::int32_t>(utf8.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT(utf8.data(), at, size, c);
    if (turns_the_text(c) || ends_a_line(c)) return false;
  }
  return !has_control_character(utf8);
}

}  // namespace

std::optional<std::string> file_name(std::string_view sent) {
  if (sent.size() > 4 * kMostBytes || !is_utf8(sent)) return std::nullopt;
  auto name = to_nfc(sent);
  if (name.empty() || name.size() > kMostBytes || name == "." || name == "..") return std::nullopt;
  if (name.find_first_of("/\\") != std::string::npos || !shows_as_it_is(name)) return std::nullopt;
  return name;
}

}  // namespace vesture::api
