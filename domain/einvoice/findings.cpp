#include "domain/einvoice/findings.hpp"

#include <algorithm>
#include <tuple>

#include "domain/einvoice/places.hpp"
#include "domain/einvoice/sums.hpp"

namespace vesture::domain::einvoice {
namespace {

struct Broken {
  const Rule* rule;
  Breaches breaches;
};

// Goes down the tree of groups, and asks of each the rules that are for it.
class Questioning {
 public:
  Questioning(const Document& document, const Sums& sums, std::vector<Broken>& broken)
      : document_(document), sums_(sums), broken_(broken) {}

  void ask(const Group& group) {
    const auto rules =
        std::ranges::equal_range(broken_, group.id, {}, [](const Broken& b) { return b.rule->of; });
    for (auto& [rule, breaches] : rules)
      if (!breaches.full()) rule->check({document_, sums_, group}, breaches);
    for (const auto& each : group.groups) ask(each);
  }

 private:
  const Document& document_;
  const Sums& sums_;
  std::vector<Broken>& broken_;
};

std::vector<Finding> placed(const std::vector<Broken>& broken, const Element& root) {
  std::vector<const Element*> where;
  for (const auto& [_, breaches] : broken)
    for (const auto& breach : breaches.found()) where.push_back(breach.where);
  if (where.empty()) return {};
  const auto places = places_of(where, root);
  std::vector<std::pair<std::size_t, Finding>> ordered;
  for (const auto& [rule, breaches] : broken)
    for (const auto& breach : breaches.found()) {
      const auto& place = places.at(breach.where);
      ordered.emplace_back(place.order, Finding{rule->id, rule->severity, rule->wording.text(), place.xpath,
                                                breach.where->line, breach.detail});
    }
  std::ranges::stable_sort(ordered, {},
                           [](const auto& each) { return std::tuple(each.first, each.second.rule); });
  std::vector<Finding> findings;
  for (auto& [_, finding] : ordered) findings.push_back(std::move(finding));
  return findings;
}

}  // namespace

RuleBook::RuleBook(std::initializer_list<Rules> tables) {
  for (const auto& table : tables) rules_.insert(rules_.end(), table.begin(), table.end());
  std::ranges::stable_sort(rules_, {}, &Rule::of);
}

std::vector<Finding> RuleBook::findings_of(const Document& document, std::size_t most) const {
  std::vector<Broken> broken;
  for (const auto& rule : rules_) broken.push_back({&rule, Breaches(most)});
  const auto sums = sums_of(document);
  Questioning(document, sums, broken).ask(document.invoice);
  auto findings = placed(broken, *document.invoice.element);
  if (findings.size() > most) findings.resize(most);
  return findings;
}

const RuleBook& rule_book() {
  static const RuleBook kBook{content_rules(), calculation_rules(), vat_family_rules(), single_vat_rules()};
  return kBook;
}

std::vector<Finding> findings_of(const Document& document, std::size_t most) {
  return rule_book().findings_of(document, most);
}

}  // namespace vesture::domain::einvoice
