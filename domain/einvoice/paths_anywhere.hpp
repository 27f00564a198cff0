// Elements wherever they stand in a document: as the rules of a syntax, unlike those of the model, ask for them.
#pragma once

#include <functional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/einvoice/path.hpp"

namespace vesture::domain::einvoice {

// All elements below a document's first by their names, so that many paths need one walk. Refers to them.
class ElementsByName {
 public:
  explicit ElementsByName(const Element& root);

  // In the order of the document.
  const std::vector<const Element*>& named(std::string_view name) const;

 private:
  void add_below(const Element&);

  std::unordered_map<std::string_view, std::vector<const Element*>> elements_;
};

// Every element that the path leads to, begun anywhere; in the order in which the paths begin.
void for_each_anywhere(const ElementsByName&, const Path&, const std::function<void(const Element&)>& visit);

}  // namespace vesture::domain::einvoice
