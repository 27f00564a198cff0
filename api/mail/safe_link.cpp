#include "api/mail/safe_link.hpp"

#include <algorithm>
#include <array>
#include <boost/algorithm/string/predicate.hpp>

#include "api/http/plain_text.hpp"

namespace vesture::api {

namespace {

constexpr std::array<std::string_view, 3> kSchemes{"http://", "https://", "mailto:"};

bool is_blank(char c) { return static_cast<unsigned char>(c) <= 0x20; }
bool does_not_count(char c) { return c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

std::optional<std::string> safe_link(std::string_view href) {
  while (!href.empty() && is_blank(href.front())) href.remove_prefix(1);
  while (!href.empty() && is_blank(href.back())) href.remove_suffix(1);
  std::string link(href);
  std::erase_if(link, does_not_count);
  if (link.size() > kMostLinkBytes || link.find(' ') != std::string::npos || has_control_character(link))
    return std::nullopt;
  const auto leads_with = [&](std::string_view scheme) {
    return link.size() > scheme.size() && boost::algorithm::istarts_with(link, scheme);
  };
  if (!std::ranges::any_of(kSchemes, leads_with)) return std::nullopt;
  return link;
}

}  // namespace vesture::api
