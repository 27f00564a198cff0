// The same e-invoice in UBL and in CII says the same, and is judged by the same rules.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "api/einvoice/check.hpp"
#include "api/einvoice/xml_reader.hpp"
#include "domain/einvoice/dates.hpp"
#include "domain/einvoice/reading.hpp"
#include "tests/einvoice/documents.hpp"
#include "tests/einvoice/findings.hpp"

namespace vesture::einvoice {
namespace {

using namespace domain::einvoice;

std::string in_one_form(std::string_view text) {
  const auto date = date_of(text);
  return date && text.size() == 8 ? std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) +
                                        "-" + std::string(text.substr(6))
                                  : std::string(text);
}

void tell(const Group& group, const std::string& within, std::vector<std::string>& lines) {
  const auto here = within + "/" + std::string(name_of(group.id).en);
  for (const auto& [term, value] : group.terms)
    lines.push_back(here + ": " + std::string(name_of(term).en) + " = " + in_one_form(value.text));
  for (const auto& each : group.groups) tell(each, here, lines);
}

// Every term in its groups, sorted: the syntaxes have orders of their own.
std::vector<std::string> told(const std::string& document) {
  const auto root = api::einvoice::read_xml(document, {});
  const auto read = root ? domain::einvoice::read(*root) : std::nullopt;
  EXPECT_TRUE(read.has_value());
  std::vector<std::string> lines;
  if (read) tell(read->invoice, "", lines);
  std::ranges::sort(lines);
  return lines;
}

TEST(Cii, MAIL_17_SaysWhatUblSays) {
  const auto cii = told(cii_invoice());
  const auto ubl = told(ubl_invoice());
  EXPECT_GT(ubl.size(), 150U);
  std::vector<std::string> only_one;
  std::ranges::set_symmetric_difference(cii, ubl, std::back_inserter(only_one));
  // CII refers to the tender as to any other document.
  EXPECT_EQ(only_one, std::vector<std::string>{
                          "/Invoice/Additional supporting document: Supporting document reference = IEP-2"});
}

// The ids of the fatal ones, each once and sorted: "BR-02 BR-CO-10".
std::string rules_broken(const std::string& document) {
  std::set<std::string_view> rules;
  for (const auto& each : findings_in(document))
    if (each.severity == Severity::fatal) rules.insert(each.rule);
  return fmt::format("{}", fmt::join(rules, " "));
}

TEST(Cii, MAIL_17_BreaksNoRuleWhereUblBreaksNone) {
  EXPECT_EQ(rules_broken(ubl_invoice()), "");
  EXPECT_EQ(rules_broken(cii_invoice()), "");
}

TEST(Cii, MAIL_17_PassesTheWholeCheck) {
  const auto checked = api::einvoice::check(cii_invoice());
  EXPECT_TRUE(checked.passes());
  ASSERT_TRUE(checked.invoice.has_value());
  EXPECT_EQ(checked.invoice->syntax, Syntax::cii_invoice);
  EXPECT_EQ(checked.invoice->issued, "2024-02-01");
  EXPECT_EQ(checked.invoice->total_vat, "39.90");
}

// The same broken in both.
struct Broken {
  const char* rules;
  const char* in_ubl;
  const char* ubl_instead;
  const char* in_cii;
  const char* cii_instead;
};

class BothSyntaxes : public testing::TestWithParam<Broken> {};

TEST_P(BothSyntaxes, MAIL_17_AreFoundToBreakTheSameRule) {
  const auto& [rules, in_ubl, ubl_instead, in_cii, cii_instead] = GetParam();
  EXPECT_EQ(rules_broken(with(ubl_invoice(), in_ubl, ubl_instead)), rules);
  EXPECT_EQ(rules_broken(with(cii_invoice(), in_cii, cii_instead)), rules);
}

INSTANTIATE_TEST_SUITE_P(
    Each, BothSyntaxes,
    testing::Values(Broken{"BR-01", "<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>", "",
                           "<ram:ID>urn:cen.eu:en16931:2017</ram:ID>", "<ram:ID/>"},
                    Broken{"BR-02", "<cbc:ID>R-2024-1</cbc:ID>", "<cbc:ID/>", "<ram:ID>R-2024-1</ram:ID>",
                           "<ram:ID> </ram:ID>"},
                    Broken{"BR-06", "SIA Ābele", "", "SIA Ābele", ""},
                    Broken{"BR-07", "Cēsu novada dome", "", "Cēsu novada dome", ""},
                    Broken{"BR-18", "SIA Pārstāvis", "", "<ram:Name>SIA Pārstāvis</ram:Name>", ""},
                    Broken{"BR-21", "<cbc:ID>1</cbc:ID>", "<cbc:ID/>", "<ram:LineID>1<", "<ram:LineID><"},
                    Broken{"BR-25", "<cbc:Name>Apkope<", "<cbc:Name><", "<ram:Name>Apkope<", "<ram:Name><"},
                    Broken{"BR-27", "\"EUR\">20.00</cbc:PriceAmount>", "\"EUR\">-20.00</cbc:PriceAmount>",
                           "<ram:ChargeAmount>20.00", "<ram:ChargeAmount>-20.00"},
                    Broken{"BR-29", "2024-01-31", "2023-12-31", "20240131", "20231231"},
                    Broken{"BR-30", "2024-01-19", "2024-01-01", "20240119", "20240101"},
                    Broken{"BR-52", "PIEL-1", "", "PIEL-1", ""},
                    Broken{"BR-CO-10 BR-CO-13", ">300.00</cbc:LineExtensionAmount>\n    <cbc:TaxExclusive",
                           ">300.01</cbc:LineExtensionAmount>\n    <cbc:TaxExclusive",
                           "<ram:LineTotalAmount>300.00</ram:LineTotalAmount>",
                           "<ram:LineTotalAmount>300.01</ram:LineTotalAmount>"},
                    Broken{"BR-CO-16", ">301.00<", ">300.99<", ">301.00<", ">300.99<"},
                    Broken{"BR-CO-09", "LV40003000002", "40003000002", "LV40003000002", "40003000002"},
                    Broken{"BR-CO-14 BR-CO-17 BR-E-09", ">0.00</cbc:TaxAmount>", ">1.00</cbc:TaxAmount>",
                           "<ram:CalculatedAmount>0.00<", "<ram:CalculatedAmount>1.00<"},
                    Broken{"BR-CL-23", "unitCode=\"C62\"", "unitCode=\"C6\"", "unitCode=\"C62\"",
                           "unitCode=\"C6\""},
                    Broken{"BR-CL-25", "EndpointID schemeID=\"0088\"", "EndpointID schemeID=\"8800\"",
                           "URIID schemeID=\"0088\"", "URIID schemeID=\"8800\""}));

}  // namespace
}  // namespace vesture::einvoice
