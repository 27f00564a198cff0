#include "api/http/language.hpp"

#include <algorithm>
#include <boost/algorithm/string/predicate.hpp>
#include <charconv>

namespace vesture::api {

namespace {

// "en-GB;q=0.8" weighs 0.8, "en" 1; a weight that is none is 0.
double weight_of(std::string_view parameters) {
  const auto at = parameters.find("q=");
  if (at == std::string_view::npos) return 1;
  double weight = 0;
  const auto digits = parameters.substr(at + 2);
  std::from_chars(digits.data(), digits.data() + digits.size(), weight);
  return weight;
}

bool names(std::string_view range, std::string_view language) {
  return boost::istarts_with(range, language) && (range.size() == 2 || range[2] == '-');
}

}  // namespace

domain::Language language_of(std::string_view accept_language) {
  double latvian = 0, english = 0;
  while (!accept_language.empty()) {
    const auto comma = accept_language.find(',');
    auto item = accept_language.substr(0, comma);
    accept_language.remove_prefix(comma == std::string_view::npos ? accept_language.size() : comma + 1);
    while (item.starts_with(' ')) item.remove_prefix(1);
    const auto range = item.substr(0, item.find_first_of("; "));
    const double weight = weight_of(item.substr(range.size()));
    if (names(range, "lv")) latvian = std::max(latvian, weight);
    if (names(range, "en")) english = std::max(english, weight);
  }
  return english > latvian ? domain::Language::en : domain::Language::lv;
}

}  // namespace vesture::api
