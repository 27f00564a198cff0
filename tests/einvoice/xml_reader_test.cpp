#include "api/einvoice/xml_reader.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace vesture::api::einvoice {
namespace {

using domain::einvoice::Element;
using domain::einvoice::Finding;
using domain::einvoice::Syntax;

constexpr std::string_view kCac = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
constexpr std::string_view kCbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

std::string invoice(std::string_view content, std::string_view before = "") {
  return std::string(before) +
         "<i:Invoice xmlns:i='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2' xmlns='" +
         std::string(kCbc) + "' xmlns:a='" + std::string(kCac) + "'>" + std::string(content) + "</i:Invoice>";
}

std::string utf16(std::string_view ascii, bool big_endian, bool mark) {
  std::string bytes;
  const auto put = [&](char high, char low) {
    bytes += big_endian ? std::string{high, low} : std::string{low, high};
  };
  if (mark) put('\xfe', '\xff');
  for (const char c : ascii) put('\0', c);
  return bytes;
}

Element element(std::string_view document) {
  auto read = read_xml(document, {});
  EXPECT_TRUE(read.has_value()) << read.error().detail;
  return read.value_or(Element{});
}

// What it is refused with, "" where it is not.
std::string refusal(std::string_view document, const CheckLimits& limits = {}) {
  const auto read = read_xml(document, limits);
  if (read) return "";
  EXPECT_EQ(read.error().rule, "XML");
  EXPECT_EQ(read.error().severity, domain::einvoice::Severity::fatal);
  return std::string(read.error().text.en) + " " + read.error().detail;
}

TEST(XmlReader, NamesHaveTheUsualPrefixesWhateverTheDocumentsAre) {
  const Element root = element(invoice("<ID>1</ID><a:Party><o:X xmlns:o='urn:o'/></a:Party>"));
  EXPECT_EQ(root.name, "Invoice");
  ASSERT_EQ(root.children.size(), 2U);
  EXPECT_EQ(root.children[0].name, "cbc:ID");
  EXPECT_EQ(root.children[1].name, "cac:Party");
  EXPECT_EQ(root.children[1].children.at(0).name, "?:X");
  EXPECT_EQ(element("<Invoice/>").name, "?:Invoice");
}

TEST(XmlReader, TextsAreWholeAndSpaceBetweenElementsIsNone) {
  const Element root =
      element(invoice("\n  <ID>a&amp;b<!-- no --><![CDATA[<c>]]>&#x101;</ID>\n  <Note> x </Note>\n"));
  EXPECT_EQ(root.text, "");
  EXPECT_EQ(root.children.at(0).text, "a&b<c>ā");
  EXPECT_EQ(root.children.at(1).text, " x ");
}

TEST(XmlReader, AttributesAreAsTheyAreMeant) {
  const Element root = element(invoice("<ID schemeID='a&amp;&#38;b'\n xml:lang=\"lv\"/>"));
  const Element& id = root.children.at(0);
  EXPECT_EQ(id.attribute("schemeID"), "a&&b");
  EXPECT_EQ(id.attribute("xml:lang"), "lv");
  EXPECT_EQ(id.attribute("listID"), "");
}

TEST(XmlReader, LinesAreThoseOfTheTagsBeginningOrEnd) {
  const Element root = element(invoice("\n<ID/>\n\n<Note/>"));
  EXPECT_EQ(root.line, 1U);
  EXPECT_EQ(root.children.at(0).line, 2U);
  EXPECT_EQ(root.children.at(1).line, 4U);
}

TEST(XmlReader, Utf16IsReadInBothOrdersWithAMarkOrWithout) {
  for (const bool big_endian : {true, false})
    for (const bool mark : {true, false})
      EXPECT_EQ(
          element(utf16(invoice("<ID>1</ID>", "<?xml version='1.0' encoding='UTF-16'?>"), big_endian, mark))
              .children.at(0)
              .text,
          "1");
}

TEST(XmlReader, WhatIsInNoneOfTheTwoEncodingsIsRefused) {
  const std::string expected = "The document must be in UTF-8 or UTF-16. ";
  EXPECT_EQ(refusal(invoice("<ID>\xff</ID>")), expected + "bytes that are no UTF-8");
  EXPECT_EQ(refusal(invoice("<ID>\xc1\x81</ID>")), expected + "bytes that are no UTF-8");
  EXPECT_EQ(refusal(invoice("", "<?xml version='1.0' encoding='ISO-8859-13'?>")), expected + "ISO-8859-13");
  EXPECT_EQ(refusal(invoice("", "<?xml version='1.0' encoding='UTF-7'?>")), expected + "UTF-7");
  EXPECT_EQ(refusal(utf16("<a>", true, true) + "\xd8\x01" + utf16("</a>", true, false)),
            expected + "UTF-16 with a surrogate alone");
}

TEST(XmlReader, ADocumentTypeIsRefusedBeforeAnythingOfItIsExpanded) {
  const std::string expected = "The document must not have a document type declaration (DOCTYPE). ";
  EXPECT_EQ(refusal(invoice("<ID>&e;</ID>", "<!DOCTYPE Invoice [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>")),
            expected);
  EXPECT_EQ(refusal(invoice("", "<!DOCTYPE Invoice SYSTEM 'http://127.0.0.1:1/x.dtd'>")), expected);
  EXPECT_EQ(refusal(invoice("", "<!DOCTYPE Invoice [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/x'> %p;]>")),
            expected);
  std::string laughs = "<!DOCTYPE Invoice [<!ENTITY l0 'ha'>";
  for (int i = 1; i < 30; ++i)
    laughs += "<!ENTITY l" + std::to_string(i) + " '&l" + std::to_string(i - 1) + ";&l" +
              std::to_string(i - 1) + ";'>";
  EXPECT_EQ(refusal(invoice("<ID>&l29;</ID>", laughs + "]>")), expected);
}

TEST(XmlReader, WhatIsNotWellFormedIsRefusedWithTheLine) {
  for (const char* document : {"", " ", "no XML", "<a>", "<a></b>", "<a/><b/>", "<a b='1' b='2'/>",
                               "<a>&e;</a>", "<p:a/>", "<a>\x01</a>", "<a b='<'/>", "<a>--></a>\n\n<!-- "})
    EXPECT_TRUE(refusal(document).starts_with("The document must be well-formed XML.")) << document;
  const auto read = read_xml("<a>\n\n<b></a>", {});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().line, 3U);
  EXPECT_NE(read.error().detail, "");
}

TEST(XmlReader, NothingIsReadAfterAFault) {
  EXPECT_TRUE(refusal("<a><![CD->text<b>more</b></a>").starts_with("The document must be well-formed XML."));
  EXPECT_TRUE(refusal("<a b='1' b='2'>text</a>text").starts_with("The document must be well-formed XML."));
}

TEST(XmlReader, XIncludeIsAnElementLikeAnyOther) {
  const Element root = element(
      invoice("<x:include xmlns:x='http://www.w3.org/2001/XInclude' href='/etc/passwd' parse='text'/>"));
  ASSERT_EQ(root.children.size(), 1U);
  EXPECT_EQ(root.children[0].name, "?:include");
  EXPECT_EQ(root.children[0].text, "");
}

TEST(XmlReader, EachLimitIsNamed) {
  const std::string expected = "The document must not be larger or more complex than is accepted. ";
  EXPECT_EQ(refusal("<a><b/></a>", {.bytes = 10}), expected + "bytes: at most 10");
  EXPECT_EQ(refusal("<a><b/></a>", {.bytes = 11}), "");
  EXPECT_EQ(refusal("<a><b><c/></b></a>", {.depth = 2}), expected + "depth: at most 2");
  EXPECT_EQ(refusal("<a><b><c/></b></a>", {.depth = 3}), "");
  EXPECT_EQ(refusal("<a><b/><c/></a>", {.elements = 2}), expected + "elements: at most 2");
  EXPECT_EQ(refusal("<a><b/><c/></a>", {.elements = 3}), "");
}

TEST(XmlReader, TheFirstElementTellsTheSyntax) {
  EXPECT_EQ(syntax_of(invoice("")), Syntax::ubl_invoice);
  EXPECT_EQ(syntax_of("<CreditNote xmlns='urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2'/>"),
            Syntax::ubl_credit_note);
  EXPECT_EQ(syntax_of("\xef\xbb\xbf<!-- c --><r:CrossIndustryInvoice "
                      "xmlns:r='urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100'>"),
            Syntax::cii_invoice);
  EXPECT_EQ(syntax_of(utf16(invoice(""), false, true)), Syntax::ubl_invoice);
  EXPECT_EQ(syntax_of("<Invoice/>"), std::nullopt);
  EXPECT_EQ(syntax_of("<a>" + invoice("") + "</a>"), std::nullopt);
  EXPECT_EQ(syntax_of("%PDF-1.7"), std::nullopt);
  EXPECT_EQ(syntax_of(""), std::nullopt);
}

TEST(XmlReader, ADocumentTypeInFrontDoesNotHideTheSyntax) {
  EXPECT_EQ(syntax_of(invoice("",
                              "<?xml version='1.0'?><!DOCTYPE Invoice [<!ENTITY a 'b'><!ENTITY % p SYSTEM "
                              "'/etc/passwd'> %p; <!ELEMENT Invoice ANY>]>")),
            Syntax::ubl_invoice);
}

TEST(XmlReader, ABeginningIsEnoughToTellTheSyntax) {
  const std::string whole = invoice(std::string(1 << 20, ' ') + "<broken");
  EXPECT_EQ(syntax_of(whole), Syntax::ubl_invoice);
  EXPECT_EQ(syntax_of(whole.substr(0, kEnoughToKnowTheSyntax)), Syntax::ubl_invoice);
}

TEST(XmlReader, ThreadsReadBesideEachOther) {
  const std::string good = invoice("<ID>1</ID>");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < 200; ++round) {
        EXPECT_TRUE(read_xml(good, {}).has_value());
        EXPECT_TRUE(refusal("<a><b></a>").starts_with("The document must be well-formed XML. Opening"));
      }
    });
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace vesture::api::einvoice
