// UBL-SR-* and the few UBL-DT-* that are no mere names (those: ubl_unwanted.cpp): what EN 16931-3-2 asks of UBL beyond its
// schema. The official UBL-SR-23 counts elements that the schema does not have; here it counts those that it has.
#include "domain/einvoice/paths_anywhere.hpp"
#include "domain/einvoice/rule_forms.hpp"
#include "domain/einvoice/sums.hpp"

namespace vesture::domain::einvoice {
namespace {

// The group's element has no more than so many elements at the path.
Check at_most_at(std::string_view path, std::size_t most) {
  return [path = parse_path(path), most](const Asked& asked, Breaches& breaches) {
    if (count_at(*asked.group.element, path) > most) breaches.add(*asked.group.element);
  };
}

template <typename Visit>
void each_element(const Element& element, const Visit& visit) {
  visit(element);
  for (const auto& child : element.children) each_element(child, visit);
}

template <typename Condition>
Check each_named(std::string_view name, Condition holds) {
  return [path = parse_path(name), holds](const Asked& asked, Breaches& breaches) {
    for_each_anywhere(asked.elements, path, [&](const Element& element) {
      if (!holds(element)) breaches.add(element);
    });
  };
}

// UBL-DT-01: prices, and what is taken off them, may have more.
void amounts_have_two_decimals(const Element& element, bool in_price, Breaches& breaches) {
  const bool is_amount = element.name.ends_with("Amount") && !element.name.ends_with("PriceAmount");
  if (is_amount && decimals_of(trimmed(element.text)) > 2)
    breaches.add(element, quoted(trimmed(element.text)));
  for (const auto& child : element.children) {
    if (in_price && child.name == "cac:AllowanceCharge") continue;
    amounts_have_two_decimals(child, child.name == "cac:Price", breaches);
  }
}

Rule attached_with(std::string_view id, std::string_view attribute, std::string_view lv,
                   std::string_view en) {
  return {std::string(id),
          BG::invoice,
          {"Pievienotajam dokumentam (BT-125) jānorāda " + std::string(lv) + ".",
           "An attached document (BT-125) must state its " + std::string(en) + "."},
          [attribute](const Asked& asked, Breaches& breaches) {
            for (const auto* element : asked.elements.named("cbc:EmbeddedDocumentBinaryObject"))
              if (!element->find_attribute(attribute)) breaches.add(*element);
          }};
}

// UBL-SR-19 to UBL-SR-21: of a payee who is not the seller, a term no more than once.
Rule of_another_payee(std::string_view id, BT term) {
  auto rule = once(id, {BG::payee}, term);
  rule.wording.lv += " Maksājuma saņēmēju norāda tikai tad, ja tas nav pārdevējs.";
  rule.wording.en += " A payee is given only if it is not the seller.";
  rule.check = [term](const Asked& asked, Breaches& breaches) {
    std::size_t times = 0;
    for (const auto& value : asked.group.all(term))
      if (!same_text(value.attribute("schemeID"), "SEPA")) ++times;
    const auto& sellers = asked.sums.seller_names;
    const auto differs = [&](const Value& payee) {
      return sellers.size() > 1 || (sellers.size() == 1 && !sellers.contains(payee.text));
    };
    if (times > 1 || std::ranges::none_of(asked.group.all(BT::payee_name), differs))
      breaches.add(*asked.group.element);
  };
  return rule;
}

// UBL-SR-43: what is not an invoiced object (130), nor a credit note's project (50), has neither a type nor a scheme.
void only_objects_have_a_scheme(const Asked& asked, Breaches& breaches) {
  static const Path kType = parse_path("cbc:DocumentTypeCode");
  static const Path kObject = parse_path("cbc:DocumentTypeCode[.=130]");
  static const Path kProject = parse_path("cbc:DocumentTypeCode[.=50]");
  const auto& reference = *asked.group.element;
  if (count_at(reference, kObject) > 0) return;
  if (asked.document.syntax == Syntax::ubl_credit_note && count_at(reference, kProject) > 0) return;
  auto identifiers = asked.group.all(BT::supporting_document);
  const bool has_scheme =
      std::ranges::any_of(identifiers, [](const Value& each) { return each.has_attribute("schemeID"); });
  if (has_scheme || count_at(reference, kType) > 0) breaches.add(reference);
}

void has_one_vat_category(const Asked& asked, Breaches& breaches) {
  if (std::ranges::count(asked.group.groups, BG::line_vat, &Group::id) != 1)
    breaches.add(*asked.group.element);
}

bool has_identifier_and_scheme(const Element& registration) {
  static const Path kIdentifier = parse_path("cbc:CompanyID");
  static const Path kScheme = parse_path("cac:TaxScheme/cbc:ID");
  return count_at(registration, kIdentifier) > 0 && count_at(registration, kScheme) > 0;
}

bool has_one_third_line(const Element& address) {
  static const Path kLine = parse_path("cac:AddressLine");
  return count_at(address, kLine) <= 1;
}

const Wording kOneThirdLine{"Adresē drīkst būt ne vairāk kā viena trešā rinda.",
                            "An address must not have more than one third line."};

}  // namespace

Rules ubl_rules() {
  return {
      once("UBL-SR-01", {BG::invoice}, BT::contract_reference),
      once("UBL-SR-02", {BG::invoice}, BT::receiving_advice_reference),
      once("UBL-SR-03", {BG::invoice}, BT::despatch_advice_reference),
      once("UBL-SR-04", {BG::invoice}, BT::invoiced_object),
      once("UBL-SR-05", {BG::invoice}, BT::payment_terms),
      {"UBL-SR-06",
       BG::preceding_invoice,
       {"Katrā grupā BG-3 drīkst būt atsauce uz ne vairāk kā vienu iepriekšējo rēķinu.",
        "Each group BG-3 must not refer to more than one preceding invoice."},
       at_most_at("cac:InvoiceDocumentReference", 1)},
      has("UBL-SR-07", {BG::preceding_invoice}, {BT::preceding_invoice}),
      at_most_one("UBL-SR-08", {BG::invoice, BG::invoicing_period}),
      once("UBL-SR-09", {BG::invoice, BG::seller}, BT::seller_name),
      once("UBL-SR-10", {BG::invoice, BG::seller}, BT::seller_trading_name),
      once("UBL-SR-11", {BG::invoice, BG::seller}, BT::seller_registration),
      once("UBL-SR-12", {BG::invoice, BG::seller}, BT::seller_vat_identifier),
      once("UBL-SR-13", {BG::invoice, BG::seller}, BT::seller_tax_registration),
      once("UBL-SR-14", {BG::invoice, BG::seller}, BT::seller_legal_information),
      once("UBL-SR-15", {BG::invoice, BG::buyer}, BT::buyer_name),
      once("UBL-SR-16", {BG::invoice, BG::buyer}, BT::buyer_identifier),
      once("UBL-SR-17", {BG::invoice, BG::buyer}, BT::buyer_registration),
      once("UBL-SR-18", {BG::invoice, BG::buyer}, BT::buyer_vat_identifier),
      of_another_payee("UBL-SR-19", BT::payee_name),
      of_another_payee("UBL-SR-20", BT::payee_identifier),
      of_another_payee("UBL-SR-21", BT::payee_registration),
      once("UBL-SR-22", {BG::tax_representative}, BT::tax_representative_name),
      once("UBL-SR-23", {BG::tax_representative}, BT::tax_representative_vat_identifier),
      at_most_one("UBL-SR-24", {BG::invoice, BG::delivery}),
      once("UBL-SR-25", {BG::delivery}, BT::delivery_party_name),
      once("UBL-SR-26", {BG::payment_instructions}, BT::remittance),
      once("UBL-SR-27", {BG::payment_instructions}, BT::payment_means_code),
      once("UBL-SR-28", {BG::payment_instructions, BG::direct_debit}, BT::mandate_reference),
      once("UBL-SR-29", {BG::invoice}, BT::creditor_identifier),
      once("UBL-SR-30", {BG::allowance}, BT::allowance_reason),
      once("UBL-SR-30", {BG::line_allowance}, BT::line_allowance_reason),
      once("UBL-SR-31", {BG::charge}, BT::charge_reason),
      once("UBL-SR-31", {BG::line_charge}, BT::line_charge_reason),
      once("UBL-SR-32", {BG::vat_breakdown, BG::vat_category}, BT::exemption_reason),
      once("UBL-SR-33", {BG::supporting_document}, BT::supporting_document_description),
      once("UBL-SR-34", {BG::line}, BT::line_note),
      once("UBL-SR-35", {BG::line}, BT::order_line_reference),
      at_most_one("UBL-SR-36", {BG::line, BG::line_period}),
      once("UBL-SR-37", {BG::line, BG::price}, BT::price_discount),
      {"UBL-SR-39",
       BG::invoice,
       {"Projekta atsauci (BT-11) drīkst norādīt ne vairāk kā vienu reizi.",
        "The project reference (BT-11) must not be given more than once."},
       at_most_at("cac:ProjectReference/cbc:ID", 1)},
      once("UBL-SR-40", {BG::invoice, BG::buyer}, BT::buyer_trading_name),
      {"UBL-SR-42",
       BG::seller,
       {"Pārdevējam drīkst norādīt ne vairāk kā divas nodokļu reģistrācijas (BT-31 un BT-32).",
        "A seller must not have more than two tax registrations (BT-31 and BT-32)."},
       at_most_at("cac:Party/cac:PartyTaxScheme", 2)},
      {"UBL-SR-43",
       BG::supporting_document,
       {"Shēmas identifikatoru un dokumenta veida kodu norāda tikai rēķina objekta atsaucei (veida kods "
        "130), kredītrēķinā arī projektam (veida kods 50).",
        "Only a reference to an invoiced object has a scheme and a type code (130; 50 for a credit note's "
        "project)."},
       only_objects_have_a_scheme},
      same_everywhere("UBL-SR-44", {BG::invoice, BG::payment_instructions}, BT::remittance),
      {"UBL-SR-45",
       BG::invoice,
       {"Apmaksas termiņu (BT-9) drīkst norādīt ne vairāk kā vienu reizi.",
        "The payment due date (BT-9) must not be given more than once."},
       at_most_at("cac:PaymentMeans/cbc:PaymentDueDate", 1)},
      once("UBL-SR-46", {BG::invoice, BG::payment_instructions}, BT::payment_means_text),
      same_everywhere("UBL-SR-47", {BG::invoice, BG::payment_instructions}, BT::payment_means_code),
      {"UBL-SR-48",
       BG::line,
       {"Katrai rēķina rindai (BG-25) jābūt tieši vienai PVN kategorijai (BG-30).",
        "Each invoice line (BG-25) must have exactly one VAT category (BG-30)."},
       has_one_vat_category},
      once("UBL-SR-49", {BG::invoice}, BT::vat_point_date_code),
      once("UBL-SR-50", {BG::line, BG::item}, BT::item_description),
      {"UBL-SR-51", BG::invoice, kOneThirdLine, each_named("cac:PostalAddress", has_one_third_line)},
      {"UBL-SR-51", BG::invoice, kOneThirdLine, each_named("cac:Address", has_one_third_line)},
      {"UBL-SR-52",
       BG::line,
       {"Rēķina rindai (BG-25) drīkst būt ne vairāk kā viena dokumenta atsauce (BT-128).",
        "An invoice line (BG-25) must not have more than one document reference (BT-128)."},
       at_most_at("cac:DocumentReference", 1)},
      {"UBL-SR-53",
       BG::invoice,
       {"Nodokļu reģistrācijai jānorāda gan identifikators, gan nodokļa veids.",
        "A tax registration must have both an identifier and a tax scheme."},
       each_named("cac:PartyTaxScheme", has_identifier_and_scheme)},
      {"UBL-DT-01",
       BG::invoice,
       {"Summas drīkst norādīt ar ne vairāk kā divām zīmēm aiz komata.",
        "Amounts must not have more than two decimals."},
       [](const Asked& asked, Breaches& breaches) {
         amounts_have_two_decimals(*asked.group.element, false, breaches);
       }},
      attached_with("UBL-DT-06", "mimeCode", "satura tips (mimeCode)", "type of content (mimeCode)"),
      attached_with("UBL-DT-07", "filename", "datnes nosaukums (filename)", "file name (filename)"),
      {"UBL-DT-18",
       BG::invoice,
       {"E-rēķinā atribūtu @name lieto tikai maksāšanas līdzekļa aprakstam (BT-82).",
        "The attribute @name should be used in an e-invoice for the payment means text (BT-82) alone."},
       [](const Asked& asked, Breaches& breaches) {
         each_element(*asked.group.element, [&](const Element& element) {
           if (element.name != "cbc:PaymentMeansCode" && element.find_attribute("name"))
             breaches.add(element);
         });
       },
       Severity::warning},
  };
}

}  // namespace vesture::domain::einvoice
