// What is done with messages and drafts where they lie: what is allowed, what is refused and by which rule.
#include <boost/json/serialize.hpp>

#include "domain/mail/draft.hpp"
#include "domain/mail/message.hpp"
#include "tests/api/mailbox_fixture.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;
namespace mail = domain::mail;

class MailActingStory : public MailboxTest {
 protected:
  std::string folder_of(Visitor& who, const std::string& account, const std::string& message) {
    return who.get(path_of(account, message)).text("/folder");
  }

  // The contents that what was written refers to in the log: its text, and its attachments.
  std::vector<domain::ContentId> contents_of(const std::string& message) {
    const auto& backend = portal.portal().backend();
    Unit unit(backend.log, backend.cipher, backend.now());
    const auto& state = unit.load<mail::Message>({*domain::parse_uuid(message)});
    return mail::writing(unit.load<mail::Draft>(mail::submitted(state)->draft))->contents();
  }
  bool vault_has(const domain::ContentId& content) {
    return portal.portal().backend().vault.read(content.uuid.bytes) != nullptr;
  }
  void expect_in_vault(const std::vector<domain::ContentId>& contents, bool there) {
    for (const auto& content : contents) EXPECT_EQ(vault_has(content), there) << to_string(content);
  }

  void delete_for_good(Visitor& who, const std::string& account, const std::string& message) {
    EXPECT_EQ(act(who, account, message, "delete").status, 200);
    const auto gone = who.send("DELETE", path_of(account, message), "", {});
    EXPECT_EQ(gone.status, 200) << gone.body;
    deliver();
  }

  void turn_days(int days) {
    portal.clock.turn(std::chrono::days(days));
    deliver();
  }
};

// An action as a client asks for it.
Said ask(Visitor& who, const std::string& path, std::string_view action) {
  if (action == "download" || action == "print") return who.get(path + "/" + std::string(action));
  if (action == "download_attachment") return who.get(path + "/attachments/1");
  if (action == "destroy") return who.send("DELETE", path, "", {});
  if (action == "edit") return who.put(path, {{"subject", "S"}, {"html", "<p>x</p>"}, {"to", bj::array()}});
  if (action == "refuse") return who.post(path + "/refuse", {{"reason", "Nav mums"}});
  return who.post(path + "/" + std::string(action));
}

struct Allowed {
  const char* folder;
  const char* rule;                       // that refuses the others
  std::vector<std::string_view> actions;  // in an active account
};
const std::vector<Allowed> kAllowed{
    {"received",
     "MAIL-03",
     {"download", "print", "download_attachment", "reply", "forward", "confirm", "refuse", "delete"}},
    {"sent", "MAIL-04", {"download", "print", "download_attachment", "forward", "delete"}},
    {"drafts", "MAIL-05", {"edit", "send", "delete", "destroy"}},  // destroy: its making is cancelled
    {"deleted", "MAIL-06", {"restore", "download", "print", "download_attachment", "destroy"}}};
const std::vector<std::string_view> kActions{"download", "print",   "download_attachment",
                                             "reply",    "forward", "confirm",
                                             "refuse",   "edit",    "send",
                                             "restore",  "delete",  "destroy"};
const std::set<std::string_view> kAlsoInInactive{"download", "print",  "download_attachment",
                                                 "restore",  "delete", "destroy"};

// What is given out and done with each of them once, in a mailbox where every kind of thing lies anew.
class MailActionsIn : public MailActingStory {
 protected:
  // Anna's, of the folder, with an attachment.
  std::string thing_in(std::string_view folder) {
    if (folder == "received") {
      const auto draft = written(cilda, company, kAnna);
      attach_to(cilda, company, draft, {});
      return send_draft(cilda, company, draft);
    }
    const auto draft = written(anna, annas, kCompany);
    attach_to(anna, annas, draft, {});
    if (folder == "drafts") return draft;
    const auto message = send_draft(anna, annas, draft);
    if (folder == "deleted") {
      EXPECT_EQ(act(anna, annas, message, "delete").status, 200);
    }
    return message;
  }

  void expect_outcome(const Allowed& allowed, std::string_view action, bool active, const Said& said) {
    const bool in_folder = std::ranges::count(allowed.actions, action) != 0;
    const bool cancels = action == "destroy" && std::string_view(allowed.folder) == "drafts";
    const bool possible = active || (kAlsoInInactive.contains(action) && !cancels);
    SCOPED_TRACE(std::string(allowed.folder) + ": " + std::string(action) + (active ? "" : ", inactive"));
    if (in_folder && possible) {
      EXPECT_LT(said.status, 300) << said.body;
    } else {
      EXPECT_EQ(said.status, 409) << said.body;
      EXPECT_EQ(said.code(), in_folder ? "mail.account_not_active" : "mail.action_not_allowed");
      EXPECT_EQ(said.text("/rule"), in_folder ? "MAIL-21" : allowed.rule);
    }
  }

  void try_every_action_in(const Allowed& allowed, bool active) {
    for (const auto action : kActions) {
      auto thing = thing_in(allowed.folder);
      if (action == "delete" && std::string_view(allowed.folder) == "received") confirm(anna, annas, thing);
      if (!active) set_active(false);
      expect_outcome(allowed, action, active, ask(anna, path_of(annas, thing), action));
      if (!active) set_active(true);
    }
  }

  void set_active(bool active) {
    portal.clock.turn(std::chrono::hours(25));
    EXPECT_EQ(switch_e_address(anna, annas, active).status, 200);
  }
};

TEST_F(MailActionsIn, MAIL_03_AReceivedMessageAllowsWhatItsFolderAllows) {
  try_every_action_in(kAllowed[0], true);
}
TEST_F(MailActionsIn, MAIL_04_ASentMessageAllowsWhatItsFolderAllowsAndNoReply) {
  try_every_action_in(kAllowed[1], true);
}
TEST_F(MailActionsIn, MAIL_05_ADraftAllowsWhatItsFolderAllows) { try_every_action_in(kAllowed[2], true); }
TEST_F(MailActionsIn, MAIL_06_ADeletedMessageAllowsWhatItsFolderAllows) {
  try_every_action_in(kAllowed[3], true);
}
TEST_F(MailActionsIn, MAIL_21_InAnInactiveAccountThingsAreSeenDownloadedPrintedDeletedAndRestored) {
  for (const auto& allowed : kAllowed) try_every_action_in(allowed, false);
}

TEST_F(MailActingStory, TheActionsThatAreShownAreTheOnesThatWork) {
  const auto message = send_to_anna();
  EXPECT_EQ(bj::serialize(anna.get(path_of(annas, message)).at("/actions")),
            R"(["download","print","download_attachment","reply","forward","confirm","refuse"])");
  confirm(anna, annas, message);
  EXPECT_EQ(bj::serialize(anna.get(path_of(annas, message)).at("/actions")),
            R"(["download","print","download_attachment","reply","forward","delete"])");
}

TEST_F(MailActingStory, MAIL_09_AMessageWhoseReceiptIsOpenCannotBeDeleted) {
  const auto message = send_to_anna();
  const auto refused = act(anna, annas, message, "delete");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.code(), "mail.receipt_pending");
  EXPECT_EQ(refused.text("/rule"), "MAIL-09");
  confirm(anna, annas, message);
  EXPECT_EQ(act(anna, annas, message, "delete").text("/folder"), "deleted");
}

TEST_F(MailActingStory, MAIL_09_OnceItsDeadlineHasPassedItCan) {
  const auto message = send_to_anna();
  portal.clock.turn(std::chrono::days(40));  // nobody has come yet to mark it as missed
  EXPECT_EQ(act(anna, annas, message, "delete").status, 200);
}

TEST_F(MailActingStory, MAIL_09_DeletedForGoodItIsGoneForThatPartyAloneUntilTheLast) {
  const auto draft = written(cilda, company, kAnna);
  attach_to(cilda, company, draft, {});
  const auto message = send_draft(cilda, company, draft);
  const auto contents = contents_of(message);
  ASSERT_EQ(contents.size(), 2U);
  confirm(anna, annas, message);

  delete_for_good(anna, annas, message);
  const auto gone = anna.get(path_of(annas, message));
  EXPECT_EQ(gone.status, 410);
  EXPECT_EQ(gone.code(), "mail.destroyed");
  EXPECT_EQ(gone.text("/rule"), "RET-03");
  EXPECT_EQ(cilda.get(path_of(company, message)).text("/text"), "Labdien!");
  EXPECT_EQ(cilda.get(path_of(company, message) + "/attachments/1").status, 200);
  expect_in_vault(contents, true);

  delete_for_good(cilda, company, message);
  EXPECT_EQ(cilda.get(path_of(company, message)).status, 410);
  expect_in_vault(contents, false);
}

TEST_F(MailActingStory, MAIL_09_ContentsGoWithTheLastOfSeveralRecipients) {
  const auto made = anna.post(
      mail_of(annas), {{"subject", "Visiem"}, {"html", "<p>x</p>"}, {"to", {kCompany, kInstitution}}});
  const auto sent = anna.post(path_of(annas, made.text("/id")) + "/send");
  ASSERT_EQ(sent.status, 200) << sent.body;
  deliver();
  const std::vector<std::string> messages{sent.text("/messages/0/id"), sent.text("/messages/1/id")};
  const auto contents = contents_of(messages[0]);
  confirm(cilda, company, messages[0]);
  confirm(dace, institution, messages[1]);
  for (const auto& message : messages) delete_for_good(anna, annas, message);
  delete_for_good(cilda, company, messages[0]);
  expect_in_vault(contents, true);
  delete_for_good(dace, institution, messages[1]);
  expect_in_vault(contents, false);
}

TEST_F(MailActingStory, MAIL_09_AForwardedAttachmentOutlivesTheMessageItCameWith) {
  const auto draft = written(cilda, company, kAnna);
  attach_to(cilda, company, draft, {.bytes = "kopīgs saturs"});
  const auto message = send_draft(cilda, company, draft);
  const auto contents = contents_of(message);
  confirm(anna, annas, message);
  const auto forward = act(anna, annas, message, "forward");
  ASSERT_EQ(forward.status, 201) << forward.body;
  delete_for_good(anna, annas, message);
  delete_for_good(cilda, company, message);
  expect_in_vault({contents[0]}, false);  // the text
  expect_in_vault({contents[1]}, true);

  const auto cancelled = anna.send("DELETE", path_of(annas, forward.text("/id")), "", {});
  EXPECT_EQ(cancelled.status, 200) << cancelled.body;
  deliver();
  expect_in_vault({contents[1]}, false);
}

TEST_F(MailActingStory, MAIL_09_AMessageThatIsOnItsWayArrivesThoughItsSenderDeletesItForGood) {
  const auto sent = cilda.post(path_of(company, written(cilda, company, kAnna)) + "/send");
  const auto message = sent.text("/messages/0/id");
  EXPECT_EQ(act(cilda, company, message, "delete").status, 200);
  EXPECT_EQ(cilda.send("DELETE", path_of(company, message), "", {}).status, 200);
  deliver();
  EXPECT_EQ(anna.get(path_of(annas, message)).text("/text"), "Labdien!");
}

TEST_F(MailActingStory, MAIL_09_ADraftGoesIntoDeletedAndFromThereForGood) {
  const auto draft = written(anna, annas, kCompany);
  EXPECT_EQ(act(anna, annas, draft, "delete").text("/folder"), "deleted");
  EXPECT_EQ(act(anna, annas, draft, "restore").text("/folder"), "drafts");
  delete_for_good(anna, annas, draft);
  EXPECT_EQ(anna.get(path_of(annas, draft)).status, 410);
}

TEST_F(MailActingStory, MAIL_10_RestoringPutsItBackWhereItCameFrom) {
  const auto received = send_to_anna();
  const auto sent = send_to_company();
  confirm(anna, annas, received);
  for (const auto& message : {received, sent}) {
    const auto before = folder_of(anna, annas, message);
    EXPECT_EQ(act(anna, annas, message, "delete").text("/folder"), "deleted");
    EXPECT_EQ(act(anna, annas, message, "restore").text("/folder"), before);
  }
  EXPECT_EQ(folder_of(anna, annas, received), "received");
  EXPECT_EQ(folder_of(anna, annas, sent), "sent");
}

TEST_F(MailActingStory, MAIL_10_InTheLastThirtyDaysOfItsTermNothingIsRestored) {
  portal.clock.turn_to("2026-03-02T08:00:00");
  const auto message = send_to_company();
  portal.clock.turn_to("2031-01-30T08:00:00");
  EXPECT_EQ(act(anna, annas, message, "delete").status, 200);
  EXPECT_EQ(act(anna, annas, message, "restore").status, 200);
  EXPECT_EQ(act(anna, annas, message, "delete").status, 200);
  portal.clock.turn_to("2031-01-31T22:00:01");  // 30 days before the end of 2 March 2031 in Riga
  const auto refused = act(anna, annas, message, "restore");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.code(), "mail.last_days");
  EXPECT_EQ(refused.text("/rule"), "MAIL-10");
}

TEST_F(MailActingStory, MAIL_14_ConfirmingTellsTheSenderSinceWhen) {
  const auto message = send_to_anna();
  EXPECT_EQ(cilda.get(path_of(company, message)).text("/delivery_status"), "-");
  anna.get(path_of(annas, message));  // opening is not confirming
  EXPECT_EQ(cilda.get(path_of(company, message)).text("/delivery_status"), "-");
  const auto confirmed = act(anna, annas, message, "confirm");
  EXPECT_EQ(confirmed.text("/delivery_status"), "delivered");
  const auto sent = cilda.get(path_of(company, message));
  EXPECT_EQ(sent.text("/delivery_status"), "delivered");
  EXPECT_EQ(sent.text("/delivered_at"), to_string(portal.clock.now()));
  EXPECT_EQ(act(anna, annas, message, "confirm").status, 200);  // a retry says nothing new
  const auto late = anna.post(path_of(annas, message) + "/refuse", {{"reason", "Par vēlu"}});
  EXPECT_EQ(late.status, 409);
  EXPECT_EQ(late.code(), "mail.receipt_concluded");
}

TEST_F(MailActingStory, MAIL_14_RefusingNeedsAReasonOfAtMost250Characters) {
  const auto message = send_to_anna();
  std::string longest;
  for (int i = 0; i < 250; ++i) longest += "ā";
  for (const auto& reason : {std::string(), std::string("  "), longest + "a"}) {
    const auto refused = anna.post(path_of(annas, message) + "/refuse", {{"reason", reason}});
    EXPECT_EQ(refused.status, 422) << reason;
    EXPECT_EQ(refused.code(), "mail.reason_malformed");
    EXPECT_EQ(refused.text("/field"), "/reason");
  }
  EXPECT_EQ(anna.post(path_of(annas, message) + "/refuse", {{"reason", longest}}).status, 200);
  const auto sent = cilda.get(path_of(company, message));
  EXPECT_EQ(sent.text("/delivery_status"), "refused");
  EXPECT_EQ(sent.text("/refusal_reason"), longest);
}

TEST_F(MailActingStory, MAIL_14_AfterTheDeadlineNothingIsConfirmed) {
  const auto message = send_to_anna();
  portal.clock.turn(std::chrono::days(40));
  EXPECT_EQ(act(anna, annas, message, "confirm").code(), "mail.receipt_concluded");
  deliver();
  EXPECT_EQ(cilda.get(path_of(company, message)).text("/delivery_status"), "missed");
  EXPECT_EQ(act(anna, annas, message, "confirm").code(), "mail.receipt_concluded");
}

TEST_F(MailActingStory, MAIL_14_AReaderNeverConfirms) {
  ASSERT_EQ(grant_reading(anna, annas, "PNOLV-320000-00005").status, 201);
  auto reader = portal.visit(portal.citizen("PNOLV-320000-00005", "Lasītājs"));
  const auto message = send_to_anna();
  EXPECT_EQ(reader.get(path_of(annas, message)).status, 200);
  for (const auto action : {"confirm", "reply", "forward", "delete"}) {
    const auto refused = act(reader, annas, message, action);
    EXPECT_EQ(refused.status, 403) << action;
    EXPECT_EQ(refused.text("/rule"), "RGT-01") << action;
  }
}

TEST_F(MailActingStory, RGT_03_AUserDoesWithMessagesWhatTheyHaveTheRightTo) {
  ASSERT_EQ(authorise(cilda, company, "PNOLV-320000-00005", {"read", "write"}).status, 200);
  auto writer = portal.visit(portal.citizen("PNOLV-320000-00005", "Rakstvede"));
  const auto message = send_to_company();
  const auto refused = act(writer, company, message, "confirm");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.text("/rule"), "RGT-03");
  EXPECT_EQ(act(writer, company, message, "reply").status, 201);
}

TEST_F(MailActingStory, AStaleVersionIsRefusedAndTheOtherPartysCopyIsNotSeenInIt) {
  const auto message = send_to_anna();
  confirm(anna, annas, message);
  const auto before = anna.get(path_of(annas, message)).field("etag");
  EXPECT_EQ(act(cilda, company, message, "delete").status, 200);  // Boris's own copy
  EXPECT_EQ(anna.get(path_of(annas, message)).field("etag"), before);
  EXPECT_EQ(act(anna, annas, message, "delete").status, 200);
  const auto stale = anna.send("POST", path_of(annas, message) + "/restore", "", {{"If-Match", before}});
  EXPECT_EQ(stale.status, 412);
  EXPECT_EQ(folder_of(anna, annas, message), "deleted");
}

TEST_F(MailActingStory, WhatIsAnothersIsNotThere) {
  const auto message = send_to_anna();
  auto stranger = portal.visit(portal.citizen("PNOLV-320000-00006", "Svešinieks"));
  const auto own = stranger.account();
  for (const auto& account : {annas, own}) {
    EXPECT_EQ(stranger.get(path_of(account, message)).status, 404);
    EXPECT_EQ(act(stranger, account, message, "delete").status, 404);
  }
  EXPECT_EQ(boris.get(path_of(boriss, message)).status, 404);  // it is the company's, not his own
}

TEST_F(MailActingStory, MAIL_03_AReplyIsADraftToTheSendersEAddressWithTheOriginalQuoted) {
  const auto message = send_to_anna("Lēmums", "<p>Piešķirt <strong>atļauju</strong>.</p>");
  const auto reply = act(anna, annas, message, "reply");
  ASSERT_EQ(reply.status, 201) << reply.body;
  EXPECT_EQ(reply.field("location"), path_of(annas, reply.text("/id")));
  EXPECT_EQ(reply.text("/folder"), "drafts");
  EXPECT_EQ(reply.text("/subject"), "Re: Lēmums");
  EXPECT_EQ(reply.text("/to/0/e_address"), kCompany);
  EXPECT_EQ(reply.text("/thread/kind"), "reply");
  EXPECT_EQ(reply.text("/thread/message"), message);
  EXPECT_NE(reply.text("/html").find("<blockquote><p>Piešķirt <strong>atļauju</strong>.</p></blockquote>"),
            std::string::npos)
      << reply.text("/html");
  const auto sent = send_draft(anna, annas, reply.text("/id"));
  EXPECT_EQ(cilda.get(path_of(company, sent)).text("/thread/message"), message);
}

TEST_F(MailActingStory, MAIL_03_AForwardedMessageIsADraftWithTheSameAttachments) {
  const auto draft = written(cilda, company, kAnna, "Lēmums");
  attach_to(cilda, company, draft, {.bytes = "pielikums", .name = "lēmums.pdf"});
  const auto message = send_draft(cilda, company, draft);
  const auto forward = act(anna, annas, message, "forward");
  ASSERT_EQ(forward.status, 201) << forward.body;
  EXPECT_EQ(forward.text("/subject"), "Fwd: Lēmums");
  EXPECT_TRUE(forward.at("/to").as_array().empty());
  EXPECT_EQ(forward.text("/attachments/0/name"), "lēmums.pdf");
  EXPECT_EQ(forward.text("/thread/kind"), "forward");
  const auto again = act(anna, annas, forward.text("/id"), "forward");
  EXPECT_EQ(again.code(), "mail.action_not_allowed");  // a draft is not passed on
}

TEST_F(MailActingStory, AUD_01_WhatIsDoneWithAMessageIsOnRecord) {
  const auto message = send_to_anna();
  anna.get(path_of(annas, message));
  confirm(anna, annas, message);
  EXPECT_EQ(act(anna, annas, message, "delete").status, 200);
  std::vector<std::string> done;
  for (const auto& item : all_items(anna, account_path(annas) + "/audit", "?sort=time"))
    if (bj::serialize(item).find(message) != std::string::npos) done.push_back(text_of(item.at("action")));
  EXPECT_EQ(done, (std::vector<std::string>{"mail.deliver", "mail.open", "mail.confirm", "mail.delete"}));
}

}  // namespace
}  // namespace vesture::api
