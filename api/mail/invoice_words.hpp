// Words for the codes that an e-invoice is full of: those that portals meet most. What is not among them is shown as its
// code.
#pragma once

#include <string>
#include <string_view>

#include "domain/common/text.hpp"

namespace vesture::api {

std::string unit_in_words(std::string_view code, domain::Language);           // UN/ECE Recommendation 20
std::string payment_means_in_words(std::string_view code, domain::Language);  // UNTDID 4461
std::string vat_category_in_words(std::string_view code, domain::Language);   // UNTDID 5305

}  // namespace vesture::api
