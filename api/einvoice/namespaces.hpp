// The namespaces of the two syntaxes, and the prefixes that people know them by.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/einvoice/invoice.hpp"

namespace vesture::api::einvoice {

inline constexpr std::string_view kUblInvoice = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
inline constexpr std::string_view kUblCreditNote =
    "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";
inline constexpr std::string_view kCii = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100";

// As domain::einvoice::Element has it: "cbc:ID", "Invoice", "?:Name". An empty namespace is none.
std::string canonical_name(std::string_view of_namespace, std::string_view local);

// The syntax whose documents begin with this element.
std::optional<domain::einvoice::Syntax> syntax_of_root(std::string_view of_namespace, std::string_view local);

}  // namespace vesture::api::einvoice
