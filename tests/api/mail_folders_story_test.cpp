// The folders of a mailbox and their lists: what lies where, how it is found, what each person has not read yet.
#include "tests/api/mailbox_fixture.hpp"

namespace vesture::api {
namespace {

using Ids = std::vector<std::string>;

class MailFoldersStory : public MailboxTest {
 protected:
  Ids in(const std::string& query) { return ids_in(anna, annas, query); }

  // A member of the folder as /folders counts it.
  std::string counted(Visitor& who, const std::string& account, std::string_view folder,
                      std::string_view member) {
    const auto said = who.get(account_path(account) + "/folders");
    for (const auto& item : said.items())
      if (text_of(item.at("folder")) == folder) return text_of(item.at(member));
    return "no such folder in " + said.body;
  }

  void expect_refused(const std::string& query, const std::string& parameter) {
    const auto refused = anna.get(mail_of(annas) + query);
    EXPECT_EQ(refused.status, 400) << query;
    EXPECT_EQ(refused.text("/field"), parameter) << query;
  }

  void minute_passes() { portal.clock.turn(std::chrono::minutes(1)); }
};

TEST_F(MailFoldersStory, MAIL_01_EachFolderShowsWhatLiesThereAndAllShowsEverything) {
  const auto received = send_to_anna();
  minute_passes();
  const auto sent = send_to_company();
  minute_passes();
  const auto deleted = send_to_company("Sūtīts un dzēsts");
  ASSERT_EQ(act(anna, annas, deleted, "delete").status, 200);
  minute_passes();
  const auto draft = written(anna, annas, kCompany, "Melnraksts");

  EXPECT_EQ(in("?folder=received"), Ids{received});
  EXPECT_EQ(in("?folder=sent"), Ids{sent});
  EXPECT_EQ(in("?folder=drafts"), Ids{draft});
  EXPECT_EQ(in("?folder=deleted"), Ids{deleted});
  EXPECT_EQ(in("?folder=all"), (Ids{draft, deleted, sent, received}));
  EXPECT_EQ(in(""), in("?folder=all"));
  EXPECT_EQ(in("?folder=sent&folder=drafts"), (Ids{draft, sent}));
  expect_refused("?folder=spam", "folder");
}

TEST_F(MailFoldersStory, MAIL_01_TheFoldersSayHowMuchLiesInThem) {
  send_to_anna();
  send_to_anna();
  ASSERT_EQ(act(anna, annas, send_to_company(), "delete").status, 200);
  const std::vector<std::pair<const char*, const char*>> expected{
      {"all", "3"}, {"received", "2"}, {"sent", "0"}, {"drafts", "0"}, {"deleted", "1"}};
  for (const auto& [folder, total] : expected) EXPECT_EQ(counted(anna, annas, folder, "total"), total);
  EXPECT_EQ(counted(anna, annas, "received", "label"), "Saņemtie");
}

TEST_F(MailFoldersStory, MAIL_02_AnItemCarriesWhatTheListSortsAndFiltersBy) {
  const auto draft = written(cilda, company, kAnna, "Lēmums Nr. 7");
  attach_to(cilda, company, draft, {});
  send_draft(cilda, company, draft);
  const auto item = anna.get(mail_of(annas)).items().at(0).as_object();
  EXPECT_EQ(item.at("kind"), "received");
  EXPECT_EQ(item.at("folder"), "received");
  EXPECT_EQ(item.at("counterparty"), "SIA Paraugs");
  EXPECT_EQ(item.at("registration_number"), "40003055551");
  EXPECT_EQ(item.at("subject"), "Lēmums Nr. 7");
  EXPECT_EQ(item.at("delivery_status"), "-");
  EXPECT_EQ(item.at("has_attachments"), true);
  EXPECT_EQ(item.at("unread"), true);
  EXPECT_EQ(text_of(item.at("time")), to_string(portal.clock.now()));
  const auto sent = cilda.get(mail_of(company)).items().at(0).as_object();
  EXPECT_EQ(sent.at("counterparty"), "Anna Bērziņa");
  EXPECT_EQ(sent.at("registration_number"), "");
  EXPECT_EQ(sent.at("sending_status"), "sent");
}

TEST_F(MailFoldersStory, MAIL_02_TextIsFoundInEveryFolderWhateverItsCaseAndDiacritics) {
  const auto received = send_to_anna("Būvniecības iecere", "<p>Žurku ķērājs</p>");
  confirm(anna, annas, received);
  const auto draft = written(anna, annas, kCompany, "Būvatļauja");
  attach_to(anna, annas, draft, {.name = "žogs un ķieģeļi.pdf"});
  EXPECT_EQ(in("?q=BUVN&folder=received"), Ids{received});
  EXPECT_EQ(in("?q=zurku%20kera"), Ids{received});        // of the text, any order of words
  EXPECT_EQ(in("?q=paraugs"), Ids{received});             // of the sender's name
  EXPECT_EQ(in("?q=kiegeli&folder=drafts"), Ids{draft});  // of an attachment's name
  EXPECT_EQ(in("?q=urku"), Ids{});                        // the middle of a word is none
  ASSERT_EQ(act(anna, annas, received, "delete").status, 200);
  EXPECT_EQ(in("?q=buvniecibas&folder=deleted"), Ids{received});
  const auto sent = send_draft(anna, annas, draft);
  EXPECT_EQ(in("?q=KIEGELI&folder=sent"), Ids{sent});
  EXPECT_EQ(in("?subject=buvat"), Ids{sent});
  EXPECT_EQ(in("?subject=paraugs"), Ids{});
  EXPECT_EQ(in("?counterparty=paraugs&folder=sent"), Ids{sent});
}

TEST_F(MailFoldersStory, MAIL_02_SelectsByIntervalAndAttributes) {
  portal.clock.turn_to("2026-03-02T21:59:00");  // the last minute of that day in Riga
  const auto first = send_to_anna("Pirmais");
  portal.clock.turn_to("2026-03-02T22:01:00");
  const auto draft = written(cilda, company, kAnna, "Otrais");
  attach_to(cilda, company, draft, {});
  const auto second = send_draft(cilda, company, draft);
  EXPECT_EQ(in("?to=2026-03-02"), Ids{first});
  EXPECT_EQ(in("?from=2026-03-03"), Ids{second});
  EXPECT_EQ(in("?from=2026-03-02&to=2026-03-03&sort=time"), (Ids{first, second}));
  EXPECT_EQ(in("?has_attachments=true"), Ids{second});
  EXPECT_EQ(in("?has_attachments=false"), Ids{first});
  EXPECT_EQ(in("?registration_number=40003055551&sort=time"), (Ids{first, second}));
  EXPECT_EQ(in("?registration_number=40003000000"), Ids{});
  confirm(anna, annas, first);
  EXPECT_EQ(in("?delivery_status=delivered"), Ids{first});
  EXPECT_EQ(in("?delivery_status=-"), Ids{second});
  EXPECT_EQ(ids_in(cilda, company, "?folder=sent&sending_status=sent&sort=time"), (Ids{first, second}));
  EXPECT_EQ(ids_in(cilda, company, "?sending_status=processing"), Ids{});
}

TEST_F(MailFoldersStory, MAIL_02_SortsBothWays) {
  const auto b = send_to_anna("Bērzs");
  minute_passes();
  const auto c = send_to_anna("Čiekurs");
  minute_passes();
  const auto a = send_to_anna("Ābols");
  confirm(anna, annas, c);
  EXPECT_EQ(in("?sort=time"), (Ids{b, c, a}));
  EXPECT_EQ(in("?sort=-time"), (Ids{a, c, b}));
  EXPECT_EQ(in("?sort=subject"), (Ids{a, b, c}));
  EXPECT_EQ(in("?sort=-subject"), (Ids{c, b, a}));
  EXPECT_EQ(in("?sort=delivery_status").back(), c);
  EXPECT_EQ(in("?sort=-delivery_status").front(), c);
  EXPECT_EQ(in("?sort=counterparty").size(), 3U);
}

TEST_F(MailFoldersStory, MAIL_02_AFilterThatTheFolderDoesNotHaveIsRefusedByName) {
  expect_refused("?folder=sent&unread=true", "unread");
  expect_refused("?folder=drafts&delivery_status=missed", "delivery_status");
  expect_refused("?folder=received&sending_status=sent", "sending_status");
  expect_refused("?unread=yes", "unread");
  EXPECT_EQ(anna.get(mail_of(annas) + "?folder=sent&folder=received&unread=true").status, 200);
}

TEST_F(MailFoldersStory, MAIL_02_PagesHaveTheAccountsSizeAndMeetInOrder) {
  Ids all;
  for (int i = 0; i < 11; ++i) {
    all.insert(all.begin(), written(anna, annas, kCompany, "Nr. " + std::to_string(i)));
    minute_passes();
  }
  ASSERT_EQ(anna.put(account_path(annas) + "/settings", {{"page_size", 10}, {"language", "lv"}}).status, 200);
  const auto first = anna.get(mail_of(annas) + "?count=true");
  EXPECT_EQ(first.items().size(), 10U);
  EXPECT_EQ(first.at("/total"), 11);
  const auto second = anna.get(mail_of(annas) + "?count=true&cursor=" + first.text("/next"));
  EXPECT_EQ(second.items().size(), 1U);
  EXPECT_EQ(column(all_items(anna, mail_of(annas), "", 3), "id"), all);
}

TEST_F(MailFoldersStory, MAIL_14_WhatIsUnreadIsKeptForEachUserApart) {
  ASSERT_EQ(authorise(cilda, company, "PNOLV-320000-00005", {"read"}).status, 200);
  auto carla = portal.visit(portal.citizen("PNOLV-320000-00005", "Karla"));
  const auto first = send_to_company();
  minute_passes();
  const auto second = send_to_company();
  EXPECT_EQ(counted(cilda, company, "received", "unread"), "2");
  EXPECT_EQ(counted(carla, company, "received", "unread"), "2");

  cilda.get(path_of(company, first));
  EXPECT_EQ(counted(cilda, company, "received", "unread"), "1");
  EXPECT_EQ(counted(carla, company, "received", "unread"), "2");
  EXPECT_EQ(ids_in(cilda, company, "?folder=received&unread=true"), Ids{second});
  EXPECT_EQ(ids_in(cilda, company, "?folder=received&unread=false"), Ids{first});
  EXPECT_EQ(ids_in(carla, company, "?unread=true"), (Ids{second, first}));
  EXPECT_EQ(column(all_items(cilda, mail_of(company)), "unread"), (Ids{"true", "false"}));
}

TEST_F(MailFoldersStory, RGT_02_AReadersLooksAtTheListsAreOnRecord) {
  ASSERT_EQ(grant_reading(anna, annas, "PNOLV-320000-00005").status, 201);
  auto reader = portal.visit(portal.citizen("PNOLV-320000-00005", "Lasītājs"));
  EXPECT_EQ(reader.get(mail_of(annas) + "?folder=received").status, 200);
  EXPECT_EQ(reader.get(account_path(annas) + "/folders").status, 200);
  anna.get(mail_of(annas));  // her own are not
  const auto looks =
      all_items(anna, account_path(annas) + "/audit", "?actor=" + reader.person() + "&sort=time");
  EXPECT_EQ(column(looks, "action"), (Ids{"mail.list", "mail.list_folders"}));
  EXPECT_EQ(all_items(anna, account_path(annas) + "/audit", "?action=mail.list").size(), 1U);
}

}  // namespace
}  // namespace vesture::api
