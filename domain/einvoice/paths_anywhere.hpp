// Elements wherever they stand in a document: as the rules of a syntax, unlike those of the model, ask for them.
#pragma once

#include <functional>

#include "domain/einvoice/path.hpp"

namespace vesture::domain::einvoice {

// Every element below `root` that the path leads to, begun anywhere; in the order of the document.
void for_each_anywhere(const Element& root, const Path&, const std::function<void(const Element&)>& visit);

}  // namespace vesture::domain::einvoice
