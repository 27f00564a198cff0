// What Peppol asks of a document as a whole.
#include <iterator>

#include "domain/einvoice/peppol.hpp"
#include "domain/einvoice/peppol_forms.hpp"

namespace vesture::domain::einvoice {
namespace {

constexpr std::string_view kSpecification =
    "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";

std::ptrdiff_t references_of_kind(const Element& root, std::string_view kind) {
  return std::ranges::count_if(
      children_of(root, "cac:AdditionalDocumentReference"),
      [kind](const Element& each) { return text_in(each, "cbc:DocumentTypeCode") == kind; });
}

std::ptrdiff_t tax_totals(const Element& root, bool with_subtotals) {
  return std::ranges::count_if(children_of(root, "cac:TaxTotal"), [with_subtotals](const Element& each) {
    return has_child(each, "cac:TaxSubtotal") == with_subtotals;
  });
}

// -1, 0 or 1 by the total of VAT in that currency; 0 where there is none.
int sign_of_vat_in(const Element& root, std::string_view currency) {
  for (const auto& total : children_of(root, "cac:TaxTotal"))
    if (const auto* amount = child_of(total, "cbc:TaxAmount");
        amount && amount->attribute("currencyID") == currency) {
      const auto vat = Decimal::parse(amount->text);
      return vat < Decimal(0) ? -1 : vat > Decimal(0) ? 1 : 0;
    }
  return 0;
}

void is_empty_nowhere(const Element& parent, Breaches& breaches) {
  for (const auto& child : parent.children) {
    if (child.children.empty() && trimmed(child.text).empty()) breaches.add(child);
    is_empty_nowhere(child, breaches);
  }
}

bool is_german(const Element& root, std::string_view party) {
  const auto* country =
      descend(root, {party, "cac:Party", "cac:PostalAddress", "cac:Country", "cbc:IdentificationCode"});
  return country != nullptr && trimmed(country->text) == "DE";
}

}  // namespace

std::string_view profile_of(const Element& root) {
  constexpr std::string_view kBefore = "urn:fdc:peppol.eu:2017:poacc:billing:";
  constexpr std::string_view kAfter = ":1.0";
  const auto process = text_in(root, "cbc:ProfileID");
  if (process == "urn:peppol:bis:billing") return "01";
  if (process == "urn:peppol:bis:billing_with_response") return "02";
  const bool is_one = process.size() == kBefore.size() + 2 + kAfter.size() && process.starts_with(kBefore) &&
                      process.ends_with(kAfter);
  return is_one ? process.substr(kBefore.size(), 2) : std::string_view();
}

bool is_between_germans(const Element& root) {
  return is_german(root, "cac:AccountingSupplierParty") && is_german(root, "cac:AccountingCustomerParty");
}

Rules peppol_document_rules() {
  return {
      document("R001", {"Jānorāda darījuma process (BT-23).", "The business process (BT-23) must be stated."},
               [](const Element& root) { return has_child(root, "cbc:ProfileID"); }),
      document("R002",
               {"Dokumentam drīkst būt ne vairāk kā viena piezīme (BT-22).",
                "The document must have no more than one note (BT-22)."},
               [](const Element& root) {
                 return std::ranges::distance(children_of(root, "cbc:Note")) <= 1 || is_between_germans(root);
               }),
      document(
          "R003",
          {"Jānorāda pircēja atsauce (BT-10) vai pirkuma pasūtījuma atsauce (BT-13).",
           "A buyer reference (BT-10) or a purchase order reference (BT-13) must be given."},
          [](const Element& root) {
            return has_child(root, "cbc:BuyerReference") || descend(root, {"cac:OrderReference", "cbc:ID"});
          }),
      document("R004",
               {"Specifikācijas identifikatoram (BT-24) jābūt Peppol BIS Billing 3.0 identifikatoram.",
                "The specification identifier (BT-24) must be that of Peppol BIS Billing 3.0."},
               [](const Element& root) {
                 return text_in(root, "cbc:CustomizationID").starts_with(kSpecification);
               }),
      document("R005",
               {"PVN uzskaites valūtai (BT-6) jāatšķiras no rēķina valūtas (BT-5).",
                "The VAT accounting currency (BT-6) must differ from the invoice currency (BT-5)."},
               [](const Element& root) {
                 return !has_child(root, "cbc:TaxCurrencyCode") ||
                        text_in(root, "cbc:TaxCurrencyCode") != text_in(root, "cbc:DocumentCurrencyCode");
               }),
      document("R006",
               {"Dokumentam drīkst būt ne vairāk kā viens rēķina objekts (BT-18).",
                "The document must have no more than one invoiced object (BT-18)."},
               [](const Element& root) { return references_of_kind(root, "130") <= 1; }),
      document("R007",
               {"Darījuma procesam (BT-23) jābūt formātā urn:fdc:peppol.eu:2017:poacc:billing:NN:1.0.",
                "The business process (BT-23) must be like urn:fdc:peppol.eu:2017:poacc:billing:NN:1.0."},
               [](const Element& root) { return !profile_of(root).empty(); }),
      peppol(
          "R008", {"Dokumentā nedrīkst būt tukšu elementu.", "The document must not have empty elements."},
          [](const Asked& asked, Breaches& breaches) { is_empty_nowhere(*asked.group.element, breaches); }),
      each("R010", "cac:AccountingCustomerParty/cac:Party",
           {"Jānorāda pircēja elektroniskā adrese (BT-49).",
            "The buyer's electronic address (BT-49) must be given."},
           [](const Element& party) { return has_child(party, "cbc:EndpointID"); }),
      each("R020", "cac:AccountingSupplierParty/cac:Party",
           {"Jānorāda pārdevēja elektroniskā adrese (BT-34).",
            "The seller's electronic address (BT-34) must be given."},
           [](const Element& party) { return has_child(party, "cbc:EndpointID"); }),
      document("R053",
               {"Jābūt tieši vienai PVN kopsummai ar PVN sadalījumu.",
                "There must be exactly one total of VAT with a VAT breakdown."},
               [](const Element& root) { return tax_totals(root, true) == 1; }),
      document("R054",
               {"Ja ir norādīta PVN uzskaites valūta (BT-6), jābūt tieši vienai PVN kopsummai bez PVN "
                "sadalījuma; citādi tādas nedrīkst būt.",
                "There must be one total of VAT without a VAT breakdown where there is a VAT accounting "
                "currency (BT-6), and none otherwise."},
               [](const Element& root) {
                 return tax_totals(root, false) == (has_child(root, "cbc:TaxCurrencyCode") ? 1 : 0);
               }),
      document("R055",
               {"PVN kopsummām abās valūtās jābūt ar vienādu zīmi.",
                "The totals of VAT in both currencies must have the same sign."},
               [](const Element& root) {
                 return sign_of_vat_in(root, text_in(root, "cbc:TaxCurrencyCode")) *
                            sign_of_vat_in(root, text_in(root, "cbc:DocumentCurrencyCode")) >=
                        0;
               }),
      document("R080",
               {"Dokumentam drīkst būt ne vairāk kā viena projekta atsauce (BT-11).",
                "The document must have no more than one project reference (BT-11)."},
               [](const Element& root) { return references_of_kind(root, "50") <= 1; }),
  };
}

Rules peppol_rules() {
  Rules rules;
  for (auto part : {peppol_document_rules(), peppol_amount_rules(), peppol_code_rules()})
    std::ranges::move(part, std::back_inserter(rules));
  return rules;
}

bool claims_peppol(const Document& document) {
  return document.invoice.text(BT::specification).find("urn:fdc:peppol.eu:2017:poacc:billing:3.0") !=
         std::string_view::npos;
}

const RuleBook& peppol_rule_book() {
  static const RuleBook kBook({peppol_rules(), peppol_identifier_rules()});
  return kBook;
}

}  // namespace vesture::domain::einvoice
