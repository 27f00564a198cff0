// Documents as the semantic model has them, and paths.
#include "domain/einvoice/reading.hpp"

#include <gtest/gtest.h>

#include <set>

#include "domain/einvoice/dates.hpp"
#include "domain/einvoice/path.hpp"
#include "domain/einvoice/places.hpp"
#include "tests/einvoice/documents.hpp"
#include "tests/einvoice/edits.hpp"

namespace vesture::einvoice {
namespace {

using namespace domain::einvoice;

Element xml(const std::string& content) {
  return parsed(R"(<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
    xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
    xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">)" +
                content + "</Invoice>");
}

TEST(Paths, LeadThroughElementsToElements) {
  const auto root =
      xml("<cac:Party><cbc:ID>1</cbc:ID><cbc:ID>2</cbc:ID></cac:Party><cac:Party/><cbc:ID>3</cbc:ID>");
  EXPECT_EQ(count_at(root, parse_path("cac:Party/cbc:ID")), 2U);
  EXPECT_EQ(count_at(root, parse_path("cac:Party")), 2U);
  EXPECT_EQ(count_at(root, parse_path("cbc:Name")), 0U);
  EXPECT_EQ(count_at(root, parse_path(".")), 1U);
}

TEST(Paths, ConditionsCompareTextsBelow) {
  const auto root =
      xml("<cac:Party><cbc:ID> vat\n</cbc:ID></cac:Party><cac:Party><cbc:ID>GST</cbc:ID></cac:Party>"
          "<cac:Party/>");
  EXPECT_EQ(count_at(root, parse_path("cac:Party[cbc:ID=VAT]")), 1U);
  EXPECT_EQ(count_at(root, parse_path("cac:Party[cbc:ID!=VAT]")), 2U);
  EXPECT_EQ(count_at(root, parse_path("cac:Party/cbc:ID[.=GST]")), 1U);
}

TEST(Paths, ConditionsCompareAttributesAndTruth) {
  const auto root = xml(R"(<cbc:ID schemeID="Sepa">1</cbc:ID><cbc:ID>0</cbc:ID><cbc:ID>false</cbc:ID>)");
  EXPECT_EQ(count_at(root, parse_path("cbc:ID[@schemeID=SEPA]")), 1U);
  EXPECT_EQ(count_at(root, parse_path("cbc:ID[@schemeID!=SEPA]")), 2U);
  EXPECT_EQ(count_at(root, parse_path("cbc:ID[.=false]")), 2U);
  EXPECT_EQ(count_at(root, parse_path("cbc:ID[.=true][@schemeID=SEPA]")), 1U);
}

Document document(const Element& root) {
  auto read = domain::einvoice::read(root);
  EXPECT_TRUE(read.has_value());
  return *read;
}

void collect(const Group& group, std::set<std::string>& numbers) {
  numbers.insert(number_of(group.id));
  for (const auto& [term, value] : group.terms) {
    EXPECT_FALSE(value.text.empty()) << number_of(term);
    numbers.insert(number_of(term));
  }
  for (const auto& each : group.groups) collect(each, numbers);
}

// All of the standard's terms and groups but those that UBL has no place of their own for: BT-21 is in the text of BT-22,
// BT-111 is a BT-110 in another currency, BT-90 is not in the document, BG-2 is no element.
TEST(Reading, MAIL_17_FindsEveryTermOfTheStandardInBothDocumentsOfUbl) {
  for (const auto& text : {ubl_invoice(), ubl_credit_note()}) {
    const auto root = parsed(text);
    std::set<std::string> numbers;
    collect(document(root).invoice, numbers);
    std::set<std::string> missing;
    for (unsigned number = 1; number <= 165; ++number) {
      const auto term = number_of(BT(number));
      if (!name_of(BT(number)).en.empty() && !numbers.contains(term)) missing.insert(term);
    }
    for (unsigned number = 1; number <= 32; ++number)
      if (!numbers.contains(number_of(BG(number)))) missing.insert(number_of(BG(number)));
    missing.erase("BT-11");  // a credit note's is tested below
    EXPECT_EQ(missing, (std::set<std::string>{"BG-2", "BT-111", "BT-21", "BT-7", "BT-8", "BT-90"}))
        << root.name;
  }
}

TEST(Reading, WhatIsEmptyIsThereAndWhatIsNotIsNot) {
  const auto root = xml("<cbc:ID/><cac:AccountingSupplierParty/><cac:InvoiceLine/><cac:InvoiceLine/>");
  const auto read = document(root);
  EXPECT_TRUE(read.invoice.has(BT::invoice_number));
  EXPECT_EQ(read.invoice.text(BT::invoice_number), "");
  EXPECT_TRUE(read.invoice.has(BG::seller));
  EXPECT_FALSE(read.invoice.has(BG::buyer) || read.invoice.has(BT::currency));
  EXPECT_EQ(std::ranges::distance(read.invoice.all(BG::line)), 2);
}

TEST(Reading, TaxRegistrationsAndReferencesAreToldApart) {
  const auto root = xml(R"(
    <cac:AdditionalDocumentReference><cbc:ID>A</cbc:ID></cac:AdditionalDocumentReference>
    <cac:AdditionalDocumentReference><cbc:ID>B</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>
    <cac:AccountingSupplierParty><cac:Party>
      <cac:PartyTaxScheme><cbc:CompanyID>C</cbc:CompanyID><cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
      <cac:PartyTaxScheme><cbc:CompanyID>D</cbc:CompanyID><cac:TaxScheme><cbc:ID>vat</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    </cac:Party></cac:AccountingSupplierParty>)");
  const auto read = document(root);
  EXPECT_EQ(read.invoice.text(BT::invoiced_object), "B");
  const auto* seller = read.invoice.find(BG::seller);
  EXPECT_EQ(seller->text(BT::seller_vat_identifier), "D");
  EXPECT_EQ(seller->text(BT::seller_tax_registration), "C");
}

TEST(Reading, ACreditNotesProjectIsAReferenceOfItsOwnType) {
  auto root = parsed(ubl_credit_note());
  set("cac:AdditionalDocumentReference/cbc:DocumentTypeCode", "50")(root);
  EXPECT_EQ(document(root).invoice.text(BT::project_reference), "OBJ-5");
}

TEST(Reading, OfAnythingElseIsNothing) {
  EXPECT_FALSE(domain::einvoice::read(element("Order")).has_value());
  EXPECT_FALSE(syntax_named("?:Invoice").has_value());
  EXPECT_EQ(syntax_named("CreditNote"), Syntax::ubl_credit_note);
}

TEST(Places, AreXPathsWithPositionsWhereThereAreSeveral) {
  const auto root = xml("<cac:Party><cbc:ID/></cac:Party><cbc:ID/><cac:Party><cbc:ID/><cbc:ID/></cac:Party>");
  const auto& second = root.children[2];
  const auto places = places_of({&root, &root.children[1], &second.children[1]}, root);
  ASSERT_EQ(places.size(), 3U);
  EXPECT_EQ(places.at(&root).xpath, "/Invoice");
  EXPECT_EQ(places.at(&root.children[1]).xpath, "/Invoice/cbc:ID");
  EXPECT_EQ(places.at(&second.children[1]).xpath, "/Invoice/cac:Party[2]/cbc:ID[2]");
  EXPECT_LT(places.at(&root.children[1]).order, places.at(&second.children[1]).order);
}

TEST(Dates, AreReadAsEitherSyntaxWritesThem) {
  const auto day = domain::parse_date("2024-02-29");
  for (const auto* text : {"2024-02-29", " 2024-02-29\n", "2024-02-29Z", "2024-02-29+02:00", "20240229"})
    EXPECT_EQ(date_of(text), day) << text;
  for (const auto* text :
       {"", "2023-02-29", "2024-2-29", "29.02.2024", "2024-02-29T00:00", "20230229", "2024-02-291"})
    EXPECT_EQ(date_of(text), std::nullopt) << text;
}

TEST(Terms, HaveNamesInBothLanguagesAndTheStandardsNumbers) {
  EXPECT_EQ(number_of(BT::seller_vat_identifier), "BT-31");
  EXPECT_EQ(number_of(BG::vat_breakdown), "BG-23");
  EXPECT_EQ(number_of(BG::vat_total), "");
  EXPECT_EQ(name_of(BT::seller_name).en, "Seller name");
  EXPECT_EQ(name_of(BG::seller).lv, "Pārdevējs");
  EXPECT_EQ(name_of(BT(4)).en, "");  // the standard has no BT-4
}

}  // namespace
}  // namespace vesture::einvoice
