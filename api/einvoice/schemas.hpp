// The schemas (XSD 1.0) that documents are held against, parsed by libxml2 once in the program's life.
#pragma once

#include <libxml/xmlschemas.h>

#include "domain/einvoice/invoice.hpp"

namespace vesture::api::einvoice {

// Any thread may validate by it, each with a context of its own; it lives for ever.
xmlSchema& schema_of(domain::einvoice::Syntax);

}  // namespace vesture::api::einvoice
