// Each rule, broken by one change of an invoice that keeps them all.
#include "tests/einvoice/broken_rules.hpp"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "domain/einvoice/findings.hpp"
#include "domain/einvoice/vat_families.hpp"
#include "tests/einvoice/documents.hpp"

namespace vesture::einvoice {
namespace {

using Rules = std::vector<std::string>;

Rules expected(const Breaking& breaking) {
  std::set<std::string> rules{breaking.rule};
  std::istringstream others(breaking.others);
  for (std::string rule; others >> rule;) rules.insert(rule);
  return {rules.begin(), rules.end()};
}

void each_breaks_its_rule(const std::vector<Breaking>& breakings, const std::string& document) {
  const auto valid = parsed(document);
  for (std::size_t i = 0; i < breakings.size(); ++i) {
    auto broken = valid;
    breakings[i].edit(broken);
    EXPECT_EQ(rules_broken_by(broken), expected(breakings[i])) << breakings[i].rule << ", number " << i;
  }
}

TEST(EInvoice, MAIL_17_AnInvoiceThatKeepsAllTheRulesBreaksNone) {
  EXPECT_EQ(rules_broken_by(parsed(ubl_invoice())), Rules{});
  EXPECT_EQ(rules_broken_by(parsed(ubl_credit_note())), Rules{});
}

TEST(EInvoice, MAIL_17_EachRuleOfContentIsBrokenByWhatItIsAbout) {
  each_breaks_its_rule(breaking_content(), ubl_invoice());
}

TEST(EInvoice, MAIL_17_EachRuleOfCalculationIsBrokenByWhatItIsAbout) {
  each_breaks_its_rule(breaking_calculations(), ubl_invoice());
}

TEST(EInvoice, MAIL_17_EachRuleOfUblIsBrokenByWhatItIsAbout) {
  each_breaks_its_rule(breaking_ubl(), ubl_invoice());
}

TEST(EInvoice, MAIL_17_EachRuleOfCiiIsBrokenByWhatItIsAbout) {
  each_breaks_its_rule(breaking_cii(), cii_invoice());
}

TEST(EInvoice, MAIL_17_CiiMayWhatUblMayNot) {
  const auto edits = allowed_in_cii();
  for (std::size_t i = 0; i < edits.size(); ++i) {
    auto allowed = parsed(cii_invoice());
    edits[i](allowed);
    EXPECT_EQ(rules_broken_by(allowed), Rules{}) << "number " << i;
  }
}

TEST(EInvoice, MAIL_17_BR_CO_09_GreekNumbersBeginWithTheirOwnPrefix) {
  auto root = parsed(ubl_invoice());
  set("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID", "EL123456789")(root);
  EXPECT_EQ(rules_broken_by(root), Rules{});
}

// An invoice asks to be paid; a credit note does not.
TEST(EInvoice, MAIL_17_BR_CO_25_IsNotAskedOfACreditNote) {
  auto root = parsed(ubl_credit_note());
  all({remove("cac:PaymentMeans/cbc:PaymentDueDate"), remove("cac:PaymentTerms")})(root);
  EXPECT_EQ(rules_broken_by(root), Rules{});
}

// BR-IC-11 and the like have tests of their own, and so have code lists.
bool is_tested_apart(const std::string& rule) {
  return rule.starts_with("BR-CL-") || rule.starts_with("BR-B-") || rule == "BR-IC-11" ||
         rule == "BR-IC-12" || (rule.starts_with("BR-O-1") && rule != "BR-O-10");
}

bool is_of_a_vat_family(const std::string& rule) {
  return std::ranges::any_of(domain::einvoice::vat_families(), [&](const auto& family) {
    return rule.starts_with(std::string(family.prefix) + "-") &&
           rule.substr(family.prefix.size()).size() == 3;
  });
}

using domain::einvoice::Syntax;

std::set<std::string> broken_by(std::initializer_list<std::vector<Breaking>> tables) {
  std::set<std::string> rules;
  for (const auto& table : tables)
    for (const auto& each : table) rules.insert(each.rule);
  return rules;
}

TEST(EInvoice, MAIL_17_NoRuleIsWithoutATestThatBreaksIt) {
  const auto broken = broken_by({breaking_content(), breaking_calculations(), breaking_ubl()});
  for (const auto& rule : domain::einvoice::rule_book(Syntax::ubl_invoice).rules())
    EXPECT_TRUE(broken.contains(rule.id) || is_tested_apart(rule.id) || is_of_a_vat_family(rule.id))
        << rule.id;
}

// The rules that the syntaxes have in common are broken in UBL.
TEST(EInvoice, MAIL_17_NoRuleThatOnlyCiiHasIsWithoutATestThatBreaksIt) {
  const auto in_ubl = broken_by({breaking_content(), breaking_calculations()});
  const auto in_cii = broken_by({breaking_cii()});
  for (const auto& rule : domain::einvoice::rule_book(Syntax::cii_invoice).rules()) {
    const bool common = rule.in != domain::einvoice::In::cii && in_ubl.contains(rule.id);
    EXPECT_TRUE(common || in_cii.contains(rule.id) || is_tested_apart(rule.id) || is_of_a_vat_family(rule.id))
        << rule.id;
  }
}

TEST(EInvoice, MAIL_17_EveryRuleIsWordedInBothLanguages) {
  for (const auto syntax : {Syntax::ubl_invoice, Syntax::cii_invoice})
    for (const auto& rule : domain::einvoice::rule_book(syntax).rules()) {
      EXPECT_TRUE(rule.wording.lv.ends_with('.')) << rule.id << ": " << rule.wording.lv;
      EXPECT_TRUE(rule.wording.en.ends_with('.')) << rule.id << ": " << rule.wording.en;
      EXPECT_NE(rule.wording.lv, rule.wording.en) << rule.id;
    }
}

}  // namespace
}  // namespace vesture::einvoice
