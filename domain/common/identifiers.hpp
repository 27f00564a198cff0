// Identifiers that the state gives: a natural person's code and a legal entity's registration number, and
// both as ETSI EN 319 412-1 writes them (PNOLV-…, NTRLV-…). Personal data: they travel in tokens and bodies,
// never in paths.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "domain/common/time.hpp"

namespace vesture::domain {

// Eleven digits. The old form is ddmmyy, a digit for the century (0: 18xx, 1: 19xx, 2: 20xx), three digits
// and a check digit; the new form, 32… to 39…, says nothing and has no check digit.
struct PersonalCode {
  std::string digits;

  auto operator<=>(const PersonalCode&) const = default;
};

// Eleven digits, the last of which makes the weighted sum come out.
struct RegistrationNumber {
  std::string digits;

  auto operator<=>(const RegistrationNumber&) const = default;
};

// With the hyphen after the sixth digit or without. Of the old form, a date that exists and the right check
// digit.
std::optional<PersonalCode> parse_personal_code(std::string_view text);
std::optional<RegistrationNumber> parse_registration_number(std::string_view text);

// As a code of the old form says it; nullopt for the new form.
std::optional<Date> date_of_birth(const PersonalCode&);

// "PNOLV-010190-12345", in this form only.
std::optional<PersonalCode> parse_natural_person(std::string_view identifier);
// "NTRLV-40003055555"
std::optional<RegistrationNumber> parse_legal_entity(std::string_view identifier);
std::string to_identifier(const PersonalCode&);
std::string to_identifier(const RegistrationNumber&);

}  // namespace vesture::domain
