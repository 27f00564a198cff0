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

void each_breaks_its_rule(const std::vector<Breaking>& breakings) {
  const auto valid = parsed(ubl_invoice());
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

TEST(EInvoice, MAIL_17_EachRuleOfContentIsBrokenByWhatItIsAbout) { each_breaks_its_rule(breaking_content()); }

TEST(EInvoice, MAIL_17_EachRuleOfCalculationIsBrokenByWhatItIsAbout) {
  each_breaks_its_rule(breaking_calculations());
}

TEST(EInvoice, MAIL_17_EachRuleOfUblIsBrokenByWhatItIsAbout) { each_breaks_its_rule(breaking_ubl()); }

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

TEST(EInvoice, MAIL_17_NoRuleIsWithoutATestThatBreaksIt) {
  std::set<std::string> broken;
  for (const auto& table : {breaking_content(), breaking_calculations(), breaking_ubl()})
    for (const auto& each : table) broken.insert(each.rule);
  for (const auto& rule : domain::einvoice::rule_book(domain::einvoice::Syntax::ubl_invoice).rules())
    EXPECT_TRUE(broken.contains(rule.id) || is_tested_apart(rule.id) || is_of_a_vat_family(rule.id))
        << rule.id;
}

TEST(EInvoice, MAIL_17_EveryRuleIsWordedInBothLanguages) {
  for (const auto& rule : domain::einvoice::rule_book(domain::einvoice::Syntax::ubl_invoice).rules()) {
    EXPECT_TRUE(rule.wording.lv.ends_with('.')) << rule.id << ": " << rule.wording.lv;
    EXPECT_TRUE(rule.wording.en.ends_with('.')) << rule.id << ": " << rule.wording.en;
    EXPECT_NE(rule.wording.lv, rule.wording.en) << rule.id;
  }
}

}  // namespace
}  // namespace vesture::einvoice
