// The forms that rules of Peppol have: each is a row of a table. They are warnings to us, whatever they are there.
#pragma once

#include <string>

#include "domain/einvoice/elements.hpp"
#include "domain/einvoice/paths_anywhere.hpp"
#include "domain/einvoice/rule_forms.hpp"

namespace vesture::domain::einvoice {

inline Rule peppol(std::string id, Text text, Check check) {
  return {"PEPPOL-EN16931-" + std::move(id),
          BG::invoice,
          {std::string(text.lv), std::string(text.en)},
          std::move(check),
          Severity::warning};
}

// Asked of the document as a whole.
template <typename Condition>
Rule document(std::string id, Text text, Condition holds) {
  return peppol(std::move(id), text, [holds](const Asked& asked, Breaches& breaches) {
    const auto& root = *asked.group.element;
    if (!holds(root)) breaches.add(root);
  });
}

// Asked of every element that a path leads to, begun anywhere.
template <typename Condition>
Rule each(std::string id, std::string_view path, Text text, Condition holds) {
  return peppol(std::move(id), text,
                [path = parse_path(path), holds](const Asked& asked, Breaches& breaches) {
                  for_each_anywhere(asked.elements, path, [&](const Element& element) {
                    if (!holds(element)) breaches.add(element, quoted(trimmed(element.text)));
                  });
                });
}

inline bool is_line(const Element& element) {
  return element.name == "cac:InvoiceLine" || element.name == "cac:CreditNoteLine";
}

template <typename Condition>
Rule line(std::string id, Text text, Condition holds) {
  return peppol(std::move(id), text, [holds](const Asked& asked, Breaches& breaches) {
    for (const auto& child : asked.group.element->children)
      if (is_line(child) && !holds(child, *asked.group.element)) breaches.add(child);
  });
}

// Allowances and charges of the document and of its lines; not those of prices.
template <typename Condition>
Rule allowance_or_charge(std::string id, Text text, Condition holds) {
  return peppol(std::move(id), text, [holds](const Asked& asked, Breaches& breaches) {
    const auto ask = [&](const Element& parent) {
      for (const auto& each : children_of(parent, "cac:AllowanceCharge"))
        if (!holds(each)) breaches.add(each);
    };
    ask(*asked.group.element);
    for (const auto& child : asked.group.element->children)
      if (is_line(child)) ask(child);
  });
}

// "01" of "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0", or of the name that is to follow it; "" of another process.
std::string_view profile_of(const Element& root);
bool is_between_germans(const Element& root);

Rules peppol_document_rules();
Rules peppol_amount_rules();
Rules peppol_code_rules();

}  // namespace vesture::domain::einvoice
