#include "api/signatures/xml.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "api/signatures/canonical.hpp"

namespace vesture::api::signatures {
namespace {

std::string fault_of(std::string_view xml) {
  Findings findings;
  const auto document = parse_xml(xml, "signatures0.xml", findings);
  EXPECT_EQ(document == nullptr, !findings.none());
  return findings.none() ? "" : findings.reasons().front().code;
}

std::string nested(std::size_t depth) {
  std::string open, close;
  for (std::size_t i = 0; i < depth; ++i) {
    open += "<a>";
    close += "</a>";
  }
  return open + close;
}

std::string element_with(std::size_t count, std::string_view attribute) {
  std::string xml = "<a";
  for (std::size_t i = 0; i < count; ++i)
    xml += ' ' + std::string(attribute) + std::to_string(i) + "=\"u:" + std::to_string(i) + "\"";
  return xml + "/>";
}

TEST(Xml, ADoctypeIsRefusedBeforeAnythingOfItIsRead) {
  EXPECT_EQ(fault_of("<!DOCTYPE a><a/>"), "xml.doctype");
  EXPECT_EQ(fault_of(R"(<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>)"), "xml.doctype");
  EXPECT_EQ(fault_of(R"(<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>)"), "xml.doctype");
  EXPECT_EQ(fault_of(R"(<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>)"),
            "xml.doctype");
  EXPECT_EQ(fault_of("<a>&undeclared;</a>"), "xml.malformed");
}

TEST(Xml, DepthElementsNamespacesAndAttributesAreBounded) {
  EXPECT_EQ(fault_of(nested(64)), "");
  EXPECT_EQ(fault_of(nested(65)), "xml.too_deep");
  EXPECT_EQ(fault_of(nested(100'000)), "xml.too_deep");
  std::string many = "<a>";
  for (int i = 0; i < 19'999; ++i) many += "<b/>";
  EXPECT_EQ(fault_of(many + "</a>"), "");
  EXPECT_EQ(fault_of(many + "<b/></a>"), "xml.too_many_parts");
  EXPECT_EQ(fault_of(element_with(32, "xmlns:n")), "");
  EXPECT_EQ(fault_of(element_with(33, "xmlns:n")), "xml.too_many_parts");
  EXPECT_EQ(fault_of(element_with(256, "b")), "");
  EXPECT_EQ(fault_of(element_with(257, "b")), "xml.too_many_parts");
}

TEST(Xml, WhatIsNotWellFormedIsRefused) {
  for (const auto* xml :
       {"", "<a", "<a></b>", "<a/><b/>", "<a b='1' b='2'/>", "<n:a/>", "<a>\x01</a>", "garbage"})
    EXPECT_EQ(fault_of(xml), "xml.malformed") << xml;
}

TEST(Xml, IsUtf8WhateverItDeclares) {
  EXPECT_EQ(fault_of("<?xml version='1.0' encoding='ISO-8859-1'?><a>ā</a>"), "");
  EXPECT_EQ(fault_of("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe2</a>"), "xml.malformed");
}

TEST(Xml, TextIsAllThereIsOverCommentsOrNothing) {
  Findings findings;
  const auto document =
      parse_xml("<a><b>x<!-- - -->y</b><b>x<c/>y</b><b> YQ==\n</b><b><![CDATA[YQ==]]></b></a>", "", findings);
  const auto elements = child_elements(xmlDocGetRootElement(document.get()));
  EXPECT_EQ(text_of(elements[0]), "xy");
  EXPECT_FALSE(text_of(elements[1]));
  EXPECT_EQ(bytes_of(elements[2]), "a");
  EXPECT_EQ(bytes_of(elements[3]), "a");
}

TEST(Canonicalization, IsDoneAsLongAsTheBudgetLasts) {
  Findings findings;
  const std::string_view xml = "<a><b  d='1' c='2'/></a>";
  const auto document = parse_xml(xml, "", findings);
  auto* b = child_elements(xmlDocGetRootElement(document.get())).front();
  CanonicalizationBudget budget{2 * xml.size()};
  Canonicalizer canonicalizer(xml.size(), budget);
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(canonicalizer.run(b, nullptr, Comments::dropped).value(), R"(<b c="2" d="1"></b>)");
  const auto third = canonicalizer.run(b, nullptr, Comments::dropped);
  ASSERT_FALSE(third.has_value());
  EXPECT_EQ(third.error().text(), "signature.too_costly");
}

TEST(Canonicalization, KnowsNoOtherTransform) {
  Findings findings;
  for (const std::string uri :
       {"http://www.w3.org/TR/1999/REC-xslt-19991116", "http://www.w3.org/TR/1999/REC-xpath-19991116",
        "http://www.w3.org/2000/09/xmldsig#enveloped-signature", "anything"}) {
    const auto document =
        parse_xml("<ds:Transform xmlns:ds='http://www.w3.org/2000/09/xmldsig#' Algorithm='" + uri +
                      "'><ds:XPath>1</ds:XPath></ds:Transform>",
                  "", findings);
    auto* method = xmlDocGetRootElement(document.get());
    CanonicalizationBudget budget;
    EXPECT_FALSE(is_canonicalization(method)) << uri;
    EXPECT_FALSE(Canonicalizer(1, budget).run(method, method, Comments::dropped).has_value()) << uri;
  }
}

}  // namespace
}  // namespace vesture::api::signatures
