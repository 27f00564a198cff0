#include "domain/einvoice/binding.hpp"

namespace vesture::domain::einvoice {

Binding::Binding(std::initializer_list<BindingTable> tables) {
  for (const auto& table : tables) {
    for (const auto& [group, within, path] : table.groups) paths_[within].add(parse_path(path), group);
    for (const auto& [term, of, path] : table.terms) paths_[of].add(parse_path(path), term);
  }
}

Group Binding::read(const Element& root) const { return group_at(BG::invoice, root); }

Group Binding::group_at(BG id, const Element& element) const {
  Group group{id, &element, {}, {}};
  const auto paths = paths_.find(id);
  if (paths == paths_.end()) return group;
  paths->second.visit(element, [&](const auto& end, const Element& there, const Attribute* attribute) {
    if (const auto* below = std::get_if<BG>(&end))
      group.groups.push_back(group_at(*below, there));
    else
      group.terms.emplace_back(std::get<BT>(end),
                               Value{trimmed(attribute ? attribute->value : there.text), &there});
  });
  return group;
}

}  // namespace vesture::domain::einvoice
