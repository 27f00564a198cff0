#include "api/http/media_type.hpp"

#include <boost/algorithm/string/case_conv.hpp>

#include "api/http/field_syntax.hpp"

namespace vesture::api {

namespace {

constexpr std::size_t kMostNameBytes = 127;
constexpr std::size_t kMostCharsetBytes = 40;  // as of IANA's registered names

bool is_name(std::string_view text) { return !text.empty() && text.size() <= kMostNameBytes; }

}  // namespace

std::optional<std::string> parse_media_type(std::string_view field) {
  FieldReader reader(trimmed(field));
  const auto type = reader.take_token();
  if (!is_name(type) || !reader.take('/')) return std::nullopt;
  const auto subtype = reader.take_token();
  if (!is_name(subtype)) return std::nullopt;
  std::string made = boost::to_lower_copy(std::string(type).append("/").append(subtype));
  bool has_charset = false;
  for (reader.skip_blanks(); !reader.at_end(); reader.skip_blanks()) {
    if (!reader.take(';')) return std::nullopt;
    reader.skip_blanks();
    const auto name = boost::to_lower_copy(std::string(reader.take_token()));
    if (name.empty()) continue;  // RFC 9110 5.6.6: empty parameters are passed over
    if (!reader.take('=')) return std::nullopt;
    auto value = reader.take_quoted();
    if (!value) value = reader.take_token();
    if (name != "charset" || has_charset) continue;
    if (!is_token(*value) || value->size() > kMostCharsetBytes) return std::nullopt;
    made += "; charset=" + boost::to_lower_copy(*value);
    has_charset = true;
  }
  return made;
}

}  // namespace vesture::api
