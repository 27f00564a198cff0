#include "domain/einvoice/sums.hpp"

#include "domain/einvoice/path.hpp"

namespace vesture::domain::einvoice {
namespace {

void count(Uses& uses, bool vat) {
  ++uses.of_any_tax;
  uses.of_vat += vat ? 1 : 0;
}

Decimal amount(const Group& group, BT term) {
  return group.has(term) ? Decimal::parse(group.text(term)) : Decimal(0);
}

class Adding {
 public:
  explicit Adding(Sums& sums) : sums_(sums) {}

  void add(const Group& invoice) {
    for (const auto& [term, _] : invoice.terms) sums_.terms.insert(term);
    for (const auto& group : invoice.groups) {
      sums_.groups.insert(group.id);
      if (group.id == BG::seller) add_seller(group);
      if (group.id == BG::line) add_line(group);
      if (group.id == BG::allowance) add_allowance(group);
      if (group.id == BG::charge) add_charge(group);
      if (group.id == BG::vat_total) add_vat(group);
    }
  }

 private:
  void add_seller(const Group& seller) {
    for (const auto& [term, value] : seller.terms) {
      if (term == BT::seller_name) sums_.seller_names.insert(value.text);
      if (term == BT::seller_trading_name) sums_.seller_trading_names.insert(value.text);
      if (term == BT::seller_identifier) sums_.seller_identifiers.insert(value.text);
    }
  }

  void add_line(const Group& line) {
    const auto net = amount(line, BT::line_net_amount);
    sums_.line_net_amounts += net;
    for (const auto& vat : line.all(BG::line_vat)) {
      count_all(vat, &CategorySums::lines);
      add_taxable(vat, net);
    }
    for (const auto& allowance : line.all(BG::line_allowance))
      for (const auto& vat : allowance.all(BG::allowance_vat)) count_all(vat, &CategorySums::allowances);
    for (const auto& charge : line.all(BG::line_charge))
      for (const auto& vat : charge.all(BG::charge_vat)) count_all(vat, &CategorySums::charges);
  }

  void add_allowance(const Group& allowance) {
    const auto less = amount(allowance, BT::allowance_amount);
    sums_.allowances += less;
    for (const auto& vat : allowance.all(BG::allowance_vat)) {
      count_all(vat, &CategorySums::allowances);
      count_all(vat, &CategorySums::document_allowances);
      add_taxable(vat, -less);
    }
  }

  void add_charge(const Group& charge) {
    const auto more = amount(charge, BT::charge_amount);
    sums_.charges += more;
    for (const auto& vat : charge.all(BG::charge_vat)) {
      count_all(vat, &CategorySums::charges);
      count_all(vat, &CategorySums::document_charges);
      add_taxable(vat, more);
    }
  }

  void add_vat(const Group& total) {
    for (const auto& [term, value] : total.terms)
      if (term == BT::total_vat) sums_.vat_totals[value.attribute("currencyID")].push_back(&value);
    for (const auto& breakdown : total.all(BG::vat_breakdown))
      for (const auto& vat : breakdown.all(BG::vat_category)) count_all(vat, &CategorySums::breakdowns);
  }

  void count_all(const Group& vat, Uses CategorySums::*where) {
    count(sums_.all.*where, is_vat(vat));
    count(sums_.categories[category_code(vat)].*where, is_vat(vat));
  }

  void add_taxable(const Group& vat, const Decimal& net) {
    auto& category = sums_.categories[category_code(vat)];
    category.taxable += net;
    const auto rate = Decimal::parse(vat.text(category_terms(vat.id).rate));
    if (!rate.is_known()) return;
    category.taxable_by_rate.try_emplace(to_string(rate), 0).first->second += net;
  }

  Sums& sums_;
};

}  // namespace

const CategorySums& Sums::of(std::string_view code) const {
  static const CategorySums kNothing;
  const auto found = categories.find(code);
  return found == categories.end() ? kNothing : found->second;
}

const std::vector<const Value*>& Sums::vat_totals_in(std::string_view currency) const {
  static const std::vector<const Value*> kNone;
  const auto found = vat_totals.find(currency);
  return found == vat_totals.end() ? kNone : found->second;
}

Sums sums_of(const Document& document) {
  Sums sums;
  Adding(sums).add(document.invoice);
  return sums;
}

CategoryTerms category_terms(BG group) {
  switch (group) {
    case BG::allowance_vat:
      return {BT::allowance_vat_category, BT::allowance_vat_rate};
    case BG::charge_vat:
      return {BT::charge_vat_category, BT::charge_vat_rate};
    case BG::line_vat:
      return {BT::line_vat_category, BT::line_vat_rate};
    default:
      return {BT::vat_category, BT::vat_rate};
  }
}

std::string_view category_code(const Group& group) { return group.text(category_terms(group.id).code); }

bool is_vat(const Group& group) {
  return std::ranges::any_of(group.all(BT::tax_scheme),
                             [](const Value& scheme) { return same_text(scheme.text, "VAT"); });
}

}  // namespace vesture::domain::einvoice
