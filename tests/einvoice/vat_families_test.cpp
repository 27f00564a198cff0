// The families of rules of VAT categories: each of the ten rules broken by one change of an invoice that keeps them.
#include "domain/einvoice/vat_families.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/einvoice/vat_invoices.hpp"

namespace vesture::einvoice {
namespace {

using domain::einvoice::Exemption;
using domain::einvoice::Identified;
using domain::einvoice::InBreakdown;
using domain::einvoice::Rate;
using domain::einvoice::VatFamily;

class EachFamily : public testing::TestWithParam<VatFamily> {
 protected:
  std::string id(int number) const {
    return std::string(GetParam().prefix) + (number < 10 ? "-0" : "-") + std::to_string(number);
  }

  // What is broken by the edit, without the rules that have nothing to do with VAT.
  std::vector<std::string> broken_by(const Edit& edit) const {
    auto root = invoice_of(GetParam());
    edit(root);
    auto rules = rules_broken_by(root);
    std::erase_if(rules, [&](const std::string& rule) { return !rule.starts_with(GetParam().prefix); });
    return rules;
  }

  using Ids = std::vector<std::string>;
};

// Those that ask for an identifier, instead of asking for none.
class EachIdentifyingFamily : public EachFamily {};

TEST_P(EachFamily, MAIL_17_KeepsItsRules) { EXPECT_EQ(rules_broken_by(invoice_of(GetParam())), Ids{}); }

TEST_P(EachFamily, MAIL_17_01_IsInTheBreakdownWhereItIsUsed) {
  EXPECT_EQ(broken_by(remove("cac:TaxTotal/cac:TaxSubtotal")), Ids{id(1)});
}

TEST_P(EachFamily, MAIL_17_01_IsInTheBreakdownAsOftenAsItMay) {
  const bool once = GetParam().in_breakdown == InBreakdown::once_where_used;
  EXPECT_EQ(broken_by(repeat("cac:TaxTotal/cac:TaxSubtotal")), once ? Ids{id(1)} : Ids{});
}

// Leaves the seller, the buyer and the representative without what identifies them for tax, or gives the seller it.
Edit identified_otherwise(const VatFamily& family) {
  if (family.identified == Identified::nobody_for_vat)
    return set("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cac:TaxScheme/cbc:ID", "VAT");
  return all({remove("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme"),
              remove("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme"),
              remove("cac:TaxRepresentativeParty")});
}

const Edit kWithoutLine = remove("cac:InvoiceLine");
const Edit kWithoutAllowance = remove("cac:AllowanceCharge[cbc:ChargeIndicator=false]");
const Edit kWithoutCharge = remove("cac:AllowanceCharge[cbc:ChargeIndicator=true]");

bool has(const std::vector<std::string>& rules, const std::string& rule) {
  return std::ranges::find(rules, rule) != rules.end();
}

TEST_P(EachFamily, MAIL_17_02_To_04_IdentifiesForLinesAllowancesAndChargesApart) {
  const auto otherwise = identified_otherwise(GetParam());
  const auto line = broken_by(all({otherwise, kWithoutAllowance, kWithoutCharge}));
  EXPECT_TRUE(has(line, id(2)) && !has(line, id(3)) && !has(line, id(4))) << testing::PrintToString(line);
  const auto allowance = broken_by(all({otherwise, kWithoutLine, kWithoutCharge}));
  EXPECT_TRUE(!has(allowance, id(2)) && has(allowance, id(3)) && !has(allowance, id(4)));
  const auto charge = broken_by(all({otherwise, kWithoutLine, kWithoutAllowance}));
  EXPECT_TRUE(!has(charge, id(2)) && !has(charge, id(3)) && has(charge, id(4)));
}

TEST_P(EachIdentifyingFamily, MAIL_17_02_WantsTheBuyerWhereTheFamilyDoes) {
  const auto who = GetParam().identified;
  const bool wanted =
      who == Identified::seller_for_tax_and_buyer || who == Identified::seller_for_vat_and_buyer;
  const auto rules =
      broken_by(all({remove("cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme"),
                     remove("cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyID")}));
  EXPECT_EQ(rules, wanted ? (Ids{id(2), id(3), id(4)}) : Ids{});
}

TEST_P(EachIdentifyingFamily, MAIL_17_02_TakesWhatMayStandForTheSellersVatIdentifier) {
  const auto who = GetParam().identified;
  const auto without_vat =
      remove("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme[cac:TaxScheme/cbc:ID=VAT]");
  EXPECT_EQ(broken_by(without_vat), Ids{});  // the representative has one
  const bool registration_will_do =
      who == Identified::seller_for_tax || who == Identified::seller_for_tax_and_buyer;
  EXPECT_EQ(broken_by(all({without_vat, remove("cac:TaxRepresentativeParty")})),
            registration_will_do ? Ids{} : (Ids{id(2), id(3), id(4)}));
}

// A rate that the family does not have.
Edit wrong_rate(std::string_view category, Rate rate) {
  return [category, rate](Element& root) {
    const std::string path = std::string(category) + "/cbc:Percent";
    if (rate == Rate::absent) return add(category, element("cbc:Percent", "0"))(root);
    set(path, rate == Rate::zero ? "10" : rate == Rate::positive ? "0" : "-1")(root);
  };
}

TEST_P(EachFamily, MAIL_17_05_To_07_HaveTheFamilysRate) {
  const auto rate = GetParam().rate;
  EXPECT_TRUE(has(broken_by(wrong_rate("cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory", rate)), id(5)));
  EXPECT_TRUE(has(
      broken_by(wrong_rate("cac:AllowanceCharge[cbc:ChargeIndicator=false]/cac:TaxCategory", rate)), id(6)));
  EXPECT_TRUE(has(
      broken_by(wrong_rate("cac:AllowanceCharge[cbc:ChargeIndicator=true]/cac:TaxCategory", rate)), id(7)));
}

TEST_P(EachFamily, MAIL_17_08_TheTaxableAmountIsTheSumOfItsParts) {
  const bool exactly = !taxed(GetParam());
  const auto taxable = "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount";
  EXPECT_EQ(has(broken_by(set(taxable, "90.01")), id(8)), exactly);
  EXPECT_EQ(has(broken_by(set(taxable, "90.99")), id(8)), exactly);
  EXPECT_TRUE(has(broken_by(set(taxable, "91.00")), id(8)));
  EXPECT_TRUE(has(broken_by(set(taxable, "89.00")), id(8)));
}

TEST_P(EachFamily, MAIL_17_09_TheTaxFollowsFromTheRate) {
  const auto tax = "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount";
  const bool exactly = !taxed(GetParam());
  EXPECT_EQ(has(broken_by(set(tax, taxed(GetParam()) ? "9.99" : "0.99")), id(9)), exactly);
  EXPECT_TRUE(has(broken_by(set(tax, taxed(GetParam()) ? "10.00" : "1.00")), id(9)));
  EXPECT_TRUE(has(broken_by(remove(tax)), id(9)));
}

TEST_P(EachFamily, MAIL_17_10_GivesAReasonOfExemptionOrNone) {
  const bool wanted = GetParam().exemption == Exemption::must_be_given;
  const auto category = "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory";
  const auto otherwise = wanted
                             ? remove("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReason")
                             : add(category, element("cbc:TaxExemptionReasonCode", "VATEX-EU-O"));
  EXPECT_EQ(broken_by(otherwise), Ids{id(10)});
}

std::string name_of(const testing::TestParamInfo<VatFamily>& family) {
  return std::string(family.param.code);
}

std::vector<VatFamily> families(bool that_identify_nobody) {
  std::vector<VatFamily> families;
  for (const auto& family : domain::einvoice::vat_families())
    if (that_identify_nobody || family.identified != Identified::nobody_for_vat) families.push_back(family);
  return families;
}

INSTANTIATE_TEST_SUITE_P(VatCategory, EachFamily, testing::ValuesIn(families(true)), name_of);
INSTANTIATE_TEST_SUITE_P(VatCategory, EachIdentifyingFamily, testing::ValuesIn(families(false)), name_of);

}  // namespace
}  // namespace vesture::einvoice
