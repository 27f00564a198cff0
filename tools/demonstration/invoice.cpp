#include "tools/demonstration/invoice.hpp"

#include <fmt/format.h>

#include "api/mail/safe_html.hpp"
#include "domain/common/calendar.hpp"

namespace vesture::demonstration {

namespace {

using api::html_escaped;

constexpr int kRate = 21;  // percent: Pievienotās vērtības nodokļa likums, 41

std::string amount(std::int64_t cents) { return fmt::format("{}.{:02}", cents / 100, cents % 100); }

std::string eur(std::string_view element, std::int64_t cents) {
  return fmt::format("<cbc:{0} currencyID=\"EUR\">{1}</cbc:{0}>", element, amount(cents));
}

std::int64_t net(const Sold& sold) { return sold.quantity * sold.price; }

std::string vat_category(std::string_view element) {
  return fmt::format(
      "<cac:{0}><cbc:ID>S</cbc:ID><cbc:Percent>{1}</cbc:Percent>"
      "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:{0}>",
      element, kRate);
}

std::string party(std::string_view role, const InvoiceParty& party, bool pays_vat) {
  const std::string vat = pays_vat
                              ? fmt::format(
                                    "<cac:PartyTaxScheme><cbc:CompanyID>LV{}</cbc:CompanyID><cac:TaxScheme>"
                                    "<cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>",
                                    party.registration)
                              : "";
  const std::string registration =
      party.registration.empty() ? "" : fmt::format("<cbc:CompanyID>{}</cbc:CompanyID>", party.registration);
  return fmt::format(
      "  <cac:{0}>\n    <cac:Party>\n"
      "      <cac:PostalAddress><cbc:StreetName>{1}</cbc:StreetName><cbc:CityName>{2}</cbc:CityName>"
      "<cbc:PostalZone>{3}</cbc:PostalZone><cac:Country><cbc:IdentificationCode>LV</cbc:IdentificationCode>"
      "</cac:Country></cac:PostalAddress>\n      {4}\n"
      "      "
      "<cac:PartyLegalEntity><cbc:RegistrationName>{5}</cbc:RegistrationName>{6}</cac:PartyLegalEntity>\n"
      "    </cac:Party>\n  </cac:{0}>\n",
      role, html_escaped(party.street), html_escaped(party.city), html_escaped(party.post_code), vat,
      html_escaped(party.name), registration);
}

std::string line(std::size_t number, const Sold& sold) {
  return fmt::format(
      "  <cac:InvoiceLine>\n    <cbc:ID>{}</cbc:ID>\n"
      "    <cbc:InvoicedQuantity unitCode=\"C62\">{}</cbc:InvoicedQuantity>\n    {}\n"
      "    <cac:Item><cbc:Name>{}</cbc:Name>{}</cac:Item>\n"
      "    <cac:Price>{}</cac:Price>\n  </cac:InvoiceLine>\n",
      number, sold.quantity, eur("LineExtensionAmount", net(sold)), html_escaped(sold.what),
      vat_category("ClassifiedTaxCategory"), eur("PriceAmount", sold.price));
}

}  // namespace

std::string ubl_invoice(const InvoiceToWrite& invoice) {
  std::int64_t lines_total = 0;
  std::string lines;
  for (std::size_t n = 0; n < invoice.sold.size(); ++n) {
    lines_total += net(invoice.sold[n]);
    lines += line(n + 1, invoice.sold[n]);
  }
  const std::int64_t vat = (lines_total * kRate + 50) / 100;
  const std::int64_t total = lines_total + vat;
  return fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
         xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
         xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
  <cbc:ID>{}</cbc:ID>
  <cbc:IssueDate>{}</cbc:IssueDate>
  <cbc:DueDate>{}</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
{}{}  <cac:PaymentMeans>
    <cbc:PaymentMeansCode>58</cbc:PaymentMeansCode>
    <cbc:PaymentID>{}</cbc:PaymentID>
    <cac:PayeeFinancialAccount><cbc:ID>{}</cbc:ID></cac:PayeeFinancialAccount>
  </cac:PaymentMeans>
  <cac:TaxTotal>
    {}
    <cac:TaxSubtotal>
      {}
      {}
      {}
    </cac:TaxSubtotal>
  </cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    {}
    {}
    {}
    {}
  </cac:LegalMonetaryTotal>
{}</Invoice>
)",
      html_escaped(invoice.number), to_string(invoice.issued), to_string(invoice.due),
      party("AccountingSupplierParty", invoice.seller, true),
      party("AccountingCustomerParty", invoice.buyer, false), html_escaped(invoice.number), invoice.iban,
      eur("TaxAmount", vat), eur("TaxableAmount", lines_total), eur("TaxAmount", vat),
      vat_category("TaxCategory"), eur("LineExtensionAmount", lines_total),
      eur("TaxExclusiveAmount", lines_total), eur("TaxInclusiveAmount", total), eur("PayableAmount", total),
      lines);
}

InvoiceToWrite invoice_of_land_service(std::string number, domain::Date issued, const std::string& buyer) {
  return {std::move(number),
          issued,
          {issued.days + 14},
          {"Valsts zemes dienests", "90009999114", "Dzirnavu iela 11", "Rīga", "LV-1010"},
          {buyer, "", "Brīvības iela 1", "Rīga", "LV-1010"},
          {{"Zemes robežu plāna kopija", 2, 711}, {"Izziņa no kadastra informācijas sistēmas", 1, 1'423}},
          "LV97HABA0012345678910"};
}

}  // namespace vesture::demonstration
