#include "domain/einvoice/peppol.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "api/einvoice/check.hpp"
#include "tests/einvoice/documents.hpp"
#include "tests/einvoice/manifest.hpp"

namespace vesture::einvoice {
namespace {

using namespace domain::einvoice;

using Lines = std::vector<std::string>;

TEST(Peppol, MAIL_17_RulesAreJudgedAsTheManifestSays) {
  REQUIRE_SAMPLES("einvoice");
  EXPECT_EQ(disagreements(peppol_rule_book(), "PEPPOL-"), Lines{});
}

std::set<std::string> general_rules(const std::string& cells) {
  std::set<std::string> rules;
  std::istringstream in(cells);
  for (std::string rule; in >> rule;)
    if (rule.starts_with("PEPPOL-")) rules.insert(rule);
  return rules;
}

std::set<std::string> broken(const std::string& document) {
  const auto root = api::einvoice::read_xml(document, {});
  const auto read = root ? domain::einvoice::read(*root) : std::nullopt;
  EXPECT_TRUE(read.has_value());
  std::set<std::string> rules;
  if (read)
    for (const auto& each : peppol_rule_book().findings_of(*read, 1000)) rules.emplace(each.rule);
  return rules;
}

TEST(Peppol, MAIL_17_WholeDocumentsBreakTheRulesThatTheOfficialValidatorNames) {
  REQUIRE_SAMPLES("einvoice");
  const auto folder = samples() / "einvoice" / "examples";
  for (const auto& row : table(folder / "expected.tsv"))
    EXPECT_EQ(broken(whole_file(folder / row.at("file"))),
              general_rules(row.at("peppol_fatal") + " " + row.at("peppol_warning")))
        << row.at("file");
}

std::string of_peppol() {
  return with(
      ubl_invoice(), "<cbc:CustomizationID>urn:cen.eu:en16931:2017<",
      "<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0<");
}

TEST(Peppol, MAIL_17_RulesAreAskedOnlyOfWhatClaimsToFollowThemAndRefuseNothing) {
  const auto is_of_peppol = [](const Finding& each) { return each.rule.starts_with("PEPPOL-"); };
  EXPECT_TRUE(std::ranges::none_of(api::einvoice::check(ubl_invoice()).findings, is_of_peppol));
  const auto checked = api::einvoice::check(of_peppol());
  EXPECT_TRUE(checked.passes());
  ASSERT_EQ(std::ranges::count_if(checked.findings, is_of_peppol), 1);
  const auto found = std::ranges::find_if(checked.findings, is_of_peppol);
  EXPECT_EQ(found->rule, "PEPPOL-EN16931-R007");
  EXPECT_EQ(found->severity, Severity::warning);
}

struct Changed {
  const char* rule;
  const char* text;
  const char* instead;
};

class PeppolRule : public testing::TestWithParam<Changed> {};

// Beside R007, which the process of the invoice breaks.
TEST_P(PeppolRule, MAIL_17_IsFoundWhenItIsBroken) {
  const auto& [rule, text, instead] = GetParam();
  std::set<std::string> expected{"PEPPOL-EN16931-R007"};
  expected.insert(rule);
  EXPECT_EQ(broken(with(of_peppol(), text, instead)), expected);
}

INSTANTIATE_TEST_SUITE_P(
    Each, PeppolRule,
    testing::Values(
        Changed{"PEPPOL-EN16931-R001", "<cbc:ProfileID>urn:fdc:example.lv:billing</cbc:ProfileID>", ""},
        Changed{"PEPPOL-EN16931-R005", "<cbc:TaxCurrencyCode>SEK", "<cbc:TaxCurrencyCode>EUR"},
        Changed{"PEPPOL-EN16931-R006", "<cac:ProjectReference>",
                "<cac:AdditionalDocumentReference><cbc:ID>2</cbc:ID><cbc:DocumentTypeCode>130</"
                "cbc:DocumentTypeCode>"
                "</cac:AdditionalDocumentReference><cac:ProjectReference>"},
        Changed{"PEPPOL-EN16931-R008", "<cbc:Note>Pirmā rinda</cbc:Note>", "<cbc:Note/>"},
        Changed{"PEPPOL-EN16931-R010", "<cbc:EndpointID schemeID=\"0218\">90000000001</cbc:EndpointID>", ""},
        Changed{"PEPPOL-EN16931-R020", "<cbc:EndpointID schemeID=\"0088\">4750000000017</cbc:EndpointID>",
                ""},
        Changed{"PEPPOL-EN16931-R040", ">20.00</cbc:Amount>", ">20.03</cbc:Amount>"},
        Changed{"PEPPOL-EN16931-R043", "<cbc:ChargeIndicator>false", "<cbc:ChargeIndicator>0"},
        Changed{"PEPPOL-EN16931-R046", ">25.00</cbc:BaseAmount>", ">25.01</cbc:BaseAmount>"},
        Changed{"PEPPOL-EN16931-R054",
                "<cac:TaxTotal>\n    <cbc:TaxAmount currencyID=\"SEK\">450.00</cbc:TaxAmount>\n  "
                "</cac:TaxTotal>",
                ""},
        Changed{"PEPPOL-EN16931-R055", "\"SEK\">450.00<", "\"SEK\">-450.00<"},
        Changed{"PEPPOL-EN16931-R110", "<cbc:StartDate>2024-01-02", "<cbc:StartDate>2023-12-31"},
        Changed{"PEPPOL-EN16931-R111", "<cbc:EndDate>2024-01-19", "<cbc:EndDate>2024-02-01"},
        Changed{"PEPPOL-EN16931-R120", ">10</cbc:InvoicedQuantity>", ">11</cbc:InvoicedQuantity>"},
        Changed{"PEPPOL-EN16931-R130", "<cbc:BaseQuantity unitCode=\"HUR\">",
                "<cbc:BaseQuantity unitCode=\"DAY\">"},
        Changed{"PEPPOL-EN16931-P0111", "        <cbc:ID>S</cbc:ID>\n        <cbc:Percent>21</cbc:Percent>",
                "        <cbc:ID>S</cbc:ID>\n        <cbc:Percent>21</cbc:Percent>"
                "<cbc:TaxExemptionReasonCode>VATEX-EU-J</cbc:TaxExemptionReasonCode>"},
        Changed{"PEPPOL-EN16931-CL002", "<cbc:AllowanceChargeReasonCode>95",
                "<cbc:AllowanceChargeReasonCode>FC"},
        Changed{"PEPPOL-EN16931-CL003", "<cbc:AllowanceChargeReasonCode>FC",
                "<cbc:AllowanceChargeReasonCode>95"},
        Changed{"PEPPOL-EN16931-CL008", "<cbc:EndpointID schemeID=\"0218\">",
                "<cbc:EndpointID schemeID=\"0037\">"},
        Changed{"PEPPOL-EN16931-F001", "<cbc:IssueDate>2024-02-01", "<cbc:IssueDate>2024-02-01Z"},
        Changed{"PEPPOL-COMMON-R040", ">4750000000017<", ">4750000000013<"},
        Changed{"PEPPOL-COMMON-R041", "\"0088\">4750000000017<", "\"0192\">987654321<"},
        Changed{"PEPPOL-COMMON-R049", "\"0088\">4750000000017<", "\"0007\">5560360791<"},
        Changed{"PEPPOL-COMMON-R050", "\"0088\">4750000000017<", "\"0151\">51824753557<"},
        Changed{"PEPPOL-COMMON-R059", "\"0088\">4750000000017<", "\"0240\">19002400001<"}));

// Numbers that are published as right ones, by their scheme.
TEST(Peppol, MAIL_17_RightNumbersAreFound) {
  for (const auto& [scheme, number] :
       {std::pair{"0192", "974760673"}, std::pair{"0007", "5560360793"}, std::pair{"0151", "51824753556"},
        std::pair{"0208", "0202239951"}, std::pair{"0211", "IT00743110157"}})
    EXPECT_EQ(broken(with(of_peppol(), "\"0088\">4750000000017<",
                          std::string("\"") + scheme + "\">" + number + "<")),
              std::set<std::string>{"PEPPOL-EN16931-R007"})
        << scheme;
}

}  // namespace
}  // namespace vesture::einvoice
