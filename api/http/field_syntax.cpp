#include "api/http/field_syntax.hpp"

#include <algorithm>
#include <array>

namespace vesture::api {

namespace {

constexpr std::array<bool, 256> token_characters() {
  std::array<bool, 256> is{};
  for (const char c : std::string_view("!#$%&'*+-.^_`|~")) is[static_cast<unsigned char>(c)] = true;
  for (char c = '0'; c <= '9'; ++c) is[static_cast<unsigned char>(c)] = true;
  for (char c = 'a'; c <= 'z'; ++c) is[static_cast<unsigned char>(c)] = true;
  for (char c = 'A'; c <= 'Z'; ++c) is[static_cast<unsigned char>(c)] = true;
  return is;
}

}  // namespace

bool is_token_character(char c) {
  static constexpr auto kToken = token_characters();
  return kToken[static_cast<unsigned char>(c)];
}

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_token_character);
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

void FieldReader::skip_blanks() {
  left_.remove_prefix(std::min(left_.find_first_not_of(" \t"), left_.size()));
}

bool FieldReader::take(char c) {
  if (!left_.starts_with(c)) return false;
  left_.remove_prefix(1);
  return true;
}

std::string_view FieldReader::take_token() {
  const auto end = std::ranges::find_if_not(left_, is_token_character);
  const auto token = left_.substr(0, static_cast<std::size_t>(end - left_.begin()));
  left_.remove_prefix(token.size());
  return token;
}

std::optional<std::string> FieldReader::take_quoted() {
  if (!take('"')) return std::nullopt;
  std::string text;
  while (!left_.empty()) {
    if (take('"')) return text;
    if (take('\\') && left_.empty()) break;
    text += left_.front();
    left_.remove_prefix(1);
  }
  return std::nullopt;
}

std::string_view FieldReader::take_until(std::string_view ends) {
  const auto taken = left_.substr(0, left_.find_first_of(ends));
  left_.remove_prefix(taken.size());
  return taken;
}

}  // namespace vesture::api
