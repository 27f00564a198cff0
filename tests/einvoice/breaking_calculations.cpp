#include "tests/einvoice/broken_rules.hpp"

namespace vesture::einvoice {

// BR-CO-10 to BR-CO-17, BR-DEC-*.
std::vector<Breaking> breaking_calculations() {
  return {
      {"BR-CO-10", set("cac:LegalMonetaryTotal/cbc:LineExtensionAmount", "300.01"), "BR-CO-13"},
      {"BR-CO-10", set("cac:InvoiceLine/cbc:LineExtensionAmount", "many"), "BR-S-08"},
      {"BR-CO-11", set("cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount", "20.01"), "BR-CO-13"},
      {"BR-CO-11", remove("cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount"), "BR-CO-13"},
      {"BR-CO-12", set("cac:LegalMonetaryTotal/cbc:ChargeTotalAmount", "9.99"), "BR-CO-13"},
      {"BR-CO-12", remove("cac:LegalMonetaryTotal/cbc:ChargeTotalAmount"), "BR-CO-13"},
      {"BR-CO-13", set("cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount", "290.01"), "BR-CO-15"},
      {"BR-CO-14", set("cac:TaxTotal/cbc:TaxAmount", "39.91"), "BR-CO-15"},
      {"BR-CO-15", set("cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount", "329.91"), "BR-CO-16"},
      {"BR-CO-15", set_attribute("cac:TaxTotal/cbc:TaxAmount", "currencyID", "NOK"), ""},
      {"BR-CO-15", set_attribute("cac:TaxTotal/cbc:TaxAmount[@currencyID=SEK]", "currencyID", "EUR"),
       "BR-53"},
      {"BR-CO-16", set("cac:LegalMonetaryTotal/cbc:PayableAmount", "301.01"), ""},
      {"BR-CO-16", set("cac:LegalMonetaryTotal/cbc:PayableRoundingAmount", "0.11"), ""},
      {"BR-CO-16", remove("cac:LegalMonetaryTotal/cbc:PrepaidAmount"), ""},
      {"BR-CO-17", set("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent", "22"), "BR-S-08 BR-S-09"},
      {"BR-DEC-01", set("cac:AllowanceCharge/cbc:Amount", "20.000"), "UBL-DT-01"},
      {"BR-DEC-02", set("cac:AllowanceCharge/cbc:BaseAmount", "200.000"), "UBL-DT-01"},
      {"BR-DEC-05", set("cac:AllowanceCharge[cbc:ChargeIndicator=true]/cbc:Amount", "10.000"), "UBL-DT-01"},
      {"BR-DEC-06", set("cac:AllowanceCharge[cbc:ChargeIndicator=true]/cbc:BaseAmount", "50.000"),
       "UBL-DT-01"},
      {"BR-DEC-09", set("cac:LegalMonetaryTotal/cbc:LineExtensionAmount", "300.000"), "UBL-DT-01"},
      {"BR-DEC-10", set("cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount", "20.000"), "UBL-DT-01"},
      {"BR-DEC-11", set("cac:LegalMonetaryTotal/cbc:ChargeTotalAmount", "10.000"), "UBL-DT-01"},
      {"BR-DEC-12", set("cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount", "290.000"), "UBL-DT-01"},
      {"BR-DEC-13", set("cac:TaxTotal/cbc:TaxAmount", "39.900"), "UBL-DT-01"},
      {"BR-DEC-14", set("cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount", "329.900"), "UBL-DT-01"},
      {"BR-DEC-15", set("cac:TaxTotal/cbc:TaxAmount[@currencyID=SEK]", "450.000"), "UBL-DT-01"},
      {"BR-DEC-16", set("cac:LegalMonetaryTotal/cbc:PrepaidAmount", "29.000"), "UBL-DT-01"},
      {"BR-DEC-17", set("cac:LegalMonetaryTotal/cbc:PayableRoundingAmount", "0.100"), "UBL-DT-01"},
      {"BR-DEC-18", set("cac:LegalMonetaryTotal/cbc:PayableAmount", "301.000"), "UBL-DT-01"},
      {"BR-DEC-19", set("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount", "190.000"), "UBL-DT-01"},
      {"BR-DEC-20", set("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount", "39.900"), "UBL-DT-01"},
      {"BR-DEC-23", set("cac:InvoiceLine/cbc:LineExtensionAmount", "200.000"), "UBL-DT-01"},
      {"BR-DEC-24", set("cac:InvoiceLine/cac:AllowanceCharge/cbc:Amount", "10.000"), "UBL-DT-01"},
      {"BR-DEC-25", set("cac:InvoiceLine/cac:AllowanceCharge/cbc:BaseAmount", "200.000"), "UBL-DT-01"},
      {"BR-DEC-27", set("cac:InvoiceLine/cac:AllowanceCharge[cbc:ChargeIndicator=true]/cbc:Amount", "10.000"),
       "UBL-DT-01"},
      {"BR-DEC-28",
       set("cac:InvoiceLine/cac:AllowanceCharge[cbc:ChargeIndicator=true]/cbc:BaseAmount", "250.000"),
       "UBL-DT-01"},
  };
}

}  // namespace vesture::einvoice
