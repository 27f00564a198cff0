// BR-S-*, BR-Z-* and their like: one table of families (vat_families.cpp), and the ten rules that each of them has.
#include "domain/einvoice/rule_forms.hpp"
#include "domain/einvoice/sums.hpp"
#include "domain/einvoice/vat_families.hpp"
#include "domain/einvoice/vat_wording.hpp"

namespace vesture::domain::einvoice {
namespace {

constexpr unsigned kPlaces = 2;

// "BR-S-08"
std::string id_of(const VatFamily& family, unsigned number) {
  return std::string(family.prefix) + (number < 10 ? "-0" : "-") + std::to_string(number);
}

// --- 01: the breakdown has the category ---

bool is_once_where_used(const CategorySums& category) {
  const bool used = category.lines.of_vat + category.allowances.of_vat + category.charges.of_vat > 0;
  return category.breakdowns.of_vat == 1 || (!used && category.breakdowns.of_vat == 0);
}

bool is_where_used(const CategorySums& category, bool of_any_tax) {
  const auto times = of_any_tax ? &Uses::of_any_tax : &Uses::of_vat;
  const bool used = category.lines.*times + category.allowances.*times + category.charges.*times > 0;
  return used == (category.breakdowns.*times > 0);
}

bool is_used_and_once(const CategorySums& category) {
  const bool used =
      category.lines.of_any_tax + category.allowances.of_any_tax + category.charges.of_any_tax > 0;
  return used && category.breakdowns.of_any_tax == 1;
}

bool is_nowhere(const CategorySums& category) {
  return category.lines.of_any_tax + category.allowances.of_any_tax + category.charges.of_any_tax +
             category.breakdowns.of_any_tax ==
         0;
}

bool is_twice_with(std::size_t uses, const CategorySums& category) {
  return uses == 0 || uses + category.breakdowns.of_any_tax >= 2;
}

bool is_right(const VatFamily& family, const CategorySums& category) {
  switch (family.in_breakdown) {
    case InBreakdown::once_where_used:
      return is_once_where_used(category);
    case InBreakdown::at_least_where_used:
      return is_where_used(category, family.of_any_tax);
    case InBreakdown::once_and_nowhere_else:
      return is_nowhere(category) || is_used_and_once(category);
    case InBreakdown::at_most_once_where_used:
      return category.breakdowns.of_any_tax == 0 || is_used_and_once(category);
    case InBreakdown::twice_with_where_it_is_used:
      return is_twice_with(category.lines.of_any_tax, category) &&
             is_twice_with(category.allowances.of_any_tax + category.charges.of_any_tax, category);
  }
  return false;
}

Check in_breakdown(const VatFamily& family) {
  return [&family](const Asked& asked, Breaches& breaches) {
    if (!is_right(family, asked.sums.of(family.code))) breaches.add(*asked.group.element);
  };
}

// --- 02 to 04: who is identified ---

bool any_has(const Group& invoice, BG party, Terms identifiers) {
  return std::ranges::any_of(invoice.all(party), [&](const Group& each) {
    return std::ranges::any_of(identifiers, [&](BT identifier) { return each.has(identifier); });
  });
}

bool is_identified(Identified who, const Group& invoice) {
  const bool representative =
      any_has(invoice, BG::tax_representative, {BT::tax_representative_vat_identifier});
  const bool seller_for_vat = representative || any_has(invoice, BG::seller, {BT::seller_vat_identifier});
  const bool seller_for_tax = seller_for_vat || any_has(invoice, BG::seller, {BT::seller_tax_registration});
  const bool buyer_for_vat = any_has(invoice, BG::buyer, {BT::buyer_vat_identifier});
  switch (who) {
    case Identified::seller_for_tax:
      return seller_for_tax;
    case Identified::seller_for_tax_and_buyer:
      return seller_for_tax && (buyer_for_vat || any_has(invoice, BG::buyer, {BT::buyer_registration}));
    case Identified::seller_for_vat:
      return seller_for_vat;
    case Identified::seller_for_vat_and_buyer:
      return seller_for_vat && buyer_for_vat;
    case Identified::nobody_for_vat:
      return !seller_for_vat && !buyer_for_vat;
  }
  return false;
}

Check identified(const VatFamily& family, Uses CategorySums::*where) {
  return [&family, where](const Asked& asked, Breaches& breaches) {
    const auto& uses = asked.sums.of(family.code).*where;
    const bool seen = family.of_any_tax && where == &CategorySums::lines;
    const bool of_another_tax_alone = seen && uses.of_any_tax > 0 && uses.of_vat == 0;
    const bool unidentified = uses.of_vat > 0 && !is_identified(family.identified, asked.group);
    if (of_another_tax_alone || unidentified) breaches.add(*asked.group.element);
  };
}

// --- 05 to 07: the rate ---

bool is_as_asked(Rate rate, const Value* given) {
  const auto number = given ? Decimal::parse(given->text) : Decimal();
  switch (rate) {
    case Rate::positive:
      return number > Decimal(0);
    case Rate::not_negative:
      return number >= Decimal(0);
    case Rate::zero:
      return number == Decimal(0);
    case Rate::absent:
      return !given;
  }
  return false;
}

bool is_of(const VatFamily& family, const Group& category) {
  return category_code(category) == family.code && is_vat(category);
}

Rule rate(const VatFamily& family, unsigned number, BG category) {
  const auto term = category_terms(category).rate;
  return {id_of(family, number), category, rate_wording(family, category_terms(category)),
          [&family, term](const Asked& asked, Breaches& breaches) {
            const auto* given = asked.group.find(term);
            if (is_of(family, asked.group) && !is_as_asked(family.rate, given))
              breaches.add(given ? *given->element : *asked.group.element, given ? quoted(given->text) : "");
          }};
}

// --- 08 to 10: the breakdown itself ---

bool is_within_one(const Decimal& one, const Decimal& other) {
  return (one - other).magnitude() < Decimal(1);
}

// Asked of the total that has the breakdown, for that of a line counts for nothing here.
Rule of_breakdown(
    std::string id, const VatFamily& family, Wording wording,
    std::function<void(const Asked&, const Group& breakdown, const Group& category, Breaches&)> check) {
  return {std::move(id), BG::vat_total, std::move(wording),
          [&family, check = std::move(check)](const Asked& asked, Breaches& breaches) {
            for (const auto& breakdown : asked.group.all(BG::vat_breakdown))
              for (const auto& category : breakdown.all(BG::vat_category))
                if (is_of(family, category)) check(asked, breakdown, category, breaches);
          }};
}

// Whether the sums of a category, or of a category and a rate, make the taxable amount.
bool is_taxable(Taxable taxable, const Decimal& there, const Decimal& expected, bool rate_is_used,
                bool has_lines) {
  switch (taxable) {
    case Taxable::exactly:
      return there == expected && has_lines;
    case Taxable::by_rate:
      return is_within_one(there, expected) && has_lines;
    case Taxable::by_rate_that_is_used:
      return is_within_one(there, expected) && rate_is_used;
    case Taxable::within_one:
      return is_within_one(there, expected);
    case Taxable::exactly_by_rate:
      return there == expected;
  }
  return false;
}

bool is_by_rate(Taxable taxable) { return taxable != Taxable::exactly && taxable != Taxable::within_one; }

Rule taxable(const VatFamily& family) {
  return of_breakdown(
      id_of(family, 8), family, taxable_wording(family),
      [&family](const Asked& asked, const Group& breakdown, const Group& category, Breaches& breaches) {
        const auto there = number(breakdown, BT::taxable_amount);
        const auto& sums = asked.sums.of(family.code);
        const bool by_rate = is_by_rate(family.taxable);
        if (by_rate && !category.has(BT::vat_rate)) return;
        const auto of_rate = sums.taxable_by_rate.find(to_string(number(category, BT::vat_rate)));
        const bool rate_is_used = of_rate != sums.taxable_by_rate.end();
        const auto expected = !by_rate ? sums.taxable : rate_is_used ? of_rate->second : Decimal(0);
        const bool has_lines = asked.sums.groups.contains(BG::line);
        if (!is_taxable(family.taxable, there, expected, rate_is_used, has_lines))
          differs(breakdown, BT::taxable_amount, expected, breaches);
      });
}

Rule tax(const VatFamily& family) {
  return of_breakdown(
      id_of(family, 9), family, tax_wording(family),
      [&family](const Asked&, const Group& breakdown, const Group& category, Breaches& breaches) {
        const auto there = number(breakdown, BT::tax_amount);
        const bool follows = family.rate == Rate::positive || family.rate == Rate::not_negative;
        const auto taxable_amount = number(breakdown, BT::taxable_amount).magnitude();
        const auto expected =
            follows ? (taxable_amount * number(category, BT::vat_rate).hundredth()).rounded(kPlaces)
                    : Decimal(0);
        if (follows ? !is_within_one(there.magnitude(), expected) : there != expected)
          differs(breakdown, BT::tax_amount, expected, breaches);
      });
}

Rule exemption(const VatFamily& family) {
  return of_breakdown(id_of(family, 10), family, exemption_wording(family),
                      [&family](const Asked&, const Group&, const Group& category, Breaches& breaches) {
                        const bool given =
                            category.has(BT::exemption_reason) || category.has(BT::exemption_reason_code);
                        if (given != (family.exemption == Exemption::must_be_given))
                          breaches.add(*category.element);
                      });
}

Rules rules_of(const VatFamily& family) {
  Rules rules;
  // What is not subject to VAT looks at the document's own allowances and charges alone.
  const bool of_document = family.identified == Identified::nobody_for_vat;
  const auto allowances = of_document ? &CategorySums::document_allowances : &CategorySums::allowances;
  const auto charges = of_document ? &CategorySums::document_charges : &CategorySums::charges;
  const auto of_invoice = [&](unsigned number, Wording wording, Check check) {
    rules.push_back({id_of(family, number), BG::invoice, std::move(wording), std::move(check)});
  };
  of_invoice(1, in_breakdown_wording(family), in_breakdown(family));
  of_invoice(2, identified_wording(family, BG::line), identified(family, &CategorySums::lines));
  of_invoice(3, identified_wording(family, BG::allowance), identified(family, allowances));
  of_invoice(4, identified_wording(family, BG::charge), identified(family, charges));
  rules.push_back(rate(family, 5, BG::line_vat));
  rules.push_back(rate(family, 6, BG::allowance_vat));
  rules.push_back(rate(family, 7, BG::charge_vat));
  rules.push_back(taxable(family));
  if (family.asks_for_tax) rules.push_back(tax(family));
  rules.push_back(exemption(family));
  return rules;
}

}  // namespace

Rules vat_family_rules() {
  Rules rules;
  for (const auto& family : vat_families())
    for (auto& rule : rules_of(family)) rules.push_back(in_ubl(std::move(rule)));
  for (const auto& family : vat_families_in_cii())
    for (auto& rule : rules_of(family)) rules.push_back(in_cii(std::move(rule)));
  return rules;
}

}  // namespace vesture::domain::einvoice
