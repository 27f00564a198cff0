// Where elements stand in a document, as XPath.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "domain/einvoice/element.hpp"

namespace vesture::domain::einvoice {

struct Place {
  std::size_t order = 0;  // of the elements as they begin
  std::string xpath;  // "/Invoice/cac:InvoiceLine[2]/cbc:ID"; a position where there are several of the name
};

// Of those elements, in one walk over the document.
std::map<const Element*, Place> places_of(const std::vector<const Element*>&, const Element& root);

}  // namespace vesture::domain::einvoice
