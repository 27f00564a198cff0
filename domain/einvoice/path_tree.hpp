// Many paths as one tree, so that a document is looked through for all of them in one walk.
#pragma once

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/einvoice/path.hpp"

namespace vesture::domain::einvoice {

// `Leaf` is what a path leads to for whoever asks. The texts of the paths outlive the tree.
template <typename Leaf>
class PathTree {
 public:
  void add(const Path& path, Leaf leaf) {
    Node* at = &root_;
    for (const auto& step : path.steps) at = &along(*at, step);
    at->ends.push_back({std::move(leaf), path.attribute});
  }

  // found(leaf, element, attribute) for every end of a path that begins at this element, in the order of the document; the
  // attribute is nullptr of a path that ends in an element.
  template <typename Found>
  void visit(const Element& from, Found&& found) const {
    visit(root_, from, found);
  }

 private:
  struct Edge;
  struct End {
    Leaf leaf;
    std::string_view attribute;
  };
  struct Node {
    std::map<std::string_view, std::vector<Edge>>
        edges;  // by the element's name; its conditions tell them apart
    std::vector<End> ends;
  };
  struct Edge {
    Step step;
    Node to;
  };

  static Node& along(Node& from, const Step& step) {
    auto& edges = from.edges[step.name];
    auto edge = std::ranges::find(edges, step, &Edge::step);
    if (edge == edges.end()) edge = edges.insert(edge, {step, {}});
    return edge->to;
  }

  template <typename Found>
  static void visit(const Node& node, const Element& element, Found& found) {
    for (const auto& [leaf, attribute] : node.ends) {
      const auto* there = attribute.empty() ? nullptr : element.find_attribute(attribute);
      if (attribute.empty() || there) found(leaf, element, there);
    }
    if (node.edges.empty()) return;
    for (const auto& child : element.children) {
      const auto edges = node.edges.find(child.name);
      if (edges == node.edges.end()) continue;
      for (const auto& [step, to] : edges->second)
        if (step.leads_to(child)) visit(to, child, found);
    }
  }

  Node root_;
};

}  // namespace vesture::domain::einvoice
