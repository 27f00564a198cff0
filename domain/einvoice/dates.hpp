// Dates as the syntaxes write them.
#pragma once

#include <optional>
#include <string_view>

#include "domain/common/time.hpp"

namespace vesture::domain::einvoice {

// YYYY-MM-DD (UBL), be it with a time zone, which a day is compared without; YYYYMMDD (CII, format 102). nullopt of what is
// no day of the years 1 to 9999.
std::optional<Date> date_of(std::string_view text);

}  // namespace vesture::domain::einvoice
