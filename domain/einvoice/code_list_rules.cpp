#include "domain/einvoice/code_list_rules.hpp"

#include <optional>

#include "domain/common/text.hpp"
#include "domain/einvoice/code_lists.hpp"
#include "domain/einvoice/elements.hpp"
#include "domain/einvoice/paths_anywhere.hpp"
#include "domain/einvoice/rule_forms.hpp"

namespace vesture::domain::einvoice {
namespace {

// How a code is compared with its list's.
enum class Form {
  as_written,
  any_case,  // in capitals or small letters
  required,  // an attribute that is not there is no code either
};

struct Coded {
  std::string_view id;
  Text what;  // begins a sentence
  const CodeList& (*list)();
  std::vector<std::string_view> paths;  // of either syntax, begun anywhere in the document
  Form form = Form::as_written;
};

std::string in_capitals(std::string_view text) {
  std::string capitals(text);
  for (auto& c : capitals)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return capitals;
}

bool is_coded(std::string_view text, const CodeList& list, Form form) {
  const auto code = trimmed(text);
  return form == Form::any_case ? list.has(in_capitals(code)) : list.has(code);
}

void check_code(const Coded& coded, const Path& path, const Element& element, Breaches& breaches) {
  const auto* attribute = element.find_attribute(path.attribute);
  if (!path.attribute.empty() && attribute == nullptr) {
    if (coded.form == Form::required) breaches.add(element);
    return;
  }
  const std::string_view text = path.attribute.empty() ? element.text : attribute->value;
  if (!is_coded(text, coded.list(), coded.form)) breaches.add(element, quoted(text));
}

Wording must_be_of(const CodeList& list, Text what) {
  const std::string name(list.name());
  return {std::string(what.lv) + " jābūt no saraksta " + name + ".",
          std::string(what.en) + " must be one of " + name + "."};
}

Rule rule_of(const Coded& coded) {
  std::vector<Path> paths;
  for (const auto path : coded.paths) paths.push_back(parse_path(path));
  return {std::string(coded.id), BG::invoice, must_be_of(coded.list(), coded.what),
          [coded, paths](const Asked& asked, Breaches& breaches) {
            for (const auto& path : paths)
              for_each_anywhere(asked.elements, path,
                                [&](const Element& element) { check_code(coded, path, element, breaches); });
          }};
}

constexpr Text kNoteSubject{"Rēķina piezīmes temata kodam", "The subject code of an invoice note"};

// "AAI" of "#AAI#General information", as UBL writes a note with its subject (BT-21); another note has none.
std::optional<std::string_view> subject_of(std::string_view note) {
  constexpr std::size_t kCharacters = 3;
  const auto end = note.find('#', 1);
  if (!note.starts_with('#') || end == std::string_view::npos) return std::nullopt;
  const auto code = note.substr(1, end - 1);
  return count_characters(code) == kCharacters ? std::optional(code) : std::nullopt;
}

// BR-CL-08 in UBL: of the document's own notes. Those of lines and of payment terms have no subject.
Rule note_subject_in_ubl() {
  return {"BR-CL-08", BG::invoice, must_be_of(note_subjects(), kNoteSubject),
          [](const Asked& asked, Breaches& breaches) {
            for (const auto& note : children_of(*asked.group.element, "cbc:Note"))
              if (const auto code = subject_of(trimmed(note.text)); code && !note_subjects().has(*code))
                breaches.add(note, quoted(*code));
          }};
}

const std::vector<Coded>& table() {
  static const std::vector<Coded> kTable{
      {"BR-CL-01", {"Rēķina veida kodam", "The invoice type code"}, invoice_types, {"cbc:InvoiceTypeCode"}},
      {"BR-CL-01",
       {"Kredītrēķina veida kodam", "The credit note type code"},
       credit_note_types,
       {"cbc:CreditNoteTypeCode"}},
      {"BR-CL-01",
       {"Dokumenta veida kodam", "The document type code"},
       document_types,
       {"rsm:ExchangedDocument/ram:TypeCode"}},
      {"BR-CL-03",
       {"Summas valūtas kodam", "The currency of an amount"},
       currencies,
       {"cbc:Amount/@currencyID", "cbc:BaseAmount/@currencyID", "cbc:PriceAmount/@currencyID",
        "cbc:TaxAmount/@currencyID", "cbc:TaxableAmount/@currencyID", "cbc:LineExtensionAmount/@currencyID",
        "cbc:TaxExclusiveAmount/@currencyID", "cbc:TaxInclusiveAmount/@currencyID",
        "cbc:AllowanceTotalAmount/@currencyID", "cbc:ChargeTotalAmount/@currencyID",
        "cbc:PrepaidAmount/@currencyID", "cbc:PayableRoundingAmount/@currencyID",
        "cbc:PayableAmount/@currencyID"},
       Form::required},
      {"BR-CL-03",
       {"Summas valūtas kodam", "The currency of an amount"},
       currencies,
       {"ram:TaxTotalAmount/@currencyID"}},
      {"BR-CL-04",
       {"Rēķina valūtas kodam", "The invoice currency code"},
       currencies,
       {"cbc:DocumentCurrencyCode", "ram:InvoiceCurrencyCode"}},
      {"BR-CL-05",
       {"PVN uzskaites valūtas kodam", "The VAT accounting currency code"},
       currencies,
       {"cbc:TaxCurrencyCode", "ram:TaxCurrencyCode"}},
      {"BR-CL-06",
       {"PVN iekasējamības datuma kodam", "The value added tax point date code"},
       vat_point_dates,
       {"cac:InvoicePeriod/cbc:DescriptionCode"}},
      {"BR-CL-06",
       {"PVN iekasējamības datuma kodam", "The value added tax point date code"},
       tax_due_dates,
       {"ram:DueDateTypeCode"}},
      {"BR-CL-07",
       {"Rēķina objekta identifikatora shēmai", "The scheme of an invoiced object's identifier"},
       reference_qualifiers,
       {"cac:AdditionalDocumentReference[cbc:DocumentTypeCode=130]/cbc:ID/@schemeID",
        "cac:DocumentReference[cbc:DocumentTypeCode=130]/cbc:ID/@schemeID",
        "ram:AdditionalReferencedDocument[ram:TypeCode=130]/ram:ReferenceTypeCode"}},
      {"BR-CL-08", kNoteSubject, note_subjects, {"ram:SubjectCode"}},
      // The creditor's identifier (BT-90) is one of the seller's or the payee's, of the scheme "SEPA".
      {"BR-CL-10",
       {"Puses identifikatora shēmai", "The scheme of a party's identifier"},
       identifier_schemes,
       {"cac:PartyIdentification/cbc:ID[@schemeID!=SEPA]/@schemeID",
        "cac:AccountingCustomerParty/cac:Party/cac:PartyIdentification/cbc:ID[@schemeID=SEPA]/@schemeID",
        "cac:TaxRepresentativeParty/cac:PartyIdentification/cbc:ID[@schemeID=SEPA]/@schemeID",
        "cac:DeliveryParty/cac:PartyIdentification/cbc:ID[@schemeID=SEPA]/@schemeID",
        "ram:SellerTradeParty/ram:GlobalID/@schemeID", "ram:BuyerTradeParty/ram:GlobalID/@schemeID",
        "ram:PayeeTradeParty/ram:GlobalID/@schemeID",
        "ram:SellerTaxRepresentativeTradeParty/ram:GlobalID/@schemeID"}},
      {"BR-CL-11",
       {"Reģistrācijas numura shēmai", "The scheme of a registration identifier"},
       identifier_schemes,
       {"cac:PartyLegalEntity/cbc:CompanyID/@schemeID", "ram:SpecifiedLegalOrganization/ram:ID/@schemeID"}},
      {"BR-CL-13",
       {"Preces klasifikācijas shēmai", "The scheme of an item classification"},
       item_classifications,
       {"cac:CommodityClassification/cbc:ItemClassificationCode/@listID",
        "ram:DesignatedProductClassification/ram:ClassCode/@listID"}},
      {"BR-CL-14",
       {"Valsts kodam", "A country code"},
       countries,
       {"cac:Country/cbc:IdentificationCode", "ram:PostalTradeAddress/ram:CountryID"}},
      {"BR-CL-15",
       {"Preces izcelsmes valsts kodam", "The code of an item's country of origin"},
       countries,
       {"cac:OriginCountry/cbc:IdentificationCode", "ram:OriginTradeCountry/ram:ID"}},
      {"BR-CL-16",
       {"Maksāšanas līdzekļa veida kodam", "The payment means code"},
       payment_means,
       {"cac:PaymentMeans/cbc:PaymentMeansCode", "ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode"}},
      {"BR-CL-17",
       {"PVN kategorijas kodam", "A VAT category code"},
       vat_categories,
       {"cac:TaxCategory/cbc:ID", "ram:CategoryTradeTax/ram:CategoryCode",
        "ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax/ram:CategoryCode"}},
      {"BR-CL-18",
       {"Rindas PVN kategorijas kodam", "The VAT category code of an item"},
       vat_categories,
       {"cac:ClassifiedTaxCategory/cbc:ID",
        "ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:CategoryCode"}},
      {"BR-CL-19",
       {"Atlaides iemesla kodam", "The reason code of an allowance"},
       allowance_reasons,
       {"cac:AllowanceCharge[cbc:ChargeIndicator=false]/cbc:AllowanceChargeReasonCode",
        "ram:SpecifiedTradeAllowanceCharge[ram:ChargeIndicator/udt:Indicator=false]/ram:ReasonCode"}},
      {"BR-CL-20",
       {"Piemaksas iemesla kodam", "The reason code of a charge"},
       charge_reasons,
       {"cac:AllowanceCharge[cbc:ChargeIndicator=true]/cbc:AllowanceChargeReasonCode",
        "ram:SpecifiedTradeAllowanceCharge[ram:ChargeIndicator/udt:Indicator=true]/ram:ReasonCode"}},
      {"BR-CL-21",
       {"Preces standarta identifikatora shēmai", "The scheme of an item's standard identifier"},
       identifier_schemes,
       {"cac:StandardItemIdentification/cbc:ID/@schemeID",
        "ram:SpecifiedTradeProduct/ram:GlobalID/@schemeID"}},
      {"BR-CL-22",
       {"Atbrīvojuma no PVN iemesla kodam", "A VAT exemption reason code"},
       exemption_reasons,
       {"cbc:TaxExemptionReasonCode", "ram:ExemptionReasonCode"},
       Form::any_case},
      {"BR-CL-23",
       {"Mērvienības kodam", "A unit of measure"},
       units,
       {"cbc:InvoicedQuantity/@unitCode", "cbc:CreditedQuantity/@unitCode", "cbc:BaseQuantity/@unitCode",
        "ram:BilledQuantity/@unitCode", "ram:BasisQuantity/@unitCode"}},
      {"BR-CL-24",
       {"Pievienotā dokumenta MIME tipam", "The media type of an attached document"},
       media_types,
       {"cbc:EmbeddedDocumentBinaryObject/@mimeCode", "ram:AttachmentBinaryObject/@mimeCode"}},
      {"BR-CL-25",
       {"Elektroniskās adreses shēmai", "The scheme of an electronic address"},
       electronic_address_schemes,
       {"cbc:EndpointID/@schemeID", "ram:URIUniversalCommunication/ram:URIID/@schemeID"}},
      {"BR-CL-26",
       {"Piegādes vietas identifikatora shēmai", "The scheme of a delivery location's identifier"},
       identifier_schemes,
       {"cac:DeliveryLocation/cbc:ID/@schemeID", "ram:ShipToTradeParty/ram:GlobalID/@schemeID"}},
  };
  return kTable;
}

}  // namespace

Rules code_list_rules() {
  Rules rules;
  for (const auto& coded : table()) rules.push_back(rule_of(coded));
  rules.push_back(note_subject_in_ubl());
  return rules;
}

}  // namespace vesture::domain::einvoice
