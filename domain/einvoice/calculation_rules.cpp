// BR-CO-10 to BR-CO-17: totals that add up, and BR-DEC-*: amounts of at most two decimals. As the official validator
// calculates: exactly, sums rounded to two places with halves upwards, an amount that is missing makes no equation true.
#include "domain/einvoice/rule_forms.hpp"
#include "domain/einvoice/sums.hpp"

namespace vesture::domain::einvoice {
namespace {

constexpr unsigned kPlaces = 2;

void expect(const Group& group, BT term, const Decimal& calculated, Breaches& breaches) {
  if (number(group, term) != calculated) differs(group, term, calculated, breaches);
}

Decimal number_or_zero(const Group& group, BT term) {
  return group.has(term) ? number(group, term) : Decimal(0);
}

void lines_add_up(const Asked& asked, Breaches& breaches) {
  expect(asked.group, BT::lines_total, asked.sums.line_net_amounts.rounded(kPlaces), breaches);
}

// Of the allowances or charges of the document: a total is there with them, and may be left out without them.
Check parts_add_up(BT total, BG parts, Decimal Sums::*sum) {
  return [total, parts, sum](const Asked& asked, Breaches& breaches) {
    if (asked.group.has(total) || asked.sums.groups.contains(parts))
      expect(asked.group, total, (asked.sums.*sum).rounded(kPlaces), breaches);
  };
}

void total_without_vat_adds_up(const Asked& asked, Breaches& breaches) {
  const auto& totals = asked.group;
  const auto lines = number(totals, BT::lines_total);
  const bool lines_alone = !totals.has(BT::allowances_total) && !totals.has(BT::charges_total);
  const auto sum =
      lines - number_or_zero(totals, BT::allowances_total) + number_or_zero(totals, BT::charges_total);
  expect(totals, BT::total_without_vat, lines_alone ? lines : sum.rounded(kPlaces), breaches);
}

Decimal tax_of_breakdown(const Group& total) {
  Decimal sum(0);
  for (const auto& breakdown : total.all(BG::vat_breakdown)) sum += number_or_zero(breakdown, BT::tax_amount);
  return sum.rounded(kPlaces);
}

void breakdown_adds_up(const Asked& asked, Breaches& breaches) {
  if (asked.group.has(BG::vat_breakdown))
    expect(asked.group, BT::total_vat, tax_of_breakdown(asked.group), breaches);
}

// CII may leave BT-110 out, and has the total in the accounting currency among the same elements.
void totals_of_vat_add_up(const Asked& asked, Breaches& breaches) {
  const auto currency = asked.document.invoice.text(BT::currency);
  const auto sum = tax_of_breakdown(asked.group);
  for (const auto& total : asked.group.all(BT::total_vat))
    if (total.attribute("currencyID") == currency && Decimal::parse(total.text) != sum)
      breaches.add(*total.element, difference(total.text, sum));
}

bool are_the_same(const Group& totals, BT one, BT other) {
  return number(totals, one) == number(totals, other);
}

// BR-CO-15: there is one total of VAT in the invoice's currency, and with it the total is right. In CII there may be none
// where no VAT is added.
void total_with_vat_adds_up(const Asked& asked, Breaches& breaches) {
  const auto& invoice = asked.group;
  const auto* totals = invoice.find(BG::totals);
  const bool may_be_without = asked.document.is_cii() && totals;
  if (may_be_without && are_the_same(*totals, BT::total_with_vat, BT::total_without_vat)) return;
  for (const auto& currency : invoice.all(BT::currency)) {
    const auto& vat = asked.sums.vat_totals_in(currency.text);
    if (!totals) {
      breaches.add(*invoice.element, number_of(BG::totals));
    } else if (vat.size() != 1) {
      breaches.add(vat.empty() ? *invoice.element : *vat[1]->element,
                   "BT-110 (" + quoted(currency.text) + "): " + std::to_string(vat.size()));
    } else {
      const auto sum = number(*totals, BT::total_without_vat) + Decimal::parse(vat.front()->text);
      expect(*totals, BT::total_with_vat, sum.rounded(kPlaces), breaches);
    }
  }
}

void amount_due_adds_up(const Asked& asked, Breaches& breaches) {
  const auto& totals = asked.group;
  auto sum = number(totals, BT::total_with_vat);
  if (totals.has(BT::paid_amount)) sum = (sum - number(totals, BT::paid_amount)).rounded(kPlaces);
  if (!totals.has(BT::rounding_amount)) return expect(totals, BT::amount_due, sum, breaches);
  const auto rounding = number(totals, BT::rounding_amount);
  if ((number(totals, BT::amount_due) - rounding).rounded(kPlaces) != sum)
    differs(totals, BT::amount_due, sum + rounding, breaches);
}

// BR-CO-17: within one unit of the currency, since lines are rounded one by one; in CII a whole unit is within.
void tax_follows_from_rate(const Asked& asked, Breaches& breaches) {
  const auto& breakdown = asked.group;
  const auto tax = number(breakdown, BT::tax_amount);
  auto categories = breakdown.all(BG::vat_category);
  const auto vat = std::ranges::find_if(categories, is_vat);
  const bool has_rate = vat != categories.end() && vat->has(BT::vat_rate);
  const auto rate = has_rate ? number(*vat, BT::vat_rate) : Decimal(0);
  if (rate.rounded(0) == Decimal(0)) {
    if (tax.rounded(0) != Decimal(0)) differs(breakdown, BT::tax_amount, Decimal(0), breaches);
    return;
  }
  const auto taxable = number(breakdown, BT::taxable_amount);
  const auto expected = (taxable.magnitude() * rate.hundredth()).rounded(kPlaces);
  const auto apart = (tax.magnitude() - expected).magnitude();
  const bool is_within = asked.document.is_cii() ? apart <= Decimal(1) : apart < Decimal(1);
  if (!is_within) differs(breakdown, BT::tax_amount, expected, breaches);
}

Rule total_of_vat(Check check) {
  return {"BR-CO-14",
          BG::vat_total,
          {"Rēķina PVN kopsummai (BT-110) jābūt vienādai ar PVN kategoriju nodokļa summu (BT-117) summu.",
           "The total VAT amount (BT-110) must be what the tax amounts of the VAT categories (BT-117) add up "
           "to."},
          std::move(check)};
}

// BR-DEC-13 and BR-DEC-15: of the total of VAT in the currency that another term names.
Rule two_decimals_of_vat(std::string_view id, BT currency, BT total) {
  auto rule = at_most_two_decimals(id, BG::invoice, total);
  rule.check = [currency](const Asked& asked, Breaches& breaches) {
    if (!asked.group.has(currency)) return;
    for (const auto* vat : asked.sums.vat_totals_in(asked.group.text(currency)))
      if (decimals_of(vat->text) > kPlaces) breaches.add(*vat->element, quoted(vat->text));
  };
  return rule;
}

}  // namespace

Rules calculation_rules() {
  return {
      {"BR-CO-10",
       BG::totals,
       {"Rēķina rindu neto summu kopsummai (BT-106) jābūt vienādai ar rindu neto summu (BT-131) summu.",
        "The sum of invoice line net amounts (BT-106) must be what the net amounts of the lines (BT-131) add "
        "up to."},
       lines_add_up},
      {"BR-CO-11",
       BG::totals,
       {"Dokumenta līmeņa atlaižu kopsummai (BT-107) jābūt vienādai ar visu atlaižu (BT-92) summu.",
        "The sum of allowances (BT-107) must be what the document level allowances (BT-92) add up to."},
       parts_add_up(BT::allowances_total, BG::allowance, &Sums::allowances)},
      {"BR-CO-12",
       BG::totals,
       {"Dokumenta līmeņa piemaksu kopsummai (BT-108) jābūt vienādai ar visu piemaksu (BT-99) summu.",
        "The sum of charges (BT-108) must be what the document level charges (BT-99) add up to."},
       parts_add_up(BT::charges_total, BG::charge, &Sums::charges)},
      {"BR-CO-13",
       BG::totals,
       {"Rēķina kopsummai bez PVN (BT-109) jābūt vienādai ar rindu kopsummu (BT-106), no kuras atņemta "
        "atlaižu kopsumma (BT-107) un kurai pieskaitīta piemaksu kopsumma (BT-108).",
        "The total without VAT (BT-109) must be the sum of the lines (BT-106) less allowances (BT-107) plus "
        "charges (BT-108)."},
       total_without_vat_adds_up},
      in_ubl(total_of_vat(breakdown_adds_up)),
      in_cii(total_of_vat(totals_of_vat_add_up)),
      {"BR-CO-15",
       BG::invoice,
       {"Rēķina kopsummai ar PVN (BT-112) jābūt vienādai ar rēķina kopsummu bez PVN (BT-109), kurai "
        "pieskaitīta vienīgā PVN kopsumma (BT-110) rēķina valūtā.",
        "The total with VAT (BT-112) must be the total without VAT (BT-109) plus the one total VAT amount "
        "(BT-110) in the invoice's currency."},
       total_with_vat_adds_up},
      {"BR-CO-16",
       BG::totals,
       {"Apmaksājamai summai (BT-115) jābūt vienādai ar rēķina kopsummu ar PVN (BT-112), no kuras atņemta "
        "samaksātā summa (BT-113) un kurai pieskaitīta noapaļošanas summa (BT-114).",
        "The amount due (BT-115) must be the total with VAT (BT-112) less the paid amount (BT-113) plus the "
        "rounding amount (BT-114)."},
       amount_due_adds_up},
      {"BR-CO-17",
       BG::vat_breakdown,
       {"PVN kategorijas nodokļa summai (BT-117) jābūt vienādai ar apliekamās summas (BT-116) un likmes "
        "(BT-119) reizinājumu.",
        "The tax amount of a VAT category (BT-117) must be its taxable amount (BT-116) times its rate "
        "(BT-119)."},
       tax_follows_from_rate},
      at_most_two_decimals("BR-DEC-01", BG::allowance, BT::allowance_amount),
      at_most_two_decimals("BR-DEC-02", BG::allowance, BT::allowance_base_amount),
      at_most_two_decimals("BR-DEC-05", BG::charge, BT::charge_amount),
      at_most_two_decimals("BR-DEC-06", BG::charge, BT::charge_base_amount),
      at_most_two_decimals("BR-DEC-09", BG::totals, BT::lines_total),
      at_most_two_decimals("BR-DEC-10", BG::totals, BT::allowances_total),
      at_most_two_decimals("BR-DEC-11", BG::totals, BT::charges_total),
      at_most_two_decimals("BR-DEC-12", BG::totals, BT::total_without_vat),
      two_decimals_of_vat("BR-DEC-13", BT::currency, BT::total_vat),
      at_most_two_decimals("BR-DEC-14", BG::totals, BT::total_with_vat),
      two_decimals_of_vat("BR-DEC-15", BT::vat_accounting_currency, BT::total_vat_in_accounting_currency),
      at_most_two_decimals("BR-DEC-16", BG::totals, BT::paid_amount),
      at_most_two_decimals("BR-DEC-17", BG::totals, BT::rounding_amount),
      at_most_two_decimals("BR-DEC-18", BG::totals, BT::amount_due),
      at_most_two_decimals("BR-DEC-19", BG::vat_breakdown, BT::taxable_amount),
      at_most_two_decimals("BR-DEC-20", BG::vat_breakdown, BT::tax_amount),
      at_most_two_decimals("BR-DEC-23", BG::line, BT::line_net_amount),
      at_most_two_decimals("BR-DEC-24", BG::line_allowance, BT::line_allowance_amount),
      at_most_two_decimals("BR-DEC-25", BG::line_allowance, BT::line_allowance_base_amount),
      at_most_two_decimals("BR-DEC-27", BG::line_charge, BT::line_charge_amount),
      at_most_two_decimals("BR-DEC-28", BG::line_charge, BT::line_charge_base_amount),
  };
}

}  // namespace vesture::domain::einvoice
