// The findings "XML", why a document cannot be read at all, and "XSD", what of it is not where or as its syntax has it.
#pragma once

#include <string>
#include <string_view>

#include "domain/einvoice/finding.hpp"

namespace vesture::api::einvoice {

inline constexpr std::string_view kXmlRule = "XML";
inline constexpr std::string_view kStructureRule = "XSD";

// `message` is the parser's, in English.
domain::einvoice::Finding not_well_formed(std::string message, unsigned line);
domain::einvoice::Finding other_encoding(std::string detail);
domain::einvoice::Finding document_type(unsigned line);
// `limit` says what there is too much of, and how much is accepted.
domain::einvoice::Finding over_limit(std::string limit, unsigned line);
domain::einvoice::Finding other_root(std::string name, unsigned line);
domain::einvoice::Finding misplaced(std::string place, unsigned line, std::string message);

}  // namespace vesture::api::einvoice
