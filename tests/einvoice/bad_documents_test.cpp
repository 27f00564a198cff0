// Documents that are made to hurt: each has one clear finding, in bounded time and memory.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "api/einvoice/check.hpp"
#include "tests/einvoice/documents.hpp"

namespace vesture::einvoice {
namespace {

using api::einvoice::check;

constexpr std::size_t kMebibyte = 1 << 20;
constexpr std::string_view kTooMuch = "The document must not be larger or more complex than is accepted.";
constexpr std::string_view kNotXml = "The document must be well-formed XML.";
constexpr std::string_view kDocumentType =
    "The document must not have a document type declaration (DOCTYPE).";

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string in_an_invoice(std::string_view content) {
  return "<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'>" + std::string(content) +
         "</Invoice>";
}

// The text and the detail of the one finding "XML", with which nothing else was looked at.
std::string refusal(const std::string& document) {
  const auto checked = check(document);
  EXPECT_FALSE(checked.passes());
  EXPECT_FALSE(checked.invoice.has_value());
  if (checked.findings.size() != 1 || checked.findings[0].rule != "XML") return "no refusal";
  return std::string(checked.findings[0].text.en) + " " + checked.findings[0].detail;
}

TEST(BadDocuments, MAIL_17_OfAHundredMebibytesAreNotRead) {
  const std::string expected = std::string(kTooMuch) + " bytes: at most 20971520";
  EXPECT_EQ(refusal(in_an_invoice(repeated("<a/>", 25 * kMebibyte))), expected);
  EXPECT_EQ(refusal(repeated("<a>", 100 * kMebibyte / 3)), expected);
  EXPECT_EQ(refusal("<a b='" + std::string(50 * kMebibyte, 'x') + "'/>"), expected);
}

TEST(BadDocuments, MAIL_17_AreBoundedInDepth) {
  EXPECT_EQ(refusal(repeated("<a>", 6 * kMebibyte)), std::string(kTooMuch) + " depth: at most 64");
}

TEST(BadDocuments, MAIL_17_AreBoundedInElements) {
  EXPECT_EQ(refusal(in_an_invoice(repeated("<a/>", 500'000))),
            std::string(kTooMuch) + " elements: at most 500000");
}

TEST(BadDocuments, MAIL_17_AreBoundedInAttributes) {
  std::string tag = "<a";
  for (int i = 0; i < 1'000'000; ++i) tag += " a" + std::to_string(i) + "=''";
  const std::string expected = std::string(kTooMuch) + " attributes of an element: at most 64";
  EXPECT_EQ(refusal(tag + "/>"), expected);
  // What stands in a value or a comment before them hides none of them.
  EXPECT_EQ(refusal("<b c='/>'>" + tag + "/>"), expected);
  EXPECT_EQ(refusal("<!-- <b c='>' -->" + tag + "/>"), expected);
  std::string one_too_many = "<a xmlns:p='p'";
  for (int i = 0; i < 64; ++i) one_too_many += " p:a" + std::to_string(i) + "=''";
  EXPECT_EQ(refusal(one_too_many + "/>"), expected);
}

TEST(BadDocuments, MAIL_17_AreBoundedInNamespaces) {
  std::string nested;
  for (int depth = 0; depth < 10; ++depth) {
    nested += "<a";
    for (int i = 0; i < 60; ++i) nested += " xmlns:n" + std::to_string(60 * depth + i) + "='n'";
    nested += ">";
  }
  EXPECT_EQ(refusal(nested), std::string(kTooMuch) + " namespaces: at most 256");
}

TEST(BadDocuments, MAIL_17_OfOneEndlessTextOrNameAreBounded) {
  EXPECT_TRUE(refusal("<a b='" + std::string(15 * kMebibyte, 'x') + "'/>").starts_with(kNotXml));
  EXPECT_TRUE(refusal("<" + std::string(15 * kMebibyte, 'x') + "/>").starts_with(kNotXml));
  EXPECT_TRUE(refusal("<a><!--" + std::string(15 * kMebibyte, 'x')).starts_with(kNotXml));
}

// libxml2 hands such a text over in pieces of 300 bytes, and its schema check adds each to a text that it measures anew.
TEST(BadDocuments, MAIL_17_WithALongTextThatIsAllowedPass) {
  EXPECT_TRUE(check(with(ubl_invoice(), "Paldies par sadarbību", repeated("ā", 9 * kMebibyte))).passes());
}

TEST(BadDocuments, MAIL_17_ExpandNothing) {
  EXPECT_EQ(
      refusal("<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><a>&b;</a>"),
      std::string(kDocumentType) + " ");
  EXPECT_EQ(refusal("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"), std::string(kDocumentType) + " ");
  EXPECT_TRUE(refusal("<a>&b;</a>").starts_with(kNotXml));
}

TEST(BadDocuments, MAIL_17_OfAnotherKindAreNamed) {
  EXPECT_EQ(refusal("<html/>"),
            "The document must be a UBL 2.1 Invoice, a UBL 2.1 CreditNote or a UN/CEFACT CII "
            "invoice. ?:html");
  EXPECT_EQ(refusal("<Invoice/>"),
            "The document must be a UBL 2.1 Invoice, a UBL 2.1 CreditNote or a UN/CEFACT CII "
            "invoice. ?:Invoice");
}

// Which rules are broken, with the structure first.
bool finds(const std::string& document, std::string_view rule, std::string_view place) {
  for (const auto& each : check(document).findings)
    if (each.rule == rule && each.place == place) return true;
  return false;
}

TEST(BadDocuments, MAIL_17_WithHugeNumbersAddUpToNothing) {
  constexpr std::string_view kDue = "/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount";
  for (const auto& number : {std::string(1 * kMebibyte, '9'), std::string("1e308"), std::string("NaN"),
                             std::string("-") + std::string(400, '9') + ".5", std::string("0x10")}) {
    const auto document = with(ubl_invoice(), ">301.00<", ">" + number + "<");
    EXPECT_TRUE(finds(document, "XSD", kDue)) << number.substr(0, 20);
    EXPECT_TRUE(finds(document, "BR-CO-16", kDue)) << number.substr(0, 20);
  }
}

// A rule that looked at all lines for each of them would outlast the time that a test has.
TEST(BadDocuments, MAIL_17_OfVeryManyLinesAreJudgedLineByLine) {
  const std::string customization =
      "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
  const auto document = with(
      with(ubl_invoice(), "<cac:InvoiceLine>", repeated("<cac:InvoiceLine/>", 400'000) + "<cac:InvoiceLine>"),
      "urn:cen.eu:en16931:2017<", customization + "<");
  EXPECT_FALSE(check(document).passes());
}

TEST(BadDocuments, MAIL_17_WithMoreAttributesThanElementsMayHaveAreRefused) {
  std::string attributes;
  for (int i = 0; i < 50; ++i) attributes += " a" + std::to_string(i) + "=''";
  EXPECT_EQ(refusal("<Invoice>" + repeated("<b" + attributes + "/>", 12'000) + "</Invoice>"),
            std::string(kTooMuch) + " attributes: at most 500000");
}

TEST(BadDocuments, MAIL_17_WithThousandsOfFaultsSayOnlyTheFirst) {
  const auto line_with_faults = with(ubl_invoice(), "<cac:OrderLineReference>",
                                     repeated("<cbc:Nothing/>", 10'000) + "<cac:OrderLineReference>");
  const auto checked = check(line_with_faults);
  EXPECT_FALSE(checked.passes());
  ASSERT_FALSE(checked.findings.empty());
  EXPECT_EQ(checked.findings[0].rule, "XSD");
  EXPECT_LE(checked.findings.size(), 100U);
  const auto references =
      with(ubl_invoice(), "<cac:ProjectReference>",
           repeated("<cac:AdditionalDocumentReference/>", 10'000) + "<cac:ProjectReference>");
  EXPECT_EQ(check(references).findings.size(), 100U);
}

}  // namespace
}  // namespace vesture::einvoice
