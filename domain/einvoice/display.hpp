// What a portal shows of a document, in its own words.
#pragma once

#include "domain/einvoice/document.hpp"
#include "domain/einvoice/invoice.hpp"

namespace vesture::domain::einvoice {

// Of any document that could be read, whatever rules it breaks: where a term is there several times, the first. Dates as
// YYYY-MM-DD, where they are dates; else as they are written.
Invoice invoice_of(const Document&);

}  // namespace vesture::domain::einvoice
