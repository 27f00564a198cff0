// Where a business term or group stands in a syntax, written as a path from the element of the group around it:
//
//   cac:PartyTaxScheme[cac:TaxScheme/cbc:ID=VAT]/cbc:CompanyID
//   cbc:InvoicedQuantity/@unitCode
//   .                                     the element of the group itself
//
// A condition compares what stands at its own path ("." is the element's own text), without white space around it and without
// regard to case: `=` holds where one of the texts there is the value, `!=` where none is, be it that there is none at all.
// "true" and "false" are "1" and "0" as well.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "domain/einvoice/element.hpp"

namespace vesture::domain::einvoice {

struct Condition {
  std::vector<std::string_view> path;  // of elements
  std::string_view attribute;          // of the last of them, or of the element itself; "" asks for its text
  std::string_view value;
  bool equal = true;

  bool holds_for(const Element&) const;
  bool operator==(const Condition&) const = default;
};

struct Step {
  std::string_view name;
  std::vector<Condition> conditions;

  bool leads_to(const Element&) const;
  bool operator==(const Step&) const = default;
};

struct Path {
  std::vector<Step> steps;
  std::string_view attribute;  // "" where the path ends in an element
};

// Refers to the text; a path that is malformed is a mistake of the program and asserts.
Path parse_path(std::string_view text);

// How many elements the path leads to.
std::size_t count_at(const Element& from, const Path& path);

// Whether they are the same without white space around the first and without regard to (ASCII) case.
bool same_text(std::string_view text, std::string_view value);

// The text without the white space that XML knows around it.
std::string_view trimmed(std::string_view text);

}  // namespace vesture::domain::einvoice
