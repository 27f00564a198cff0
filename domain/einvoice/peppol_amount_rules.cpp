// What Peppol asks of amounts: of allowances and charges, of lines, and of their currencies.
#include <array>
#include <functional>
#include <iterator>

#include "domain/einvoice/code_lists.hpp"
#include "domain/einvoice/dates.hpp"
#include "domain/einvoice/peppol_forms.hpp"

namespace vesture::domain::einvoice {
namespace {

Decimal number_in(const Element& element, std::string_view name, std::int64_t otherwise) {
  return has_child(element, name) ? Decimal::parse(text_in(element, name)) : Decimal(otherwise);
}

bool is_near(const Decimal& one, const Decimal& other, const Decimal& slack) {
  return (one - other).magnitude() <= slack;
}

Decimal two_hundredths() { return Decimal(2).hundredth(); }

bool has_percentage_and_base(const Element& charge) {
  return has_child(charge, "cbc:MultiplierFactorNumeric") && has_child(charge, "cbc:BaseAmount");
}

bool has_one_of_percentage_and_base(const Element& charge) {
  return has_child(charge, "cbc:MultiplierFactorNumeric") != has_child(charge, "cbc:BaseAmount");
}

bool is_percentage_of_base(const Element& charge) {
  if (!has_percentage_and_base(charge)) return true;
  const auto base = Decimal::parse(text_in(charge, "cbc:BaseAmount"));
  const auto percentage = Decimal::parse(text_in(charge, "cbc:MultiplierFactorNumeric"));
  return is_near(number_in(charge, "cbc:Amount", 0), base * percentage.hundredth(), two_hundredths());
}

// The rule is not asked of those of which R041 or R042 is.
bool says_plainly_which(const Element& charge) {
  const auto indicator = text_in(charge, "cbc:ChargeIndicator");
  return has_one_of_percentage_and_base(charge) || indicator == "true" || indicator == "false";
}

Decimal sum_of(const Element& line, std::string_view indicator) {
  Decimal sum(0);
  for (const auto& each : children_of(line, "cac:AllowanceCharge"))
    if (text_in(each, "cbc:ChargeIndicator") == indicator) sum += Decimal::parse(text_in(each, "cbc:Amount"));
  return sum.rounded(2);
}

const Element* quantity_of(const Element& line) {
  const auto* invoiced = child_of(line, "cbc:InvoicedQuantity");
  return invoiced ? invoiced : child_of(line, "cbc:CreditedQuantity");
}

// R120, multiplied by the base quantity: nothing is divided.
bool follows_from_price(const Element& line, const Element&) {
  const Element kNoPrice;
  const auto* there = child_of(line, "cac:Price");
  const auto& price = there ? *there : kNoPrice;
  const auto* quantity = quantity_of(line);
  auto base = number_in(price, "cbc:BaseQuantity", 1);
  if (base == Decimal(0)) base = Decimal(1);
  const auto net =
      number_in(line, "cbc:LineExtensionAmount", 0) - sum_of(line, "true") + sum_of(line, "false");
  const auto gross =
      (quantity ? Decimal::parse(quantity->text) : Decimal(1)) * number_in(price, "cbc:PriceAmount", 0);
  return is_near(net * base, gross, two_hundredths() * base.magnitude());
}

bool has_the_unit_of_its_quantity(const Element& line, const Element&) {
  const auto* base = descend(line, {"cac:Price", "cbc:BaseQuantity"});
  const auto* quantity = quantity_of(line);
  return !base || !base->find_attribute("unitCode") || !quantity ||
         base->attribute("unitCode") == quantity->attribute("unitCode");
}

// Of the lines' periods and the document's, where both have that end of it. The document's is looked for once: a document
// may have a great many lines.
template <typename Order>
Rule line_period(std::string id, std::string_view end, Text text, Order order) {
  return peppol(std::move(id), text, [end, order](const Asked& asked, Breaches& breaches) {
    const auto& root = *asked.group.element;
    const auto* of_document = descend(root, {"cac:InvoicePeriod", end});
    if (!of_document) return;
    const auto other = date_of(trimmed(of_document->text));
    for (const auto& child : root.children) {
      const auto* of_line = is_line(child) ? descend(child, {"cac:InvoicePeriod", end}) : nullptr;
      if (!of_line) continue;
      const auto one = date_of(trimmed(of_line->text));
      if (!one || !other || !order(*one, *other)) breaches.add(child);
    }
  });
}

// All that are in the invoice's currency, but for totals of VAT.
constexpr std::array kAmounts{
    "cbc:Amount",        "cbc:BaseAmount",           "cbc:PriceAmount",        "cbc:TaxableAmount",
    "cbc:PrepaidAmount", "cbc:LineExtensionAmount",  "cbc:TaxExclusiveAmount", "cbc:TaxInclusiveAmount",
    "cbc:PayableAmount", "cbc:AllowanceTotalAmount", "cbc:ChargeTotalAmount",  "cbc:PayableRoundingAmount"};

bool is_amount(std::string_view name) { return std::ranges::find(kAmounts, name) != kAmounts.end(); }

// R051: of all amounts but the total of VAT in accounting currency, which has no breakdown.
bool is_in_accounting_currency(const Element& amount, const Element& parent) {
  return amount.name == "cbc:TaxAmount" && parent.name == "cac:TaxTotal" &&
         !has_child(parent, "cac:TaxSubtotal");
}

bool is_amount_or_tax(const Element& element) {
  return is_amount(element.name) || element.name == "cbc:TaxAmount";
}

void is_in_the_invoices_currency(const Element& parent, std::string_view currency, Breaches& breaches) {
  for (const auto& child : parent.children) {
    const auto own = child.attribute("currencyID");
    if (is_amount_or_tax(child) && own != currency && !is_in_accounting_currency(child, parent))
      breaches.add(child, quoted(own));
    is_in_the_invoices_currency(child, currency, breaches);
  }
}

void has_known_currencies(const Element& parent, Breaches& breaches) {
  for (const auto& child : parent.children) {
    const auto own = child.attribute("currencyID");
    if (is_amount_or_tax(child) && !currencies().has(own)) breaches.add(child, quoted(own));
    has_known_currencies(child, breaches);
  }
}

bool net_price_follows(const Element& price) {
  return std::ranges::all_of(children_of(price, "cac:AllowanceCharge"), [&](const Element& discount) {
    return !has_child(discount, "cbc:BaseAmount") ||
           Decimal::parse(text_in(price, "cbc:PriceAmount")) ==
               Decimal::parse(text_in(discount, "cbc:BaseAmount")) - number_in(discount, "cbc:Amount", 0);
  });
}

Rules amount_rules() {
  return {
      allowance_or_charge(
          "R040",
          {"Atlaides vai piemaksas summai jābūt vienādai ar bāzes summas un procenta reizinājumu.",
           "The amount of an allowance or charge must be its base amount times its percentage."},
          is_percentage_of_base),
      allowance_or_charge(
          "R041",
          {"Kopā ar procentu jānorāda arī bāzes summa.", "With a percentage the base amount must be given."},
          [](const Element& charge) {
            return !has_one_of_percentage_and_base(charge) || has_child(charge, "cbc:BaseAmount");
          }),
      allowance_or_charge(
          "R042",
          {"Kopā ar bāzes summu jānorāda arī procents.", "With a base amount the percentage must be given."},
          [](const Element& charge) {
            return !has_one_of_percentage_and_base(charge) ||
                   has_child(charge, "cbc:MultiplierFactorNumeric");
          }),
      allowance_or_charge("R043",
                          {"Atlaides vai piemaksas pazīmei jābūt „true” vai „false”.",
                           "The indicator of an allowance or charge must be “true” or “false”."},
                          says_plainly_which),
      each("R044", "cac:Price/cac:AllowanceCharge",
           {"Cenai nedrīkst būt piemaksas.", "A price must not have a charge."},
           [](const Element& discount) { return text_in(discount, "cbc:ChargeIndicator") == "false"; }),
      each("R046", "cac:Price",
           {"Vienības neto cenai (BT-146) jābūt vienādai ar bruto cenu (BT-148), no kuras atņemta atlaide "
            "(BT-147).",
            "The item net price (BT-146) must be the gross price (BT-148) less the discount (BT-147)."},
           net_price_follows),
      peppol("R051",
             {"Visām summām, izņemot PVN kopsummu uzskaites valūtā (BT-111), jābūt rēķina valūtā (BT-5).",
              "All amounts but the total of VAT in accounting currency (BT-111) must be in the invoice "
              "currency (BT-5)."},
             [](const Asked& asked, Breaches& breaches) {
               const auto& root = *asked.group.element;
               is_in_the_invoices_currency(root, text_in(root, "cbc:DocumentCurrencyCode"), breaches);
             }),
      each("R061", "cac:PaymentMeans",
           {"Tiešajam debetam jānorāda pilnvarojuma atsauce (BT-89).",
            "Direct debit must state the mandate reference (BT-89)."},
           [](const Element& means) {
             const auto code = text_in(means, "cbc:PaymentMeansCode");
             return (code != "49" && code != "59") || descend(means, {"cac:PaymentMandate", "cbc:ID"});
           }),
      peppol("CL007",
             {"Summas valūtas kodam jābūt no saraksta ISO 4217.",
              "The currency of an amount must be one of ISO 4217."},
             [](const Asked& asked, Breaches& breaches) {
               has_known_currencies(*asked.group.element, breaches);
             }),
  };
}

Rules line_rules() {
  return {
      line("R100",
           {"Rindai drīkst būt ne vairāk kā viens rēķina objekts (BT-128).",
            "A line must have no more than one invoiced object (BT-128)."},
           [](const Element& line, const Element&) {
             return std::ranges::distance(children_of(line, "cac:DocumentReference")) <= 1;
           }),
      line("R101",
           {"Rindas dokumenta atsauce drīkst attiekties tikai uz rēķina objektu (BT-128).",
            "The document reference of a line must be an invoiced object (BT-128)."},
           [](const Element& line, const Element&) {
             auto references = children_of(line, "cac:DocumentReference");
             return references.empty() || std::ranges::any_of(references, [](const Element& each) {
                      return text_in(each, "cbc:DocumentTypeCode") == "130";
                    });
           }),
      line_period("R110", "cbc:StartDate",
                  {"Rindas periods nedrīkst sākties pirms rēķina perioda.",
                   "The period of a line must not begin before that of the invoice."},
                  std::greater_equal<>()),
      line_period("R111", "cbc:EndDate",
                  {"Rindas periods nedrīkst beigties pēc rēķina perioda.",
                   "The period of a line must not end after that of the invoice."},
                  std::less_equal<>()),
      line("R120",
           {"Rindas neto summai (BT-131) jābūt vienādai ar daudzuma un neto cenas reizinājumu, pieskaitot "
            "rindas piemaksas un atņemot atlaides.",
            "The net amount of a line (BT-131) must be its quantity times its net price, plus its charges, "
            "less its allowances."},
           follows_from_price),
      line("R121",
           {"Cenas bāzes daudzumam (BT-149) jābūt lielākam par nulli.",
            "The base quantity of a price (BT-149) must be above zero."},
           [](const Element& line, const Element&) {
             const auto* base = descend(line, {"cac:Price", "cbc:BaseQuantity"});
             return !base || Decimal::parse(base->text) > Decimal(0);
           }),
      line("R130",
           {"Cenas bāzes daudzumam (BT-149) jābūt norādītam rindas daudzuma (BT-129) mērvienībā.",
            "The base quantity of a price (BT-149) must have the unit of the line's quantity (BT-129)."},
           has_the_unit_of_its_quantity),
  };
}

}  // namespace

Rules peppol_amount_rules() {
  auto rules = amount_rules();
  std::ranges::move(line_rules(), std::back_inserter(rules));
  return rules;
}

}  // namespace vesture::domain::einvoice
