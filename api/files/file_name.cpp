#include "api/files/file_name.hpp"

#include <algorithm>
#include <array>

#include "api/http/plain_text.hpp"
#include "api/nfc.hpp"

namespace vesture::api {

namespace {

constexpr std::size_t kMostBytes = 255;

// Line and paragraph separators; embeddings, overrides and isolates of a direction.
constexpr std::array<std::string_view, 11> kMisleading{"\u2028", "\u2029", "\u202a", "\u202b",
                                                       "\u202c", "\u202d", "\u202e", "\u2066",
                                                       "\u2067", "\u2068", "\u2069"};

bool shows_as_it_is(std::string_view utf8) {
  const auto holds = [&](std::string_view text) { return utf8.find(text) != std::string_view::npos; };
  return !has_control_character(utf8) && std::ranges::none_of(kMisleading, holds);
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
