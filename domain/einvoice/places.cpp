#include "domain/einvoice/places.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace vesture::domain::einvoice {
namespace {

class Walk {
 public:
  explicit Walk(const std::vector<const Element*>& sought) : sought_(sought.begin(), sought.end()) {}

  void visit(const Element& element, std::size_t position = kAlone) {
    ++order_;
    steps_.push_back({element.name, position});
    if (sought_.contains(&element)) found_[&element] = {order_, path()};
    std::map<std::string_view, std::size_t> count;
    for (const auto& child : element.children) ++count[child.name];
    std::map<std::string_view, std::size_t> seen;
    for (const auto& child : element.children)
      visit(child, count[child.name] == 1 ? kAlone : ++seen[child.name]);
    steps_.pop_back();
  }

  std::map<const Element*, Place> found() && { return std::move(found_); }

 private:
  static constexpr std::size_t kAlone = 0;

  struct At {
    std::string_view name;
    std::size_t position;  // from 1; kAlone where there is no other of the name
  };

  std::string path() const {
    std::string path;
    for (const auto& [name, position] : steps_) {
      path.append("/").append(name);
      if (position != kAlone) path.append("[").append(std::to_string(position)).append("]");
    }
    return path;
  }

  std::unordered_set<const Element*> sought_;
  std::vector<At> steps_;
  std::map<const Element*, Place> found_;
  std::size_t order_ = 0;
};

}  // namespace

std::map<const Element*, Place> places_of(const std::vector<const Element*>& sought, const Element& root) {
  Walk walk(sought);
  walk.visit(root);
  return std::move(walk).found();
}

}  // namespace vesture::domain::einvoice
