// Reads a document's bytes into the elements that the bindings look at, with libxml2's parser. What an XML parser can be
// made to do beyond that is not there: no document type, so no entities but the five predefined ones; nothing is fetched;
// XInclude is an element like any other. Time and memory grow with the document's size only, which is bounded.
#pragma once

#include <expected>
#include <string_view>

#include "api/einvoice/check.hpp"
#include "domain/einvoice/element.hpp"
#include "domain/einvoice/finding.hpp"

namespace vesture::api::einvoice {

// The document's first element, or the one finding "XML" that says why there is none: not well-formed, in another encoding
// than UTF-8 and UTF-16, with a DOCTYPE, or over a limit. Any thread may call.
std::expected<domain::einvoice::Element, domain::einvoice::Finding> read_xml(std::string_view document,
                                                                             const CheckLimits&);

}  // namespace vesture::api::einvoice
