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

const VatFamily& family_of(std::string_view code) {
  return *std::ranges::find(domain::einvoice::vat_families(), code, &VatFamily::code);
}

}  // namespace vesture::einvoice
