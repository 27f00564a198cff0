// International Bank Account Numbers (ISO 13616) of the countries that SWIFT's IBAN registry lists.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vesture::domain {

// The IBAN as it is kept, in upper case and without the spaces that it is printed with; nullopt where its country has
// none, its length is not that of its country, or its check digits are not right (ISO 7064, MOD 97-10).
std::optional<std::string> parse_iban(std::string_view text);

}  // namespace vesture::domain
