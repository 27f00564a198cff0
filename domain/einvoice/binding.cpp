#include "domain/einvoice/binding.hpp"

namespace vesture::domain::einvoice {

Binding::Binding(std::initializer_list<BindingTable> tables) {
  for (const auto& table : tables) {
    for (const auto& [group, within, path] : table.groups)
      node(within, parse_path(path).steps).groups.push_back(group);
    for (const auto& [term, of, text] : table.terms) {
      const Path path = parse_path(text);
      node(of, path.steps).terms.emplace_back(term, path.attribute);
    }
  }
}

Group Binding::read(const Element& root) const { return group_at(BG::invoice, root); }

Binding::Node& Binding::node(BG group, const std::vector<Step>& steps) {
  Node* at = &paths_[group];
  for (const auto& step : steps) {
    auto edge = std::ranges::find(at->edges, step, &Edge::step);
    if (edge == at->edges.end()) edge = at->edges.insert(edge, {step, {}});
    at = &edge->to;
  }
  return *at;
}

Group Binding::group_at(BG id, const Element& element) const {
  Group group{id, &element, {}, {}};
  if (const auto paths = paths_.find(id); paths != paths_.end()) visit(paths->second, element, group);
  return group;
}

void Binding::visit(const Node& node, const Element& element, Group& into) const {
  for (const auto& [term, attribute] : node.terms) {
    if (attribute.empty())
      into.terms.emplace_back(term, Value{trimmed(element.text), &element});
    else if (const auto* found = element.find_attribute(attribute))
      into.terms.emplace_back(term, Value{trimmed(found->value), &element});
  }
  for (const auto group : node.groups) into.groups.push_back(group_at(group, element));
  if (node.edges.empty()) return;
  for (const auto& child : element.children)
    for (const auto& [step, to] : node.edges)
      if (step.leads_to(child)) visit(to, child, into);
}

}  // namespace vesture::domain::einvoice
