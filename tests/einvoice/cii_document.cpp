// The e-invoice of documents.hpp in UN/CEFACT's syntax.
#include "tests/einvoice/documents.hpp"

namespace vesture::einvoice {

std::string cii_invoice() {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice
    xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
    xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
    xmlns:qdt="urn:un:unece:uncefact:data:standard:QualifiedDataType:100"
    xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
  <rsm:ExchangedDocumentContext>
    <ram:BusinessProcessSpecifiedDocumentContextParameter>
      <ram:ID>urn:fdc:example.lv:billing</ram:ID>
    </ram:BusinessProcessSpecifiedDocumentContextParameter>
    <ram:GuidelineSpecifiedDocumentContextParameter>
      <ram:ID>urn:cen.eu:en16931:2017</ram:ID>
    </ram:GuidelineSpecifiedDocumentContextParameter>
  </rsm:ExchangedDocumentContext>
  <rsm:ExchangedDocument>
    <ram:ID>R-2024-1</ram:ID>
    <ram:TypeCode>380</ram:TypeCode>
    <ram:IssueDateTime>
      <udt:DateTimeString format="102">20240201</udt:DateTimeString>
    </ram:IssueDateTime>
    <ram:IncludedNote>
      <ram:Content>Paldies par sadarbību</ram:Content>
    </ram:IncludedNote>
  </rsm:ExchangedDocument>
  <rsm:SupplyChainTradeTransaction>
    <ram:IncludedSupplyChainTradeLineItem>
      <ram:AssociatedDocumentLineDocument>
        <ram:LineID>1</ram:LineID>
        <ram:IncludedNote>
          <ram:Content>Pirmā rinda</ram:Content>
        </ram:IncludedNote>
      </ram:AssociatedDocumentLineDocument>
      <ram:SpecifiedTradeProduct>
        <ram:GlobalID schemeID="0160">04750000000069</ram:GlobalID>
        <ram:SellerAssignedID>S-1</ram:SellerAssignedID>
        <ram:BuyerAssignedID>P-1</ram:BuyerAssignedID>
        <ram:Name>Apkope</ram:Name>
        <ram:Description>Apkope un remonts</ram:Description>
        <ram:ApplicableProductCharacteristic>
          <ram:Description>Krāsa</ram:Description>
          <ram:Value>Zaļa</ram:Value>
        </ram:ApplicableProductCharacteristic>
        <ram:DesignatedProductClassification>
          <ram:ClassCode listID="STI" listVersionID="20.05">50000000</ram:ClassCode>
        </ram:DesignatedProductClassification>
        <ram:OriginTradeCountry>
          <ram:ID>EE</ram:ID>
        </ram:OriginTradeCountry>
      </ram:SpecifiedTradeProduct>
      <ram:SpecifiedLineTradeAgreement>
        <ram:BuyerOrderReferencedDocument>
          <ram:LineID>7</ram:LineID>
        </ram:BuyerOrderReferencedDocument>
        <ram:GrossPriceProductTradePrice>
          <ram:ChargeAmount>25.00</ram:ChargeAmount>
          <ram:AppliedTradeAllowanceCharge>
            <ram:ChargeIndicator>
              <udt:Indicator>false</udt:Indicator>
            </ram:ChargeIndicator>
            <ram:ActualAmount>5.00</ram:ActualAmount>
          </ram:AppliedTradeAllowanceCharge>
        </ram:GrossPriceProductTradePrice>
        <ram:NetPriceProductTradePrice>
          <ram:ChargeAmount>20.00</ram:ChargeAmount>
          <ram:BasisQuantity unitCode="HUR">1</ram:BasisQuantity>
        </ram:NetPriceProductTradePrice>
      </ram:SpecifiedLineTradeAgreement>
      <ram:SpecifiedLineTradeDelivery>
        <ram:BilledQuantity unitCode="HUR">10</ram:BilledQuantity>
      </ram:SpecifiedLineTradeDelivery>
      <ram:SpecifiedLineTradeSettlement>
        <ram:ApplicableTradeTax>
          <ram:TypeCode>VAT</ram:TypeCode>
          <ram:CategoryCode>S</ram:CategoryCode>
          <ram:RateApplicablePercent>21</ram:RateApplicablePercent>
        </ram:ApplicableTradeTax>
        <ram:BillingSpecifiedPeriod>
          <ram:StartDateTime>
            <udt:DateTimeString format="102">20240102</udt:DateTimeString>
          </ram:StartDateTime>
          <ram:EndDateTime>
            <udt:DateTimeString format="102">20240119</udt:DateTimeString>
          </ram:EndDateTime>
        </ram:BillingSpecifiedPeriod>
        <ram:SpecifiedTradeAllowanceCharge>
          <ram:ChargeIndicator>
            <udt:Indicator>false</udt:Indicator>
          </ram:ChargeIndicator>
          <ram:CalculationPercent>5</ram:CalculationPercent>
          <ram:BasisAmount>200.00</ram:BasisAmount>
          <ram:ActualAmount>10.00</ram:ActualAmount>
          <ram:ReasonCode>95</ram:ReasonCode>
          <ram:Reason>Rindas atlaide</ram:Reason>
        </ram:SpecifiedTradeAllowanceCharge>
        <ram:SpecifiedTradeAllowanceCharge>
          <ram:ChargeIndicator>
            <udt:Indicator>true</udt:Indicator>
          </ram:ChargeIndicator>
          <ram:CalculationPercent>4</ram:CalculationPercent>
          <ram:BasisAmount>250.00</ram:BasisAmount>
          <ram:ActualAmount>10.00</ram:ActualAmount>
          <ram:ReasonCode>FC</ram:ReasonCode>
          <ram:Reason>Rindas piemaksa</ram:Reason>
        </ram:SpecifiedTradeAllowanceCharge>
        <ram:SpecifiedTradeSettlementLineMonetarySummation>
          <ram:LineTotalAmount>200.00</ram:LineTotalAmount>
        </ram:SpecifiedTradeSettlementLineMonetarySummation>
        <ram:AdditionalReferencedDocument>
          <ram:IssuerAssignedID>OBJ-6</ram:IssuerAssignedID>
          <ram:TypeCode>130</ram:TypeCode>
          <ram:ReferenceTypeCode>AAA</ram:ReferenceTypeCode>
        </ram:AdditionalReferencedDocument>
        <ram:ReceivableSpecifiedTradeAccountingAccount>
          <ram:ID>1287-65</ram:ID>
        </ram:ReceivableSpecifiedTradeAccountingAccount>
      </ram:SpecifiedLineTradeSettlement>
    </ram:IncludedSupplyChainTradeLineItem>
    <ram:IncludedSupplyChainTradeLineItem>
      <ram:AssociatedDocumentLineDocument>
        <ram:LineID>2</ram:LineID>
      </ram:AssociatedDocumentLineDocument>
      <ram:SpecifiedTradeProduct>
        <ram:Name>Mācības</ram:Name>
      </ram:SpecifiedTradeProduct>
      <ram:SpecifiedLineTradeAgreement>
        <ram:NetPriceProductTradePrice>
          <ram:ChargeAmount>100.00</ram:ChargeAmount>
        </ram:NetPriceProductTradePrice>
      </ram:SpecifiedLineTradeAgreement>
      <ram:SpecifiedLineTradeDelivery>
        <ram:BilledQuantity unitCode="C62">1</ram:BilledQuantity>
      </ram:SpecifiedLineTradeDelivery>
      <ram:SpecifiedLineTradeSettlement>
        <ram:ApplicableTradeTax>
          <ram:TypeCode>VAT</ram:TypeCode>
          <ram:CategoryCode>E</ram:CategoryCode>
          <ram:RateApplicablePercent>0</ram:RateApplicablePercent>
        </ram:ApplicableTradeTax>
        <ram:SpecifiedTradeSettlementLineMonetarySummation>
          <ram:LineTotalAmount>100.00</ram:LineTotalAmount>
        </ram:SpecifiedTradeSettlementLineMonetarySummation>
      </ram:SpecifiedLineTradeSettlement>
    </ram:IncludedSupplyChainTradeLineItem>
    <ram:ApplicableHeaderTradeAgreement>
      <ram:BuyerReference>Iepirkumu daļa</ram:BuyerReference>
      <ram:SellerTradeParty>
        <ram:GlobalID schemeID="0088">4750000000024</ram:GlobalID>
        <ram:Name>SIA Ābele</ram:Name>
        <ram:Description>Pamatkapitāls 2800 EUR</ram:Description>
        <ram:SpecifiedLegalOrganization>
          <ram:ID schemeID="0218">40003000000</ram:ID>
          <ram:TradingBusinessName>Ābele</ram:TradingBusinessName>
        </ram:SpecifiedLegalOrganization>
        <ram:DefinedTradeContact>
          <ram:PersonName>Anna Ozola</ram:PersonName>
          <ram:TelephoneUniversalCommunication>
            <ram:CompleteNumber>+371 20000000</ram:CompleteNumber>
          </ram:TelephoneUniversalCommunication>
          <ram:EmailURIUniversalCommunication>
            <ram:URIID>anna@example.lv</ram:URIID>
          </ram:EmailURIUniversalCommunication>
        </ram:DefinedTradeContact>
        <ram:PostalTradeAddress>
          <ram:PostcodeCode>LV-1010</ram:PostcodeCode>
          <ram:LineOne>Brīvības iela 1</ram:LineOne>
          <ram:LineTwo>2. stāvs</ram:LineTwo>
          <ram:LineThree>Pagalms</ram:LineThree>
          <ram:CityName>Rīga</ram:CityName>
          <ram:CountryID>LV</ram:CountryID>
          <ram:CountrySubDivisionName>Vidzeme</ram:CountrySubDivisionName>
        </ram:PostalTradeAddress>
        <ram:URIUniversalCommunication>
          <ram:URIID schemeID="0088">4750000000017</ram:URIID>
        </ram:URIUniversalCommunication>
        <ram:SpecifiedTaxRegistration>
          <ram:ID schemeID="VA">LV40003000000</ram:ID>
        </ram:SpecifiedTaxRegistration>
        <ram:SpecifiedTaxRegistration>
          <ram:ID schemeID="FC">NOD-77</ram:ID>
        </ram:SpecifiedTaxRegistration>
      </ram:SellerTradeParty>
      <ram:BuyerTradeParty>
        <ram:GlobalID schemeID="0088">4750000000031</ram:GlobalID>
        <ram:Name>Cēsu novada dome</ram:Name>
        <ram:SpecifiedLegalOrganization>
          <ram:ID schemeID="0218">90000000001</ram:ID>
          <ram:TradingBusinessName>Dome</ram:TradingBusinessName>
        </ram:SpecifiedLegalOrganization>
        <ram:DefinedTradeContact>
          <ram:PersonName>Jānis Liepa</ram:PersonName>
          <ram:TelephoneUniversalCommunication>
            <ram:CompleteNumber>+371 20000001</ram:CompleteNumber>
          </ram:TelephoneUniversalCommunication>
          <ram:EmailURIUniversalCommunication>
            <ram:URIID>janis@example.lv</ram:URIID>
          </ram:EmailURIUniversalCommunication>
        </ram:DefinedTradeContact>
        <ram:PostalTradeAddress>
          <ram:PostcodeCode>LV-4101</ram:PostcodeCode>
          <ram:LineOne>Rātslaukums 1</ram:LineOne>
          <ram:LineTwo>3. kabinets</ram:LineTwo>
          <ram:LineThree>Pasta kastīte 4</ram:LineThree>
          <ram:CityName>Cēsis</ram:CityName>
          <ram:CountryID>LV</ram:CountryID>
          <ram:CountrySubDivisionName>Cēsu novads</ram:CountrySubDivisionName>
        </ram:PostalTradeAddress>
        <ram:URIUniversalCommunication>
          <ram:URIID schemeID="0218">90000000001</ram:URIID>
        </ram:URIUniversalCommunication>
        <ram:SpecifiedTaxRegistration>
          <ram:ID schemeID="VA">LV90000000001</ram:ID>
        </ram:SpecifiedTaxRegistration>
      </ram:BuyerTradeParty>
      <ram:SellerTaxRepresentativeTradeParty>
        <ram:Name>SIA Pārstāvis</ram:Name>
        <ram:PostalTradeAddress>
          <ram:PostcodeCode>LV-3401</ram:PostcodeCode>
          <ram:LineOne>Lielā iela 2</ram:LineOne>
          <ram:LineTwo>5. dzīvoklis</ram:LineTwo>
          <ram:LineThree>Sēta</ram:LineThree>
          <ram:CityName>Liepāja</ram:CityName>
          <ram:CountryID>LV</ram:CountryID>
          <ram:CountrySubDivisionName>Kurzeme</ram:CountrySubDivisionName>
        </ram:PostalTradeAddress>
        <ram:SpecifiedTaxRegistration>
          <ram:ID schemeID="VA">LV40003000002</ram:ID>
        </ram:SpecifiedTaxRegistration>
      </ram:SellerTaxRepresentativeTradeParty>
      <ram:SellerOrderReferencedDocument>
        <ram:IssuerAssignedID>PARD-17</ram:IssuerAssignedID>
      </ram:SellerOrderReferencedDocument>
      <ram:BuyerOrderReferencedDocument>
        <ram:IssuerAssignedID>PAS-17</ram:IssuerAssignedID>
      </ram:BuyerOrderReferencedDocument>
      <ram:ContractReferencedDocument>
        <ram:IssuerAssignedID>LIG-3</ram:IssuerAssignedID>
      </ram:ContractReferencedDocument>
      <ram:AdditionalReferencedDocument>
        <ram:IssuerAssignedID>OBJ-5</ram:IssuerAssignedID>
        <ram:TypeCode>130</ram:TypeCode>
        <ram:ReferenceTypeCode>AAA</ram:ReferenceTypeCode>
      </ram:AdditionalReferencedDocument>
      <ram:AdditionalReferencedDocument>
        <ram:IssuerAssignedID>PIEL-1</ram:IssuerAssignedID>
        <ram:URIID>https://example.lv/darbi.csv</ram:URIID>
        <ram:TypeCode>916</ram:TypeCode>
        <ram:Name>Darbu saraksts</ram:Name>
        <ram:AttachmentBinaryObject mimeCode="text/csv" filename="darbi.csv">YTtiCg==</ram:AttachmentBinaryObject>
      </ram:AdditionalReferencedDocument>
      <ram:AdditionalReferencedDocument>
        <ram:IssuerAssignedID>IEP-2</ram:IssuerAssignedID>
        <ram:TypeCode>50</ram:TypeCode>
      </ram:AdditionalReferencedDocument>
      <ram:SpecifiedProcuringProject>
        <ram:ID>PROJ-9</ram:ID>
        <ram:Name>Projekts</ram:Name>
      </ram:SpecifiedProcuringProject>
    </ram:ApplicableHeaderTradeAgreement>
    <ram:ApplicableHeaderTradeDelivery>
      <ram:ShipToTradeParty>
        <ram:GlobalID schemeID="0088">4750000000055</ram:GlobalID>
        <ram:Name>Valmieras skola</ram:Name>
        <ram:PostalTradeAddress>
          <ram:PostcodeCode>LV-4201</ram:PostcodeCode>
          <ram:LineOne>Skolas iela 3</ram:LineOne>
          <ram:LineTwo>Ieeja B</ram:LineTwo>
          <ram:LineThree>Noliktava</ram:LineThree>
          <ram:CityName>Valmiera</ram:CityName>
          <ram:CountryID>LV</ram:CountryID>
          <ram:CountrySubDivisionName>Valmieras novads</ram:CountrySubDivisionName>
        </ram:PostalTradeAddress>
      </ram:ShipToTradeParty>
      <ram:ActualDeliverySupplyChainEvent>
        <ram:OccurrenceDateTime>
          <udt:DateTimeString format="102">20240120</udt:DateTimeString>
        </ram:OccurrenceDateTime>
      </ram:ActualDeliverySupplyChainEvent>
      <ram:DespatchAdviceReferencedDocument>
        <ram:IssuerAssignedID>NOS-1</ram:IssuerAssignedID>
      </ram:DespatchAdviceReferencedDocument>
      <ram:ReceivingAdviceReferencedDocument>
        <ram:IssuerAssignedID>SAN-1</ram:IssuerAssignedID>
      </ram:ReceivingAdviceReferencedDocument>
    </ram:ApplicableHeaderTradeDelivery>
    <ram:ApplicableHeaderTradeSettlement>
      <ram:PaymentReference>R-2024-1</ram:PaymentReference>
      <ram:TaxCurrencyCode>SEK</ram:TaxCurrencyCode>
      <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
      <ram:PayeeTradeParty>
        <ram:GlobalID schemeID="0088">4750000000048</ram:GlobalID>
        <ram:Name>SIA Faktorings</ram:Name>
        <ram:SpecifiedLegalOrganization>
          <ram:ID schemeID="0218">40003000001</ram:ID>
        </ram:SpecifiedLegalOrganization>
      </ram:PayeeTradeParty>
      <ram:SpecifiedTradeSettlementPaymentMeans>
        <ram:TypeCode>30</ram:TypeCode>
        <ram:Information>Pārskaitījums</ram:Information>
        <ram:ApplicableTradeSettlementFinancialCard>
          <ram:ID>1234</ram:ID>
          <ram:CardholderName>Anna Ozola</ram:CardholderName>
        </ram:ApplicableTradeSettlementFinancialCard>
        <ram:PayerPartyDebtorFinancialAccount>
          <ram:IBANID>LV97HABA0012345678910</ram:IBANID>
        </ram:PayerPartyDebtorFinancialAccount>
        <ram:PayeePartyCreditorFinancialAccount>
          <ram:IBANID>LV80BANK0000435195001</ram:IBANID>
          <ram:AccountName>Pamatkonts</ram:AccountName>
        </ram:PayeePartyCreditorFinancialAccount>
        <ram:PayeeSpecifiedCreditorFinancialInstitution>
          <ram:BICID>BANKLV22</ram:BICID>
        </ram:PayeeSpecifiedCreditorFinancialInstitution>
      </ram:SpecifiedTradeSettlementPaymentMeans>
      <ram:ApplicableTradeTax>
        <ram:CalculatedAmount>39.90</ram:CalculatedAmount>
        <ram:TypeCode>VAT</ram:TypeCode>
        <ram:BasisAmount>190.00</ram:BasisAmount>
        <ram:CategoryCode>S</ram:CategoryCode>
        <ram:RateApplicablePercent>21</ram:RateApplicablePercent>
      </ram:ApplicableTradeTax>
      <ram:ApplicableTradeTax>
        <ram:CalculatedAmount>0.00</ram:CalculatedAmount>
        <ram:TypeCode>VAT</ram:TypeCode>
        <ram:ExemptionReason>Izglītība</ram:ExemptionReason>
        <ram:BasisAmount>100.00</ram:BasisAmount>
        <ram:CategoryCode>E</ram:CategoryCode>
        <ram:ExemptionReasonCode>VATEX-EU-132</ram:ExemptionReasonCode>
        <ram:RateApplicablePercent>0</ram:RateApplicablePercent>
      </ram:ApplicableTradeTax>
      <ram:BillingSpecifiedPeriod>
        <ram:StartDateTime>
          <udt:DateTimeString format="102">20240101</udt:DateTimeString>
        </ram:StartDateTime>
        <ram:EndDateTime>
          <udt:DateTimeString format="102">20240131</udt:DateTimeString>
        </ram:EndDateTime>
      </ram:BillingSpecifiedPeriod>
      <ram:SpecifiedTradeAllowanceCharge>
        <ram:ChargeIndicator>
          <udt:Indicator>false</udt:Indicator>
        </ram:ChargeIndicator>
        <ram:CalculationPercent>10</ram:CalculationPercent>
        <ram:BasisAmount>200.00</ram:BasisAmount>
        <ram:ActualAmount>20.00</ram:ActualAmount>
        <ram:ReasonCode>95</ram:ReasonCode>
        <ram:Reason>Atlaide</ram:Reason>
        <ram:CategoryTradeTax>
          <ram:TypeCode>VAT</ram:TypeCode>
          <ram:CategoryCode>S</ram:CategoryCode>
          <ram:RateApplicablePercent>21</ram:RateApplicablePercent>
        </ram:CategoryTradeTax>
      </ram:SpecifiedTradeAllowanceCharge>
      <ram:SpecifiedTradeAllowanceCharge>
        <ram:ChargeIndicator>
          <udt:Indicator>true</udt:Indicator>
        </ram:ChargeIndicator>
        <ram:CalculationPercent>20</ram:CalculationPercent>
        <ram:BasisAmount>50.00</ram:BasisAmount>
        <ram:ActualAmount>10.00</ram:ActualAmount>
        <ram:ReasonCode>FC</ram:ReasonCode>
        <ram:Reason>Piegāde</ram:Reason>
        <ram:CategoryTradeTax>
          <ram:TypeCode>VAT</ram:TypeCode>
          <ram:CategoryCode>S</ram:CategoryCode>
          <ram:RateApplicablePercent>21</ram:RateApplicablePercent>
        </ram:CategoryTradeTax>
      </ram:SpecifiedTradeAllowanceCharge>
      <ram:SpecifiedTradePaymentTerms>
        <ram:Description>Apmaksa 30 dienu laikā</ram:Description>
        <ram:DueDateDateTime>
          <udt:DateTimeString format="102">20240302</udt:DateTimeString>
        </ram:DueDateDateTime>
        <ram:DirectDebitMandateID>PILNV-1</ram:DirectDebitMandateID>
      </ram:SpecifiedTradePaymentTerms>
      <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
        <ram:LineTotalAmount>300.00</ram:LineTotalAmount>
        <ram:ChargeTotalAmount>10.00</ram:ChargeTotalAmount>
        <ram:AllowanceTotalAmount>20.00</ram:AllowanceTotalAmount>
        <ram:TaxBasisTotalAmount>290.00</ram:TaxBasisTotalAmount>
        <ram:TaxTotalAmount currencyID="SEK">450.00</ram:TaxTotalAmount>
        <ram:TaxTotalAmount currencyID="EUR">39.90</ram:TaxTotalAmount>
        <ram:RoundingAmount>0.10</ram:RoundingAmount>
        <ram:GrandTotalAmount>329.90</ram:GrandTotalAmount>
        <ram:TotalPrepaidAmount>29.00</ram:TotalPrepaidAmount>
        <ram:DuePayableAmount>301.00</ram:DuePayableAmount>
      </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
      <ram:InvoiceReferencedDocument>
        <ram:IssuerAssignedID>R-2023-99</ram:IssuerAssignedID>
        <ram:FormattedIssueDateTime>
          <qdt:DateTimeString format="102">20231215</qdt:DateTimeString>
        </ram:FormattedIssueDateTime>
      </ram:InvoiceReferencedDocument>
      <ram:ReceivableSpecifiedTradeAccountingAccount>
        <ram:ID>4217-2323</ram:ID>
      </ram:ReceivableSpecifiedTradeAccountingAccount>
    </ram:ApplicableHeaderTradeSettlement>
  </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>
)";
}

}  // namespace vesture::einvoice
