#include "domain/common/identifiers.hpp"

#include <date/date.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace vesture::domain {

namespace {

constexpr std::string_view kNaturalPerson = "PNOLV-";
constexpr std::string_view kLegalEntity = "NTRLV-";
constexpr std::size_t kDigits = 11;
constexpr std::size_t kHyphenAt = 6;

bool are_digits(std::string_view text) {
  return text.size() == kDigits && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

template <std::size_t N>
int weighted_sum(std::string_view digits, const std::array<int, N>& weights) {
  int sum = 0;
  for (std::size_t i = 0; i < N; ++i) sum += weights[i] * (digits[i] - '0');
  return sum;
}

bool is_new_form(std::string_view digits) { return digits[0] == '3' && digits[1] >= '2'; }

// ddmmyy and a digit for the century; nullopt where there is no such day.
std::optional<Date> stated_birth(std::string_view digits) {
  const auto two = [&](std::size_t at) { return (digits[at] - '0') * 10 + (digits[at + 1] - '0'); };
  const int century = 18 + (digits[6] - '0');
  const date::year_month_day birth(date::year(century * 100 + two(4)),
                                   date::month(static_cast<unsigned>(two(2))),
                                   date::day(static_cast<unsigned>(two(0))));
  if (century > 20 || !birth.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(date::sys_days(birth).time_since_epoch().count())};
}

bool has_check_digit(std::string_view digits) {
  constexpr std::array<int, 10> kWeights{10, 5, 8, 4, 2, 1, 6, 3, 7, 9};
  return (weighted_sum(digits, kWeights) + 1) % 11 % 10 == digits[10] - '0';
}

}  // namespace

std::optional<PersonalCode> parse_personal_code(std::string_view text) {
  std::string digits(text);
  if (digits.size() == kDigits + 1 && digits[kHyphenAt] == '-') digits.erase(kHyphenAt, 1);
  if (!are_digits(digits)) return std::nullopt;
  if (!is_new_form(digits) && !(stated_birth(digits) && has_check_digit(digits))) return std::nullopt;
  return PersonalCode{std::move(digits)};
}

std::optional<RegistrationNumber> parse_registration_number(std::string_view text) {
  constexpr std::array<int, kDigits> kWeights{9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1};
  if (!are_digits(text) || weighted_sum(text, kWeights) % 11 != 3) return std::nullopt;
  return RegistrationNumber{std::string(text)};
}

std::optional<Date> date_of_birth(const PersonalCode& code) {
  return is_new_form(code.digits) ? std::nullopt : stated_birth(code.digits);
}

std::optional<PersonalCode> parse_natural_person(std::string_view identifier) {
  if (!identifier.starts_with(kNaturalPerson)) return std::nullopt;
  identifier.remove_prefix(kNaturalPerson.size());
  if (identifier.size() != kDigits + 1) return std::nullopt;
  return parse_personal_code(identifier);
}

std::optional<RegistrationNumber> parse_legal_entity(std::string_view identifier) {
  if (!identifier.starts_with(kLegalEntity)) return std::nullopt;
  return parse_registration_number(identifier.substr(kLegalEntity.size()));
}

std::string to_identifier(const PersonalCode& code) {
  return std::string(kNaturalPerson) + code.digits.substr(0, kHyphenAt) + "-" + code.digits.substr(kHyphenAt);
}

std::string to_identifier(const RegistrationNumber& number) {
  return std::string(kLegalEntity) + number.digits;
}

}  // namespace vesture::domain
