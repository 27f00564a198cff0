// An XML document as the bindings of the syntaxes read it: plain elements, without comments, processing instructions and
// white space between elements. Whoever parses keeps the bounds; nothing here is resolved, fetched or expanded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vesture::domain::einvoice {

struct Attribute {
  std::string name;  // as it stands: "currencyID"
  std::string value;
};

struct Element {
  // With the usual prefix of its namespace, whatever the document's own is: "cbc:ID", "cac:InvoiceLine", "ram:ID",
  // "rsm:CrossIndustryInvoice"; "Invoice" and "CreditNote" of UBL's two; "?:Name" of a namespace that is none of these.
  std::string name;
  std::string text;  // of one without children
  unsigned line = 0;
  std::vector<Attribute> attributes;
  std::vector<Element> children;

  // The attribute's value, "" where it is not there.
  std::string_view attribute(std::string_view called) const {
    const auto* found = find_attribute(called);
    return found ? std::string_view(found->value) : std::string_view();
  }

  // nullptr where it is not there, which an empty one is.
  const Attribute* find_attribute(std::string_view called) const {
    for (const auto& each : attributes)
      if (each.name == called) return &each;
    return nullptr;
  }
};

}  // namespace vesture::domain::einvoice
