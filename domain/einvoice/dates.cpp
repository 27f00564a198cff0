#include "domain/einvoice/dates.hpp"

#include <chrono>

#include "domain/einvoice/path.hpp"

namespace vesture::domain::einvoice {
namespace {

constexpr std::size_t kDay = 10;         // YYYY-MM-DD
constexpr std::size_t kDayTogether = 8;  // YYYYMMDD

// "Z", "+02:00", "-11:00".
bool is_time_zone(std::string_view text) {
  if (text == "Z") return true;
  return text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':';
}

// Any day of a four-digit year: "until 9999-12-31" is how an open end is written.
std::optional<Date> day_of(std::string_view year, std::string_view month, std::string_view day) {
  const auto number = [](std::string_view digits) {
    int value = 0;
    for (const char c : digits) {
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  const int y = number(year), m = number(month), d = number(day);
  if (y < 1 || m < 1 || d < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(y), std::chrono::month(static_cast<unsigned>(m)),
                                         std::chrono::day(static_cast<unsigned>(d))};
  if (!date.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count())};
}

}  // namespace

std::optional<Date> date_of(std::string_view text) {
  text = trimmed(text);
  if (text.size() == kDayTogether) return day_of(text.substr(0, 4), text.substr(4, 2), text.substr(6));
  if (text.size() < kDay || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (text.size() > kDay && !is_time_zone(text.substr(kDay))) return std::nullopt;
  return day_of(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2));
}

}  // namespace vesture::domain::einvoice
