#include "tests/einvoice/vat_invoices.hpp"

#include <algorithm>

#include "tests/einvoice/documents.hpp"

namespace vesture::einvoice {

using domain::einvoice::Exemption;
using domain::einvoice::Identified;
using domain::einvoice::Rate;

bool taxed(const VatFamily& family) {
  return family.rate == Rate::positive || family.rate == Rate::not_negative;
}

namespace {

Element vat_category(std::string name, const VatFamily& family) {
  Element category{std::move(name), {}, 0, {}, {element("cbc:ID", std::string(family.code))}};
  if (family.rate != Rate::absent)
    category.children.push_back(element("cbc:Percent", taxed(family) ? "10" : "0"));
  if (category.name == "cac:TaxCategory" && family.exemption == Exemption::must_be_given)
    category.children.push_back(element("cbc:TaxExemptionReason", "Likuma pants"));
  category.children.push_back(element("cac:TaxScheme", std::vector{element("cbc:ID", "VAT")}));
  return category;
}

void replace(Element& in, std::string_view name, const Element& by) {
  for (auto& child : in.children)
    if (child.name == name)
      child = by;
    else
      replace(child, name, by);
}

}  // namespace

Element invoice_of(const VatFamily& family) {
  auto root = parsed(ubl_invoice());
  all({remove("cac:InvoiceLine[cbc:ID=1]"), remove("cac:TaxTotal/cac:TaxSubtotal[cbc:TaxAmount=0.00]"),
       remove("cac:TaxTotal[cbc:TaxAmount=450.00]"), remove("cbc:TaxCurrencyCode"),
       set("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount", "90.00"),
       set("cac:LegalMonetaryTotal/cbc:LineExtensionAmount", "100.00"),
       set("cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount", "90.00"),
       remove("cac:LegalMonetaryTotal/cbc:PrepaidAmount"),
       remove("cac:LegalMonetaryTotal/cbc:PayableRoundingAmount"),
       set("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount", taxed(family) ? "9.00" : "0.00"),
       set("cac:TaxTotal/cbc:TaxAmount", taxed(family) ? "9.00" : "0.00"),
       set("cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount", taxed(family) ? "99.00" : "90.00"),
       set("cac:LegalMonetaryTotal/cbc:PayableAmount", taxed(family) ? "99.00" : "90.00")})(root);
  replace(root, "cac:TaxCategory", vat_category("cac:TaxCategory", family));
  replace(root, "cac:ClassifiedTaxCategory", vat_category("cac:ClassifiedTaxCategory", family));
  for (auto& part : root.children)
    if (part.name == "cac:AllowanceCharge")
      for (auto& category : part.children)
        std::erase_if(category.children,
                      [](const Element& each) { return each.name == "cbc:TaxExemptionReason"; });
  if (family.identified == Identified::nobody_for_vat)
    all({remove("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme[cac:TaxScheme/cbc:ID=VAT]"),
         remove("cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme"),
         remove("cac:TaxRepresentativeParty")})(root);
  return root;
}

namespace {

const std::string kTransaction = "rsm:SupplyChainTradeTransaction/";
const std::string kAgreement = kTransaction + "ram:ApplicableHeaderTradeAgreement/";
const std::string kSettlement = kTransaction + "ram:ApplicableHeaderTradeSettlement/";
const std::string kTotals = kSettlement + "ram:SpecifiedTradeSettlementHeaderMonetarySummation/";

// Of every tax in the document: its category and rate.
void set_category(Element& in, const VatFamily& family) {
  for (auto& child : in.children) {
    set_category(child, family);
    if (child.name == "ram:CategoryCode") child.text = family.code;
    if (child.name == "ram:RateApplicablePercent") child.text = taxed(family) ? "10" : "0";
  }
  if (family.rate == Rate::absent)
    std::erase_if(in.children, [](const Element& each) { return each.name == "ram:RateApplicablePercent"; });
}

}  // namespace

Element cii_invoice_of(const VatFamily& family) {
  auto root = parsed(cii_invoice());
  const std::string with_vat = taxed(family) ? "99.00" : "90.00";
  const std::string vat = taxed(family) ? "9.00" : "0.00";
  all({remove(kTransaction +
              "ram:IncludedSupplyChainTradeLineItem[ram:AssociatedDocumentLineDocument/ram:LineID=1]"),
       remove(kSettlement + "ram:ApplicableTradeTax[ram:CategoryCode=E]"),
       remove(kSettlement + "ram:TaxCurrencyCode"), remove(kTotals + "ram:TaxTotalAmount[@currencyID=SEK]"),
       remove(kTotals + "ram:RoundingAmount"), remove(kTotals + "ram:TotalPrepaidAmount"),
       set(kSettlement + "ram:ApplicableTradeTax/ram:BasisAmount", "90.00"),
       set(kSettlement + "ram:ApplicableTradeTax/ram:CalculatedAmount", vat),
       set(kTotals + "ram:LineTotalAmount", "100.00"), set(kTotals + "ram:TaxBasisTotalAmount", "90.00"),
       set(kTotals + "ram:TaxTotalAmount", vat), set(kTotals + "ram:GrandTotalAmount", with_vat),
       set(kTotals + "ram:DuePayableAmount", with_vat)})(root);
  set_category(root, family);
  if (family.exemption == Exemption::must_be_given)
    add(kSettlement + "ram:ApplicableTradeTax", element("ram:ExemptionReason", "Likuma pants"))(root);
  if (family.identified == Identified::nobody_for_vat)
    all({remove(kAgreement + "ram:SellerTradeParty/ram:SpecifiedTaxRegistration[ram:ID/@schemeID=VA]"),
         remove(kAgreement + "ram:BuyerTradeParty/ram:SpecifiedTaxRegistration"),
         remove(kAgreement + "ram:SellerTaxRepresentativeTradeParty")})(root);
  return root;
}

const VatFamily& family_of(std::string_view code) {
  return *std::ranges::find(domain::einvoice::vat_families(), code, &VatFamily::code);
}

}  // namespace vesture::einvoice
