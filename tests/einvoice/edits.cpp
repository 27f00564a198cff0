#include "tests/einvoice/edits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <span>

#include "api/einvoice/xml_reader.hpp"
#include "domain/einvoice/findings.hpp"
#include "domain/einvoice/path.hpp"
#include "domain/einvoice/reading.hpp"

namespace vesture::einvoice {
namespace {

using domain::einvoice::Step;

// The element that the steps lead to, and what it is a child of.
struct Place {
  Element* parent = nullptr;
  std::size_t child = 0;

  Element& element() const { return parent->children[child]; }
  bool found() const { return parent != nullptr; }
};

Place place(Element& from, std::span<const Step> steps) {
  for (std::size_t i = 0; i < from.children.size(); ++i) {
    if (!steps.front().leads_to(from.children[i])) continue;
    if (steps.size() == 1) return {&from, i};
    if (const auto below = place(from.children[i], steps.subspan(1)); below.found()) return below;
  }
  return {};
}

template <typename Change>
Edit at(std::string_view path, Change change) {
  return [path = std::string(path), change](Element& root) {
    const auto steps = domain::einvoice::parse_path(path).steps;
    const auto there = place(root, steps);
    ASSERT_TRUE(there.found()) << "no " << path;
    change(there);
  };
}

}  // namespace

Edit remove(std::string_view path) {
  return at(path, [](const Place& there) {
    there.parent->children.erase(there.parent->children.begin() + static_cast<std::ptrdiff_t>(there.child));
  });
}

Edit set(std::string_view path, std::string_view text) {
  return at(path, [text = std::string(text)](const Place& there) { there.element().text = text; });
}

Edit repeat(std::string_view path) {
  return at(path, [](const Place& there) {
    auto once_more = there.element();
    auto& siblings = there.parent->children;
    siblings.insert(siblings.begin() + static_cast<std::ptrdiff_t>(there.child), std::move(once_more));
  });
}

Edit add(std::string_view to, Element element) {
  if (to.empty()) return [element](Element& root) { root.children.push_back(element); };
  return at(to, [element](const Place& there) { there.element().children.push_back(element); });
}

Edit set_attribute(std::string_view path, std::string_view name, std::string_view value) {
  return at(path, [name, value](const Place& there) {
    std::erase_if(there.element().attributes, [&](const auto& each) { return each.name == name; });
    there.element().attributes.push_back({std::string(name), std::string(value)});
  });
}

Edit remove_attribute(std::string_view path, std::string_view name) {
  return at(path, [name](const Place& there) {
    EXPECT_GT(std::erase_if(there.element().attributes, [&](const auto& each) { return each.name == name; }),
              0U);
  });
}

Edit all(std::vector<Edit> edits) {
  return [edits = std::move(edits)](Element& root) {
    for (const auto& edit : edits) edit(root);
  };
}

Element parsed(const std::string& document) {
  auto root = api::einvoice::read_xml(document, {});
  EXPECT_TRUE(root.has_value());
  return root ? *std::move(root) : Element{};
}

std::vector<std::string> rules_broken_by(const Element& root) {
  const auto document = domain::einvoice::read(root);
  EXPECT_TRUE(document.has_value());
  std::set<std::string> rules;
  if (document)
    for (const auto& each : domain::einvoice::findings_of(*document, 10'000)) rules.emplace(each.rule);
  return {rules.begin(), rules.end()};
}

}  // namespace vesture::einvoice
