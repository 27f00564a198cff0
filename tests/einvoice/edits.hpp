// One change of a document's elements, told by the path to what is changed (domain/einvoice/path.hpp; the first place that
// it leads to). A place that is not there is a mistake of the test.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/einvoice/element.hpp"

namespace vesture::einvoice {

using domain::einvoice::Element;
using Edit = std::function<void(Element& root)>;

Edit remove(std::string_view path);
Edit set(std::string_view path, std::string_view text);
// Once more, right after itself.
Edit repeat(std::string_view path);
// As the last child; "" is the document's first element.
Edit add(std::string_view to, Element element);
Edit set_attribute(std::string_view path, std::string_view name, std::string_view value);
Edit remove_attribute(std::string_view path, std::string_view name);
Edit all(std::vector<Edit> edits);

inline Element element(std::string name, std::string text = {}) {
  return {std::move(name), std::move(text), 0, {}, {}};
}
inline Element element(std::string name, std::vector<Element> children) {
  return {std::move(name), {}, 0, {}, std::move(children)};
}

// The elements of a document that can be read.
Element parsed(const std::string& document);

// The ids of what the rules find there: fatal and warnings, each once, in their order.
std::vector<std::string> rules_broken_by(const Element& root);

}  // namespace vesture::einvoice
