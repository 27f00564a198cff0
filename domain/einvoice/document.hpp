// An e-invoice as the rules see it: a tree of business groups with the values of their business terms, the same for every
// syntax. Every occurrence is kept in the order of the document; a group or a term that is there and empty is there, one
// that is not there is not. Everything refers to the elements that were read: they outlive it.
#pragma once

#include <algorithm>
#include <ranges>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/einvoice/element.hpp"
#include "domain/einvoice/invoice.hpp"
#include "domain/einvoice/terms.hpp"

namespace vesture::domain::einvoice {

struct Value {
  std::string_view text;             // without white space around it
  const Element* element = nullptr;  // that has the text, or the attribute that is it

  // What qualifies it: "schemeID", "listID", "unitCode", "currencyID", "mimeCode", "filename"; "" where it is not there.
  std::string_view attribute(std::string_view called) const { return element->attribute(called); }
  bool has_attribute(std::string_view called) const { return element->find_attribute(called) != nullptr; }
};

struct Group {
  BG id{};
  const Element* element = nullptr;
  std::vector<std::pair<BT, Value>> terms;
  std::vector<Group> groups;

  auto all(BT term) const {
    return terms | std::views::filter([term](const auto& each) { return each.first == term; }) |
           std::views::values;
  }
  auto all(BG group) const {
    return groups | std::views::filter([group](const Group& each) { return each.id == group; });
  }

  // The first one; nullptr where there is none.
  const Value* find(BT term) const {
    const auto found = std::ranges::find(terms, term, &std::pair<BT, Value>::first);
    return found == terms.end() ? nullptr : &found->second;
  }
  const Group* find(BG group) const {
    const auto found = std::ranges::find(groups, group, &Group::id);
    return found == groups.end() ? nullptr : &*found;
  }

  bool has(BT term) const { return find(term) != nullptr; }
  bool has(BG group) const { return find(group) != nullptr; }

  // The first one's text; "" where there is none.
  std::string_view text(BT term) const {
    const auto* found = find(term);
    return found ? found->text : std::string_view();
  }
};

struct Document {
  Syntax syntax{};
  Group invoice;  // BG::invoice; its element is the document's first

  bool is_cii() const { return syntax == Syntax::cii_invoice; }
};

}  // namespace vesture::domain::einvoice
