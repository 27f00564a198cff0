// The children of an element by their names, for rules that are about a syntax and not about the model.
#pragma once

#include <algorithm>
#include <ranges>
#include <string_view>

#include "domain/einvoice/element.hpp"
#include "domain/einvoice/path.hpp"

namespace vesture::domain::einvoice {

inline auto children_of(const Element& element, std::string_view name) {
  return element.children | std::views::filter([name](const Element& each) { return each.name == name; });
}

// The first one; nullptr where there is none.
inline const Element* child_of(const Element& element, std::string_view name) {
  const auto found = std::ranges::find(element.children, name, &Element::name);
  return found == element.children.end() ? nullptr : &*found;
}

inline bool has_child(const Element& element, std::string_view name) {
  return child_of(element, name) != nullptr;
}

// Without white space around it; "" where it is not there.
inline std::string_view text_in(const Element& element, std::string_view name) {
  const auto* child = child_of(element, name);
  return child == nullptr ? std::string_view() : trimmed(child->text);
}

// Of one below the other: "cac:Party", "cac:PostalAddress", …; nullptr where one is missing.
inline const Element* descend(const Element& from, std::initializer_list<std::string_view> names) {
  const Element* at = &from;
  for (const auto name : names)
    if (at != nullptr) at = child_of(*at, name);
  return at;
}

}  // namespace vesture::domain::einvoice
