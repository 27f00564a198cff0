// The addresses that a link in a message may lead to (MAIL-07).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vesture::api {

inline constexpr std::size_t kMostLinkBytes = 2'000;

// http://…, https://… and mailto:…, read as browsers read them (WHATWG URL, 4.4: spaces around it, tabs and line ends in it
// do not count); nullopt for any other, and where there is a control character or a space in it.
std::optional<std::string> safe_link(std::string_view href);

}  // namespace vesture::api
