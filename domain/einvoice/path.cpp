#include "domain/einvoice/path.hpp"

#include <algorithm>
#include <cassert>
#include <span>

namespace vesture::domain::einvoice {
namespace {

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is(std::string_view text, std::string_view value) {
  return same_text(text, value) || (value == "true" && same_text(text, "1")) ||
         (value == "false" && same_text(text, "0"));
}

// Whether one of the texts at the end of the path is the value.
bool reaches(const Element& element, const Condition& condition, std::size_t depth) {
  if (depth == condition.path.size()) {
    if (condition.attribute.empty()) return is(element.text, condition.value);
    const auto* attribute = element.find_attribute(condition.attribute);
    return attribute && is(attribute->value, condition.value);
  }
  return std::ranges::any_of(element.children, [&](const Element& child) {
    return child.name == condition.path[depth] && reaches(child, condition, depth + 1);
  });
}

std::size_t count_along(std::span<const Step> steps, const Element& from) {
  if (steps.empty()) return 1;
  std::size_t count = 0;
  for (const auto& child : from.children)
    if (steps.front().leads_to(child)) count += count_along(steps.subspan(1), child);
  return count;
}

// What stands before the first of the characters outside of brackets; it and the character are taken off the text.
std::string_view take_until(std::string_view& text, char end) {
  std::size_t at = 0;
  for (int brackets = 0; at < text.size() && (brackets > 0 || text[at] != end); ++at)
    brackets += text[at] == '[' ? 1 : text[at] == ']' ? -1 : 0;
  const auto taken = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return taken;
}

Condition parse_condition(std::string_view text) {
  const auto sign = text.find('=');
  assert(sign != std::string_view::npos && sign > 0);
  Condition condition;
  condition.equal = text[sign - 1] != '!';
  condition.value = text.substr(sign + 1);
  auto path = text.substr(0, condition.equal ? sign : sign - 1);
  while (!path.empty()) {
    const auto step = take_until(path, '/');
    if (step.starts_with('@'))
      condition.attribute = step.substr(1);
    else if (step != ".")
      condition.path.push_back(step);
  }
  return condition;
}

Step parse_step(std::string_view text) {
  Step step{text.substr(0, text.find('[')), {}};
  text.remove_prefix(step.name.size());
  while (!text.empty()) {
    assert(text.front() == '[');
    text.remove_prefix(1);
    step.conditions.push_back(parse_condition(take_until(text, ']')));
  }
  return step;
}

}  // namespace

bool Condition::holds_for(const Element& element) const { return reaches(element, *this, 0) == equal; }

bool Step::leads_to(const Element& element) const {
  return element.name == name &&
         std::ranges::all_of(conditions, [&](const auto& each) { return each.holds_for(element); });
}

Path parse_path(std::string_view text) {
  Path path;
  if (text == ".") return path;
  while (!text.empty()) {
    assert(path.attribute.empty());
    const auto step = take_until(text, '/');
    if (step.starts_with('@'))
      path.attribute = step.substr(1);
    else
      path.steps.push_back(parse_step(step));
  }
  return path;
}

std::size_t count_at(const Element& from, const Path& path) { return count_along(path.steps, from); }

bool same_text(std::string_view text, std::string_view value) {
  return std::ranges::equal(trimmed(text), value, {}, lowered, lowered);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kWhiteSpace = " \t\r\n";
  const auto from = text.find_first_not_of(kWhiteSpace);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kWhiteSpace) - from + 1);
}

}  // namespace vesture::domain::einvoice
