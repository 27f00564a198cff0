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

void for_each_anywhere(const Element& root, const Path& path, const Visit& visit) {
  const std::span<const Step> steps(path.steps);
  for (const auto& child : root.children) {
    if (steps.front().leads_to(child)) follow(child, steps.subspan(1), visit);
    for_each_anywhere(child, path, visit);
  }
}

}  // namespace vesture::domain::einvoice
