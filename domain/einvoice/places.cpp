#include "domain/einvoice/places.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace vesture::domain::einvoice {
namespace {

class Walk {
 public:
  explicit Walk(const std::vector<const Element*>& sought) : sought_(sought.begin(), sought.end()) {}

  void visit(const Element& element, const std::string& path) {
    ++order_;
    if (sought_.contains(&element)) found_[&element] = {order_, path};
    std::map<std::string_view, std::size_t> named;
    for (const auto& child : element.children) ++named[child.name];
    std::map<std::string_view, std::size_t> seen;
    for (const auto& child : element.children) {
      const auto position = ++seen[child.name];
      const bool alone = named[child.name] == 1;
      visit(child, path + "/" + child.name + (alone ? "" : "[" + std::to_string(position) + "]"));
    }
  }

  std::map<const Element*, Place> found() && { return std::move(found_); }

 private:
  std::unordered_set<const Element*> sought_;
  std::map<const Element*, Place> found_;
  std::size_t order_ = 0;
};

}  // namespace

std::map<const Element*, Place> places_of(const std::vector<const Element*>& sought, const Element& root) {
  Walk walk(sought);
  walk.visit(root, "/" + root.name);
  return std::move(walk).found();
}

}  // namespace vesture::domain::einvoice
