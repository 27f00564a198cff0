// Reads a document's bytes into the elements that the bindings look at, with libxml2's parser. What an XML parser can be
// made to do beyond that is not there: no document type, so no entities but the five predefined ones; nothing is fetched;
// XInclude is an element like any other. Time and memory grow with the document's size only, which is bounded.
#pragma once

#include <expected>
#include <string_view>
#include <vector>

#include "api/einvoice/check.hpp"
#include "domain/einvoice/element.hpp"
#include "domain/einvoice/finding.hpp"

namespace vesture::api::einvoice {

// The document's first element, or the one finding "XML" that says why there is none: not well-formed, in another encoding
// than UTF-8 and UTF-16, with a DOCTYPE, or over a limit. Any thread may call.
// `structure`, where it is given, gets the findings "XSD": what does not fit the schema of its syntax, in the order of the
// document, no more than the limit; none of a document that is no e-invoice.
std::expected<domain::einvoice::Element, domain::einvoice::Finding> read_xml(
    std::string_view document, const CheckLimits&,
    std::vector<domain::einvoice::Finding>* structure = nullptr);

}  // namespace vesture::api::einvoice
