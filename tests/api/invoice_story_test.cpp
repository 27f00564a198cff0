// E-invoices among a message's attachments: refused with the rules that they break, shown, printed (MAIL-17).
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "tests/api/attachment_fixture.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

class InvoiceStory : public AttachmentTest {
 protected:
  Said try_attaching(const UploadFile& file) {
    return upload(dace, path_of(institution, draft) + "/attachments", file);
  }
  // A letter to Anna with the invoice, as it lies with her.
  std::string received_invoice() {
    EXPECT_EQ(try_attaching(invoice_file()).status, 201);
    const auto sent = dace.post(path_of(institution, draft) + "/send");
    EXPECT_EQ(sent.status, 200) << sent.body;
    deliver();
    return mail_of(annas) + "/" + sent.text("/messages/0/id");
  }
  static std::vector<std::string> rules_of(const Said& refused) {
    std::vector<std::string> rules;
    for (const auto& violation : refused.at("/violations").as_array())
      rules.emplace_back(violation.at("rule").as_string());
    return rules;
  }

  const Said draft = write(dace, institution, {{kAnna}});
};

TEST_F(InvoiceStory, MAIL_17_AnInvoiceThatKeepsTheRulesIsAttachedAndTold) {
  const auto attached = try_attaching(invoice_file());
  ASSERT_EQ(attached.status, 201) << attached.body;
  EXPECT_EQ(attached.text("/attachments/0/form"), "ubl_invoice");
  EXPECT_EQ(
      bj::serialize(attached.at("/attachments/0/invoice")),
      R"({"number":"VZD-17","type_code":"380","issued":"2026-03-02","due":"2026-03-16","seller":"Valsts zemes dienests",)"
      R"("buyer":"Anna Ozola","currency":"EUR","payable":"34.42"})");
  EXPECT_TRUE(attached.at("/attachments/0/container").is_null());
  EXPECT_EQ(attached.text("/signature"), "none");
}

TEST_F(InvoiceStory, MAIL_17_OneThatBreaksRulesIsRefusedWithTheirIdsAndPlacesInBothLanguages) {
  const auto broken = invoice_file(replaced(invoice(), "<cbc:PayableAmount currencyID=\"EUR\">34.42",
                                            "<cbc:PayableAmount currencyID=\"EUR\">34.43"));
  const auto refused = try_attaching(broken);
  ASSERT_EQ(refused.status, 422) << refused.body;
  EXPECT_EQ(refused.code(), "einvoice.invalid");
  EXPECT_EQ(refused.text("/rule"), "MAIL-17");
  EXPECT_EQ(rules_of(refused), std::vector<std::string>{"BR-CO-16"});
  EXPECT_EQ(refused.text("/violations/0/place").find("/Invoice/cac:LegalMonetaryTotal"), 0U);
  EXPECT_GT(refused.at("/violations/0/line").as_int64(), 1);
  const auto in_english =
      upload(dace, path_of(institution, draft) + "/attachments", broken, {{"Accept-Language", "en"}});
  EXPECT_NE(refused.text("/violations/0/title"), in_english.text("/violations/0/title"));
  EXPECT_TRUE(open(dace, institution, draft.text("/id")).at("/attachments").as_array().empty());
}

TEST_F(InvoiceStory, MAIL_17_WhatIsAnInvoiceIsToldFromItsBytesWhateverItIsCalled) {
  const auto wrong = replaced(invoice(), "<cbc:ID>VZD-17</cbc:ID>", "");
  for (const auto& [name, media_type] :
       {std::pair{"rēķins.txt", "text/plain"}, {"a.xml", "text/xml"}, {"b", "application/octet-stream"}}) {
    const auto refused = try_attaching({wrong, name, media_type});
    EXPECT_EQ(refused.status, 422) << name;
    EXPECT_NE(refused.body.find("\"BR-02\""), std::string::npos) << refused.body;
  }
}

TEST_F(InvoiceStory, MAIL_17_AnyOtherXmlIsAnOrdinaryFile) {
  const auto attached =
      try_attaching({"<?xml version=\"1.0\"?><karte><punkts/></karte>", "k.xml", "text/xml"});
  ASSERT_EQ(attached.status, 201) << attached.body;
  EXPECT_EQ(attached.text("/attachments/0/form"), "file");
  EXPECT_EQ(try_attaching({"<neaizvērts", "n.xml", "text/xml"}).status, 201);
}

TEST_F(InvoiceStory, MAIL_17_WhatIsAttachedAsAnInvoiceMustBeOne) {
  const auto path = path_of(institution, draft) + "/attachments?as=";
  const UploadFile order{"<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\"/>", "o.xml",
                         "application/xml"};
  const auto refused = upload(dace, path + "e_invoice", order);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.code(), "einvoice.other_root");
  EXPECT_EQ(refused.text("/rule"), "MAIL-17");
  EXPECT_EQ(upload(dace, path + "order", order).code(), "request.parameter_invalid");
  EXPECT_EQ(upload(dace, path + "e_invoice", invoice_file()).status, 201);
  EXPECT_TRUE(portal.portal().backend().vault.unkept().empty());
}

TEST_F(InvoiceStory, MAIL_17_OneWithADoctypeIsRefusedForIt) {
  const auto bomb = replaced(invoice(), "<Invoice ",
                             "<!DOCTYPE Invoice [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">"
                             "<!ENTITY c SYSTEM \"file:///etc/passwd\">]>\n<Invoice ");
  const auto refused = try_attaching(invoice_file(replaced(bomb, "Anna Ozola", "&b;&c;")));
  ASSERT_EQ(refused.status, 422) << refused.body;
  EXPECT_EQ(rules_of(refused), std::vector<std::string>{"XML"});
}

TEST_F(InvoiceStory, MAIL_17_ARefusalIsRememberedUnderItsKeyAndNothingStaysInTheVault) {
  const auto path = path_of(institution, draft) + "/attachments";
  const auto wrong = invoice_file(replaced(invoice(), "<cbc:ID>VZD-17</cbc:ID>", ""));
  const auto first = upload(dace, path, wrong, {{"Idempotency-Key", "again-1"}});
  const auto again = upload(dace, path, wrong, {{"Idempotency-Key", "again-1"}, {"Accept-Language", "en"}});
  EXPECT_EQ(first.status, 422);
  EXPECT_EQ(first.body, again.body);  // in the language of the first time
  const auto other = upload(dace, path, invoice_file(), {{"Idempotency-Key", "again-1"}});
  EXPECT_EQ(other.code(), "idempotency.key_reused");
  EXPECT_TRUE(portal.portal().backend().vault.unkept().empty());
}

TEST_F(InvoiceStory, MAIL_17_TheRecipientIsShownWhatItSays) {
  const auto message = received_invoice();
  EXPECT_EQ(anna.get(message).text("/attachments/0/invoice/number"), "VZD-17");
  const auto shown = anna.get(message + "/attachments/1/invoice");
  ASSERT_EQ(shown.status, 200) << shown.body;
  EXPECT_EQ(shown.text("/invoice/seller/name"), "Valsts zemes dienests");
  EXPECT_EQ(shown.text("/invoice/seller/vat_identifier"), "LV90009999114");
  EXPECT_EQ(shown.text("/invoice/lines/0/name"), "Zemes robežu plāna kopija");
  EXPECT_EQ(shown.text("/invoice/lines/0/net_amount"), "14.22");
  EXPECT_EQ(shown.text("/invoice/vat/0/rate"), "21");
  EXPECT_EQ(shown.text("/invoice/total_without_vat"), "28.45");
  EXPECT_EQ(shown.text("/invoice/payable"), "34.42");
  EXPECT_EQ(shown.text("/invoice/payments/0/account"), "LV97HABA0012345678910");
}

TEST_F(InvoiceStory, MAIL_17_WhoWritesSeesWhatItSaysBeforeItIsSent) {
  ASSERT_EQ(try_attaching(invoice_file()).status, 201);
  const auto path = path_of(institution, draft) + "/attachments/1/invoice";
  const auto shown = dace.get(path);
  EXPECT_EQ(shown.text("/invoice/number"), "VZD-17");
  EXPECT_FALSE(shown.field("etag").empty());
  EXPECT_EQ(dace.get(path + "/print").status, 200);
}

TEST_F(InvoiceStory, MAIL_17_ThePageOfItPrintsAndRunsNothing) {
  const auto page =
      anna.get(received_invoice() + "/attachments/1/invoice/print", {{"Accept-Language", "lv"}});
  ASSERT_EQ(page.status, 200);
  EXPECT_EQ(page.field("content-type"), "text/html; charset=utf-8");
  EXPECT_TRUE(page.field("content-security-policy").starts_with("default-src 'none';"));
  for (const char* part : {"<h1>Rēķins VZD-17</h1>", "Valsts zemes dienests", "Anna Ozola", "34.42",
                           "Zemes robežu plāna kopija", "LV97HABA0012345678910"})
    EXPECT_NE(page.body.find(part), std::string::npos) << part;
  EXPECT_EQ(page.body.find("<script"), std::string::npos);
}

TEST_F(InvoiceStory, AUD_01_LookingAtItIsOnRecord) {
  const auto message = received_invoice();
  const auto before = head();
  EXPECT_EQ(anna.get(message + "/attachments/1/invoice").status, 200);
  EXPECT_EQ(anna.get(message + "/attachments/1/invoice/print").status, 200);
  EXPECT_EQ(head(), before + 2);
}

TEST_F(InvoiceStory, WhatIsNoInvoiceAndWhatIsAnothersIsNotThere) {
  ASSERT_EQ(try_attaching({"nav rēķins", "a.txt", "text/plain"}).status, 201);
  const auto path = received_invoice() + "/attachments/";
  EXPECT_EQ(anna.get(path + "1/invoice").status, 404);
  EXPECT_EQ(anna.get(path + "2/invoice").status, 200);
  EXPECT_EQ(anna.get(path + "3/invoice").status, 404);
  EXPECT_EQ(boris.get(path + "2/invoice").status, 404);
  EXPECT_EQ(boris.get(path + "2/invoice/print").status, 404);
}

}  // namespace
}  // namespace vesture::api
