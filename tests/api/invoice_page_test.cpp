// The page that an e-invoice is printed as (MAIL-17).
#include "api/mail/invoice_page.hpp"

#include <gtest/gtest.h>

namespace vesture::api {
namespace {

using domain::Language;
using domain::einvoice::Invoice;

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

Invoice short_invoice() {
  Invoice invoice;
  invoice.number = "17";
  invoice.currency = "EUR";
  invoice.seller.name = "SIA \"Būve & Co\"";
  invoice.buyer.name = "Anna Ozola";
  invoice.lines.push_back({"1", "Durvis", "ozola", "2", "C62", "100.00", "200.00", "S", "21"});
  invoice.payable = "242.00";
  return invoice;
}

TEST(InvoicePage, MAIL_17_ShowsPartiesLinesAndTotals) {
  const auto page = invoice_page(short_invoice(), Language::en);
  for (const char* part :
       {"<h1>Invoice 17</h1>", "<dt>Seller</dt><dd>SIA &quot;Būve &amp; Co&quot;</dd>",
        "<dt>Buyer</dt><dd>Anna Ozola</dd>", "<td>Durvis: ozola</td>", "<td class=\"figure\">200.00</td>",
        "<td>S 21</td>", "<td>pcs</td>", "<td>Amount due</td><td class=\"figure\">242.00</td>"})
    EXPECT_TRUE(holds(page, part)) << part << " in " << page;
  EXPECT_FALSE(holds(page, "<dt>Due</dt>"));
}

TEST(InvoicePage, MAIL_17_CodesAreInWordsWhereThereAreSome) {
  auto invoice = short_invoice();
  invoice.payments = {{"58", "LV97HABA0012345678910", "17"}};
  invoice.vat = {{"AE", "0", "200.00", "0.00", "PVN likums, 142. pants"}};
  invoice.lines.front().unit = "XZZ";
  const auto page = invoice_page(invoice, Language::lv);
  EXPECT_TRUE(holds(page, "<p>ar SEPA kredīta pārvedumu, LV97HABA0012345678910, 17</p>"));
  EXPECT_TRUE(holds(page, "<td>nodokļa apgrieztā maksāšana</td>"));
  EXPECT_TRUE(holds(page, "<td>XZZ</td>"));
}

TEST(InvoicePage, MAIL_17_ACreditNoteSaysThatItIsOne) {
  using domain::einvoice::Syntax;
  auto invoice = short_invoice();
  const auto is_one = [&](Syntax syntax, const char* type_code) {
    invoice.syntax = syntax;
    invoice.type_code = type_code;
    return holds(invoice_page(invoice, Language::lv), "<h1>Kredītrēķins 17</h1>");
  };
  EXPECT_TRUE(is_one(Syntax::cii_invoice, "261"));
  EXPECT_TRUE(is_one(Syntax::ubl_credit_note, "502"));
  EXPECT_FALSE(is_one(Syntax::cii_invoice, "380"));
  EXPECT_FALSE(is_one(Syntax::ubl_invoice, "502"));
}

TEST(InvoicePage, WhatTheInvoiceSaysIsNoMarkup) {
  auto invoice = short_invoice();
  const std::string markup = "<script>alert(1)</script>";
  invoice.number = invoice.seller.name = invoice.buyer.name = invoice.payee = markup;
  invoice.lines.front().name = invoice.payment_terms = invoice.currency = markup;
  invoice.allowances_and_charges = {{true, markup, markup}};
  invoice.notes = {markup};
  invoice.payments = {{markup, markup, markup}};
  EXPECT_FALSE(holds(invoice_page(invoice, Language::lv), "<script"));
}

}  // namespace
}  // namespace vesture::api
