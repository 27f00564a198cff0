// What UBL has and an e-invoice should not use.
#include "domain/einvoice/unwanted.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tests/einvoice/documents.hpp"
#include "tests/einvoice/edits.hpp"

namespace vesture::einvoice {
namespace {

using namespace domain::einvoice;

// The child that the step leads to; it is made where there is none.
Element& child_at(Element& from, const Step& step) {
  for (auto& child : from.children)
    if (step.leads_to(child)) return child;
  from.children.push_back(element(std::string(step.name)));
  return from.children.back();
}

// The document with that use in it.
Element using_it(const std::string& path, Element root) {
  const auto parsed_path = parse_path(path);
  auto* at = &root;
  for (const auto& step : parsed_path.steps) at = &child_at(*at, step);
  if (!parsed_path.attribute.empty()) at->attributes.push_back({std::string(parsed_path.attribute), "x"});
  return root;
}

bool has(const std::vector<std::string>& rules, const std::string& rule) {
  return std::ranges::find(rules, rule) != rules.end();
}

TEST(Unwanted, MAIL_17_EveryUseIsFoundByItsRule) {
  const auto invoice = parsed(ubl_invoice());
  for (const auto& use : unwanted_in_ubl_invoice().uses())
    EXPECT_TRUE(has(rules_broken_by(using_it(use.path, invoice)), use.id)) << use.id << ": " << use.path;
  const auto credit_note = parsed(ubl_credit_note());
  for (const auto& use : unwanted_in_ubl_credit_note().uses())
    EXPECT_TRUE(has(rules_broken_by(using_it(use.path, credit_note)), use.id)) << use.id << ": " << use.path;
}

std::set<std::string> ids(const Unwanted& unwanted) {
  std::set<std::string> ids;
  for (const auto& use : unwanted.uses()) ids.insert(use.id);
  return ids;
}

// A name too many or too few in a row of the table would shift the numbers of those after it.
TEST(Unwanted, MAIL_17_IdsAreTheOfficialOnes) {
  std::set<std::string> official;
  for (int number = 1; number <= 682; ++number) {
    if (number == 120 || number == 423 || number == 536) continue;
    official.insert("UBL-CR-" + std::to_string(1000 + number).substr(1));
  }
  for (int number = 8; number <= 28; ++number)
    if (number != 18) official.insert("UBL-DT-" + std::to_string(100 + number).substr(1));
  EXPECT_EQ(ids(unwanted_in_ubl_invoice()), official);
  official.erase("UBL-CR-412");
  EXPECT_EQ(ids(unwanted_in_ubl_credit_note()), official);
}

struct Known {
  const char* id;
  const char* path;
};

// One of each row of the table, by the official list.
TEST(Unwanted, MAIL_17_IdsAndPathsBelongTogether) {
  const std::vector<Known> known{
      {"UBL-CR-011", "cbc:LineCountNumeric"},
      {"UBL-CR-022", "cac:OrderReference/cac:DocumentReference"},
      {"UBL-CR-037", "cac:BillingReference/cac:InvoiceDocumentReference/cac:ResultOfVerification"},
      {"UBL-CR-044", "cac:BillingReference/cac:BillingReferenceLine"},
      {"UBL-CR-060", "cac:DespatchDocumentReference/cac:ResultOfVerification"},
      {"UBL-CR-109", "cac:ContractDocumentReference/cac:ResultOfVerification"},
      {"UBL-CR-130", "cac:AdditionalDocumentReference/cac:Attachment/cac:ExternalReference/cbc:Description"},
      {"UBL-CR-167", "cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cac:LocationCoordinate"},
      {"UBL-CR-188", "cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cac:ShareholderParty"},
      {"UBL-CR-252", "cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cac:ShareholderParty"},
      {"UBL-CR-293", "cac:PayeeParty/cac:FinancialAccount"},
      {"UBL-CR-341", "cac:TaxRepresentativeParty/cac:FinancialAccount"},
      {"UBL-CR-403", "cac:Delivery/cac:DeliveryParty/cac:FinancialAccount"},
      {"UBL-CR-433", "cac:PaymentMeans/cac:PayeeFinancialAccount/cac:Country"},
      {"UBL-CR-469", "cac:PaymentTerms/cac:ValidityPeriod"},
      {"UBL-CR-487", "cac:AllowanceCharge/cac:TaxCategory/cac:TaxScheme/cac:JurisdictionRegionAddress"},
      {"UBL-CR-512",
       "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cac:TaxScheme/cac:JurisdictionRegionAddress"},
      {"UBL-CR-547", "cac:InvoiceLine/cac:DocumentReference/cac:ResultOfVerification"},
      {"UBL-CR-586", "cac:InvoiceLine/cac:Item/cac:StandardItemIdentification/cac:IssuerParty"},
      {"UBL-CR-607",
       "cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cac:TaxScheme/cac:JurisdictionRegionAddress"},
      {"UBL-CR-643", "cac:InvoiceLine/cac:Price/cac:AllowanceCharge/cac:PaymentMeans"},
      {"UBL-CR-663", "@unitCodeListID"},
      {"UBL-CR-679", "cac:ClassifiedTaxCategory/cbc:ID/@schemeID"},
      {"UBL-CR-682", "cac:Delivery/cac:DeliveryAddress"},
      {"UBL-DT-28", "@listAgencyID"},
  };
  for (const auto& [id, path] : known) {
    const auto use = std::ranges::find(unwanted_in_ubl_invoice().uses(), id, &Unwanted::Use::id);
    ASSERT_NE(use, unwanted_in_ubl_invoice().uses().end()) << id;
    EXPECT_EQ(use->path, path) << id;
  }
}

TEST(Unwanted, TheVersionOfUblThatItIsMayBeSaid) {
  auto root = parsed(ubl_invoice());
  root.children.push_back(element("cbc:UBLVersionID", "2.1"));
  EXPECT_EQ(rules_broken_by(root), std::vector<std::string>{});
  root.children.back().text = "2.0";
  EXPECT_EQ(rules_broken_by(root), std::vector<std::string>{"UBL-CR-002"});
}

}  // namespace
}  // namespace vesture::einvoice
