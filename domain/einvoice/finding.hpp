// What a check of an e-invoice found (MAIL-17): one rule that one place of the document breaks.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/common/text.hpp"

namespace vesture::domain::einvoice {

enum class Severity : std::uint8_t {
  fatal,    // the document is not an e-invoice after EN 16931
  warning,  // it is one; the rule says what should be otherwise
};

struct Finding {
  std::string_view
      rule;  // the official id: "BR-CO-10", "UBL-SR-04", or "XSD" for the structure; lives for ever
  Severity severity{};
  Text text;          // what the rule asks for
  std::string place;  // "/Invoice/cac:InvoiceLine[2]/cbc:LineExtensionAmount": XPath with the usual prefixes
  unsigned line = 0;  // of the document, from 1; 0 where it is not known
  std::string
      detail;  // what is there instead, where the text does not say: "1000.00, not 999.00"; may be empty
};

inline bool is_fatal(const std::vector<Finding>& findings) {
  return std::ranges::any_of(findings, [](const Finding& each) { return each.severity == Severity::fatal; });
}

}  // namespace vesture::domain::einvoice
