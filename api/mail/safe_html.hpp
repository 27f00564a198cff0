// The safe subset of HTML that messages are written in (MAIL-07), and the plain text beside it.
//
// What is parsed is written out anew: nothing passes that is not on the lists of safe_html.cpp. No attribute but a link's
// address; no style, no class, nothing that runs, loads, or takes input. What is written reads back the same (parsed and
// written again it does not change), so that no browser makes something else of it than was looked at here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vesture::api {

struct SafeText {
  std::string html;
  std::string plain;
};

// Elements within one another; tags beyond are left out, and their text stays.
inline constexpr int kMostDepth = 64;

// nullopt: more markup than html_tree.hpp takes.
std::optional<SafeText> safe_text_of_html(std::string_view html);
// A paragraph for each, with its lines; nothing in it is markup. nullopt: more lines than that.
std::optional<SafeText> safe_text_of_plain(std::string_view text);

// `text` as it stands between tags, or in an attribute's quotes.
std::string html_escaped(std::string_view text);

}  // namespace vesture::api
