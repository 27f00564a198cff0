// What single VAT categories ask for beyond the ten rules of all of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/einvoice/vat_invoices.hpp"

namespace vesture::einvoice {
namespace {

using Rules = std::vector<std::string>;

Rules broken_by(std::string_view category, const Edit& edit) {
  auto root = invoice_of(family_of(category));
  edit(root);
  return rules_broken_by(root);
}

bool has(const Rules& rules, const std::string& rule) { return std::ranges::count(rules, rule) > 0; }

TEST(EInvoice, MAIL_17_BR_IC_11_ASupplyWithinTheUnionSaysWhen) {
  const auto undated = remove("cac:Delivery/cbc:ActualDeliveryDate");
  EXPECT_EQ(broken_by("K", undated), Rules{});
  EXPECT_EQ(broken_by("K", remove("cac:InvoicePeriod")), Rules{});
  EXPECT_EQ(broken_by("K", all({undated, remove("cac:InvoicePeriod")})), Rules{"BR-IC-11"});
}

TEST(EInvoice, MAIL_17_BR_IC_12_ASupplyWithinTheUnionSaysWhere) {
  EXPECT_EQ(broken_by("K", remove("cac:Delivery/cac:DeliveryLocation/cac:Address")), Rules{"BR-IC-12"});
  EXPECT_EQ(broken_by("G", remove("cac:Delivery/cac:DeliveryLocation/cac:Address")), Rules{});
}

// Every category of the part is made one that is taxed.
Edit also_taxed(std::string_view category) {
  return [category](Element& root) { set(std::string(category) + "/cbc:ID", "S")(root); };
}

TEST(EInvoice, MAIL_17_BR_O_11_To_14_WhatIsNotSubjectToVatStandsAlone) {
  EXPECT_TRUE(has(broken_by("O", all({repeat("cac:TaxTotal/cac:TaxSubtotal"),
                                      also_taxed("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory")})),
                  "BR-O-11"));
  EXPECT_TRUE(
      has(broken_by("O", also_taxed("cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory")), "BR-O-12"));
  EXPECT_TRUE(
      has(broken_by("O", also_taxed("cac:AllowanceCharge[cbc:ChargeIndicator=false]/cac:TaxCategory")),
          "BR-O-13"));
  EXPECT_TRUE(has(broken_by("O", also_taxed("cac:AllowanceCharge[cbc:ChargeIndicator=true]/cac:TaxCategory")),
                  "BR-O-14"));
}

// All of the categories that the invoice has, one after the other.
Edit category_everywhere(const std::string& code) {
  return all({set("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID", code),
              set("cac:AllowanceCharge[cbc:ChargeIndicator=false]/cac:TaxCategory/cbc:ID", code),
              set("cac:AllowanceCharge[cbc:ChargeIndicator=true]/cac:TaxCategory/cbc:ID", code),
              set("cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:ID", code)});
}

Edit in_italy() {
  return all(
      {set("cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
           "IT"),
       set("cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
           "IT"),
       set("cac:TaxRepresentativeParty/cac:PostalAddress/cac:Country/cbc:IdentificationCode", "IT"),
       set("cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode", "IT")});
}

TEST(EInvoice, MAIL_17_BR_B_01_SplitPaymentIsOfItalyAlone) {
  const auto split = category_everywhere("B");
  EXPECT_EQ(broken_by("S", all({split, in_italy()})), Rules{});
  EXPECT_EQ(broken_by("S", split), Rules{"BR-B-01"});
}

TEST(EInvoice, MAIL_17_BR_B_02_SplitPaymentDoesNotGoWithTheStandardRate) {
  const auto line = set("cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:ID", "S");
  EXPECT_TRUE(has(broken_by("S", all({category_everywhere("B"), in_italy(), line})), "BR-B-02"));
}

}  // namespace
}  // namespace vesture::einvoice
