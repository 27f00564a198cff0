#include "domain/einvoice/findings.hpp"

#include <algorithm>

#include "domain/einvoice/code_list_rules.hpp"
#include "domain/einvoice/paths_anywhere.hpp"
#include "domain/einvoice/places.hpp"
#include "domain/einvoice/sums.hpp"

namespace vesture::domain::einvoice {
namespace {

Rules concatenated(std::initializer_list<Rules> tables) {
  Rules rules;
  for (const auto& table : tables) rules.insert(rules.end(), table.begin(), table.end());
  return rules;
}

// Goes down the tree of groups, and asks of each the rules that are for it.
class Questioning {
 public:
  Questioning(const Document& document, std::span<const Rule> rules, std::vector<Breaches>& breaches)
      : document_(document),
        sums_(sums_of(document)),
        elements_(*document.invoice.element),
        rules_(rules),
        breaches_(breaches) {}

  void ask(const Group& group) {
    for (const auto& rule : std::ranges::equal_range(rules_, group.id, {}, &Rule::of)) {
      if (!is_for(rule, document_)) continue;
      auto& breaches = breaches_[static_cast<std::size_t>(&rule - rules_.data())];
      if (!breaches.full()) rule.check({document_, sums_, elements_, group}, breaches);
    }
    for (const auto& each : group.groups) ask(each);
  }

 private:
  const Document& document_;
  const Sums sums_;
  const ElementsByName elements_;
  std::span<const Rule> rules_;
  std::vector<Breaches>& breaches_;
};

// Breaches of rules that are stated alike, and where they lie in the document.
class Placing {
 public:
  // `stated` are Rule or Unwanted::Use, each with its breaches at the same position.
  template <typename Stated>
  void add(std::span<const Stated> stated, const std::vector<Breaches>& breaches) {
    for (std::size_t i = 0; i < stated.size(); ++i)
      for (const auto& [where, detail] : breaches[i].found())
        found_.push_back(
            {where, {stated[i].id, stated[i].severity, stated[i].wording.text(), {}, where->line, detail}});
  }

  std::vector<Finding> in_order(const Element& root, std::size_t most) && {
    if (found_.empty()) return {};
    place(root);
    std::ranges::stable_sort(found_, {}, &Found::order);
    std::vector<Finding> findings;
    for (auto& each : found_) findings.push_back(std::move(each.finding));
    keep_gravest(findings, most);
    return findings;
  }

 private:
  struct Found {
    const Element* where;
    Finding finding;
    std::size_t order = 0;
  };

  void place(const Element& root) {
    std::vector<const Element*> elements;
    for (const auto& each : found_) elements.push_back(each.where);
    const auto places = places_of(elements, root);
    for (auto& each : found_) {
      const auto& place = places.at(each.where);
      each.order = place.order;
      each.finding.place = place.xpath;
    }
  }

  std::vector<Found> found_;
};

}  // namespace

RuleBook::RuleBook(std::initializer_list<Rules> tables, const Unwanted* unwanted)
    : rules_(concatenated(tables)), unwanted_(unwanted) {
  std::ranges::stable_sort(rules_, {}, &Rule::of);
}

std::vector<Finding> RuleBook::findings_of(const Document& document, std::size_t most) const {
  const auto& root = *document.invoice.element;
  Placing placing;
  std::vector<Breaches> broken(rules_.size(), Breaches(most));
  Questioning(document, rules_, broken).ask(document.invoice);
  placing.add(rules(), broken);
  if (unwanted_) {
    std::vector<Breaches> used(unwanted_->uses().size(), Breaches(most));
    unwanted_->find(root, used);
    placing.add(std::span(unwanted_->uses()), used);
  }
  return std::move(placing).in_order(root, most);
}

const RuleBook& rule_book(Syntax syntax) {
  const auto of_the_model = [] {
    return concatenated(
        {content_rules(), calculation_rules(), vat_family_rules(), single_vat_rules(), code_list_rules()});
  };
  static const RuleBook kUblInvoice({of_the_model(), ubl_rules()}, &unwanted_in_ubl_invoice());
  static const RuleBook kUblCreditNote({of_the_model(), ubl_rules()}, &unwanted_in_ubl_credit_note());
  // Where this book and the official validator still differ: CII-DT-* and CII-SR-468 and 469 are not asked, nor are the
  // CII-SR-* that only warn; BR-CL-07, 10 and 11 look at the places that the model has a term for, not at every element of
  // the name; BR-62 to BR-65 take an empty scheme for one, which the code lists then refuse; BR-DEC-13
  // and 15 count zeros at the end ("1.000") as decimals.
  static const RuleBook kCii({of_the_model(), cii_rules()});
  switch (syntax) {
    case Syntax::ubl_invoice:
      return kUblInvoice;
    case Syntax::ubl_credit_note:
      return kUblCreditNote;
    case Syntax::cii_invoice:
      return kCii;
  }
  return kCii;
}

void keep_gravest(std::vector<Finding>& findings, std::size_t most) {
  if (findings.size() <= most) return;
  const auto fatal =
      static_cast<std::size_t>(std::ranges::count(findings, Severity::fatal, &Finding::severity));
  auto warnings = most - std::min(most, fatal);
  std::erase_if(findings, [&](const Finding& each) {
    if (each.severity == Severity::fatal) return false;
    if (warnings == 0) return true;
    --warnings;
    return false;
  });
  if (findings.size() > most)
    findings.erase(findings.begin() + static_cast<std::ptrdiff_t>(most), findings.end());
}

std::vector<Finding> findings_of(const Document& document, std::size_t most) {
  return rule_book(document.syntax).findings_of(document, most);
}

}  // namespace vesture::domain::einvoice
