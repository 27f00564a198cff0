// Invoices of one line, one allowance and one charge, all of one VAT category, that keep all the rules.
#pragma once

#include <string_view>

#include "domain/einvoice/vat_families.hpp"
#include "tests/einvoice/edits.hpp"

namespace vesture::einvoice {

using domain::einvoice::VatFamily;

// Of a net of 100 less 20 plus 10; at ten percent, where the category is taxed.
Element invoice_of(const VatFamily&);
Element cii_invoice_of(const VatFamily&);

bool taxed(const VatFamily&);

const VatFamily& family_of(std::string_view code);

}  // namespace vesture::einvoice
