// What the rules find: in which order, how much of it, and in documents that are large or hardly there.
#include "domain/einvoice/findings.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "domain/einvoice/decimal.hpp"
#include "domain/einvoice/reading.hpp"
#include "tests/einvoice/documents.hpp"
#include "tests/einvoice/edits.hpp"

namespace vesture::einvoice {
namespace {

using domain::einvoice::Finding;
using domain::einvoice::findings_of;
using domain::einvoice::Severity;

std::vector<Finding> found(const Element& root, std::size_t most = 100) {
  const auto document = domain::einvoice::read(root);
  EXPECT_TRUE(document.has_value());
  return document ? findings_of(*document, most) : std::vector<Finding>();
}

TEST(Findings, MAIL_17_SayWhichRuleWhereAndWhatIsThereInstead) {
  auto root = parsed(ubl_invoice());
  set("cac:LegalMonetaryTotal/cbc:PayableAmount", "300.99")(root);
  const auto findings = found(root);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].rule, "BR-CO-16");
  EXPECT_EQ(findings[0].severity, Severity::fatal);
  EXPECT_EQ(findings[0].place, "/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount");
  EXPECT_EQ(findings[0].detail, "300.99 ≠ 301");
  EXPECT_GT(findings[0].line, 200U);
  EXPECT_NE(findings[0].text.lv, "");
}

TEST(Findings, AreInTheOrderOfTheDocument) {
  auto root = parsed(ubl_invoice());
  all({remove("cac:InvoiceLine[cbc:ID=2]/cac:Item/cbc:Name"), remove("cac:InvoiceLine[cbc:ID=1]/cbc:ID"),
       remove("cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cac:Country"),
       remove("cbc:IssueDate")})(root);
  std::vector<std::string> rules;
  for (const auto& each : found(root)) rules.emplace_back(each.rule);
  EXPECT_EQ(rules, (std::vector<std::string>{"BR-03", "BR-09", "BR-21", "BR-25"}));
}

Element with_lines(std::size_t count) {
  auto root = parsed(ubl_invoice());
  const auto line = root.children.back();
  for (std::size_t i = 0; i < count; ++i) root.children.push_back(line);
  return root;
}

TEST(Findings, AreNoMoreThanAskedForAndTheFirst) {
  auto root = with_lines(500);
  for (auto& child : root.children)
    if (child.name == "cac:InvoiceLine")
      std::erase_if(child.children, [](auto& each) { return each.name == "cac:Item"; });
  const auto findings = found(root, 7);
  ASSERT_EQ(findings.size(), 7U);
  const auto all_of_them = found(root, 100'000);
  for (std::size_t i = 0; i < 7; ++i) EXPECT_EQ(findings[i].place, all_of_them[i].place);
}

TEST(Findings, AFatalOneIsNotCrowdedOutByWarnings) {
  auto root = with_lines(0);
  for (int i = 0; i < 300; ++i) root.children.insert(root.children.begin(), element("cbc:UUID"));
  remove("cac:InvoiceLine[cbc:ID=2]/cbc:ID")(root);
  const auto findings = found(root, 5);
  ASSERT_EQ(findings.size(), 5U);
  EXPECT_EQ(findings.back().rule, "BR-21");
  EXPECT_TRUE(domain::einvoice::is_fatal(findings));
}

TEST(Findings, OfADocumentWithNothingInItAreThoseOfWhatItLacks) {
  std::set<std::string> rules;
  for (const auto& each : found(element("Invoice"))) rules.emplace(each.rule);
  EXPECT_EQ(rules, (std::set<std::string>{"BR-01", "BR-02", "BR-03", "BR-04", "BR-05", "BR-06", "BR-07",
                                          "BR-08", "BR-10", "BR-16", "BR-CO-18"}));
}

// Any part of the document may be missing: something is found, and nothing breaks.
RC_GTEST_PROP(Findings, OfAFragmentAreFoundAsWell, ()) {
  auto root = parsed(ubl_invoice());
  for (int i = *rc::gen::inRange(1, 30); i > 0; --i) {
    Element* at = &root;
    while (!at->children.empty() && *rc::gen::inRange(0, 3) > 0)
      at = &at->children[*rc::gen::inRange<std::size_t>(0, at->children.size())];
    at->children.clear();
    at->text =
        *rc::gen::element<std::string>("", "-1", "99999999999999999999", "1e9", "VAT", "O", "true", "\n");
  }
  for (const auto& each : found(root, 1000)) RC_ASSERT(each.place.starts_with("/Invoice"));
}

// Amounts in cents, as the document writes them.
std::string euros(std::int64_t cents) {
  const auto magnitude = std::to_string(1000 + std::abs(cents) % 100).substr(2);
  return (cents < 0 ? "-" : "") + std::to_string(std::abs(cents) / 100) + "." + magnitude;
}

// The valid invoice with other amounts on its first line, of which the others follow.
Element with_line_of(std::int64_t net, std::int64_t allowance, std::int64_t charge) {
  auto root = parsed(ubl_invoice());
  const auto taxable = net - allowance + charge;
  const auto tax = (taxable * 21 + (taxable < 0 ? -50 : 50)) / 100;
  const auto without_vat = taxable + 10'000;
  all({set("cac:InvoiceLine/cbc:LineExtensionAmount", euros(net)),
       set("cac:AllowanceCharge[cbc:ChargeIndicator=false]/cbc:Amount", euros(allowance)),
       set("cac:AllowanceCharge[cbc:ChargeIndicator=true]/cbc:Amount", euros(charge)),
       set("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount", euros(taxable)),
       set("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount", euros(tax)),
       set("cac:TaxTotal/cbc:TaxAmount", euros(tax)),
       set("cac:LegalMonetaryTotal/cbc:LineExtensionAmount", euros(net + 10'000)),
       set("cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount", euros(allowance)),
       set("cac:LegalMonetaryTotal/cbc:ChargeTotalAmount", euros(charge)),
       set("cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount", euros(without_vat)),
       set("cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount", euros(without_vat + tax)),
       set("cac:LegalMonetaryTotal/cbc:PayableAmount", euros(without_vat + tax - 2'900 + 10))})(root);
  return root;
}

rc::Gen<std::int64_t> cents() { return rc::gen::inRange<std::int64_t>(-100'000'000'000, 100'000'000'000); }

RC_GTEST_PROP(Findings, TotalsThatAddUpBreakNoRule, ()) {
  const auto root = with_line_of(*cents(), *cents(), *cents());
  RC_ASSERT(found(root).empty());
}

RC_GTEST_PROP(Findings, ATotalThatIsACentOffBreaksARule, ()) {
  auto root = with_line_of(*cents(), *cents(), *cents());
  const auto total = *rc::gen::element<std::string>(
      "LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "AllowanceTotalAmount",
      "ChargeTotalAmount", "PrepaidAmount", "PayableRoundingAmount", "PayableAmount");
  const auto off = *rc::gen::element("0.01", "-0.01");
  for (auto& part : root.children)
    for (auto& amount : part.children)
      if (part.name == "cac:LegalMonetaryTotal" && amount.name == "cbc:" + total)
        amount.text =
            to_string(domain::einvoice::Decimal::parse(amount.text) + domain::einvoice::Decimal::parse(off));
  RC_ASSERT(domain::einvoice::is_fatal(found(root)));
}

TEST(Findings, AmountsBeyondAllBoundsAreFoundAndNotCalculatedWith) {
  auto root = parsed(ubl_invoice());
  set("cac:InvoiceLine/cbc:LineExtensionAmount", "1" + std::string(100'000, '0'))(root);
  const auto findings = found(root);
  ASSERT_FALSE(findings.empty());
  for (const auto& each : findings) EXPECT_LT(each.detail.size(), 100U) << each.rule;
  EXPECT_EQ(findings[0].rule, "BR-S-08");
}

}  // namespace
}  // namespace vesture::einvoice
