// BR-01 to BR-67, and the rules of BR-CO-* that calculate nothing. BR-CO-05 to BR-CO-08 ask whether a reason's code and its
// text mean the same, which no program can tell: the official validator has them always hold, and they are not here.
#include "domain/einvoice/code_lists.hpp"
#include "domain/einvoice/path.hpp"
#include "domain/einvoice/paths_anywhere.hpp"
#include "domain/einvoice/rule_forms.hpp"
#include "domain/einvoice/sums.hpp"

namespace vesture::domain::einvoice {
namespace {

// A check that one condition on the group decides.
template <typename Condition>
Check holds(Condition condition) {
  return [condition](const Asked& asked, Breaches& breaches) {
    if (!condition(asked)) breaches.add(*asked.group.element);
  };
}

bool has_one_of(const Group& group, BT term, const std::set<std::string_view>& texts) {
  return std::ranges::any_of(group.all(term), [&](const Value& value) { return texts.contains(value.text); });
}

// BR-17: a payee is given where it is another than the seller. UBL compares it with the seller's trading name.
bool is_named_and_not_the_seller(const Asked& asked) {
  return asked.group.has(BT::payee_name) &&
         !has_one_of(asked.group, BT::payee_name, asked.sums.seller_trading_names) &&
         !has_one_of(asked.group, BT::payee_identifier, asked.sums.seller_identifiers);
}

// Whether two parties say the same in elements of that name.
bool share(const Group& one, BT of_one, const Group& other, BT of_other, std::string_view element) {
  return std::ranges::any_of(one.all(of_one), [&](const Value& value) {
    return value.element->name == element && std::ranges::any_of(other.all(of_other), [&](const Value& each) {
             return each.element->name == element && each.text == value.text;
           });
  });
}

// BR-17 in CII, where a global identifier (GlobalID) is compared with nothing.
bool is_named_and_shares_nothing_with_the_seller(const Asked& asked) {
  const auto& payee = asked.group;
  const auto is_the_payee = [&](const Group& seller) {
    return share(payee, BT::payee_name, seller, BT::seller_name, "ram:Name") ||
           share(payee, BT::payee_identifier, seller, BT::seller_identifier, "ram:ID") ||
           share(payee, BT::payee_registration, seller, BT::seller_registration, "ram:ID");
  };
  return payee.has(BT::payee_name) &&
         std::ranges::none_of(asked.document.invoice.all(BG::seller), is_the_payee);
}

Rule payee_is_not_the_seller(bool (*condition)(const Asked&)) {
  return {"BR-17",
          BG::payee,
          {"Ja maksājuma saņēmējs nav pārdevējs, jānorāda maksājuma saņēmēja nosaukums (BT-59); ja tas ir "
           "pārdevējs, maksājuma saņēmēju (BG-10) nenorāda.",
           "A payee other than the seller must be named (BT-59); a payee (BG-10) who is the seller is not "
           "given."},
          holds(condition)};
}

// BR-03 in CII: a date of format 102.
Rule dated(std::string_view id, BT term) {
  auto rule = filled(id, {BG::invoice}, term);
  rule.check = holds([term](const Asked& asked) {
    return std::ranges::any_of(asked.group.all(term), [](const Value& value) {
      return value.attribute("format") == "102" && !value.text.empty();
    });
  });
  return rule;
}

// BR-52 in CII: of every document referred to, be it of a line.
Rule every_reference_is_filled(std::string_view id) {
  auto rule = filled(id, {BG::supporting_document}, BT::supporting_document);
  rule.of = BG::invoice;
  rule.check = [](const Asked& asked, Breaches& breaches) {
    static const Path kFilled = parse_path("ram:IssuerAssignedID[.!=]");
    for (const auto* document : asked.elements.named("ram:AdditionalReferencedDocument"))
      if (count_at(*document, kFilled) == 0) breaches.add(*document);
  };
  return rule;
}

// BR-48: all but what is not subject to VAT has a rate.
bool has_rate_unless_not_subject(const Asked& asked) {
  return std::ranges::any_of(asked.group.all(BG::vat_category), [](const Group& category) {
    return is_vat(category) && (category.has(BT::vat_rate) || category_code(category) == "O");
  });
}

bool has_vat_category(const Group& group, BG category) {
  return std::ranges::any_of(group.all(category), [](const Group& each) {
    return is_vat(each) && each.has(category_terms(each.id).code);
  });
}

Rule vat_category(std::string_view id, BG of, BG category, BT code) {
  auto rule = has(id, {of}, {code});
  rule.check = holds([category](const Asked& asked) { return has_vat_category(asked.group, category); });
  return rule;
}

// BR-53: every accounting currency has its total of VAT; in CII it is another than the invoice's.
void has_total_in_accounting_currency(const Asked& asked, Breaches& breaches) {
  for (const auto& currency : asked.group.all(BT::vat_accounting_currency)) {
    const bool another = currency.text != asked.group.text(BT::currency);
    if (asked.sums.vat_totals_in(currency.text).empty() || (asked.document.is_cii() && !another))
      breaches.add(*currency.element, quoted(currency.text));
  }
}

// BR-CO-09: Greece's numbers begin with EL, which is no code of ISO 3166-1.
bool begins_with_country(std::string_view vat_identifier) {
  const auto prefix = vat_identifier.substr(0, 2);
  return prefix == "EL" || countries().has(prefix);
}

Rule country_prefix(BG of, BT identifier) {
  const auto name = named(identifier);
  return {"BR-CO-09",
          of,
          {"Termina " + name.lv + " vērtībai jāsākas ar valsts kodu pēc ISO 3166-1 (Grieķijai arī EL).",
           name.en + " must begin with a country code of ISO 3166-1 (for Greece also EL)."},
          [identifier](const Asked& asked, Breaches& breaches) {
            for (const auto& value : asked.group.all(identifier))
              if (!begins_with_country(value.text)) breaches.add(*value.element, quoted(value.text));
          }};
}

// BR-CO-25; of an invoice, since a credit note is to be paid by the one who sends it.
void says_when_to_pay(const Asked& asked, Breaches& breaches) {
  if (asked.document.syntax == Syntax::ubl_credit_note) return;
  if (asked.sums.terms.contains(BT::due_date) || asked.sums.terms.contains(BT::payment_terms)) return;
  for (const auto& due : asked.group.all(BT::amount_due))
    if (!(Decimal::parse(due.text) <= Decimal(0))) breaches.add(*due.element, quoted(due.text));
}

// BR-50; BR-61 in CII, which asks nothing of a payment without an account.
void every_account_is_identified(const Asked& asked, Breaches& breaches) {
  if (!is_credit_transfer(asked.group)) return;
  for (const auto& transfer : asked.group.all(BG::credit_transfer)) {
    const bool identified = asked.document.is_cii() ? transfer.has(BT::payment_account)
                                                    : !transfer.text(BT::payment_account).empty();
    if (!identified) breaches.add(*transfer.element);
  }
}

Rule credit_transfer_has_account(Check check) {
  return {"BR-61",
          BG::payment_instructions,
          {"Ja maksājums ir kredīta pārvedums (BT-81 ir 30 vai 58), jānorāda maksājumu konta identifikators "
           "(BT-84).",
           "Where payment is by credit transfer (BT-81 is 30 or 58), the payment account identifier (BT-84) "
           "must be stated."},
          std::move(check)};
}

bool has_account_if_credit_transfer(const Asked& asked) {
  return !is_credit_transfer(asked.group) ||
         std::ranges::any_of(asked.group.all(BG::credit_transfer),
                             [](const Group& transfer) { return transfer.has(BT::payment_account); });
}

// Those of a form of their own.
Rules written_rules() {
  return {
      in_ubl(payee_is_not_the_seller(is_named_and_not_the_seller)),
      in_cii(payee_is_not_the_seller(is_named_and_shares_nothing_with_the_seller)),
      {"BR-27",
       BG::line,
       {"Vienības neto cena (BT-146) nedrīkst būt negatīva.",
        "The item net price (BT-146) must not be negative."},
       holds([](const Asked& asked) {
         const auto* price = asked.group.find(BG::price);
         return price && number(*price, BT::net_price) >= Decimal(0);
       })},
      {"BR-28",
       BG::line,
       {"Vienības bruto cena (BT-148) nedrīkst būt negatīva.",
        "The item gross price (BT-148) must not be negative."},
       holds([](const Asked& asked) {
         const auto* price = asked.group.find(BG::price);
         return !price || !price->has(BT::gross_price) || number(*price, BT::gross_price) >= Decimal(0);
       })},
      {"BR-48",
       BG::vat_breakdown,
       {"PVN sadalījumā (BG-23) jānorāda PVN kategorijas likme (BT-119), izņemot, ja PVN nepiemēro "
        "(kategorija O).",
        "A VAT breakdown (BG-23) must state the VAT category rate (BT-119), unless the invoice is not "
        "subject to VAT."},
       holds(has_rate_unless_not_subject)},
      {"BR-50",
       BG::payment_instructions,
       {"Kredīta pārvedumam (BG-17) jānorāda maksājumu konta identifikators (BT-84).",
        "A credit transfer (BG-17) must state the payment account identifier (BT-84)."},
       every_account_is_identified},
      {"BR-51",
       BG::payment_card,
       {"Maksājumu kartes numuru (BT-87) rēķinā nenorāda pilnu, bet ne vairāk kā tā pirmos sešus un pēdējos "
        "četrus ciparus.",
        "An invoice should not show a whole card number (BT-87), but no more than its first six and last "
        "four digits."},
       [](const Asked& asked, Breaches& breaches) {
         for (const auto& card : asked.group.all(BT::card_number))
           if (count_characters(card.text) > 10) breaches.add(*card.element);
       },
       Severity::warning},
      {"BR-53",
       BG::invoice,
       {"Ja norādīta PVN uzskaites valūta (BT-6), jānorāda arī PVN kopsumma šajā valūtā (BT-111).",
        "An invoice with a VAT accounting currency (BT-6) must state the total VAT amount in that currency "
        "(BT-111)."},
       has_total_in_accounting_currency},
      {"BR-54",
       BG::item_attribute,
       {"Preces vai pakalpojuma īpašībai (BG-32) jānorāda gan nosaukums (BT-160), gan vērtība (BT-161).",
        "An item attribute (BG-32) must have both a name (BT-160) and a value (BT-161)."},
       holds([](const Asked& asked) {
         return asked.group.has(BT::attribute_name) && asked.group.has(BT::attribute_value);
       })},
      in_ubl(credit_transfer_has_account(holds(has_account_if_credit_transfer))),
      in_cii(credit_transfer_has_account(every_account_is_identified)),
      {"BR-CO-03",
       BG::invoice,
       {"PVN iekasējamības datumu (BT-7) un tā kodu (BT-8) vienlaikus nenorāda.",
        "The VAT point date (BT-7) and its code (BT-8) must not both be given."},
       holds([](const Asked& asked) {
         return !asked.group.has(BT::vat_point_date) || !asked.group.has(BT::vat_point_date_code);
       })},
      {"BR-CO-25",
       BG::totals,
       {"Ja apmaksājamā summa (BT-115) ir pozitīva, jānorāda apmaksas termiņš (BT-9) vai apmaksas noteikumi "
        "(BT-20).",
        "Where the amount due (BT-115) is positive, the due date (BT-9) or the payment terms (BT-20) must be "
        "given."},
       says_when_to_pay},
  };
}

}  // namespace

Rules content_rules() {
  Rules rules{
      filled("BR-01", {BG::invoice}, BT::specification),
      filled("BR-02", {BG::invoice}, BT::invoice_number),
      in_ubl(filled("BR-03", {BG::invoice}, BT::issue_date)),
      in_cii(dated("BR-03", BT::issue_date)),
      filled("BR-04", {BG::invoice}, BT::type_code),
      filled("BR-05", {BG::invoice}, BT::currency),
      filled("BR-06", {BG::invoice, BG::seller}, BT::seller_name),
      filled("BR-07", {BG::invoice, BG::buyer}, BT::buyer_name),
      has("BR-08", {BG::invoice, BG::seller, BG::seller_address}),
      filled("BR-09", {BG::seller_address}, BT::seller_country),
      has("BR-10", {BG::invoice, BG::buyer, BG::buyer_address}),
      filled("BR-11", {BG::buyer_address}, BT::buyer_country),
      has("BR-12", {BG::totals}, {BT::lines_total}),
      has("BR-13", {BG::totals}, {BT::total_without_vat}),
      has("BR-14", {BG::totals}, {BT::total_with_vat}),
      has("BR-15", {BG::totals}, {BT::amount_due}),
      has("BR-16", {BG::invoice, BG::line}),
      in_ubl(filled("BR-18", {BG::tax_representative}, BT::tax_representative_name)),
      in_cii(has("BR-18", {BG::tax_representative}, {BT::tax_representative_name})),
      has("BR-19", {BG::tax_representative, BG::tax_representative_address}),
      in_ubl(filled("BR-20", {BG::tax_representative_address}, BT::tax_representative_country)),
      in_cii(has("BR-20", {BG::tax_representative, BG::tax_representative_address},
                 {BT::tax_representative_country})),
      filled("BR-21", {BG::line}, BT::line_identifier),
      has("BR-22", {BG::line}, {BT::quantity}),
      has("BR-23", {BG::line}, {BT::quantity_unit}),
      has("BR-24", {BG::line}, {BT::line_net_amount}),
      filled("BR-25", {BG::line, BG::item}, BT::item_name),
      has("BR-26", {BG::line, BG::price}, {BT::net_price}),
      in_order("BR-29", BG::invoicing_period, BT::period_start, BT::period_end),
      in_order("BR-30", BG::line_period, BT::line_period_start, BT::line_period_end),
      has("BR-31", {BG::allowance}, {BT::allowance_amount}),
      vat_category("BR-32", BG::allowance, BG::allowance_vat, BT::allowance_vat_category),
      has("BR-33", {BG::allowance}, {BT::allowance_reason, BT::allowance_reason_code}),
      has("BR-36", {BG::charge}, {BT::charge_amount}),
      vat_category("BR-37", BG::charge, BG::charge_vat, BT::charge_vat_category),
      has("BR-38", {BG::charge}, {BT::charge_reason, BT::charge_reason_code}),
      has("BR-41", {BG::line_allowance}, {BT::line_allowance_amount}),
      has("BR-42", {BG::line_allowance}, {BT::line_allowance_reason, BT::line_allowance_reason_code}),
      has("BR-43", {BG::line_charge}, {BT::line_charge_amount}),
      has("BR-44", {BG::line_charge}, {BT::line_charge_reason, BT::line_charge_reason_code}),
      has("BR-45", {BG::vat_breakdown}, {BT::taxable_amount}),
      has("BR-46", {BG::vat_breakdown}, {BT::tax_amount}),
      vat_category("BR-47", BG::vat_breakdown, BG::vat_category, BT::vat_category),
      has("BR-49", {BG::payment_instructions}, {BT::payment_means_code}),
      in_ubl(filled("BR-52", {BG::supporting_document}, BT::supporting_document)),
      in_cii(every_reference_is_filled("BR-52")),
      in_ubl(has("BR-55", {BG::preceding_invoice}, {BT::preceding_invoice})),
      in_cii(filled("BR-55", {BG::preceding_invoice}, BT::preceding_invoice)),
      in_ubl(has("BR-56", {BG::tax_representative}, {BT::tax_representative_vat_identifier})),
      in_cii(filled("BR-56", {BG::tax_representative}, BT::tax_representative_vat_identifier)),
      in_ubl(has("BR-57", {BG::delivery_address}, {BT::delivery_country})),
      in_cii(filled("BR-57", {BG::delivery_address}, BT::delivery_country)),
      has_attribute("BR-62", BG::seller, BT::seller_electronic_address, "schemeID"),
      has_attribute("BR-63", BG::buyer, BT::buyer_electronic_address, "schemeID"),
      has_attribute("BR-64", BG::item, BT::standard_item_identifier, "schemeID"),
      has_attribute("BR-65", BG::item, BT::item_classification, "listID"),
      in_ubl(at_most_one("BR-66", {BG::invoice, BG::payment_instructions, BG::payment_card})),
      in_ubl(at_most_one("BR-67", {BG::invoice, BG::payment_instructions, BG::direct_debit})),
      vat_category("BR-CO-04", BG::line, BG::line_vat, BT::line_vat_category),
      country_prefix(BG::seller, BT::seller_vat_identifier),
      country_prefix(BG::buyer, BT::buyer_vat_identifier),
      country_prefix(BG::tax_representative, BT::tax_representative_vat_identifier),
      has("BR-CO-18", {BG::invoice, BG::vat_total, BG::vat_breakdown}),
      has("BR-CO-19", {BG::invoicing_period}, {BT::period_start, BT::period_end, BT::vat_point_date_code}),
      has("BR-CO-20", {BG::line_period}, {BT::line_period_start, BT::line_period_end}),
      has("BR-CO-21", {BG::allowance}, {BT::allowance_reason, BT::allowance_reason_code}),
      has("BR-CO-22", {BG::charge}, {BT::charge_reason, BT::charge_reason_code}),
      has("BR-CO-23", {BG::line_allowance}, {BT::line_allowance_reason, BT::line_allowance_reason_code}),
      has("BR-CO-24", {BG::line_charge}, {BT::line_charge_reason, BT::line_charge_reason_code}),
      has("BR-CO-26", {BG::seller},
          {BT::seller_identifier, BT::seller_registration, BT::seller_vat_identifier}),
  };
  for (auto& rule : written_rules()) rules.push_back(std::move(rule));
  return rules;
}

}  // namespace vesture::domain::einvoice
