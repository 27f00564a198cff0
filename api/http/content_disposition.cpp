#include "api/http/content_disposition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/predicate.hpp>
#include <map>

#include "api/http/field_syntax.hpp"
#include "api/http/plain_text.hpp"

namespace vesture::api {

namespace {

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// attr-char of RFC 8187 3.2.1: what stands for itself in an extended value.
bool is_attribute_character(char c) {
  return is_alphanumeric(c) || std::string_view("!#$&+-.^_`|~").find(c) != std::string_view::npos;
}

std::optional<int> hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      if (!is_attribute_character(text[i])) return std::nullopt;
      decoded += text[i];
      continue;
    }
    if (text.size() - i < 3) return std::nullopt;
    const auto high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
    if (!high || !low) return std::nullopt;
    decoded += static_cast<char>(*high * 16 + *low);
    i += 2;
  }
  return decoded;
}

// RFC 8187: charset ' [language] ' value. Of charsets it asks for UTF-8 alone.
std::optional<std::string> extended_value(std::string_view text) {
  const auto first = text.find('\'');
  const auto second = first == std::string_view::npos ? first : text.find('\'', first + 1);
  if (second == std::string_view::npos || !boost::iequals(text.substr(0, first), "utf-8"))
    return std::nullopt;
  return percent_decoded(text.substr(second + 1));
}

// The parameters behind the disposition's type, names in lower case; nullopt where the field is malformed or names one
// twice.
std::optional<std::map<std::string, std::string>> parameters_of_field(std::string_view field) {
  std::map<std::string, std::string> parameters;
  FieldReader reader(trimmed(field));
  if (reader.take_token().empty()) return std::nullopt;
  for (;;) {
    reader.skip_blanks();
    if (reader.at_end()) return parameters;
    if (!reader.take(';')) return std::nullopt;
    reader.skip_blanks();
    const auto name = boost::to_lower_copy(std::string(reader.take_token()));
    reader.skip_blanks();
    if (name.empty() || !reader.take('=')) return std::nullopt;
    reader.skip_blanks();
    auto value = reader.take_quoted();
    if (!value) value = reader.take_token();
    if (value->empty() || !parameters.emplace(name, std::move(*value)).second) return std::nullopt;
  }
}

}  // namespace

std::optional<std::string> disposition_file_name(std::string_view field) {
  const auto parameters = parameters_of_field(field);
  if (!parameters) return std::nullopt;
  std::optional<std::string> name;
  if (const auto extended = parameters->find("filename*"); extended != parameters->end())
    name = extended_value(extended->second);
  else if (const auto plain = parameters->find("filename"); plain != parameters->end())
    name = plain->second;
  return name && is_utf8(*name) ? name : std::nullopt;
}

std::string attachment_disposition(std::string_view file_name) {
  // Some clients decode percent signs in `filename`, and escapes are read in more than one way (RFC 6266 appendix D).
  const auto is_plain = [](char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '%'; };
  std::string fallback, extended;
  for (const char c : file_name) {
    const bool inside_a_character = (static_cast<unsigned char>(c) & 0xc0) == 0x80;
    if (is_plain(c))
      fallback += c;
    else if (!inside_a_character)
      fallback += '_';
    if (is_attribute_character(c))
      extended += c;
    else
      extended += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  auto field = "attachment; filename=\"" + fallback + '"';
  if (fallback != file_name) field += "; filename*=UTF-8''" + extended;
  return field;
}

}  // namespace vesture::api
