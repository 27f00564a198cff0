// What the ten rules of a VAT family ask for, in words made from the family's facts.
#pragma once

#include "domain/einvoice/rule.hpp"
#include "domain/einvoice/sums.hpp"
#include "domain/einvoice/vat_families.hpp"

namespace vesture::domain::einvoice {

Wording in_breakdown_wording(const VatFamily&);            // 01
Wording identified_wording(const VatFamily&, BG used_in);  // 02 of a line, 03 of an allowance, 04 of a charge
Wording rate_wording(const VatFamily&, CategoryTerms);     // 05 to 07
Wording taxable_wording(const VatFamily&);                 // 08
Wording tax_wording(const VatFamily&);                     // 09
Wording exemption_wording(const VatFamily&);               // 10

}  // namespace vesture::domain::einvoice
