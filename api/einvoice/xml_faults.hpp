// The findings "XML": why a document cannot be read at all.
#pragma once

#include <string>
#include <string_view>

#include "domain/einvoice/finding.hpp"

namespace vesture::api::einvoice {

inline constexpr std::string_view kXmlRule = "XML";

// `message` is the parser's, in English.
domain::einvoice::Finding not_well_formed(std::string message, unsigned line);
domain::einvoice::Finding other_encoding(std::string detail);
domain::einvoice::Finding document_type(unsigned line);
// `limit` says what there is too much of, and how much is accepted.
domain::einvoice::Finding over_limit(std::string limit, unsigned line);
domain::einvoice::Finding other_root(std::string name, unsigned line);

}  // namespace vesture::api::einvoice
