// Sending: a draft becomes a message for each of its recipients, in one commit (MAIL-15, MAIL-16, MAIL-22).
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <future>
#include <set>

#include "api/commit.hpp"
#include "api/mail/sending.hpp"
#include "domain/mail/copy.hpp"
#include "domain/mail/message.hpp"
#include "tests/api/mail_fixture.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;
namespace mail = domain::mail;

class SendingStory : public MailTest {
 protected:
  Said send_draft(Visitor& who, const std::string& account, const Said& draft, const Fields& fields = {}) {
    return who.send("POST", path_of(account, draft) + "/send", "", fields);
  }

  template <class Aggregate>
  typename Aggregate::State state_of(const typename Aggregate::Id& id) {
    const auto& backend = portal.portal().backend();
    return Unit(backend.log, backend.cipher, backend.now()).load<Aggregate>(id);
  }
  static domain::MessageId message_id(std::string_view text) { return {domain::parse_uuid(text).value()}; }

  // As many different e-addresses, well-formed all.
  static bj::array e_addresses(int count) {
    bj::array all;
    for (int n = 0; n < count; ++n) all.emplace_back(fmt::format("PNOLV-330000-{:05}", n));
    return all;
  }
};

TEST_F(SendingStory, MAIL_15_EachRecipientGetsAMessageOfTheirOwnInOneCommit) {
  const auto draft = write(anna, annas, {.to = {kCompany, kInstitution, kBoriss}});
  const auto before = head();
  const auto sent = send_draft(anna, annas, draft);
  ASSERT_EQ(sent.status, 200) << sent.body;
  EXPECT_EQ(head(), before + 1);
  EXPECT_EQ(sent.field("vesture-position"), std::to_string(before + 1));
  std::set<std::string> ids;
  const auto& messages = sent.at("/messages").as_array();
  ASSERT_EQ(messages.size(), 3u);
  for (std::size_t n = 0; n < messages.size(); ++n) {
    const auto id = text_of(messages[n].at("id"));
    ids.insert(id);
    EXPECT_EQ(messages[n].at("to"), bj::value({kCompany, kInstitution, kBoriss}).at(n));
    const auto message = state_of<mail::Message>(message_id(id));
    ASSERT_TRUE(std::holds_alternative<mail::ProcessingMessage>(message));
    const auto& submitted = *mail::submitted(message);
    EXPECT_EQ(submitted.recipient.text, text_of(messages[n].at("to")));
    EXPECT_EQ(submitted.sender_name.text, "Anna Bērziņa");
    EXPECT_EQ(submitted.sender_code.text, kAnna);
    const auto copy = state_of<mail::Copy>({mail::Side::sent, message_id(id)});
    ASSERT_TRUE(mail::filed(copy));
    EXPECT_EQ(to_string(mail::filed(copy)->account), annas);
  }
  EXPECT_EQ(ids.size(), 3u);
}

TEST_F(SendingStory, MAIL_15_OneKeyCoversTheWholeSending) {
  const auto draft = write(anna, annas, {.to = {kCompany, kInstitution}});
  const auto sent = send_draft(anna, annas, draft, {{"Idempotency-Key", "vienreiz"}});
  const auto before = head();
  const auto again = send_draft(anna, annas, draft, {{"Idempotency-Key", "vienreiz"}});
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, sent.body);
  EXPECT_EQ(head(), before);
}

TEST_F(SendingStory, MAIL_15_TheSameSentTwiceIsRefusedAndSoIsEditingIt) {
  const auto draft = write(anna, annas, {.to = {kCompany}});
  ASSERT_EQ(send_draft(anna, annas, draft).status, 200);
  const auto before = head();
  for (const auto& said : {send_draft(anna, annas, draft), anna.put(path_of(annas, draft), body_of({})),
                           upload(anna, path_of(annas, draft) + "/attachments")}) {
    EXPECT_EQ(said.status, 409);
    EXPECT_EQ(said.code(), "mail.draft_sent");
  }
  EXPECT_EQ(head(), before);
  EXPECT_EQ(send_draft(cilda, company, draft).status, 404);
}

TEST_F(SendingStory, MAIL_15_ARecipientNamedTwiceIsOne) {
  const auto sent = send(anna, annas, {.to = {kCompany, kInstitution, kCompany}});
  EXPECT_EQ(sent.size(), 2u);
}

TEST_F(SendingStory, MAIL_22_SenderAndRecipientSeeOneId) {
  const auto id = send_to(anna, annas, kCompany);
  deliver();
  EXPECT_EQ(open(anna, annas, id).text("/id"), id);
  EXPECT_EQ(open(cilda, company, id).text("/id"), id);
  EXPECT_EQ(open(anna, annas, id).text("/kind"), "sent");
  EXPECT_EQ(open(cilda, company, id).text("/kind"), "received");
}

TEST_F(SendingStory, MAIL_16_FiveHundredRecipientsAreTakenAndOneMoreIsRefused) {
  const auto draft = write(cilda, company, {.to = e_addresses(500)});
  const auto before = head();
  const auto refused = cilda.put(path_of(company, draft), body_of({.to = e_addresses(501)}));
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.code(), "mail.too_many_recipients");
  EXPECT_EQ(refused.text("/rule"), "MAIL-16");
  EXPECT_EQ(refused.text("/field"), "/to");
  EXPECT_EQ(refused.at("/limit").as_int64(), 500);
  EXPECT_EQ(head(), before);
  const auto sent = send_draft(cilda, company, draft);
  ASSERT_EQ(sent.status, 200) << sent.body;
  EXPECT_EQ(sent.at("/messages").as_array().size(), 500u);
  EXPECT_EQ(head(), before + 1);
}

TEST_F(SendingStory, MAIL_16_AHundredThousandRecipientsAreRefused) {
  const auto refused = anna.post(mail_of(annas), body_of({.to = e_addresses(100'000)}));
  EXPECT_EQ(refused.status, 413);
  EXPECT_EQ(refused.code(), "http.too_large");
  EXPECT_EQ(anna.post(mail_of(annas), body_of({.to = e_addresses(50'000)})).code(),
            "mail.too_many_recipients");
}

TEST_F(SendingStory, MAIL_24_AnEAddressHasItsForm) {
  for (const auto* const bad :
       {"", "Anna", "PNOLV-", "PNOLV-32000000001", "pnolv-320000-00001", "NTRLV-40003055552",
        "NTRLV-40003055551 ", "PNOLV-311390-00001", "EMAIL-anna@example.lv", "NTRLV-４0003055551"}) {
    const auto refused = anna.post(mail_of(annas), body_of({.to = {kCompany, kInstitution, kBoriss, bad}}));
    EXPECT_EQ(refused.status, 422) << bad;
    EXPECT_EQ(refused.code(), "mail.e_address_malformed") << bad;
    EXPECT_EQ(refused.text("/field"), "/to/3") << bad;
    EXPECT_EQ(refused.text("/rule"), "MAIL-24");
  }
}

TEST_F(SendingStory, MAIL_07_AMessageNeedsARecipientOtherThanOneself) {
  const auto to_nobody = send_draft(anna, annas, write(anna, annas));
  EXPECT_EQ(to_nobody.status, 422);
  EXPECT_EQ(to_nobody.code(), "mail.no_recipients");
  EXPECT_EQ(to_nobody.text("/rule"), "MAIL-07");
  const auto draft = write(anna, annas, {.to = {kCompany, kAnna}});
  const auto to_oneself = send_draft(anna, annas, draft);
  EXPECT_EQ(to_oneself.status, 422);
  EXPECT_EQ(to_oneself.code(), "mail.recipient_is_sender");
  EXPECT_EQ(to_oneself.text("/field"), "/to");
  anna.put(path_of(annas, draft), body_of({.to = {kCompany}}));
  EXPECT_EQ(send_draft(anna, annas, draft).status, 200);
}

TEST_F(SendingStory, MAIL_07_OnlyWhoHasTheRightSends) {
  const auto draft = write(cilda, company, {.to = {kAnna}});
  ASSERT_EQ(authorise(cilda, company, kBoriss, {"write"}).status, 200);
  const auto refused = send_draft(boris, company, draft);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.code(), "rights.not_granted");
  EXPECT_EQ(refused.text("/rule"), "RGT-03");
  ASSERT_EQ(authorise(cilda, company, kBoriss, {"send"}).status, 200);
  EXPECT_EQ(send_draft(boris, company, draft).status, 200);
}

TEST_F(SendingStory, MAIL_21_ASendingThatMeetsADeactivationIsDecidedAnew) {
  const auto draft = write(anna, annas, {.to = {kCompany}});
  const auto& backend = portal.portal().backend();
  const auto routes = sending_routes(backend);
  const Request request;
  Caller caller;
  caller.person = {domain::parse_uuid(anna.person()).value()};
  const Call call{request, caller, domain::Language::lv, {annas, draft.text("/id")}, "mail.send"};
  Unit unit(backend.log, backend.cipher, backend.now());
  const auto reply = routes.at(0).run(call, unit);
  ASSERT_TRUE(reply);

  portal.clock.turn(std::chrono::hours(24));
  ASSERT_EQ(switch_e_address(anna, annas, false).status, 200);
  const auto before = head();
  std::promise<eventstore::Appended> answer;
  backend.log.append(append_of(backend, call, *reply, unit),
                     [&](eventstore::Appended appended) { answer.set_value(std::move(appended)); });
  EXPECT_TRUE(std::holds_alternative<eventstore::Conflict>(answer.get_future().get()));
  EXPECT_EQ(head(), before);
  EXPECT_EQ(send_draft(anna, annas, draft).code(), "mail.account_not_active");
}

}  // namespace
}  // namespace vesture::api
