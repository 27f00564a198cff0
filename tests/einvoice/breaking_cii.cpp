// What CII's official rules ask otherwise than UBL's, and those of its own.
#include "tests/einvoice/broken_rules.hpp"

namespace vesture::einvoice {
namespace {

const std::string kContext = "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter";
const std::string kDocument = "rsm:ExchangedDocument/";
const std::string kLine = "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem/";
const std::string kAgreement = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement/";
const std::string kDelivery = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeDelivery/";
const std::string kSettlement = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/";

const std::string kSeller = kAgreement + "ram:SellerTradeParty";
const std::string kBuyer = kAgreement + "ram:BuyerTradeParty";
const std::string kRepresentative = kAgreement + "ram:SellerTaxRepresentativeTradeParty/";
const std::string kPayee = kSettlement + "ram:PayeeTradeParty";
const std::string kPayment = kSettlement + "ram:SpecifiedTradeSettlementPaymentMeans";
const std::string kProduct = kLine + "ram:SpecifiedTradeProduct/";
const std::string kVat = kSettlement + "ram:ApplicableTradeTax";
const std::string kGrossPrice = kLine + "ram:SpecifiedLineTradeAgreement/ram:GrossPriceProductTradePrice/";
const std::string kNetPrice =
    kLine + "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount";
const std::string kTotals = kSettlement + "ram:SpecifiedTradeSettlementHeaderMonetarySummation/";

Element tax_point() {
  return element("ram:TaxPointDate", std::vector{element("udt:DateString", "20240131")});
}

std::vector<Breaking> of_the_model() {
  return {
      {"BR-03", set_attribute(kDocument + "ram:IssueDateTime/udt:DateTimeString", "format", "203"), {}},
      {"BR-03", set(kDocument + "ram:IssueDateTime/udt:DateTimeString", " "), {}},
      {"BR-04", remove(kDocument + "ram:TypeCode"), "CII-SR-014"},
      {"BR-17", set(kPayee + "/ram:Name", "SIA Ābele"), {}},
      {"BR-17", all({add(kPayee, element("ram:ID", "17")), add(kSeller, element("ram:ID", "17"))}), {}},
      {"BR-17", set(kPayee + "/ram:SpecifiedLegalOrganization/ram:ID", "40003000000"), {}},
      {"BR-17", remove(kPayee + "/ram:Name"), {}},
      {"BR-18", remove(kRepresentative + "ram:Name"), {}},
      {"BR-20", remove(kRepresentative + "ram:PostalTradeAddress/ram:CountryID"), {}},
      {"BR-29",
       set_attribute(kSettlement + "ram:BillingSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString", "format",
                     "203"),
       {}},
      {"BR-30",
       set_attribute(kLine + "ram:SpecifiedLineTradeSettlement/ram:BillingSpecifiedPeriod/ram:StartDateTime/"
                             "udt:DateTimeString",
                     "format", "203"),
       {}},
      {"BR-50", remove(kPayment + "/ram:PayeePartyCreditorFinancialAccount/ram:IBANID"), "BR-61 CII-SR-470"},
      {"BR-52",
       set(kLine + "ram:SpecifiedLineTradeSettlement/ram:AdditionalReferencedDocument/ram:IssuerAssignedID",
           ""),
       {}},
      {"BR-52", remove(kAgreement + "ram:AdditionalReferencedDocument/ram:IssuerAssignedID"), {}},
      {"BR-53", set(kSettlement + "ram:TaxCurrencyCode", "EUR"), {}},
      {"BR-53", set(kSettlement + "ram:TaxCurrencyCode", "NOK"), {}},
      {"BR-55", set(kSettlement + "ram:InvoiceReferencedDocument/ram:IssuerAssignedID", ""), {}},
      {"BR-56", set(kRepresentative + "ram:SpecifiedTaxRegistration/ram:ID", ""), "BR-CO-09"},
      {"BR-57", set(kDelivery + "ram:ShipToTradeParty/ram:PostalTradeAddress/ram:CountryID", ""), "BR-CL-14"},
      {"BR-61", remove(kPayment + "/ram:PayeePartyCreditorFinancialAccount/ram:IBANID"), "BR-50 CII-SR-470"},
      {"BR-CL-01", set(kDocument + "ram:TypeCode", "999"), {}},
      {"BR-CO-14", set(kTotals + "ram:TaxTotalAmount[@currencyID=EUR]", "39.91"), "BR-CO-15"},
      {"BR-CO-15", remove(kTotals + "ram:TaxTotalAmount[@currencyID=EUR]"), {}},
  };
}

std::vector<Breaking> of_the_syntax() {
  const auto characteristic = kProduct + "ram:ApplicableProductCharacteristic/";
  return {
      {"CII-SR-009", repeat(kContext), "CII-SR-010"},
      {"CII-SR-010", repeat(kContext + "/ram:ID"), {}},
      {"CII-SR-014", repeat(kDocument + "ram:TypeCode"), {}},
      {"CII-SR-046", remove_attribute(kProduct + "ram:GlobalID", "schemeID"), "BR-64"},
      {"CII-SR-069", repeat(characteristic + "ram:Description"), {}},
      {"CII-SR-072", repeat(characteristic + "ram:Value"), {}},
      {"CII-SR-090", repeat(kProduct + "ram:OriginTradeCountry/ram:ID"), {}},
      {"CII-SR-090", remove(kProduct + "ram:OriginTradeCountry/ram:ID"), {}},
      {"CII-SR-439", repeat(kNetPrice), {}},
      {"CII-SR-439", remove(kNetPrice), "BR-26 BR-27"},
      {"CII-SR-440", repeat(kGrossPrice + "ram:AppliedTradeAllowanceCharge/ram:ActualAmount"), {}},
      {"CII-SR-455", repeat(kSeller + "/ram:DefinedTradeContact"), {}},
      {"CII-SR-456", repeat(kBuyer + "/ram:DefinedTradeContact"), {}},
      {"CII-SR-459", repeat(kSeller + "/ram:URIUniversalCommunication"), {}},
      {"CII-SR-460", repeat(kBuyer + "/ram:URIUniversalCommunication"), {}},
      {"CII-SR-461", all({add(kVat, tax_point()), add(kVat, tax_point())}), {}},
      {"CII-SR-462",
       all({add(kVat, element("ram:DueDateTypeCode", "5")), add(kVat, element("ram:DueDateTypeCode", "29"))}),
       {}},
      {"CII-SR-463",
       remove(kLine +
              "ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeAllowanceCharge/ram:ChargeIndicator"),
       {}},
      {"CII-SR-467", all({repeat(kPayment), set(kPayment + "/ram:TypeCode", "58")}), {}},
      {"CII-SR-470", remove(kPayment + "/ram:PayeePartyCreditorFinancialAccount"), {}},
  };
}

}  // namespace

std::vector<Breaking> breaking_cii() {
  auto breakings = of_the_model();
  for (auto& each : of_the_syntax()) breakings.push_back(std::move(each));
  return breakings;
}

std::vector<Edit> allowed_in_cii() {
  return {
      set(kPayee + "/ram:Name", "Ābele"),              // the seller's trading name
      set(kPayee + "/ram:GlobalID", "4750000000024"),  // the seller's
      set(kRepresentative + "ram:Name", ""),           // BR-18 asks that it is there
      repeat(kPayment),                                // with its card and its direct debit
      set(kDocument + "ram:TypeCode", "381"),          // a credit note
  };
}

}  // namespace vesture::einvoice
