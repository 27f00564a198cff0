#include "domain/einvoice/paths_anywhere.hpp"

#include <span>

namespace vesture::domain::einvoice {
namespace {

using Visit = std::function<void(const Element&)>;

void follow(const Element& from, std::span<const Step> steps, const Visit& visit) {
  if (steps.empty()) return visit(from);
  for (const auto& child : from.children)
    if (steps.front().leads_to(child)) follow(child, steps.subspan(1), visit);
}

}  // namespace

ElementsByName::ElementsByName(const Element& root) { add_below(root); }

void ElementsByName::add_below(const Element& element) {
  for (const auto& child : element.children) {
    elements_[child.name].push_back(&child);
    add_below(child);
  }
}

const std::vector<const Element*>& ElementsByName::named(std::string_view name) const {
  static const std::vector<const Element*> kNone;
  const auto found = elements_.find(name);
  return found == elements_.end() ? kNone : found->second;
}

void for_each_anywhere(const ElementsByName& elements, const Path& path, const Visit& visit) {
  const std::span<const Step> steps(path.steps);
  for (const auto* element : elements.named(steps.front().name))
    if (steps.front().leads_to(*element)) follow(*element, steps.subspan(1), visit);
}

}  // namespace vesture::domain::einvoice
