// A syntax's binding: tables that say where its elements have the terms and groups of the semantic model, and what reads a
// document by them in one walk.
#pragma once

#include <initializer_list>
#include <map>
#include <span>
#include <vector>

#include "domain/einvoice/document.hpp"
#include "domain/einvoice/path.hpp"

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
  struct Edge;
  // Where the paths of one group have led to so far.
  struct Node {
    std::vector<Edge> edges;
    std::vector<std::pair<BT, std::string_view>>
        terms;               // that end here, with the attribute that is meant, if one is
    std::vector<BG> groups;  // that begin here
  };
  struct Edge {
    Step step;
    Node to;
  };

  Node& node(BG group, const std::vector<Step>& steps);
  Group group_at(BG, const Element&) const;
  void visit(const Node&, const Element&, Group&) const;

  std::map<BG, Node> paths_;
};

// UBL 2.1 as EN 16931-3-2 binds it.
const Binding& ubl_invoice_binding();
const Binding& ubl_credit_note_binding();

// UN/CEFACT CII D16B as EN 16931-3-3 binds it; cii.hpp says what is left to arrange.
const Binding& cii_binding();

}  // namespace vesture::domain::einvoice
