// UN/CEFACT's Cross Industry Invoice D16B, read into the semantic model.
#pragma once

#include "domain/einvoice/document.hpp"

namespace vesture::domain::einvoice {

// The group BG::invoice of a document that begins with this element, which outlives it. Dates are as the document has
// them: YYYYMMDD.
Group read_cii(const Element& root);

}  // namespace vesture::domain::einvoice
