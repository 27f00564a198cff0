// The structure of documents against the schemas of their syntaxes.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "api/einvoice/check.hpp"
#include "api/einvoice/xml_reader.hpp"
#include "tests/api/samples.hpp"
#include "tests/einvoice/documents.hpp"
#include "tests/einvoice/tables.hpp"

namespace vesture::einvoice {
namespace {

using api::einvoice::read_xml;
using domain::einvoice::Finding;

std::vector<Finding> misfits(const std::string& document, const api::einvoice::CheckLimits& limits = {}) {
  std::vector<Finding> found;
  const auto read = read_xml(document, limits, &found);
  EXPECT_TRUE(read.has_value()) << read.error().detail;
  return found;
}

// The places of what does not fit.
std::vector<std::string> places(const std::string& document) {
  std::vector<std::string> places;
  for (const auto& each : misfits(document)) {
    EXPECT_EQ(each.rule, "XSD");
    EXPECT_EQ(each.severity, domain::einvoice::Severity::fatal);
    EXPECT_NE(each.line, 0U);
    EXPECT_NE(each.detail, "");
    places.push_back(each.place);
  }
  return places;
}

using Places = std::vector<std::string>;

TEST(Structure, OfWholeDocumentsIsTheirSyntaxs) {
  EXPECT_EQ(places(ubl_invoice()), Places{});
  EXPECT_EQ(places(ubl_credit_note()), Places{});
}

TEST(Structure, WhatIsNotInItsOrderIsFoundWhereItStands) {
  const std::string number = "<cbc:ID>R-2024-1</cbc:ID>";
  const auto swapped = with(without(ubl_invoice(), number), "</cbc:IssueDate>", "</cbc:IssueDate>" + number);
  const auto found = misfits(swapped);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].place, "/Invoice/cbc:IssueDate");
  EXPECT_EQ(found[0].line, 8U);
  EXPECT_EQ(found[0].detail,
            "Element 'cbc:IssueDate': This element is not expected. Expected is one of ( "
            "cbc:ProfileExecutionID, cbc:ID ).");
}

TEST(Structure, WhatIsMissingIsFoundInWhatItIsMissingFrom) {
  EXPECT_EQ(places(without(ubl_invoice(),
                           "<cbc:PaymentMeansCode name=\"Pārskaitījums\">30</cbc:PaymentMeansCode>")),
            Places{"/Invoice/cac:PaymentMeans/cbc:PaymentID"});
  EXPECT_EQ(places(with(ubl_invoice(), "<cbc:Line>Pagalms</cbc:Line>", "")),
            Places{"/Invoice/cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cac:AddressLine"});
}

TEST(Structure, WhatNobodyKnowsIsFound) {
  EXPECT_EQ(places(with(ubl_invoice(), "<cbc:Note>", "<cbc:Greeting>Labdien</cbc:Greeting><cbc:Note>")),
            Places{"/Invoice/cbc:Greeting"});
  EXPECT_EQ(places(with(ubl_invoice(), "<cbc:ID>R-2024-1</cbc:ID>", "<cbc:ID lang=\"lv\">R-2024-1</cbc:ID>")),
            Places{"/Invoice/cbc:ID"});
  // A text between elements: libxml2 says so when the next one begins.
  EXPECT_EQ(places(with(ubl_invoice(), "<cac:OrderReference>", "<cac:OrderReference>text")),
            Places{"/Invoice/cac:OrderReference/cbc:ID"});
}

TEST(Structure, DatesNumbersAndContentsAreWellFormed) {
  EXPECT_EQ(places(with(ubl_invoice(), "2024-02-01", "2024-02-30")), Places{"/Invoice/cbc:IssueDate"});
  EXPECT_EQ(places(with(ubl_invoice(), "2024-02-01", "01.02.2024")), Places{"/Invoice/cbc:IssueDate"});
  EXPECT_EQ(places(with(ubl_invoice(), ">301.00<", ">1e9999<")),
            Places{"/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount"});
  EXPECT_EQ(places(with(ubl_invoice(), ">301.00<", ">301,00<")),
            Places{"/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount"});
  EXPECT_EQ(places(with(ubl_invoice(), ">false<", ">no<")),
            Places{"/Invoice/cac:AllowanceCharge[1]/cbc:ChargeIndicator"});
  EXPECT_EQ(
      places(with(ubl_invoice(), "YTtiCg==", "YTtiC")),
      Places{"/Invoice/cac:AdditionalDocumentReference[2]/cac:Attachment/cbc:EmbeddedDocumentBinaryObject"});
}

TEST(Structure, AnAmountHasItsCurrency) {
  EXPECT_EQ(places(with(ubl_invoice(), "<cbc:PayableAmount currencyID=\"EUR\">", "<cbc:PayableAmount>")),
            Places{"/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount"});
}

TEST(Structure, WhatEn16931HasNoUseForIsAllowedInItsPlace) {
  EXPECT_EQ(places(with(ubl_invoice(), "<cac:AccountingSupplierParty>",
                        "<cac:Signature><cbc:ID>1</cbc:ID><x:Any xmlns:x='urn:x'/></cac:Signature>"
                        "<cac:AccountingSupplierParty>")),
            Places{});
  EXPECT_EQ(
      places(with(ubl_invoice(), "<cbc:CustomizationID>",
                  "<e:UBLExtensions xmlns:e='urn:oasis:names:specification:ubl:schema:xsd:"
                  "CommonExtensionComponents-2'><e:UBLExtension><e:ExtensionContent><x:Any xmlns:x='urn:x'/>"
                  "</e:ExtensionContent></e:UBLExtension></e:UBLExtensions><cbc:CustomizationID>")),
      Places{});
}

TEST(Structure, NoMoreIsSaidThanIsAskedFor) {
  std::string many = ubl_invoice();
  for (int i = 0; i < 5; ++i) many = with(many, "currencyID=\"EUR\"", "currency=\"EUR\"");
  EXPECT_EQ(misfits(many, {.findings = 3}).size(), 3U);
}

TEST(Structure, IsNotAskedOfWhatIsNoInvoice) { EXPECT_EQ(places("<a><b/></a>"), Places{}); }

TEST(Structure, IsJudgedAsTheOfficialSchemaJudgesTheExamples) {
  REQUIRE_SAMPLES("einvoice");
  const auto folder = samples() / "einvoice" / "examples";
  const auto rows = table(folder / "expected.tsv");
  ASSERT_FALSE(rows.empty());
  for (const auto& row : rows) {
    const bool fits = misfits(whole_file(folder / row.at("file"))).empty();
    EXPECT_EQ(fits, row.at("xsd") == "valid") << row.at("file");
  }
}

}  // namespace
}  // namespace vesture::einvoice
