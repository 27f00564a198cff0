// An e-invoice as a page that prints (paper.hpp): seller, buyer, number, dates, lines, VAT, totals, how to pay (MAIL-17).
#pragma once

#include <string>

#include "domain/common/text.hpp"
#include "domain/einvoice/invoice.hpp"

namespace vesture::api {

// A whole document. Everything that the invoice says is escaped.
std::string invoice_page(const domain::einvoice::Invoice&, domain::Language);

}  // namespace vesture::api
