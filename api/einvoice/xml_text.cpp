#include "api/einvoice/xml_text.hpp"

#include <unicode/ustring.h>

#include <cstdint>
#include <regex>

namespace vesture::api::einvoice {
namespace {

using namespace std::string_view_literals;

bool is_big_endian(std::string_view document) {
  return document.starts_with("\xfe\xff"sv) || document.starts_with("\0<"sv);
}

std::u16string units_of(std::string_view document) {
  const std::size_t high = is_big_endian(document) ? 0 : 1;
  std::u16string units(document.size() / 2, u'\0');
  for (std::size_t i = 0; i < units.size(); ++i) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(document[2 * i + at]); };
    units[i] = static_cast<char16_t>(byte(high) << 8 | byte(1 - high));
  }
  if (!units.empty() && units.front() == u'\ufeff') units.erase(0, 1);
  if (!units.empty() && (units.back() & 0xfc00) == 0xd800) units.pop_back();
  return units;
}

}  // namespace

bool is_utf16(std::string_view document) {
  return document.starts_with("\xff\xfe"sv) || document.starts_with("<\0"sv) || is_big_endian(document);
}

std::optional<std::string> utf8_of_utf16(std::string_view document) {
  const std::u16string units = units_of(document);
  constexpr std::size_t kMostBytesOfAUnit = 3;
  std::string text(units.size() * kMostBytesOfAUnit, '\0');
  std::int32_t size = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strToUTF8(text.data(), static_cast<std::int32_t>(text.size()), &size, units.data(),
              static_cast<std::int32_t>(units.size()), &status);
  if (U_FAILURE(status)) return std::nullopt;
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::string_view declared_encoding(std::string_view utf8) {
  static const std::regex kDeclaration(
      R"(^<\?xml\s[^>]{0,100}?\sencoding\s{0,20}=\s{0,20}["']([^"'>]{0,40})["'])");
  if (utf8.starts_with("\xef\xbb\xbf")) utf8.remove_prefix(3);
  const auto beginning = utf8.substr(0, 300);
  std::cmatch found;
  if (!std::regex_search(beginning.data(), beginning.data() + beginning.size(), found, kDeclaration))
    return {};
  return beginning.substr(static_cast<std::size_t>(found.position(1)),
                          static_cast<std::size_t>(found.length(1)));
}

}  // namespace vesture::api::einvoice
