// The prefixes of VAT identifiers: countries of ISO 3166-1, as BR-CO-09 has them.
#pragma once

#include <string_view>

namespace vesture::domain::einvoice {

bool is_country_prefix(std::string_view two_letters);

}  // namespace vesture::domain::einvoice
