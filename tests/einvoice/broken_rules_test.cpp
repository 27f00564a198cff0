// Each rule, broken by one change of an invoice that keeps them all.
#include "tests/einvoice/broken_rules.hpp"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "domain/einvoice/findings.hpp"
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

}  // namespace
}  // namespace vesture::einvoice
