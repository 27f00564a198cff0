// What Peppol asks of codes and dates.
#include "domain/einvoice/code_lists.hpp"
#include "domain/einvoice/dates.hpp"
#include "domain/einvoice/peppol_forms.hpp"

namespace vesture::domain::einvoice {
namespace {

// A tax category whose exemption has this reason is of this code.
Rule exemption(std::string id, std::string_view reason, std::string_view category) {
  const std::string named = std::string(reason) + " → " + std::string(category);
  Rule rule = each(std::move(id), "cac:TaxCategory",
                   {"PVN kategorijas kodam jāatbilst atbrīvojuma iemesla kodam: ",
                    "The VAT category code must be that of the exemption reason code: "},
                   [reason, category](const Element& tax) {
                     std::string code(text_in(tax, "cbc:TaxExemptionReasonCode"));
                     for (auto& c : code)
                       if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
                     return code != reason || text_in(tax, "cbc:ID") == category;
                   });
  rule.wording = {rule.wording.lv + named + ".", rule.wording.en + named + "."};
  return rule;
}

bool is_type_for_billing(const Element& root, std::string_view element, const CodeList& accepted) {
  return !has_child(root, element) || profile_of(root) != "01" || accepted.has(text_in(root, element));
}

const CodeList& billing_invoice_types() {
  static const CodeList kList(
      "UNTDID 1001",
      "71 80 82 84 102 218 219 326 331 380 382 383 384 386 388 393 395 527 553 575 623 780 817 "
      "870 875 876 877");
  return kList;
}

// Those of EAS that Peppol's network knows.
const CodeList& peppol_address_schemes() {
  static const CodeList kList(
      "EAS",
      "0002 0007 0009 0060 0088 0096 0097 0106 0130 0135 0142 0151 0158 0183 0184 0188 0190 0191 "
      "0192 0195 0196 0198 0199 0200 0201 0204 0208 0209 0210 0211 0216 0218 0221 0225 0230 0235 "
      "0240 0242 0244 0245 0246 0248 9910 9913 9914 9915 9918 9919 9920 9922 9923 9924 9925 9926 "
      "9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 9937 9938 9939 9940 9941 9942 9943 9944 "
      "9945 9946 9947 9948 9949 9950 9951 9952 9953 9957 9959");
  return kList;
}

const CodeList& billing_credit_note_types() {
  static const CodeList kList("UNTDID 1001", "81 83 381 396 532");
  return kList;
}

}  // namespace

Rules peppol_code_rules() {
  Rules rules{
      document("P0100",
               {"Rēķina veida kodam (BT-3) jābūt tādam, kādu pieļauj darījuma process.",
                "The invoice type code (BT-3) must be one that the business process has."},
               [](const Element& root) {
                 return is_type_for_billing(root, "cbc:InvoiceTypeCode", billing_invoice_types());
               }),
      document("P0101",
               {"Kredītrēķina veida kodam (BT-3) jābūt tādam, kādu pieļauj darījuma process.",
                "The credit note type code (BT-3) must be one that the business process has."},
               [](const Element& root) {
                 return is_type_for_billing(root, "cbc:CreditNoteTypeCode", billing_credit_note_types());
               }),
      exemption("P0104", "VATEX-EU-G", "G"),
      exemption("P0105", "VATEX-EU-O", "O"),
      exemption("P0106", "VATEX-EU-IC", "K"),
      exemption("P0107", "VATEX-EU-AE", "AE"),
      exemption("P0108", "VATEX-EU-D", "E"),
      exemption("P0109", "VATEX-EU-F", "E"),
      exemption("P0110", "VATEX-EU-I", "E"),
      exemption("P0111", "VATEX-EU-J", "E"),
      document("P0112",
               {"Rēķina veidus 326 un 384 lieto tikai starp Vācijas pārdevēju un pircēju.",
                "The invoice types 326 and 384 are only for a German seller and a German buyer."},
               [](const Element& root) {
                 const auto type = text_in(root, "cbc:InvoiceTypeCode");
                 return (type != "326" && type != "384") || is_between_germans(root);
               }),
      each("CL001", "cbc:EmbeddedDocumentBinaryObject",
           {"Pievienotā dokumenta MIME tipam jābūt no pieļaujamo tipu saraksta.",
            "The media type of an attached document must be of the list."},
           [](const Element& attached) {
             return !attached.find_attribute("mimeCode") || media_types().has(attached.attribute("mimeCode"));
           }),
      each("CL002", "cac:AllowanceCharge[cbc:ChargeIndicator=false]/cbc:AllowanceChargeReasonCode",
           {"Atlaides iemesla kodam jābūt no saraksta UNTDID 5189.",
            "The reason code of an allowance must be one of UNTDID 5189."},
           [](const Element& code) { return allowance_reasons().has(trimmed(code.text)); }),
      each("CL003", "cac:AllowanceCharge[cbc:ChargeIndicator=true]/cbc:AllowanceChargeReasonCode",
           {"Piemaksas iemesla kodam jābūt no saraksta UNTDID 7161.",
            "The reason code of a charge must be one of UNTDID 7161."},
           [](const Element& code) { return charge_reasons().has(trimmed(code.text)); }),
      each("CL006", "cac:InvoicePeriod/cbc:DescriptionCode",
           {"PVN iekasējamības datuma kodam jābūt no saraksta UNTDID 2005.",
            "The value added tax point date code must be one of UNTDID 2005."},
           [](const Element& code) { return vat_point_dates().has(trimmed(code.text)); }),
      each("CL008", "cbc:EndpointID",
           {"Elektroniskās adreses shēmai jābūt no Peppol saraksta EAS.",
            "The scheme of an electronic address must be one of EAS that Peppol knows."},
           [](const Element& address) {
             return !address.find_attribute("schemeID") ||
                    peppol_address_schemes().has(address.attribute("schemeID"));
           }),
  };
  for (const auto* name : {"cbc:IssueDate", "cbc:DueDate", "cbc:TaxPointDate", "cbc:StartDate", "cbc:EndDate",
                           "cbc:ActualDeliveryDate"})
    rules.push_back(each("F001", name,
                         {"Datumam jābūt formātā GGGG-MM-DD.", "A date must be written as YYYY-MM-DD."},
                         [](const Element& date) { return date.text.size() == 10 && date_of(date.text); }));
  return rules;
}

}  // namespace vesture::domain::einvoice
