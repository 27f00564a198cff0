// Which e-invoice an element begins, and the document as the semantic model has it.
#pragma once

#include <optional>

#include "domain/einvoice/document.hpp"

namespace vesture::domain::einvoice {

// By the name of a document's first element; nullopt of what is no e-invoice.
std::optional<Syntax> syntax_named(std::string_view element);

// nullopt where the first element is that of no e-invoice. The element outlives the document. Elements that the model knows
// nothing of are passed over; time and memory grow with the elements that there are.
std::optional<Document> read(const Element& root);

}  // namespace vesture::domain::einvoice
