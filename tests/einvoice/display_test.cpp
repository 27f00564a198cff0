// What a portal shows of a document.
#include "domain/einvoice/display.hpp"

#include <gtest/gtest.h>

#include "domain/einvoice/reading.hpp"
#include "tests/einvoice/documents.hpp"
#include "tests/einvoice/edits.hpp"

namespace vesture::einvoice {
namespace {

using namespace domain::einvoice;
using Texts = std::vector<std::string>;

Invoice shown(const Element& root) {
  const auto document = read(root);
  EXPECT_TRUE(document.has_value());
  return document ? invoice_of(*document) : Invoice{};
}

TEST(EInvoice, MAIL_17_ShowsWhoInvoicesWhomForWhatAndWhen) {
  const auto invoice = shown(parsed(ubl_invoice()));
  EXPECT_EQ(invoice.syntax, Syntax::ubl_invoice);
  EXPECT_EQ(invoice.number, "R-2024-1");
  EXPECT_EQ(invoice.type_code, "380");
  EXPECT_EQ(invoice.issued + " " + invoice.due + " " + invoice.delivered, "2024-02-01 2024-03-02 2024-01-20");
  EXPECT_EQ(invoice.period_start + " " + invoice.period_end, "2024-01-01 2024-01-31");
  EXPECT_EQ(invoice.currency, "EUR");
  EXPECT_EQ(invoice.seller.name, "SIA Ābele");
  EXPECT_EQ(invoice.seller.trading_name, "Ābele");
  EXPECT_EQ(invoice.seller.vat_identifier, "LV40003000000");
  EXPECT_EQ(invoice.seller.address,
            (Texts{"Brīvības iela 1", "2. stāvs", "Pagalms", "LV-1010 Rīga", "Vidzeme"}));
  EXPECT_EQ(invoice.seller.contact, (Texts{"Anna Ozola", "+371 20000000", "anna@example.lv"}));
  EXPECT_EQ(invoice.buyer.name, "Cēsu novada dome");
  EXPECT_EQ(invoice.buyer.trading_name, "Dome");
  EXPECT_EQ(invoice.buyer.registration, "90000000001");
  EXPECT_EQ(invoice.buyer.vat_identifier, "LV90000000001");
  EXPECT_EQ(invoice.buyer.address,
            (Texts{"Rātslaukums 1", "3. kabinets", "Pasta kastīte 4", "LV-4101 Cēsis", "Cēsu novads"}));
  EXPECT_EQ(invoice.buyer.country, "LV");
  EXPECT_EQ(invoice.buyer.electronic_address, "90000000001");
  EXPECT_EQ(invoice.buyer.contact, (Texts{"Jānis Liepa", "+371 20000001", "janis@example.lv"}));
  EXPECT_EQ(invoice.payee, "SIA Faktorings");
  EXPECT_EQ(invoice.preceding, Texts{"R-2023-99"});
  EXPECT_EQ(invoice.notes, Texts{"Paldies par sadarbību"});
}

TEST(EInvoice, MAIL_17_ShowsTotalsVatPaymentsAndLines) {
  const auto invoice = shown(parsed(ubl_invoice()));
  EXPECT_EQ(invoice.lines_total + " " + invoice.allowances_total + " " + invoice.charges_total,
            "300.00 20.00 10.00");
  EXPECT_EQ(invoice.total_without_vat + " " + invoice.total_vat + " " + invoice.total_with_vat,
            "290.00 39.90 329.90");
  EXPECT_EQ(invoice.prepaid + " " + invoice.rounding + " " + invoice.payable, "29.00 0.10 301.00");
  ASSERT_EQ(invoice.vat.size(), 2U);
  EXPECT_EQ(invoice.vat[1].category + " " + invoice.vat[1].exemption_reason, "E Izglītība");
  ASSERT_EQ(invoice.allowances_and_charges.size(), 2U);
  EXPECT_FALSE(invoice.allowances_and_charges[0].is_charge);
  EXPECT_EQ(invoice.allowances_and_charges[1].reason, "Piegāde");
  ASSERT_EQ(invoice.payments.size(), 1U);
  EXPECT_EQ(invoice.payments[0].means, "Pārskaitījums");
  EXPECT_EQ(invoice.payments[0].account, "LV80BANK0000435195001");
  EXPECT_EQ(invoice.payments[0].remittance, "R-2024-1");
  ASSERT_EQ(invoice.lines.size(), 2U);
  EXPECT_EQ(invoice.lines[0].quantity + " " + invoice.lines[0].unit + " " + invoice.lines[0].net_price,
            "10 HUR 20.00");
  EXPECT_EQ(invoice.lines[1].name + " " + invoice.lines[1].net_amount, "Mācības 100.00");
  EXPECT_EQ(invoice.lines[1].vat_category + " " + invoice.lines[1].vat_rate, "E 0");
}

TEST(EInvoice, MAIL_17_ShowsTheTotalOfVatInTheInvoicesCurrency) {
  auto root = parsed(ubl_invoice());
  set("cbc:DocumentCurrencyCode", "SEK")(root);
  EXPECT_EQ(shown(root).total_vat, "450.00");
  set("cbc:DocumentCurrencyCode", "NOK")(root);
  EXPECT_EQ(shown(root).total_vat, "");
}

TEST(EInvoice, MAIL_17_ShowsWhatThereIsOfADocumentThatLacksNearlyAll) {
  auto root =
      element("CreditNote", std::vector{element("cbc:IssueDate", "tomorrow"), element("cac:CreditNoteLine")});
  const auto invoice = shown(root);
  EXPECT_EQ(invoice.syntax, Syntax::ubl_credit_note);
  EXPECT_EQ(invoice.issued, "tomorrow");
  EXPECT_EQ(invoice.lines.size(), 1U);
  EXPECT_EQ(invoice.seller.name, "");
}

}  // namespace
}  // namespace vesture::einvoice
