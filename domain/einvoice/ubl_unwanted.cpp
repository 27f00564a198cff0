// UBL-CR-* and UBL-DT-08 to UBL-DT-28: what UBL 2.1 has and EN 16931-3-2 does not bind. Each name has the number after the one
// before it; 120, 423 and 536 are not used. 629 to 631 are as the official rules have them.
#include "domain/einvoice/unwanted.hpp"

namespace vesture::domain::einvoice {
namespace {

constexpr UnwantedNames cr(unsigned first, std::string_view below, std::string_view names,
                           Reach reach = Reach::from_the_root, Severity severity = Severity::warning) {
  return {"UBL-CR-", first, 3, below, names, reach, severity};
}

constexpr std::string_view kReference =
    "cbc:CopyIndicator cbc:UUID cbc:IssueDate cbc:IssueTime cbc:DocumentTypeCode cbc:DocumentType cbc:XPath "
    "cbc:LanguageID cbc:LocaleCode cbc:VersionID cbc:DocumentStatusCode cbc:DocumentDescription "
    "cac:Attachment cac:ValidityPeriod cac:IssuerParty cac:ResultOfVerification";
constexpr std::string_view kAddress =
    "cbc:ID cbc:AddressTypeCode cbc:AddressFormatCode cbc:Postbox cbc:Floor cbc:Room cbc:BlockName "
    "cbc:BuildingName cbc:BuildingNumber cbc:InhouseMail cbc:Department cbc:MarkAttention cbc:MarkCare "
    "cbc:PlotIdentification cbc:CitySubdivisionName cbc:CountrySubentityCode cbc:Region cbc:District "
    "cbc:TimezoneOffset cac:Country/cbc:Name cac:LocationCoordinate";
constexpr std::string_view kTaxRegistration =
    "cbc:RegistrationName cbc:TaxLevelCode cbc:ExemptionReasonCode cbc:ExemptionReason "
    "cac:RegistrationAddress cac:TaxScheme/cbc:Name cac:TaxScheme/cbc:TaxTypeCode "
    "cac:TaxScheme/cbc:CurrencyCode cac:TaxScheme/cac:JurisdictionRegionAddress";
constexpr std::string_view kTaxCategory =
    "cbc:Name cbc:BaseUnitMeasure cbc:PerUnitAmount cbc:TaxExemptionReasonCode cbc:TaxExemptionReason "
    "cbc:TierRange cbc:TierRatePercent cac:TaxScheme/cbc:Name cac:TaxScheme/cbc:TaxTypeCode "
    "cac:TaxScheme/cbc:CurrencyCode cac:TaxScheme/cac:JurisdictionRegionAddress";
constexpr std::string_view kAllowance =
    "cbc:ID cbc:PrepaidIndicator cbc:SequenceNumeric cbc:AccountingCostCode cbc:AccountingCost "
    "cbc:PerUnitAmount";
constexpr std::string_view kItemIdentification =
    "cbc:ExtendedID cbc:BarcodeSymbologyID cac:PhysicalAttribute cac:MeasurementDimension cac:IssuerParty";

constexpr UnwantedNames kOfDocuments[]{
    cr(1, "",
       "ext:UBLExtensions cbc:UBLVersionID[.!=2.1] cbc:ProfileExecutionID cbc:CopyIndicator cbc:UUID "
       "cbc:IssueTime cbc:PricingCurrencyCode cbc:PaymentCurrencyCode cbc:PaymentAlternativeCurrencyCode "
       "cbc:AccountingCostCode cbc:LineCountNumeric"),
    cr(12, "cac:InvoicePeriod", "cbc:StartTime cbc:EndTime cbc:DurationMeasure cbc:Description"),
    cr(16, "cac:OrderReference",
       "cbc:CopyIndicator cbc:UUID cbc:IssueDate cbc:IssueTime cbc:CustomerReference cbc:OrderTypeCode "
       "cac:DocumentReference"),
    cr(23, "cac:BillingReference/cac:InvoiceDocumentReference",
       "cbc:CopyIndicator cbc:UUID cbc:IssueTime cbc:DocumentTypeCode cbc:DocumentType cbc:XPath "
       "cbc:LanguageID cbc:LocaleCode cbc:VersionID cbc:DocumentStatusCode cbc:DocumentDescription "
       "cac:Attachment cac:ValidityPeriod cac:IssuerParty cac:ResultOfVerification"),
    cr(38, "cac:BillingReference",
       "cac:SelfBilledInvoiceDocumentReference cac:CreditNoteDocumentReference "
       "cac:SelfBilledCreditNoteDocumentReference cac:DebitNoteDocumentReference "
       "cac:ReminderDocumentReference cac:AdditionalDocumentReference cac:BillingReferenceLine"),
    cr(45, "cac:DespatchDocumentReference", kReference),
    cr(61, "cac:ReceiptDocumentReference", kReference),
    cr(77, "", "cac:StatementDocumentReference"),
    cr(78, "cac:OriginatorDocumentReference", kReference),
    cr(94, "cac:ContractDocumentReference", kReference),
    cr(110, "cac:AdditionalDocumentReference",
       "cbc:CopyIndicator cbc:UUID cbc:IssueDate cbc:IssueTime cbc:DocumentType cbc:XPath cbc:LanguageID "
       "cbc:LocaleCode cbc:VersionID cbc:DocumentStatusCode"),
    cr(121, "cac:AdditionalDocumentReference/cac:Attachment/cac:ExternalReference",
       "cbc:DocumentHash cbc:HashAlgorithmMethod cbc:ExpiryDate cbc:ExpiryTime cbc:MimeCode cbc:FormatCode "
       "cbc:EncodingCode cbc:CharacterSetCode cbc:FileName cbc:Description"),
    cr(131, "cac:AdditionalDocumentReference", "cac:ValidityPeriod cac:IssuerParty cac:ResultOfVerification"),
    cr(134, "cac:ProjectReference", "cbc:UUID cbc:IssueDate cac:WorkPhaseReference"),
    cr(137, "", "cac:Signature"),
    cr(410, "", "cac:DeliveryTerms"),
    cr(470, "", "cac:PrepaidPayment"),
    cr(471, "cac:AllowanceCharge", kAllowance),
    cr(477, "cac:AllowanceCharge/cac:TaxCategory", kTaxCategory),
    cr(488, "cac:AllowanceCharge", "cac:TaxTotal cac:PaymentMeans"),
    cr(490, "",
       "cac:TaxExchangeRate cac:PricingExchangeRate cac:PaymentExchangeRate "
       "cac:PaymentAlternativeExchangeRate"),
    cr(494, "cac:TaxTotal", "cbc:RoundingAmount cbc:TaxEvidenceIndicator cbc:TaxIncludedIndicator"),
    cr(497, "cac:TaxTotal/cac:TaxSubtotal",
       "cbc:CalculationSequenceNumeric cbc:TransactionCurrencyTaxAmount cbc:Percent cbc:BaseUnitMeasure "
       "cbc:PerUnitAmount cbc:TierRange cbc:TierRatePercent"),
    cr(504, "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory",
       "cbc:Name cbc:BaseUnitMeasure cbc:PerUnitAmount cbc:TierRange cbc:TierRatePercent "
       "cac:TaxScheme/cbc:Name cac:TaxScheme/cbc:TaxTypeCode cac:TaxScheme/cbc:CurrencyCode "
       "cac:TaxScheme/cac:JurisdictionRegionAddress"),
    cr(513, "", "cac:WithholdingTaxTotal cac:LegalMonetaryTotal/cbc:PayableAlternativeAmount"),
};

constexpr UnwantedNames kOfParties[]{
    cr(138, "cac:AccountingSupplierParty",
       "cbc:CustomerAssignedAccountID cbc:AdditionalAccountID cbc:DataSendingCapability"),
    cr(141, "cac:AccountingSupplierParty/cac:Party",
       "cbc:MarkCareIndicator cbc:MarkAttentionIndicator cbc:WebsiteURI cbc:LogoReferenceID "
       "cbc:IndustryClassificationCode cac:Language"),
    cr(147, "cac:AccountingSupplierParty/cac:Party/cac:PostalAddress", kAddress),
    cr(168, "cac:AccountingSupplierParty/cac:Party", "cac:PhysicalLocation"),
    cr(169, "cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme", kTaxRegistration),
    cr(178, "cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity",
       "cbc:RegistrationDate cbc:RegistrationExpirationDate cbc:CompanyLegalFormCode "
       "cbc:SoleProprietorshipIndicator cbc:CompanyLiquidationStatusCode cbc:CorporateStockAmount "
       "cbc:FullyPaidSharesIndicator cac:RegistrationAddress cac:CorporateRegistrationScheme "
       "cac:HeadOfficeParty cac:ShareholderParty"),
    cr(189, "cac:AccountingSupplierParty/cac:Party/cac:Contact",
       "cbc:ID cbc:Telefax cbc:Note cac:OtherCommunication"),
    cr(193, "cac:AccountingSupplierParty/cac:Party",
       "cac:Person cac:AgentParty cac:ServiceProviderParty cac:PowerOfAttorney cac:FinancialAccount"),
    cr(198, "cac:AccountingSupplierParty", "cac:DespatchContact cac:AccountingContact cac:SellerContact"),
    cr(201, "cac:AccountingCustomerParty",
       "cbc:CustomerAssignedAccountID cbc:SupplierAssignedAccountID cbc:AdditionalAccountID"),
    cr(204, "cac:AccountingCustomerParty/cac:Party",
       "cbc:MarkCareIndicator cbc:MarkAttentionIndicator cbc:WebsiteURI cbc:LogoReferenceID "
       "cbc:IndustryClassificationCode cac:Language"),
    cr(210, "cac:AccountingCustomerParty/cac:Party/cac:PostalAddress", kAddress),
    cr(231, "cac:AccountingCustomerParty/cac:Party", "cac:PhysicalLocation"),
    cr(232, "cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme", kTaxRegistration),
    cr(241, "cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity",
       "cbc:RegistrationDate cbc:RegistrationExpirationDate cbc:CompanyLegalFormCode cbc:CompanyLegalForm "
       "cbc:SoleProprietorshipIndicator cbc:CompanyLiquidationStatusCode cbc:CorporateStockAmount "
       "cbc:FullyPaidSharesIndicator cac:RegistrationAddress cac:CorporateRegistrationScheme "
       "cac:HeadOfficeParty cac:ShareholderParty"),
    cr(253, "cac:AccountingCustomerParty/cac:Party/cac:Contact",
       "cbc:ID cbc:Telefax cbc:Note cac:OtherCommunication"),
    cr(257, "cac:AccountingCustomerParty/cac:Party",
       "cac:Person cac:AgentParty cac:ServiceProviderParty cac:PowerOfAttorney cac:FinancialAccount"),
    cr(262, "cac:AccountingCustomerParty", "cac:DeliveryContact cac:AccountingContact cac:BuyerContact"),
    cr(265, "cac:PayeeParty",
       "cbc:MarkCareIndicator cbc:MarkAttentionIndicator cbc:WebsiteURI cbc:LogoReferenceID cbc:EndpointID "
       "cbc:IndustryClassificationCode cac:Language cac:PostalAddress cac:PhysicalLocation "
       "cac:PartyTaxScheme"),
    cr(275, "cac:PayeeParty/cac:PartyLegalEntity",
       "cbc:RegistrationName cbc:RegistrationDate cbc:RegistrationExpirationDate cbc:CompanyLegalFormCode "
       "cbc:CompanyLegalForm cbc:SoleProprietorshipIndicator cbc:CompanyLiquidationStatusCode "
       "cbc:CorporateStockAmount cbc:FullyPaidSharesIndicator cac:RegistrationAddress "
       "cac:CorporateRegistrationScheme cac:HeadOfficeParty cac:ShareholderParty"),
    cr(288, "cac:PayeeParty",
       "cac:Contact cac:Person cac:AgentParty cac:ServiceProviderParty cac:PowerOfAttorney "
       "cac:FinancialAccount"),
    cr(294, "", "cac:BuyerCustomerParty cac:SellerSupplierParty"),
    cr(296, "cac:TaxRepresentativeParty",
       "cbc:MarkCareIndicator cbc:MarkAttentionIndicator cbc:WebsiteURI cbc:LogoReferenceID cbc:EndpointID "
       "cbc:IndustryClassificationCode cac:PartyIdentification cac:Language"),
    cr(304, "cac:TaxRepresentativeParty/cac:PostalAddress", kAddress),
    cr(325, "cac:TaxRepresentativeParty", "cac:PhysicalLocation"),
    cr(326, "cac:TaxRepresentativeParty/cac:PartyTaxScheme", kTaxRegistration),
    cr(335, "cac:TaxRepresentativeParty",
       "cac:PartyLegalEntity cac:Contact cac:Person cac:AgentParty cac:ServiceProviderParty "
       "cac:PowerOfAttorney cac:FinancialAccount"),
};

constexpr UnwantedNames kOfDeliveriesAndPayments[]{
    cr(342, "cac:Delivery",
       "cbc:ID cbc:Quantity cbc:MinimumQuantity cbc:MaximumQuantity cbc:ActualDeliveryTime "
       "cbc:LatestDeliveryDate cbc:LatestDeliveryTime cbc:ReleaseID cbc:TrackingID"),
    cr(351, "cac:Delivery/cac:DeliveryLocation",
       "cbc:Description cbc:Conditions cbc:CountrySubentity cbc:CountrySubentityCode cbc:LocationTypeCode "
       "cbc:InformationURI cbc:Name cac:ValidityPeriod"),
    cr(359, "cac:Delivery/cac:DeliveryLocation/cac:Address", kAddress),
    cr(380, "cac:Delivery/cac:DeliveryLocation", "cac:SubsidiaryLocation cac:LocationCoordinate"),
    cr(382, "cac:Delivery",
       "cac:AlternativeDeliveryLocation cac:RequestedDeliveryPeriod cac:EstimatedDeliveryPeriod "
       "cac:CarrierParty"),
    cr(386, "cac:Delivery/cac:DeliveryParty",
       "cbc:MarkCareIndicator cbc:MarkAttentionIndicator cbc:WebsiteURI cbc:LogoReferenceID cbc:EndpointID "
       "cbc:IndustryClassificationCode cac:PartyIdentification cac:Language cac:PostalAddress "
       "cac:PhysicalLocation cac:PartyTaxScheme cac:PartyLegalEntity cac:Contact cac:Person cac:AgentParty "
       "cac:ServiceProviderParty cac:PowerOfAttorney cac:FinancialAccount"),
    cr(404, "cac:Delivery",
       "cac:NotifyParty cac:Despatch cac:DeliveryTerms cac:MinimumDeliveryUnit cac:MaximumDeliveryUnit "
       "cac:Shipment"),
    cr(411, "cac:PaymentMeans", "cbc:ID"),
    cr(413, "cac:PaymentMeans", "cbc:PaymentChannelCode cbc:InstructionID"),
    cr(415, "cac:PaymentMeans/cac:CardAccount",
       "cbc:CardTypeCode cbc:ValidityStartDate cbc:ExpiryDate cbc:IssuerID cbc:IssueNumberID cbc:CV2ID "
       "cbc:CardChipCode cbc:ChipApplicationID"),
    cr(424, "cac:PaymentMeans/cac:PayeeFinancialAccount",
       "cbc:AliasName cbc:AccountTypeCode cbc:AccountFormatCode cbc:CurrencyCode cbc:PaymentNote "
       "cac:FinancialInstitutionBranch/cbc:Name "
       "cac:FinancialInstitutionBranch/cac:FinancialInstitution/cbc:Name "
       "cac:FinancialInstitutionBranch/cac:FinancialInstitution/cac:Address "
       "cac:FinancialInstitutionBranch/cac:Address cac:Country"),
    cr(434, "cac:PaymentMeans", "cac:CreditAccount"),
    cr(435, "cac:PaymentMeans/cac:PaymentMandate",
       "cbc:MandateTypeCode cbc:MaximumPaymentInstructionsNumeric cbc:MaximumPaidAmount cbc:SignatureID "
       "cac:PayerParty"),
    cr(440, "cac:PaymentMeans/cac:PaymentMandate/cac:PayerFinancialAccount",
       "cbc:Name cbc:AliasName cbc:AccountTypeCode cbc:AccountFormatCode cbc:CurrencyCode cbc:PaymentNote "
       "cac:FinancialInstitutionBranch cac:Country"),
    cr(448, "cac:PaymentMeans/cac:PaymentMandate", "cac:ValidityPeriod cac:PaymentReversalPeriod cac:Clause"),
    cr(451, "cac:PaymentMeans", "cac:TradeFinancing"),
    cr(452, "cac:PaymentTerms",
       "cbc:ID cbc:PaymentMeansID cbc:PrepaidPaymentReferenceID cbc:ReferenceEventCode "
       "cbc:SettlementDiscountPercent cbc:PenaltySurchargePercent cbc:PaymentPercent cbc:Amount "
       "cbc:SettlementDiscountAmount cbc:PenaltyAmount cbc:PaymentTermsDetailsURI cbc:PaymentDueDate "
       "cbc:InstallmentDueDate cbc:InvoicingPartyReference cac:SettlementPeriod cac:PenaltyPeriod "
       "cac:ExchangeRate cac:ValidityPeriod"),
};

// Below "cac:InvoiceLine" or "cac:CreditNoteLine".
constexpr UnwantedNames kOfLines[]{
    cr(515, "",
       "cbc:UUID cbc:TaxPointDate cbc:AccountingCostCode cbc:PaymentPurposeCode cbc:FreeOfChargeIndicator"),
    cr(520, "cac:InvoicePeriod",
       "cbc:StartTime cbc:EndTime cbc:DurationMeasure cbc:DescriptionCode cbc:Description"),
    cr(525, "cac:OrderLineReference", "cbc:SalesOrderLineID cbc:UUID cbc:LineStatusCode cac:OrderReference"),
    cr(529, "", "cac:DespatchLineReference cac:ReceiptLineReference cac:BillingReference"),
    cr(532, "cac:DocumentReference", "cbc:CopyIndicator cbc:UUID cbc:IssueDate cbc:IssueTime"),
    cr(537, "cac:DocumentReference",
       "cbc:DocumentType cbc:XPath cbc:LanguageID cbc:LocaleCode cbc:VersionID cbc:DocumentStatusCode "
       "cbc:DocumentDescription cac:Attachment cac:ValidityPeriod cac:IssuerParty cac:ResultOfVerification"),
    cr(548, "", "cac:PricingReference cac:OriginatorParty cac:Delivery cac:PaymentTerms"),
    cr(552, "cac:AllowanceCharge", kAllowance),
    cr(558, "cac:AllowanceCharge", "cac:TaxCategory cac:TaxTotal cac:PaymentMeans"),
    cr(561, "", "cac:TaxTotal cac:WithholdingTaxTotal"),
    cr(563, "cac:Item",
       "cbc:PackQuantity cbc:PackSizeNumeric cbc:CatalogueIndicator cbc:HazardousRiskIndicator "
       "cbc:AdditionalInformation cbc:Keyword cbc:BrandName cbc:ModelName"),
    cr(571, "cac:Item/cac:BuyersItemIdentification", kItemIdentification),
    cr(576, "cac:Item/cac:SellersItemIdentification", kItemIdentification),
    cr(581, "cac:Item", "cac:ManufacturersItemIdentification"),
    cr(582, "cac:Item/cac:StandardItemIdentification", kItemIdentification),
    cr(587, "cac:Item",
       "cac:CatalogueItemIdentification cac:AdditionalItemIdentification cac:CatalogueDocumentReference "
       "cac:ItemSpecificationDocumentReference cac:OriginCountry/cbc:Name"),
    cr(592, "cac:Item/cac:CommodityClassification", "cbc:NatureCode cbc:CargoTypeCode cbc:CommodityCode"),
    cr(595, "cac:Item", "cac:TransactionConditions cac:HazardousItem"),
    cr(597, "cac:Item/cac:ClassifiedTaxCategory", kTaxCategory),
    cr(608, "cac:Item/cac:AdditionalItemProperty",
       "cbc:ID cbc:NameCode cbc:TestMethod cbc:ValueQuantity cbc:ValueQualifier cbc:ImportanceCode "
       "cbc:ListValue cac:UsabilityPeriod cac:ItemPropertyGroup cac:RangeDimension cac:ItemPropertyRange"),
    cr(619, "cac:Item",
       "cac:ManufacturerParty cac:InformationContentProviderParty cac:OriginAddress cac:ItemInstance "
       "cac:Certificate cac:Dimension"),
    cr(625, "cac:Price",
       "cbc:PriceChangeReason cbc:PriceTypeCode cbc:PriceType cbc:OrderableUnitFactorRate cbc:ValidityPeriod "
       "cbc:PriceList cbc:OrderableUnitFactorRate"),
    cr(632, "cac:Price/cac:AllowanceCharge",
       "cbc:ID cbc:AllowanceChargeReasonCode cbc:AllowanceChargeReason cbc:MultiplierFactorNumeric "
       "cbc:PrepaidIndicator cbc:SequenceNumeric cbc:AccountingCostCode cbc:AccountingCost cbc:PerUnitAmount "
       "cac:TaxCategory cac:TaxTotal cac:PaymentMeans"),
    cr(644, "",
       "cac:Price/cac:PricingExchangeRate cac:DeliveryTerms cac:SubInvoiceLine cac:ItemPriceExtension"),
};

using enum Reach;

constexpr UnwantedNames kAttributes[]{
    cr(648, "",
       "cbc:CustomizationID/@schemeID cbc:ProfileID/@schemeID cbc:ID/@schemeID cbc:SalesOrderID/@schemeID"),
    cr(652, "", "cac:PartyTaxScheme/cbc:CompanyID/@schemeID", anywhere),
    cr(653, "cac:PaymentMeans",
       "cbc:PaymentID/@schemeID cac:PayeeFinancialAccount/cbc:ID/@schemeID "
       "cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID/@schemeID"),
    cr(656, "",
       "cbc:InvoiceTypeCode/@listID cbc:DocumentCurrencyCode/@listID cbc:TaxCurrencyCode/@listID "
       "cac:AdditionalDocumentReference/cbc:DocumentTypeCode/@listID"),
    cr(660, "", "cac:Country/cbc:IdentificationCode/@listID", anywhere),
    cr(661, "", "cac:PaymentMeans/cbc:PaymentMeansCode/@listID"),
    cr(662, "", "cbc:AllowanceChargeReasonCode/@listID @unitCodeListID cac:FinancialInstitution", anywhere),
    cr(665, "", "cac:AdditionalDocumentReference[cbc:DocumentTypeCode!=130]/cbc:ID/@schemeID", anywhere),
    cr(666, "", "cac:AdditionalDocumentReference[cbc:DocumentTypeCode=130]/cac:Attachment", anywhere,
       Severity::fatal),
    cr(667, "",
       "cac:BuyersItemIdentification/cbc:ID/@schemeID cac:SellersItemIdentification/cbc:ID/@schemeID "
       "cac:Price/cac:AllowanceCharge/cbc:AllowanceChargeReasonCode "
       "cac:Price/cac:AllowanceCharge/cbc:AllowanceChargeReason "
       "cac:Price/cac:AllowanceCharge/cbc:MultiplierFactorNumeric",
       anywhere),
    cr(672, "", "cbc:CreditNoteTypeCode/@listID"),
    cr(673, "", "cac:AdditionalDocumentReference[cbc:DocumentTypeCode=130]/cbc:DocumentDescription", anywhere,
       Severity::fatal),
    cr(674, "",
       "cbc:PrimaryAccountNumber/@schemeID cac:CardAccount/cbc:NetworkID/@schemeID "
       "cac:PaymentMandate/cbc:ID/@schemeID cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID/@schemeID "
       "cac:TaxCategory/cbc:ID/@schemeID cac:ClassifiedTaxCategory/cbc:ID/@schemeID "
       "cac:PaymentMeans/cac:PayerFinancialAccount",
       anywhere),
    cr(681, "", "cac:PaymentMeans/cbc:InstructionNote cac:Delivery/cac:DeliveryAddress"),
    {"UBL-DT-", 8, 2, "",
     "@schemeName @schemeAgencyName @schemeDataURI @schemeURI @format @unitCodeListIdentifier "
     "@unitCodeListAgencyIdentifier @unitCodeListAgencyName @listAgencyName @listName",
     anywhere},
    // UBL-DT-18 has an exception, and is a rule of its own.
    {"UBL-DT-", 19, 2, "",
     "@languageID @listURI @listSchemeURI @languageLocaleID @uri @currencyCodeListVersionID "
     "@characterSetCode @encodingCode @schemeAgencyID @listAgencyID",
     anywhere},
};

constexpr UnwantedNames kOfInvoices[]{cr(412, "cac:PaymentMeans", "cbc:PaymentDueDate")};

}  // namespace

const Unwanted& unwanted_in_ubl_invoice() {
  static const Unwanted kUnwanted{
      {"", kOfDocuments}, {"", kOfParties}, {"", kOfDeliveriesAndPayments}, {"cac:InvoiceLine", kOfLines},
      {"", kAttributes},  {"", kOfInvoices}};
  return kUnwanted;
}

const Unwanted& unwanted_in_ubl_credit_note() {
  static const Unwanted kUnwanted{{"", kOfDocuments},
                                  {"", kOfParties},
                                  {"", kOfDeliveriesAndPayments},
                                  {"cac:CreditNoteLine", kOfLines},
                                  {"", kAttributes}};
  return kUnwanted;
}

}  // namespace vesture::domain::einvoice
