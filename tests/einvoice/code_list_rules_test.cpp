#include "domain/einvoice/code_list_rules.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "domain/einvoice/code_lists.hpp"
#include "tests/einvoice/documents.hpp"
#include "tests/einvoice/manifest.hpp"

namespace vesture::einvoice {
namespace {

using namespace domain::einvoice;

const RuleBook& book() {
  static const RuleBook kBook{code_list_rules()};
  return kBook;
}

// "BR-CL-04 /Invoice/cbc:DocumentCurrencyCode XXL" for each finding.
std::vector<std::string> found(const std::string& document) {
  const auto root = api::einvoice::read_xml(document, {});
  const auto read = root ? domain::einvoice::read(*root) : std::nullopt;
  EXPECT_TRUE(read.has_value());
  std::vector<std::string> lines;
  if (read)
    for (const auto& each : book().findings_of(*read, 100))
      lines.push_back(std::string(each.rule) + " " + each.place + " " + each.detail);
  return lines;
}

using Lines = std::vector<std::string>;

TEST(CodeListRules, MAIL_17_AreJudgedAsTheManifestSays) {
  REQUIRE_SAMPLES("einvoice");
  EXPECT_EQ(disagreements(book(), "BR-CL-"), Lines{});
}

TEST(CodeListRules, AnInvoiceWithTheRightCodesBreaksNone) {
  EXPECT_EQ(found(ubl_invoice()), Lines{});
  EXPECT_EQ(found(ubl_credit_note()), Lines{});
}

struct Wrong {
  const char* rule;
  const char* text;
  const char* instead;
};

class WrongCode : public testing::TestWithParam<Wrong> {};

TEST_P(WrongCode, MAIL_17_IsFoundByItsRuleAlone) {
  const auto& [rule, text, instead] = GetParam();
  const auto lines = found(with(ubl_invoice(), text, instead));
  ASSERT_EQ(lines.size(), 1U) << testing::PrintToString(lines);
  EXPECT_TRUE(lines[0].starts_with(std::string(rule) + " /Invoice/")) << lines[0];
}

INSTANTIATE_TEST_SUITE_P(
    Each, WrongCode,
    testing::Values(
        Wrong{"BR-CL-01", "<cbc:InvoiceTypeCode>380", "<cbc:InvoiceTypeCode>381"},
        Wrong{"BR-CL-03", "PayableAmount currencyID=\"EUR\"", "PayableAmount currencyID=\"EU\""},
        Wrong{"BR-CL-03", "PayableAmount currencyID=\"EUR\"", "PayableAmount"},
        Wrong{"BR-CL-04", "<cbc:DocumentCurrencyCode>EUR", "<cbc:DocumentCurrencyCode>eur"},
        Wrong{"BR-CL-05", "<cbc:TaxCurrencyCode>SEK", "<cbc:TaxCurrencyCode>SEK EUR"},
        Wrong{"BR-CL-06", "<cbc:StartDate>2024-01-01</cbc:StartDate>",
              "<cbc:DescriptionCode>5</cbc:DescriptionCode>"},
        Wrong{"BR-CL-07", "schemeID=\"AAA\"", "schemeID=\"ÄÄÄ\""},
        Wrong{"BR-CL-08", "Paldies par", "#AAH#Paldies par"}, Wrong{"BR-CL-08", "Paldies par", "#ĀĀĀ#"},
        Wrong{"BR-CL-10", "<cbc:ID schemeID=\"0088\">4750000000024",
              "<cbc:ID schemeID=\"0092\">4750000000024"},
        Wrong{"BR-CL-10", "<cbc:ID schemeID=\"0088\">4750000000031",
              "<cbc:ID schemeID=\"SEPA\">4750000000031"},
        Wrong{"BR-CL-11", "<cbc:CompanyID schemeID=\"0218\">", "<cbc:CompanyID schemeID=\"\">"},
        Wrong{"BR-CL-13", "listID=\"STI\"", "listID=\"STZZ\""},
        Wrong{"BR-CL-14", "<cbc:IdentificationCode>LV", "<cbc:IdentificationCode>LVA"},
        Wrong{"BR-CL-15", "<cbc:IdentificationCode>EE", "<cbc:IdentificationCode>EU"},
        Wrong{"BR-CL-16", "Pārskaitījums\">30", "Pārskaitījums\">71"},
        Wrong{"BR-CL-17", "<cac:TaxCategory>\n      <cbc:ID>S", "<cac:TaxCategory>\n      <cbc:ID>X"},
        Wrong{"BR-CL-18", "<cac:ClassifiedTaxCategory>\n        <cbc:ID>S",
              "<cac:ClassifiedTaxCategory>\n        <cbc:ID>"},
        Wrong{"BR-CL-19", "<cbc:AllowanceChargeReasonCode>95", "<cbc:AllowanceChargeReasonCode>FC"},
        Wrong{"BR-CL-20", "<cbc:AllowanceChargeReasonCode>FC", "<cbc:AllowanceChargeReasonCode>95"},
        Wrong{"BR-CL-21", "schemeID=\"0160\"", "schemeID=\"9999\""},
        Wrong{"BR-CL-22", "VATEX-EU-132", "VATEX-LV-132"},
        Wrong{"BR-CL-23", "unitCode=\"C62\"", "unitCode=\"GAB\""},
        Wrong{"BR-CL-24", "mimeCode=\"text/csv\"", "mimeCode=\"text/html\""},
        Wrong{"BR-CL-25", "<cbc:EndpointID schemeID=\"0088\">", "<cbc:EndpointID schemeID=\"0001\">"},
        Wrong{"BR-CL-26", "<cbc:ID schemeID=\"0088\">4750000000055",
              "<cbc:ID schemeID=\"0288\">4750000000055"}));

TEST(CodeListRules, MAIL_17_ASubjectIsReadBetweenTheHashSignsThatANoteBeginsWith) {
  for (const auto* note : {"#AAI#Paldies", " #BAT# Paldies", "#Paldies#", "Paldies #AAH#", "#AAH", "#"})
    EXPECT_EQ(found(with(ubl_invoice(), "Paldies par sadarbību", note)), Lines{}) << note;
  EXPECT_EQ(found(with(ubl_credit_note(), "Paldies par", "#aai#Paldies par")),
            Lines{"BR-CL-08 /CreditNote/cbc:Note aai"});
}

TEST(CodeListRules, NotesOfLinesAndOfPaymentTermsHaveNoSubject) {
  EXPECT_EQ(found(with(ubl_invoice(), "Pirmā rinda", "#AAH#Pirmā rinda")), Lines{});
  EXPECT_EQ(found(with(ubl_invoice(), "Apmaksa 30 dienu", "#AAH#Apmaksa 30 dienu")), Lines{});
}

TEST(CodeListRules, MAIL_17_ASubjectOfACiiNoteIsOfTheSameList) {
  constexpr std::string_view kNote = "<ram:Content>Paldies par sadarbību</ram:Content>";
  const auto of = [&](std::string_view code) {
    return found(with(cii_invoice(), kNote,
                      std::string(kNote) + "<ram:SubjectCode>" + std::string(code) + "</ram:SubjectCode>"));
  };
  EXPECT_EQ(of("AAI"), Lines{});
  const auto lines = of("AAH");
  ASSERT_EQ(lines.size(), 1U) << testing::PrintToString(lines);
  EXPECT_TRUE(lines[0].starts_with("BR-CL-08 ") && lines[0].ends_with("ram:SubjectCode AAH")) << lines[0];
}

TEST(CodeListRules, AReasonOfExemptionMayBeInSmallLetters) {
  EXPECT_EQ(found(with(ubl_invoice(), "VATEX-EU-132", "vatex-eu-132")), Lines{});
}

TEST(CodeListRules, SepaIsASchemeOfTheSellerAndThePayee) {
  EXPECT_EQ(found(with(ubl_invoice(), "schemeID=\"0088\">4750000000024", "schemeID=\"SEPA\">LV12ZZZ")),
            Lines{});
  EXPECT_EQ(found(with(ubl_invoice(), "schemeID=\"0088\">4750000000048", "schemeID=\"SEPA\">LV12ZZZ")),
            Lines{});
}

TEST(CodeLists, HaveWhatTheirKeepersAddedLast) {
  EXPECT_TRUE(exemption_reasons().has("VATEX-EU-135-1"));
  EXPECT_TRUE(currencies().has("CNH"));
  EXPECT_TRUE(note_subjects().has("BMH"));
}

TEST(CodeLists, HaveTheirFirstAndLastAndNothingBetween) {
  EXPECT_TRUE(payment_means().has("1"));
  EXPECT_TRUE(payment_means().has("ZZZ"));
  EXPECT_TRUE(units().has("10"));
  EXPECT_TRUE(units().has("XZZ"));
  for (const auto* none : {"", " ", "1 2", "71", "ZZ"}) EXPECT_FALSE(payment_means().has(none)) << none;
}

}  // namespace
}  // namespace vesture::einvoice
