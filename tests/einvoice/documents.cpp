#include "tests/einvoice/documents.hpp"

namespace vesture::einvoice {
namespace {

// What UBL has alike in both of its documents, from the currencies to the references, and from the parties to the totals.
constexpr std::string_view kBeginning = R"(
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode>
  <cbc:AccountingCost>4217-2323</cbc:AccountingCost>
  <cbc:BuyerReference>Iepirkumu daļa</cbc:BuyerReference>
  <cac:InvoicePeriod>
    <cbc:StartDate>2024-01-01</cbc:StartDate>
    <cbc:EndDate>2024-01-31</cbc:EndDate>
  </cac:InvoicePeriod>
  <cac:OrderReference>
    <cbc:ID>PAS-17</cbc:ID>
    <cbc:SalesOrderID>PARD-17</cbc:SalesOrderID>
  </cac:OrderReference>
  <cac:BillingReference>
    <cac:InvoiceDocumentReference>
      <cbc:ID>R-2023-99</cbc:ID>
      <cbc:IssueDate>2023-12-15</cbc:IssueDate>
    </cac:InvoiceDocumentReference>
  </cac:BillingReference>
  <cac:DespatchDocumentReference>
    <cbc:ID>NOS-1</cbc:ID>
  </cac:DespatchDocumentReference>
  <cac:ReceiptDocumentReference>
    <cbc:ID>SAN-1</cbc:ID>
  </cac:ReceiptDocumentReference>)";

constexpr std::string_view kReferences = R"(
  <cac:AdditionalDocumentReference>
    <cbc:ID schemeID="AAA">OBJ-5</cbc:ID>
    <cbc:DocumentTypeCode>130</cbc:DocumentTypeCode>
  </cac:AdditionalDocumentReference>
  <cac:AdditionalDocumentReference>
    <cbc:ID>PIEL-1</cbc:ID>
    <cbc:DocumentDescription>Darbu saraksts</cbc:DocumentDescription>
    <cac:Attachment>
      <cbc:EmbeddedDocumentBinaryObject mimeCode="text/csv" filename="darbi.csv">YTtiCg==</cbc:EmbeddedDocumentBinaryObject>
      <cac:ExternalReference>
        <cbc:URI>https://example.lv/darbi.csv</cbc:URI>
      </cac:ExternalReference>
    </cac:Attachment>
  </cac:AdditionalDocumentReference>)";

constexpr std::string_view kParties = R"(
  <cac:AccountingSupplierParty>
    <cac:Party>
      <cbc:EndpointID schemeID="0088">4750000000017</cbc:EndpointID>
      <cac:PartyIdentification>
        <cbc:ID schemeID="0088">4750000000024</cbc:ID>
      </cac:PartyIdentification>
      <cac:PartyName>
        <cbc:Name>Ābele</cbc:Name>
      </cac:PartyName>
      <cac:PostalAddress>
        <cbc:StreetName>Brīvības iela 1</cbc:StreetName>
        <cbc:AdditionalStreetName>2. stāvs</cbc:AdditionalStreetName>
        <cbc:CityName>Rīga</cbc:CityName>
        <cbc:PostalZone>LV-1010</cbc:PostalZone>
        <cbc:CountrySubentity>Vidzeme</cbc:CountrySubentity>
        <cac:AddressLine>
          <cbc:Line>Pagalms</cbc:Line>
        </cac:AddressLine>
        <cac:Country>
          <cbc:IdentificationCode>LV</cbc:IdentificationCode>
        </cac:Country>
      </cac:PostalAddress>
      <cac:PartyTaxScheme>
        <cbc:CompanyID>LV40003000000</cbc:CompanyID>
        <cac:TaxScheme>
          <cbc:ID>VAT</cbc:ID>
        </cac:TaxScheme>
      </cac:PartyTaxScheme>
      <cac:PartyTaxScheme>
        <cbc:CompanyID>NOD-77</cbc:CompanyID>
        <cac:TaxScheme>
          <cbc:ID>LOC</cbc:ID>
        </cac:TaxScheme>
      </cac:PartyTaxScheme>
      <cac:PartyLegalEntity>
        <cbc:RegistrationName>SIA Ābele</cbc:RegistrationName>
        <cbc:CompanyID schemeID="0218">40003000000</cbc:CompanyID>
        <cbc:CompanyLegalForm>Pamatkapitāls 2800 EUR</cbc:CompanyLegalForm>
      </cac:PartyLegalEntity>
      <cac:Contact>
        <cbc:Name>Anna Ozola</cbc:Name>
        <cbc:Telephone>+371 20000000</cbc:Telephone>
        <cbc:ElectronicMail>anna@example.lv</cbc:ElectronicMail>
      </cac:Contact>
    </cac:Party>
  </cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty>
    <cac:Party>
      <cbc:EndpointID schemeID="0218">90000000001</cbc:EndpointID>
      <cac:PartyIdentification>
        <cbc:ID schemeID="0088">4750000000031</cbc:ID>
      </cac:PartyIdentification>
      <cac:PartyName>
        <cbc:Name>Dome</cbc:Name>
      </cac:PartyName>
      <cac:PostalAddress>
        <cbc:StreetName>Rātslaukums 1</cbc:StreetName>
        <cbc:AdditionalStreetName>3. kabinets</cbc:AdditionalStreetName>
        <cbc:CityName>Cēsis</cbc:CityName>
        <cbc:PostalZone>LV-4101</cbc:PostalZone>
        <cbc:CountrySubentity>Cēsu novads</cbc:CountrySubentity>
        <cac:AddressLine>
          <cbc:Line>Pasta kastīte 4</cbc:Line>
        </cac:AddressLine>
        <cac:Country>
          <cbc:IdentificationCode>LV</cbc:IdentificationCode>
        </cac:Country>
      </cac:PostalAddress>
      <cac:PartyTaxScheme>
        <cbc:CompanyID>LV90000000001</cbc:CompanyID>
        <cac:TaxScheme>
          <cbc:ID>VAT</cbc:ID>
        </cac:TaxScheme>
      </cac:PartyTaxScheme>
      <cac:PartyLegalEntity>
        <cbc:RegistrationName>Cēsu novada dome</cbc:RegistrationName>
        <cbc:CompanyID schemeID="0218">90000000001</cbc:CompanyID>
      </cac:PartyLegalEntity>
      <cac:Contact>
        <cbc:Name>Jānis Liepa</cbc:Name>
        <cbc:Telephone>+371 20000001</cbc:Telephone>
        <cbc:ElectronicMail>janis@example.lv</cbc:ElectronicMail>
      </cac:Contact>
    </cac:Party>
  </cac:AccountingCustomerParty>
  <cac:PayeeParty>
    <cac:PartyIdentification>
      <cbc:ID schemeID="0088">4750000000048</cbc:ID>
    </cac:PartyIdentification>
    <cac:PartyName>
      <cbc:Name>SIA Faktorings</cbc:Name>
    </cac:PartyName>
    <cac:PartyLegalEntity>
      <cbc:CompanyID schemeID="0218">40003000001</cbc:CompanyID>
    </cac:PartyLegalEntity>
  </cac:PayeeParty>
  <cac:TaxRepresentativeParty>
    <cac:PartyName>
      <cbc:Name>SIA Pārstāvis</cbc:Name>
    </cac:PartyName>
    <cac:PostalAddress>
      <cbc:StreetName>Lielā iela 2</cbc:StreetName>
      <cbc:AdditionalStreetName>5. dzīvoklis</cbc:AdditionalStreetName>
      <cbc:CityName>Liepāja</cbc:CityName>
      <cbc:PostalZone>LV-3401</cbc:PostalZone>
      <cbc:CountrySubentity>Kurzeme</cbc:CountrySubentity>
      <cac:AddressLine>
        <cbc:Line>Sēta</cbc:Line>
      </cac:AddressLine>
      <cac:Country>
        <cbc:IdentificationCode>LV</cbc:IdentificationCode>
      </cac:Country>
    </cac:PostalAddress>
    <cac:PartyTaxScheme>
      <cbc:CompanyID>LV40003000002</cbc:CompanyID>
      <cac:TaxScheme>
        <cbc:ID>VAT</cbc:ID>
      </cac:TaxScheme>
    </cac:PartyTaxScheme>
  </cac:TaxRepresentativeParty>
  <cac:Delivery>
    <cbc:ActualDeliveryDate>2024-01-20</cbc:ActualDeliveryDate>
    <cac:DeliveryLocation>
      <cbc:ID schemeID="0088">4750000000055</cbc:ID>
      <cac:Address>
        <cbc:StreetName>Skolas iela 3</cbc:StreetName>
        <cbc:AdditionalStreetName>Ieeja B</cbc:AdditionalStreetName>
        <cbc:CityName>Valmiera</cbc:CityName>
        <cbc:PostalZone>LV-4201</cbc:PostalZone>
        <cbc:CountrySubentity>Valmieras novads</cbc:CountrySubentity>
        <cac:AddressLine>
          <cbc:Line>Noliktava</cbc:Line>
        </cac:AddressLine>
        <cac:Country>
          <cbc:IdentificationCode>LV</cbc:IdentificationCode>
        </cac:Country>
      </cac:Address>
    </cac:DeliveryLocation>
    <cac:DeliveryParty>
      <cac:PartyName>
        <cbc:Name>Valmieras skola</cbc:Name>
      </cac:PartyName>
    </cac:DeliveryParty>
  </cac:Delivery>)";

constexpr std::string_view kPaymentTerms = R"(
  <cac:PaymentTerms>
    <cbc:Note>Apmaksa 30 dienu laikā</cbc:Note>
  </cac:PaymentTerms>)";

constexpr std::string_view kTotals = R"(
  <cac:AllowanceCharge>
    <cbc:ChargeIndicator>false</cbc:ChargeIndicator>
    <cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode>
    <cbc:AllowanceChargeReason>Atlaide</cbc:AllowanceChargeReason>
    <cbc:MultiplierFactorNumeric>10</cbc:MultiplierFactorNumeric>
    <cbc:Amount currencyID="EUR">20.00</cbc:Amount>
    <cbc:BaseAmount currencyID="EUR">200.00</cbc:BaseAmount>
    <cac:TaxCategory>
      <cbc:ID>S</cbc:ID>
      <cbc:Percent>21</cbc:Percent>
      <cac:TaxScheme>
        <cbc:ID>VAT</cbc:ID>
      </cac:TaxScheme>
    </cac:TaxCategory>
  </cac:AllowanceCharge>
  <cac:AllowanceCharge>
    <cbc:ChargeIndicator>true</cbc:ChargeIndicator>
    <cbc:AllowanceChargeReasonCode>FC</cbc:AllowanceChargeReasonCode>
    <cbc:AllowanceChargeReason>Piegāde</cbc:AllowanceChargeReason>
    <cbc:MultiplierFactorNumeric>20</cbc:MultiplierFactorNumeric>
    <cbc:Amount currencyID="EUR">10.00</cbc:Amount>
    <cbc:BaseAmount currencyID="EUR">50.00</cbc:BaseAmount>
    <cac:TaxCategory>
      <cbc:ID>S</cbc:ID>
      <cbc:Percent>21</cbc:Percent>
      <cac:TaxScheme>
        <cbc:ID>VAT</cbc:ID>
      </cac:TaxScheme>
    </cac:TaxCategory>
  </cac:AllowanceCharge>
  <cac:TaxTotal>
    <cbc:TaxAmount currencyID="EUR">39.90</cbc:TaxAmount>
    <cac:TaxSubtotal>
      <cbc:TaxableAmount currencyID="EUR">190.00</cbc:TaxableAmount>
      <cbc:TaxAmount currencyID="EUR">39.90</cbc:TaxAmount>
      <cac:TaxCategory>
        <cbc:ID>S</cbc:ID>
        <cbc:Percent>21</cbc:Percent>
        <cac:TaxScheme>
          <cbc:ID>VAT</cbc:ID>
        </cac:TaxScheme>
      </cac:TaxCategory>
    </cac:TaxSubtotal>
    <cac:TaxSubtotal>
      <cbc:TaxableAmount currencyID="EUR">100.00</cbc:TaxableAmount>
      <cbc:TaxAmount currencyID="EUR">0.00</cbc:TaxAmount>
      <cac:TaxCategory>
        <cbc:ID>E</cbc:ID>
        <cbc:Percent>0</cbc:Percent>
        <cbc:TaxExemptionReasonCode>VATEX-EU-132</cbc:TaxExemptionReasonCode>
        <cbc:TaxExemptionReason>Izglītība</cbc:TaxExemptionReason>
        <cac:TaxScheme>
          <cbc:ID>VAT</cbc:ID>
        </cac:TaxScheme>
      </cac:TaxCategory>
    </cac:TaxSubtotal>
  </cac:TaxTotal>
  <cac:TaxTotal>
    <cbc:TaxAmount currencyID="SEK">450.00</cbc:TaxAmount>
  </cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    <cbc:LineExtensionAmount currencyID="EUR">300.00</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount currencyID="EUR">290.00</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="EUR">329.90</cbc:TaxInclusiveAmount>
    <cbc:AllowanceTotalAmount currencyID="EUR">20.00</cbc:AllowanceTotalAmount>
    <cbc:ChargeTotalAmount currencyID="EUR">10.00</cbc:ChargeTotalAmount>
    <cbc:PrepaidAmount currencyID="EUR">29.00</cbc:PrepaidAmount>
    <cbc:PayableRoundingAmount currencyID="EUR">0.10</cbc:PayableRoundingAmount>
    <cbc:PayableAmount currencyID="EUR">301.00</cbc:PayableAmount>
  </cac:LegalMonetaryTotal>)";

// The lines; the names of a line and of its quantity are the document's own.
constexpr std::string_view kLines = R"(
  <cac:LINE>
    <cbc:ID>1</cbc:ID>
    <cbc:Note>Pirmā rinda</cbc:Note>
    <cbc:QUANTITY unitCode="HUR">10</cbc:QUANTITY>
    <cbc:LineExtensionAmount currencyID="EUR">200.00</cbc:LineExtensionAmount>
    <cbc:AccountingCost>1287-65</cbc:AccountingCost>
    <cac:InvoicePeriod>
      <cbc:StartDate>2024-01-02</cbc:StartDate>
      <cbc:EndDate>2024-01-19</cbc:EndDate>
    </cac:InvoicePeriod>
    <cac:OrderLineReference>
      <cbc:LineID>7</cbc:LineID>
    </cac:OrderLineReference>
    <cac:DocumentReference>
      <cbc:ID schemeID="AAA">OBJ-6</cbc:ID>
      <cbc:DocumentTypeCode>130</cbc:DocumentTypeCode>
    </cac:DocumentReference>
    <cac:AllowanceCharge>
      <cbc:ChargeIndicator>false</cbc:ChargeIndicator>
      <cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode>
      <cbc:AllowanceChargeReason>Rindas atlaide</cbc:AllowanceChargeReason>
      <cbc:MultiplierFactorNumeric>5</cbc:MultiplierFactorNumeric>
      <cbc:Amount currencyID="EUR">10.00</cbc:Amount>
      <cbc:BaseAmount currencyID="EUR">200.00</cbc:BaseAmount>
    </cac:AllowanceCharge>
    <cac:AllowanceCharge>
      <cbc:ChargeIndicator>true</cbc:ChargeIndicator>
      <cbc:AllowanceChargeReasonCode>FC</cbc:AllowanceChargeReasonCode>
      <cbc:AllowanceChargeReason>Rindas piemaksa</cbc:AllowanceChargeReason>
      <cbc:MultiplierFactorNumeric>4</cbc:MultiplierFactorNumeric>
      <cbc:Amount currencyID="EUR">10.00</cbc:Amount>
      <cbc:BaseAmount currencyID="EUR">250.00</cbc:BaseAmount>
    </cac:AllowanceCharge>
    <cac:Item>
      <cbc:Description>Apkope un remonts</cbc:Description>
      <cbc:Name>Apkope</cbc:Name>
      <cac:BuyersItemIdentification>
        <cbc:ID>P-1</cbc:ID>
      </cac:BuyersItemIdentification>
      <cac:SellersItemIdentification>
        <cbc:ID>S-1</cbc:ID>
      </cac:SellersItemIdentification>
      <cac:StandardItemIdentification>
        <cbc:ID schemeID="0160">04750000000069</cbc:ID>
      </cac:StandardItemIdentification>
      <cac:OriginCountry>
        <cbc:IdentificationCode>EE</cbc:IdentificationCode>
      </cac:OriginCountry>
      <cac:CommodityClassification>
        <cbc:ItemClassificationCode listID="STI" listVersionID="20.05">50000000</cbc:ItemClassificationCode>
      </cac:CommodityClassification>
      <cac:ClassifiedTaxCategory>
        <cbc:ID>S</cbc:ID>
        <cbc:Percent>21</cbc:Percent>
        <cac:TaxScheme>
          <cbc:ID>VAT</cbc:ID>
        </cac:TaxScheme>
      </cac:ClassifiedTaxCategory>
      <cac:AdditionalItemProperty>
        <cbc:Name>Krāsa</cbc:Name>
        <cbc:Value>Zaļa</cbc:Value>
      </cac:AdditionalItemProperty>
    </cac:Item>
    <cac:Price>
      <cbc:PriceAmount currencyID="EUR">20.00</cbc:PriceAmount>
      <cbc:BaseQuantity unitCode="HUR">1</cbc:BaseQuantity>
      <cac:AllowanceCharge>
        <cbc:ChargeIndicator>false</cbc:ChargeIndicator>
        <cbc:Amount currencyID="EUR">5.00</cbc:Amount>
        <cbc:BaseAmount currencyID="EUR">25.00</cbc:BaseAmount>
      </cac:AllowanceCharge>
    </cac:Price>
  </cac:LINE>
  <cac:LINE>
    <cbc:ID>2</cbc:ID>
    <cbc:QUANTITY unitCode="C62">1</cbc:QUANTITY>
    <cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
    <cac:Item>
      <cbc:Name>Mācības</cbc:Name>
      <cac:ClassifiedTaxCategory>
        <cbc:ID>E</cbc:ID>
        <cbc:Percent>0</cbc:Percent>
        <cac:TaxScheme>
          <cbc:ID>VAT</cbc:ID>
        </cac:TaxScheme>
      </cac:ClassifiedTaxCategory>
    </cac:Item>
    <cac:Price>
      <cbc:PriceAmount currencyID="EUR">100.00</cbc:PriceAmount>
    </cac:Price>
  </cac:LINE>)";

constexpr std::string_view kContract = R"(
  <cac:ContractDocumentReference>
    <cbc:ID>LIG-3</cbc:ID>
  </cac:ContractDocumentReference>)";

constexpr std::string_view kTender = R"(
  <cac:OriginatorDocumentReference>
    <cbc:ID>IEP-2</cbc:ID>
  </cac:OriginatorDocumentReference>)";

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const auto part : parts) text += part;
  return text;
}

std::string lines(std::string_view line, std::string_view quantity) {
  std::string text(kLines);
  const auto replace_all = [&](std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
      text.replace(at, from.size(), to);
  };
  replace_all("LINE", line);
  replace_all("QUANTITY", quantity);
  return text;
}

std::string root(std::string_view name) {
  return joined({R"(<?xml version="1.0" encoding="UTF-8"?>
<)",
                 name, R"( xmlns="urn:oasis:names:specification:ubl:schema:xsd:)", name, R"(-2"
    xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
    xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
  <cbc:ProfileID>urn:fdc:example.lv:billing</cbc:ProfileID>)"});
}

// The means of payment, with when payment is due where the document has that here.
std::string payment(std::string_view due) {
  return joined({R"(
  <cac:PaymentMeans>
    <cbc:PaymentMeansCode name="Pārskaitījums">30</cbc:PaymentMeansCode>)",
                 due, R"(
    <cbc:PaymentID>R-2024-1</cbc:PaymentID>
    <cac:CardAccount>
      <cbc:PrimaryAccountNumberID>1234</cbc:PrimaryAccountNumberID>
      <cbc:NetworkID>VISA</cbc:NetworkID>
      <cbc:HolderName>Anna Ozola</cbc:HolderName>
    </cac:CardAccount>
    <cac:PayeeFinancialAccount>
      <cbc:ID>LV80BANK0000435195001</cbc:ID>
      <cbc:Name>Pamatkonts</cbc:Name>
      <cac:FinancialInstitutionBranch>
        <cbc:ID>BANKLV22</cbc:ID>
      </cac:FinancialInstitutionBranch>
    </cac:PayeeFinancialAccount>
    <cac:PaymentMandate>
      <cbc:ID>PILNV-1</cbc:ID>
      <cac:PayerFinancialAccount>
        <cbc:ID>LV97HABA0012345678910</cbc:ID>
      </cac:PayerFinancialAccount>
    </cac:PaymentMandate>
  </cac:PaymentMeans>)"});
}

}  // namespace

std::string ubl_invoice() {
  return joined({root("Invoice"), R"(
  <cbc:ID>R-2024-1</cbc:ID>
  <cbc:IssueDate>2024-02-01</cbc:IssueDate>
  <cbc:DueDate>2024-03-02</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:Note>Paldies par sadarbību</cbc:Note>)",
                 kBeginning, kTender, kContract, kReferences, R"(
  <cac:ProjectReference>
    <cbc:ID>PROJ-9</cbc:ID>
  </cac:ProjectReference>)",
                 kParties, payment(""), kPaymentTerms, kTotals, lines("InvoiceLine", "InvoicedQuantity"),
                 "\n</Invoice>\n"});
}

std::string ubl_credit_note() {
  return joined({root("CreditNote"), R"(
  <cbc:ID>R-2024-1</cbc:ID>
  <cbc:IssueDate>2024-02-01</cbc:IssueDate>
  <cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>
  <cbc:Note>Paldies par sadarbību</cbc:Note>)",
                 kBeginning, kContract, kReferences, kTender, kParties, payment(R"(
    <cbc:PaymentDueDate>2024-03-02</cbc:PaymentDueDate>)"),
                 kPaymentTerms, kTotals, lines("CreditNoteLine", "CreditedQuantity"), "\n</CreditNote>\n"});
}

}  // namespace vesture::einvoice
