// VAT in CII, where the official rules calculate and count otherwise than in UBL.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "domain/einvoice/path.hpp"
#include "tests/einvoice/vat_invoices.hpp"

namespace vesture::einvoice {
namespace {

using Ids = std::vector<std::string>;

const std::string kTransaction = "rsm:SupplyChainTradeTransaction/";
const std::string kLine = kTransaction + "ram:IncludedSupplyChainTradeLineItem";
const std::string kSettlement = kTransaction + "ram:ApplicableHeaderTradeSettlement/";
const std::string kBreakdown = kSettlement + "ram:ApplicableTradeTax";
const std::string kTotals = kSettlement + "ram:SpecifiedTradeSettlementHeaderMonetarySummation/";
const std::string kLineRate =
    kLine + "/ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:RateApplicablePercent";

Ids broken_by(std::string_view code, const Edit& edit) {
  auto root = cii_invoice_of(family_of(code));
  edit(root);
  return rules_broken_by(root);
}

// The categories whose rule of that number ("08") is broken by the edit, in the order of the table.
std::string categories_that_break(const std::string& number, const Edit& edit) {
  std::string categories;
  for (const auto& family : domain::einvoice::vat_families()) {
    const auto rules = broken_by(family.code, edit);
    if (std::ranges::find(rules, std::string(family.prefix) + "-" + number) != rules.end())
      categories += (categories.empty() ? "" : " ") + std::string(family.code);
  }
  return categories;
}

Edit line_rate(const std::string& rate) {
  return [rate](Element& root) {
    if (domain::einvoice::count_at(root, domain::einvoice::parse_path(kLineRate)) > 0)
      set(kLineRate, rate)(root);
  };
}

TEST(CiiVat, MAIL_17_EachCategoryKeepsItsRules) {
  for (const auto& family : domain::einvoice::vat_families())
    EXPECT_EQ(rules_broken_by(cii_invoice_of(family)), Ids{}) << family.code;
}

TEST(CiiVat, MAIL_17_01_TheBreakdownHasWhatIsUsed) {
  EXPECT_EQ(categories_that_break("01", remove(kBreakdown)), "S Z E AE K G L M");
  EXPECT_EQ(categories_that_break("01", repeat(kBreakdown)), "Z E AE K G O");
}

TEST(CiiVat, MAIL_17_01_ACategoryThatNobodyUsesIsBrokenWhereItsTaxIsZero) {
  const auto unused = all({remove(kLine), remove(kSettlement + "ram:SpecifiedTradeAllowanceCharge"),
                           remove(kSettlement + "ram:SpecifiedTradeAllowanceCharge")});
  EXPECT_EQ(categories_that_break("01", unused), "Z E AE K G O");
}

TEST(CiiVat, MAIL_17_05_To_07_TheCanaryIslandsHaveARateToo) {
  EXPECT_EQ(categories_that_break("05", line_rate("0")), "S L");
  EXPECT_EQ(categories_that_break("05", line_rate("5")), "Z E AE K G");
  EXPECT_EQ(categories_that_break("05", line_rate("-5")), "S Z E AE K G L M");
  const auto of = [](const char* charge) {
    return kSettlement + "ram:SpecifiedTradeAllowanceCharge[ram:ChargeIndicator/udt:Indicator=" + charge +
           "]/ram:CategoryTradeTax/ram:RateApplicablePercent";
  };
  EXPECT_EQ(broken_by("L", set(of("false"), "0")), (Ids{"BR-AF-06", "BR-AF-08"}));
  EXPECT_EQ(broken_by("L", set(of("true"), "0")), (Ids{"BR-AF-07", "BR-AF-08"}));
}

TEST(CiiVat, MAIL_17_08_TheTaxableAmountIsExactWhereItIsTaxed) {
  const auto taxable = kBreakdown + "/ram:BasisAmount";
  EXPECT_EQ(categories_that_break("08", set(taxable, "90.01")), "S O L M");
  EXPECT_EQ(categories_that_break("08", set(taxable, "90.99")), "S O L M");
  EXPECT_EQ(categories_that_break("08", set(taxable, "91.00")), "S Z E AE K G O L M");
  EXPECT_EQ(categories_that_break("08", set(taxable, "89.00")), "S Z E AE K G O L M");
}

TEST(CiiVat, MAIL_17_09_IsNotAskedOfTheIslands) {
  EXPECT_EQ(categories_that_break("09", set(kBreakdown + "/ram:CalculatedAmount", "1.00")), "S Z E AE K G O");
}

TEST(CiiVat, MAIL_17_BR_CO_14_And_BR_CO_15_TheTotalOfVatMayBeLeftOutWhereNoneIsAdded) {
  const auto without_total = remove(kTotals + "ram:TaxTotalAmount");
  EXPECT_EQ(broken_by("E", without_total), Ids{});
  EXPECT_EQ(broken_by("O", without_total), Ids{});
  EXPECT_EQ(broken_by("S", without_total), Ids{"BR-CO-15"});
}

TEST(CiiVat, MAIL_17_BR_CO_14_ATotalOfVatThatIsThereAddsUp) {
  const auto total = kTotals + "ram:TaxTotalAmount";
  EXPECT_EQ(broken_by("E", set(total, "0.01")), Ids{"BR-CO-14"});
  EXPECT_EQ(broken_by("S", set(total, "9.01")), (Ids{"BR-CO-14", "BR-CO-15"}));
}

TEST(CiiVat, MAIL_17_BR_CO_17_AWholeUnitIsWithin) {
  const auto tax = [](const std::string& vat, const std::string& with_vat) {
    return all({set(kBreakdown + "/ram:CalculatedAmount", vat), set(kTotals + "ram:TaxTotalAmount", vat),
                set(kTotals + "ram:GrandTotalAmount", with_vat),
                set(kTotals + "ram:DuePayableAmount", with_vat)});
  };
  EXPECT_EQ(broken_by("L", tax("10.00", "100.00")), Ids{});
  EXPECT_EQ(broken_by("L", tax("10.01", "100.01")), Ids{"BR-CO-17"});
}

}  // namespace
}  // namespace vesture::einvoice
