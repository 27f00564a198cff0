#include "domain/einvoice/dates.hpp"

#include <algorithm>
#include <string>

#include "domain/einvoice/path.hpp"

namespace vesture::domain::einvoice {
namespace {

constexpr std::size_t kDay = 10;  // YYYY-MM-DD

// "Z", "+02:00", "-11:00".
bool is_time_zone(std::string_view text) {
  if (text == "Z") return true;
  return text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':';
}

}  // namespace

std::optional<Date> date_of(std::string_view text) {
  text = trimmed(text);
  if (text.size() == 8) {
    std::string dashed(text);
    return parse_date(dashed.insert(6, 1, '-').insert(4, 1, '-'));
  }
  if (text.size() > kDay && !is_time_zone(text.substr(kDay))) return std::nullopt;
  return parse_date(text.substr(0, kDay));
}

}  // namespace vesture::domain::einvoice
