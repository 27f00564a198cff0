// The rules against the official validator's own test documents (einvoice/rules), of which each is about one rule, and
// against its verdicts on whole documents (einvoice/examples).
#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/api/samples.hpp"
#include "tests/einvoice/documents.hpp"
#include "tests/einvoice/findings.hpp"
#include "tests/einvoice/tables.hpp"

namespace vesture::einvoice {
namespace {

using domain::einvoice::Finding;
using domain::einvoice::Severity;

std::string verdict_on(const std::string& rule, const std::vector<Finding>& findings) {
  const auto found = std::ranges::find(findings, rule, &Finding::rule);
  if (found == findings.end()) return "success";
  return found->severity == Severity::fatal ? "error" : "warning";
}

// Rules over code lists and of Peppol have tests of their own.
bool is_of_the_model(const Row& row) {
  const auto& rule = row.at("rule");
  return !rule.starts_with("BR-CL") && !rule.starts_with("PEPPOL");
}

TEST(EInvoice, MAIL_17_EachRuleIsJudgedAsTheOfficialValidatorJudgesIt) {
  REQUIRE_SAMPLES("einvoice/rules");
  const auto folder = samples() / "einvoice/rules";
  std::vector<std::string> disagreements;
  std::size_t judged = 0;
  for (const auto& row : table(folder / "manifest.tsv")) {
    if (!is_of_the_model(row)) continue;
    ++judged;
    const auto verdict = verdict_on(row.at("rule"), findings_in(whole_file(folder / row.at("file"))));
    if (verdict != row.at("expect"))
      disagreements.push_back(row.at("file") + ": " + row.at("rule") + " should be " + row.at("expect") +
                              ", is " + verdict);
  }
  EXPECT_GT(judged, 400U);
  EXPECT_EQ(disagreements, std::vector<std::string>{});
}

std::set<std::string> named(const std::string& cell) {
  std::istringstream in(cell == "-" ? "" : cell);
  std::set<std::string> rules;
  for (std::string rule; in >> rule;) rules.insert(rule);
  return rules;
}

std::set<std::string> broken(const std::vector<Finding>& findings, Severity severity) {
  std::set<std::string> rules;
  for (const auto& each : findings)
    if (each.severity == severity) rules.emplace(each.rule);
  return rules;
}

TEST(EInvoice, MAIL_17_WholeDocumentsBreakTheRulesThatTheOfficialValidatorNames) {
  REQUIRE_SAMPLES("einvoice/examples");
  const auto folder = samples() / "einvoice/examples";
  const auto rows = table(folder / "expected.tsv");
  EXPECT_GT(rows.size(), 30U);
  for (const auto& row : rows) {
    const auto findings = findings_in(whole_file(folder / row.at("file")));
    EXPECT_EQ(broken(findings, Severity::fatal), named(row.at("en_fatal"))) << row.at("file");
    EXPECT_EQ(broken(findings, Severity::warning), named(row.at("en_warning"))) << row.at("file");
  }
}

}  // namespace
}  // namespace vesture::einvoice
