// Messages as they are opened, downloaded and printed.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "tests/api/archive_reader.hpp"
#include "tests/api/mailbox_fixture.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

class MailReadingStory : public MailboxTest {
 protected:
  // Received by Anna, with two attachments of one name.
  std::string with_attachments() {
    const auto draft =
        written(cilda, company, kAnna, "Plāna saskaņošana", "<p>Lūdzam <strong>saskaņot</strong>.</p>");
    attach_to(cilda, company, draft, {.bytes = large, .name = "plāns.pdf"});
    attach_to(cilda, company, draft, {.bytes = "otrs", .name = "Plāns.pdf"});
    return send_draft(cilda, company, draft);
  }

  std::vector<std::string> actions_of(Visitor& who) {
    return column(all_items(anna, account_path(annas) + "/audit", "?actor=" + who.person() + "&sort=time"),
                  "action");
  }

  const std::string large = std::string(700'000, '\x7f') + "beigas";
};

TEST_F(MailReadingStory, MAIL_11_AReceivedMessageShowsWhoSentItWhenAndWhatItSays) {
  const auto message = with_attachments();
  const auto shown = anna.get(path_of(annas, message));
  ASSERT_EQ(shown.status, 200) << shown.body;
  EXPECT_EQ(shown.text("/from/name"), "SIA Paraugs");
  EXPECT_EQ(shown.text("/from/registration_number"), "40003055551");
  EXPECT_EQ(shown.text("/time"), to_string(portal.clock.now()));
  EXPECT_EQ(shown.text("/id"), message);
  EXPECT_EQ(shown.text("/subject"), "Plāna saskaņošana");
  EXPECT_EQ(shown.text("/html"), "<p>Lūdzam <strong>saskaņot</strong>.</p>");
  EXPECT_EQ(shown.text("/text"), "Lūdzam saskaņot.");
  EXPECT_EQ(shown.text("/attachments/0/name"), "plāns.pdf");
  EXPECT_EQ(shown.at("/attachments/0/size"), large.size());
  EXPECT_TRUE(shown.at("/sending_status").is_null());
}

TEST_F(MailReadingStory, MAIL_11_OfANaturalPersonThereIsNoRegistrationNumber) {
  const auto shown = cilda.get(path_of(company, send_to_company()));
  EXPECT_EQ(shown.text("/from/name"), "Anna Bērziņa");
  EXPECT_EQ(shown.text("/from/registration_number"), "");
}

TEST_F(MailReadingStory, MAIL_12_ASentMessageShowsToWhomItWentAndWhatBecameOfIt) {
  const auto sent = cilda.post(path_of(company, written(cilda, company, kAnna)) + "/send");
  const auto path = path_of(company, sent.text("/messages/0/id"));
  EXPECT_EQ(cilda.get(path).text("/sending_status"), "processing");
  EXPECT_EQ(cilda.get(path).text("/to/0/e_address"), kAnna);
  portal.clock.turn(std::chrono::minutes(1));
  deliver();
  const auto shown = cilda.get(path);
  EXPECT_EQ(shown.text("/to/0/name"), "Anna Bērziņa");
  EXPECT_EQ(shown.text("/to/0/registration_number"), "");
  EXPECT_EQ(shown.text("/sending_status"), "sent");
  EXPECT_EQ(shown.text("/sent_at"), to_string(portal.clock.now()));
  EXPECT_EQ(shown.text("/delivery_status"), "-");
  EXPECT_EQ(shown.text("/subject"), "Iesniegums");
}

TEST_F(MailReadingStory, MAIL_12_AFailedOneSaysWhy) {
  const auto message = send_draft(anna, annas, written(anna, annas, "NTRLV-40003009497"));
  const auto shown = anna.get(path_of(annas, message), {{"Accept-Language", "en"}});
  EXPECT_EQ(shown.text("/sending_status"), "failed");
  EXPECT_EQ(shown.text("/failure/code"), "recipient_unknown");
  EXPECT_FALSE(shown.text("/failure/title").empty());
}

TEST_F(MailReadingStory, AUD_01_OpeningIsOnRecordAlsoTheOwners) {
  const auto message = with_attachments();
  anna.get(path_of(annas, message));
  anna.get(path_of(annas, message) + "/attachments/1");
  anna.get(path_of(annas, message) + "/download");
  anna.get(path_of(annas, message) + "/print");
  for (const auto& action : {"mail.open", "mail.download_attachment", "mail.download", "mail.print"}) {
    const auto looks = all_items(anna, account_path(annas) + "/audit", std::string("?action=") + action);
    ASSERT_EQ(looks.size(), 1U) << action;
    EXPECT_EQ(text_of(looks[0].at("object")), message) << action;
    EXPECT_EQ(text_of(looks[0].at("actor")), anna.person()) << action;
  }
}

TEST_F(MailReadingStory, MAIL_03_AttachmentsAreDownloadedWholeOrInPart) {
  const auto path = path_of(annas, with_attachments()) + "/attachments/";
  const auto whole = anna.get(path + "1");
  EXPECT_EQ(whole.status, 200);
  EXPECT_TRUE(whole.body == large);
  EXPECT_EQ(whole.field("content-type"), "application/pdf");
  EXPECT_NE(whole.field("content-disposition").find("filename*=UTF-8''pl%C4%81ns.pdf"), std::string::npos);
  const auto part = anna.get(path + "1", {{"Range", "bytes=700000-"}});
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "beigas");
  EXPECT_EQ(anna.get(path + "2").body, "otrs");
  EXPECT_EQ(anna.get(path + "3").status, 404);
  EXPECT_EQ(anna.get(path + "x").status, 404);
}

TEST_F(MailReadingStory, MAIL_03_TheWholeMessageIsAZipThatOtherProgramsOpen) {
  const auto message = with_attachments();
  const auto zip = anna.get(path_of(annas, message) + "/download");
  ASSERT_EQ(zip.status, 200);
  EXPECT_EQ(zip.field("content-type"), "application/zip");
  EXPECT_EQ(zip.field("content-length"), std::to_string(zip.body.size()));
  const auto files = unpacked_by_unzip(zip.body);
  EXPECT_EQ(files, unpacked_by_bsdtar(zip.body));
  ASSERT_EQ(files.size(), 4U);
  EXPECT_TRUE(files.at("attachments/plāns.pdf") == large);
  EXPECT_EQ(files.at("attachments/Plāns (2).pdf"), "otrs");
  EXPECT_EQ(text_of(bj::parse(files.at("message.json")).at("id")), message);
  EXPECT_EQ(bj::parse(files.at("message.json")).at("subject"), "Plāna saskaņošana");
  EXPECT_NE(files.at("message.html").find("<p>Lūdzam <strong>saskaņot</strong>.</p>"), std::string::npos);
}

TEST_F(MailReadingStory, MAIL_03_ThePageToPrintRunsAndLoadsNothing) {
  const auto message = with_attachments();
  const auto page = anna.get(path_of(annas, message) + "/print", {{"Accept-Language", "en"}});
  ASSERT_EQ(page.status, 200);
  EXPECT_EQ(page.field("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.field("content-language"), "en");
  EXPECT_TRUE(page.field("content-security-policy").starts_with("default-src 'none';"));
  for (const auto& part : {std::string("@page"), std::string("SIA Paraugs"), std::string("40003055551"),
                           message, std::string("<dt>Received</dt>"), std::string("plāns.pdf")})
    EXPECT_NE(page.body.find(part), std::string::npos) << part;
  EXPECT_EQ(page.body.find("<script"), std::string::npos);
}

TEST_F(MailReadingStory, RGT_01_AReaderSeesAndDownloadsAndTheOwnerSeesThatTheyDid) {
  ASSERT_EQ(grant_reading(anna, annas, "PNOLV-320000-00005").status, 201);
  auto reader = portal.visit(portal.citizen("PNOLV-320000-00005", "Lasītājs"));
  const auto path = path_of(annas, with_attachments());
  for (const auto* what : {"", "/attachments/1", "/download", "/print"})
    EXPECT_EQ(reader.get(path + what).status, 200) << what;
  EXPECT_EQ(bj::serialize(reader.get(path).at("/actions")), R"(["download","print","download_attachment"])");
  EXPECT_EQ(actions_of(reader), (std::vector<std::string>{"mail.open", "mail.download_attachment",
                                                          "mail.download", "mail.print"}));
}

TEST_F(MailReadingStory, RET_03_WhatIsAtTheEndOfItsTermIsGoneThoughNobodyCameToDestroyIt) {
  const auto message = with_attachments();
  confirm(anna, annas, message);
  portal.clock.turn_to("2031-03-02T21:59:59");  // 2 March 2026 and five years, to the end of the day in Riga
  auto later = portal.visit(portal.citizen(kAnna, "Anna Bērziņa"));
  EXPECT_EQ(later.get(path_of(annas, message)).status, 200);
  portal.clock.turn_to("2031-03-02T22:00:00");
  for (const auto* what : {"", "/attachments/1", "/download", "/print"}) {
    const auto gone = later.get(path_of(annas, message) + what);
    EXPECT_EQ(gone.status, 410) << what;
    EXPECT_EQ(gone.code(), "mail.destroyed") << what;
    EXPECT_EQ(gone.text("/rule"), "RET-03") << what;
  }
}

}  // namespace
}  // namespace vesture::api
