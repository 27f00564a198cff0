// A syntax's binding: tables that say where its elements have the terms and groups of the semantic model, and what reads a
// document by them in one walk.
#pragma once

#include <initializer_list>
#include <map>
#include <span>
#include <variant>

#include "domain/einvoice/document.hpp"
#include "domain/einvoice/path_tree.hpp"

namespace vesture::domain::einvoice {

struct GroupBinding {
  BG group;
  BG within;
  std::string_view path;  // path.hpp; from the element of the group around it
};

struct TermBinding {
  BT term;
  BG of;
  std::string_view path;
};

// A group or a term may have several rows, where it may stand in several places.
struct BindingTable {
  std::span<const GroupBinding> groups;
  std::span<const TermBinding> terms;
};

// Made once and kept: the tables outlive it. Any thread may read by it.
class Binding {
 public:
  Binding(std::initializer_list<BindingTable>);

  // The group BG::invoice of a document that begins with this element. Follows no path deeper than the tables go.
  Group read(const Element& root) const;

 private:
  Group group_at(BG, const Element&) const;

  std::map<BG, PathTree<std::variant<BT, BG>>> paths_;  // of the terms and groups within each group
};

// UBL 2.1 as EN 16931-3-2 binds it.
const Binding& ubl_invoice_binding();
const Binding& ubl_credit_note_binding();

// UN/CEFACT CII D16B as EN 16931-3-3 binds it; cii.hpp says what is left to arrange.
const Binding& cii_binding();

}  // namespace vesture::domain::einvoice
