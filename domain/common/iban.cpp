#include "domain/common/iban.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace vesture::domain {

namespace {

// SWIFT, IBAN registry, release 99 (December 2024): in all, country and check digits included.
constexpr auto kLengths = std::to_array<std::pair<std::string_view, std::size_t>>(
    {{"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
     {"BH", 22}, {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24},
     {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18},
     {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27},
     {"GT", 28}, {"HN", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26},
     {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20},
     {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20},
     {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24},
     {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24},
     {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25},
     {"SV", 28}, {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20},
     {"YE", 30}});
constexpr std::size_t kHead = 4;  // country and check digits

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

std::string kept(std::string_view text) {
  std::string iban;
  for (const char c : text)
    if (c != ' ') iban += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return iban;
}

bool has_length_of_its_country(std::string_view iban) {
  const auto country = std::ranges::find(kLengths, iban.substr(0, 2), &decltype(kLengths)::value_type::first);
  return country != kLengths.end() && iban.size() == country->second;
}

// 02 to 98: the others come out right too, and are given to nobody.
bool are_check_digits(std::string_view digits) {
  return std::ranges::all_of(digits, is_digit) && digits >= "02" && digits <= "98";
}

// Of the number with its head behind, each letter being two digits from A = 10 on.
int remainder(std::string_view iban) {
  constexpr int kModulus = 97;
  int rest = 0;
  const auto add = [&](char c) {
    rest = is_digit(c) ? (rest * 10 + (c - '0')) % kModulus : (rest * 100 + (c - 'A' + 10)) % kModulus;
  };
  std::ranges::for_each(iban.substr(kHead), add);
  std::ranges::for_each(iban.substr(0, kHead), add);
  return rest;
}

}  // namespace

std::optional<std::string> parse_iban(std::string_view text) {
  auto iban = kept(text);
  const auto is_taken = [](char c) { return is_digit(c) || is_letter(c); };
  if (!std::ranges::all_of(iban, is_taken) || !has_length_of_its_country(iban)) return std::nullopt;
  if (!are_check_digits(std::string_view(iban).substr(2, 2)) || remainder(iban) != 1) return std::nullopt;
  return iban;
}

}  // namespace vesture::domain
