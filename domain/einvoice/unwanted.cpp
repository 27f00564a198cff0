#include "domain/einvoice/unwanted.hpp"

namespace vesture::domain::einvoice {
namespace {

std::string numbered(std::string_view prefix, unsigned number, unsigned digits) {
  auto text = std::to_string(number);
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return std::string(prefix) + text;
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string below(std::string_view path, std::string_view name) {
  return path.empty() ? std::string(name) : std::string(path) + "/" + std::string(name);
}

Wording not_used(const std::string& path, Severity severity) {
  return {"E-rēķinā nelieto " + path + ".",
          path + (severity == Severity::fatal ? " must" : " should") + " not be used in an e-invoice."};
}

// An element and all that is in it, each as a beginning.
template <typename Tree, typename Found>
void visit_everywhere(const Tree& tree, const Element& element, const Found& found) {
  tree.visit(element, found);
  for (const auto& child : element.children) visit_everywhere(tree, child, found);
}

}  // namespace

Unwanted::Unwanted(std::initializer_list<UnwantedTable> tables) {
  for (const auto& table : tables)
    for (const auto& row : table.rows)
      for (auto number = row.first; const auto name : words(row.names)) {
        auto path = below(table.below, below(row.below, name));
        auto wording = not_used(path, row.severity);
        uses_.push_back({numbered(row.prefix, number++, row.digits), std::move(path), row.reach,
                         std::move(wording), row.severity});
      }
  for (std::size_t i = 0; i < uses_.size(); ++i)
    (uses_[i].reach == Reach::anywhere ? anywhere_ : from_the_root_).add(parse_path(uses_[i].path), i);
}

void Unwanted::find(const Element& root, std::vector<Breaches>& breaches) const {
  const auto add = [&](std::size_t use, const Element& element, const Attribute*) {
    breaches[use].add(element);
  };
  from_the_root_.visit(root, add);
  visit_everywhere(anywhere_, root, add);
}

}  // namespace vesture::domain::einvoice
