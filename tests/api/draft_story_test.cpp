// Writing a message: a draft is made, saved, given attachments, and cancelled (MAIL-05, MAIL-07, MAIL-16, MAIL-18).
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "domain/files/content.hpp"
#include "domain/mail/draft.hpp"
#include "domain/mail/text.hpp"
#include "tests/api/mail_fixture.hpp"
#include "tests/api/raw_client.hpp"
#include "tests/api/samples.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;
namespace mail = domain::mail;

constexpr std::uint64_t kMostAttached = 1'000;

class DraftStory : public MailTest {
 protected:
  DraftStory()
      : MailTest([](PortalOptions& options) {
          options.node.mail_rules.limits.attachments = 3;
          options.node.mail_rules.limits.attached_bytes = kMostAttached;
        }) {}

  Said save(const Said& draft, const Letter& letter, const Fields& fields = {}) {
    return anna.put(path_of(annas, draft), body_of(letter), fields);
  }
  Said try_attaching(const Said& draft, std::size_t bytes, const std::string& name = "a.txt") {
    return upload(anna, path_of(annas, draft) + "/attachments",
                  {std::string(bytes, 'x'), name, "text/plain"});
  }
  // A request whose head has `length` in place of the length of a body that may be another, or not come.
  Said send_upload(const Said& draft, const std::string& length, const std::string& body) {
    auto text = anna.request_text(
        "POST", path_of(annas, draft) + "/attachments", "",
        {{"Content-Type", "text/plain"}, {"Content-Disposition", "attachment; filename=a.txt"}});
    constexpr std::string_view kNone = "Content-Length: 0";
    text.replace(text.find(kNone), kNone.size(), length);
    RawClient client(portal.port());
    client.send(text + body);
    auto answer = client.read_answer();
    auto json = parsed(answer.body);
    return {answer.status, std::move(answer.fields), std::move(answer.body), std::move(json)};
  }
  // Of a body that never comes: refused before it.
  Said announce(const Said& draft, std::size_t bytes) {
    return send_upload(draft, fmt::format("Content-Length: {}", bytes), "");
  }
  // Without saying beforehand how much it is.
  Said try_attaching_in_chunks(const Said& draft, std::size_t bytes) {
    return send_upload(draft, "Transfer-Encoding: chunked",
                       fmt::format("{:x}\r\n{}\r\n0\r\n\r\n", bytes, std::string(bytes, 'x')));
  }
  Said detach(const Said& draft, int number) {
    return anna.send("DELETE", path_of(annas, draft) + "/attachments/" + std::to_string(number), "", {});
  }

  // What the draft holds in the vault.
  std::vector<domain::ContentId> contents_of(const Said& draft) {
    const auto& backend = portal.portal().backend();
    Unit unit(backend.log, backend.cipher, backend.now());
    const domain::DraftId id{domain::parse_uuid(draft.text("/id")).value()};
    return mail::writing(unit.load<mail::Draft>(id))->contents();
  }
  bool vault_has(domain::ContentId content) {
    return portal.portal().backend().vault.read(content.uuid.bytes) != nullptr;
  }
};

TEST_F(DraftStory, MAIL_07_ADraftKeepsWhatWasWritten) {
  const auto draft = write(anna, annas,
                           {.to = {kCompany, kInstitution},
                            .subject = "Iesniegums Nr. 1",
                            .html = "<p>Labdien, <b onclick=x>kolēģi</b>!<script>x</script></p>",
                            .confirm_by = "2026-03-20"});
  EXPECT_EQ(draft.field("location"), path_of(annas, draft));
  EXPECT_FALSE(draft.field("etag").empty());
  EXPECT_EQ(draft.text("/kind"), "draft");
  EXPECT_EQ(draft.text("/folder"), "drafts");
  EXPECT_EQ(draft.text("/subject"), "Iesniegums Nr. 1");
  EXPECT_EQ(draft.text("/html"), "<p>Labdien, <b>kolēģi</b>!</p>");
  EXPECT_EQ(draft.text("/text"), "Labdien, kolēģi!");
  EXPECT_EQ(draft.text("/to/0/e_address"), kCompany);
  EXPECT_EQ(draft.text("/to/1/e_address"), kInstitution);
  EXPECT_EQ(draft.text("/confirm_by"), "2026-03-20");
  EXPECT_EQ(draft.text("/kept_until"), "2031-03-02T22:00:00Z");
  EXPECT_EQ(draft.at("/actions"), bj::value({"edit", "send", "delete"}));
}

TEST_F(DraftStory, MAIL_07_PlainTextIsTakenInPlaceOfFormatted) {
  const auto draft =
      anna.post(mail_of(annas), {{"subject", ""}, {"text", "1 < 2\n\n3"}, {"to", bj::array{}}});
  ASSERT_EQ(draft.status, 201) << draft.body;
  EXPECT_EQ(draft.text("/html"), "<p>1 &lt; 2</p><p>3</p>");
  EXPECT_EQ(draft.text("/text"), "1 < 2\n\n3");
  const auto both =
      anna.post(mail_of(annas), {{"subject", ""}, {"text", "a"}, {"html", "a"}, {"to", bj::array{}}});
  EXPECT_EQ(both.status, 422);
  EXPECT_EQ(both.text("/field"), "/text");
}

TEST_F(DraftStory, MAIL_05_SavingReplacesTheWholeAndLetsTheOldTextGo) {
  const auto draft = write(anna, annas, {.to = {kCompany}, .html = "<p>pirmais</p>"});
  const auto first = contents_of(draft);
  ASSERT_EQ(first.size(), 1u);
  const auto saved = save(draft, {.to = {kInstitution}, .subject = "Cits", .html = "<p>otrais</p>"});
  ASSERT_EQ(saved.status, 200) << saved.body;
  EXPECT_EQ(saved.text("/subject"), "Cits");
  EXPECT_EQ(saved.text("/html"), "<p>otrais</p>");
  EXPECT_EQ(saved.at("/to").as_array().size(), 1u);
  EXPECT_NE(saved.field("etag"), draft.field("etag"));
  deliver();
  EXPECT_FALSE(vault_has(first[0]));
  const auto second = contents_of(draft);
  ASSERT_EQ(second.size(), 1u);
  EXPECT_TRUE(vault_has(second[0]));
}

TEST_F(DraftStory, MAIL_05_TheSameSavedAgainChangesNothing) {
  const Letter letter{.to = {kCompany}};
  const auto draft = write(anna, annas, letter);
  const auto before = head();
  const auto again = save(draft, letter);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, draft.body);
  EXPECT_EQ(head(), before);
}

TEST_F(DraftStory, MAIL_05_OfTwoEditsOfOneStateOneIsRefused) {
  const auto draft = write(anna, annas);
  const auto seen = draft.field("etag");
  EXPECT_EQ(save(draft, {.subject = "Pirmā"}, {{"If-Match", seen}}).status, 200);
  const auto late = save(draft, {.subject = "Otrā"}, {{"If-Match", seen}});
  EXPECT_EQ(late.status, 412);
  EXPECT_EQ(late.code(), "resource.version_stale");
  EXPECT_EQ(upload(anna, path_of(annas, draft) + "/attachments", {}, {{"If-Match", seen}}).status, 412);
  EXPECT_EQ(save(draft, {.subject = "Pirmā"}).text("/subject"), "Pirmā");
  EXPECT_TRUE(portal.portal().backend().vault.unkept().empty());
}

TEST_F(DraftStory, MAIL_05_NothingIsWrittenInAnInactiveAccount) {
  const auto refused = boris.post(mail_of(boriss), body_of({}));
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.code(), "mail.account_not_active");
  EXPECT_EQ(refused.text("/rule"), "MAIL-21");

  const auto draft = write(anna, annas, {.to = {kCompany}});
  portal.clock.turn(std::chrono::hours(24));
  ASSERT_EQ(switch_e_address(anna, annas, false).status, 200);
  for (const auto& said : {save(draft, {}), try_attaching(draft, 1), detach(draft, 1),
                           anna.post(path_of(annas, draft) + "/send")}) {
    EXPECT_EQ(said.status, 409);
    EXPECT_EQ(said.code(), "mail.account_not_active");
  }
}

TEST_F(DraftStory, MAIL_05_WhoMayNotWriteIsRefusedAndAStrangerSeesNothing) {
  const auto draft = write(cilda, company);
  authorise(cilda, company, kBoriss, {"read"});
  for (const auto& said :
       {boris.post(mail_of(company), body_of({})), boris.put(path_of(company, draft), body_of({})),
        upload(boris, path_of(company, draft) + "/attachments")}) {
    EXPECT_EQ(said.status, 403);
    EXPECT_EQ(said.text("/rule"), "RGT-03");
  }
  ASSERT_EQ(authorise(cilda, company, kBoriss, {"write"}).status, 200);
  EXPECT_EQ(boris.put(path_of(company, draft), body_of({})).status, 200);
  EXPECT_EQ(anna.put(path_of(company, draft), body_of({})).status, 404);
  EXPECT_EQ(anna.put(path_of(annas, draft), body_of({})).status, 404);
}

TEST_F(DraftStory, MAIL_05_ARemovedAttachmentIsGoneForGood) {
  const auto draft = write(anna, annas);
  const auto first = attach(anna, annas, draft, {"viens", "plāns.pdf", "application/pdf"});
  EXPECT_EQ(first.field("location"), path_of(annas, draft) + "/attachments/1");
  EXPECT_EQ(first.text("/attachments/0/name"), "plāns.pdf");
  EXPECT_EQ(first.at("/attachments/0/size").as_int64(), 5);
  attach(anna, annas, draft, {"divi", "b.txt", "text/plain"});
  const auto held = contents_of(draft);
  const auto left = detach(draft, 1);
  ASSERT_EQ(left.status, 200) << left.body;
  ASSERT_EQ(left.at("/attachments").as_array().size(), 1u);
  EXPECT_EQ(left.at("/attachments/0/number").as_int64(), 2);
  EXPECT_EQ(detach(draft, 1).status, 404);
  EXPECT_EQ(detach(draft, 0).status, 404);
  deliver();
  ASSERT_EQ(held.size(), 3u);
  EXPECT_FALSE(vault_has(held[1]));
  EXPECT_TRUE(vault_has(held[2]));
  EXPECT_EQ(attach(anna, annas, draft).at("/attachments/1/number").as_int64(), 3);
}

TEST_F(DraftStory, MAIL_07_ADraftWhoseMakingIsCancelledIsGoneForGood) {
  const auto draft = write(anna, annas);
  attach(anna, annas, draft);
  const auto held = contents_of(draft);
  ASSERT_EQ(held.size(), 2u);
  ASSERT_EQ(anna.send("DELETE", path_of(annas, draft), "", {}).status, 200);
  deliver();
  for (const auto& content : held) EXPECT_FALSE(vault_has(content));
  for (const auto& said : {anna.get(path_of(annas, draft)), save(draft, {})}) EXPECT_EQ(said.status, 410);
}

TEST_F(DraftStory, MAIL_16_AttachmentsUpToTheLimitAreTakenAndOneByteMoreIsRefused) {
  const auto draft = write(anna, annas);
  ASSERT_EQ(try_attaching(draft, 400).status, 201);
  for (const auto& refused :
       {try_attaching(draft, 601), announce(draft, 601), try_attaching_in_chunks(draft, 601)}) {
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_EQ(refused.code(), "mail.attachments_too_large");
    EXPECT_EQ(refused.text("/rule"), "MAIL-16");
    EXPECT_EQ(refused.at("/limit").as_int64(), kMostAttached);
  }
  EXPECT_EQ(contents_of(draft).size(), 2u);
  EXPECT_TRUE(portal.portal().backend().vault.unkept().empty());
  EXPECT_EQ(try_attaching(draft, 600).status, 201);
  EXPECT_EQ(try_attaching(draft, 1).code(), "mail.attachments_too_large");
  detach(draft, 1);
  EXPECT_EQ(try_attaching(draft, 1).status, 201);
}

TEST_F(DraftStory, MAIL_16_AttachmentsUpToTheirNumberAreTakenAndOneMoreIsRefused) {
  const auto draft = write(anna, annas);
  for (int n = 0; n < 3; ++n) ASSERT_EQ(try_attaching(draft, 1).status, 201);
  for (const auto& refused : {try_attaching(draft, 1), announce(draft, 1)}) {
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.code(), "mail.too_many_attachments");
    EXPECT_EQ(refused.text("/rule"), "MAIL-16");
    EXPECT_EQ(refused.at("/limit").as_int64(), 3);
  }
  detach(draft, 2);
  EXPECT_EQ(try_attaching(draft, 1).status, 201);
}

TEST_F(DraftStory, MAIL_16_NamesOfAttachmentsHaveNoPathInThemAndAtMost255Bytes) {
  const auto draft = write(anna, annas);
  for (const auto& bad :
       std::vector<std::string>{"../a.txt", "a/b.txt", "a\\b.txt", "..", "a\nb.txt", std::string(256, 'a')}) {
    const auto refused = try_attaching(draft, 1, bad);
    EXPECT_EQ(refused.status, 422) << bad;
    EXPECT_EQ(refused.code(), "files.name_invalid");
  }
  EXPECT_EQ(try_attaching(draft, 1, std::string(255, 'a')).status, 201);
  EXPECT_EQ(try_attaching(draft, 1, "мой файл ﷽.txt").text("/attachments/1/name"), "мой файл ﷽.txt");
}

TEST_F(DraftStory, MAIL_18_AnAttachmentThatNobodyScannedSaysSo) {
  EXPECT_EQ(attach(anna, annas, write(anna, annas)).text("/attachments/0/scan"), "not_scanned");
}

TEST_F(DraftStory, MAIL_07_TextOfAnyScriptComesBackAsItWas) {
  REQUIRE_SAMPLES("http/blns");
  const auto naughty = parsed(whole_file(samples() / "http/blns/blns.json"));
  ASSERT_GT(naughty.as_array().size(), 400u);
  const auto draft = write(anna, annas);
  for (const auto& text : naughty.as_array()) {
    const auto saved =
        anna.put(path_of(annas, draft), {{"subject", ""}, {"text", text}, {"to", bj::array{}}});
    if (saved.status == 200) {
      EXPECT_EQ(saved.at("/text"), text);
    } else {
      EXPECT_EQ(saved.status, 422) << text;
      EXPECT_EQ(saved.text("/field"), "/text");
    }
  }
}

TEST_F(DraftStory, MAIL_07_TextThatIsNoneIsRefused) {
  for (const std::string_view text :
       {R"("\ud800")", R"("\udc00x")", R"("a\u0000b")", R"("a\u001bb")", "\"\xff\"", "\"\xed\xa0\x80\""}) {
    const auto body = R"({"subject":"","to":[],"text":)" + std::string(text) + "}";
    const auto refused = anna.send("POST", mail_of(annas), body, {});
    EXPECT_TRUE(refused.status == 400 || refused.status == 422) << text << refused.body;
    EXPECT_FALSE(refused.code().empty());
  }
}

TEST_F(DraftStory, MAIL_07_ATextThatIsTooLongIsRefused) {
  const auto with = [&](std::string_view member, const std::string& text) {
    return anna.post(mail_of(annas), {{"subject", ""}, {member, text}, {"to", bj::array{}}});
  };
  EXPECT_EQ(with("text", std::string(mail::kMostTextBytes - 7, 'x')).status, 201);
  EXPECT_EQ(with("text", std::string(mail::kMostTextBytes, 'x')).code(), "mail.text_too_long");
  const auto refused = with("html", std::string(mail::kMostTextBytes / 5, '&'));
  EXPECT_EQ(refused.status, 201);
  const auto grown = with("html", std::string(mail::kMostTextBytes / 5 + 1, '&'));
  EXPECT_EQ(grown.status, 422);
  EXPECT_EQ(grown.code(), "mail.text_too_long");
  EXPECT_EQ(grown.text("/field"), "/html");
  EXPECT_EQ(grown.at("/limit").as_int64(), std::int64_t{mail::kMostTextBytes});
  EXPECT_EQ(with("text", std::string(mail::kMostTextBytes + 1, 'x')).code(), "request.field_invalid");
  EXPECT_EQ(
      anna.post(mail_of(annas), {{"subject", std::string(251, 'x')}, {"to", bj::array{}}}).text("/field"),
      "/subject");
  EXPECT_TRUE(portal.portal().backend().vault.unkept().empty());
}

TEST_F(DraftStory, MAIL_07_WhatWasRefusedLeavesNothingBehind) {
  const auto draft = write(anna, annas, {.to = {kCompany}, .html = "<p>labs</p>"});
  const auto before = head();
  const auto refused = save(draft, {.to = {kCompany, "NTRLV-1"}, .html = "<p>slikts</p>"});
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.code(), "mail.e_address_malformed");
  EXPECT_EQ(refused.text("/field"), "/to/1");
  const auto late = save(draft, {.html = "<p>slikts</p>", .confirm_by = "2026-03-01"});
  EXPECT_EQ(late.code(), "mail.confirm_by_past");
  EXPECT_EQ(head(), before);
  EXPECT_TRUE(portal.portal().backend().vault.unkept().empty());
  EXPECT_EQ(save(draft, {.to = {kCompany}, .html = "<p>labs</p>"}).body, draft.body);
}

}  // namespace
}  // namespace vesture::api
