// Files of orders and e-service requests over HTTP: what is given, to whom, until when.
#include <boost/json/serialize.hpp>

#include "domain/files/content.hpp"
#include "tests/api/order_files_fixture.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

class FileStory : public OrderFilesTest {
 protected:
  bj::value file_in(Visitor& who, const std::string& path, const std::string& file) {
    const auto said = who.get(path + "/files");
    EXPECT_EQ(said.status, 200) << said.body;
    for (const auto& item : said.items())
      if (item.at("id").as_string() == file) return item;
    return nullptr;
  }

  std::vector<std::string> actions(Visitor& who, const std::string& account) {
    return column(all_items(who, "/v1/accounts/" + account + "/audit"), "action");
  }
};

bj::object asking_documents(const std::string& account) {
  auto part = part_body();
  part["documents"] = {{{"code", "ownership"},
                        {"name_lv", "Īpašuma apliecinājums"},
                        {"name_en", "Proof of ownership"},
                        {"media_types", {"application/pdf"}}},
                       {{"code", "plan"}, {"name_lv", "Plāns"}, {"name_en", "Plan"}, {"mandatory", false}}};
  return order_body(account, {part});
}

TEST_F(FileStory, ORD_04_WhatWasSubmittedWithARequestAndReceivedFromItIsListedAndDownloaded) {
  const auto request = register_request(request_body(annas, anna.person()));
  const UploadFile sent{"iesniegums ar garumzīmēm", "iesniegums.txt", "text/plain; charset=utf-8"};
  const UploadFile received{std::string(700'000, '\x7f') + "beigas", "izziņa (1).pdf", "application/pdf"};
  const auto document = upload(anna, own_request_path(request) + "/documents", sent);
  const auto result = upload(clerk, staff_request_path(request) + "/files", received);
  ASSERT_EQ(document.status, 201) << document.body;
  ASSERT_EQ(result.status, 201) << result.body;

  const auto list = anna.get(own_request_path(request) + "/files");
  ASSERT_EQ(list.items().size(), 2U);
  EXPECT_EQ(list.text("/items/0/role"), "document");
  EXPECT_EQ(list.text("/items/0/name"), sent.name);
  EXPECT_EQ(list.text("/items/1/role"), "result");
  EXPECT_EQ(list.at("/items/1/size"), received.bytes.size());
  EXPECT_EQ(anna.get(own_request_path(request)).at("/files"), list.at("/items"));

  const auto first = anna.get(own_request_path(request) + "/files/" + document.text("/id"));
  EXPECT_EQ(first.body, sent.bytes);
  EXPECT_EQ(first.field("content-type"), sent.media_type);
  const auto second = anna.get(own_request_path(request) + "/files/" + result.text("/id"));
  EXPECT_EQ(second.body, received.bytes);
  EXPECT_EQ(clerk.get(staff_request_path(request) + "/files/" + document.text("/id")).body, sent.bytes);
}

TEST_F(FileStory, ORD_04_FilesOfOthersAreNotThere) {
  const auto request = register_request(request_body(annas, anna.person()));
  const auto others = register_request(request_body(boriss, boris.person()));
  const auto file = upload(anna, own_request_path(request) + "/documents").text("/id");
  auto elsewhere = portal.visit(portal.employee("PNOLV-320000-00012", {"clerk"}, "CITA"));
  EXPECT_EQ(boris.get(own_request_path(request) + "/files/" + file).status, 404);
  EXPECT_EQ(boris.get(own_request_path(others) + "/files/" + file).status, 404);
  EXPECT_EQ(elsewhere.get(staff_request_path(request) + "/files/" + file).status, 404);
  EXPECT_EQ(upload(boris, own_request_path(request) + "/documents").status, 404);
  EXPECT_EQ(upload(elsewhere, staff_request_path(request) + "/files").status, 404);
}

TEST_F(FileStory, ORD_12_AResultIsShownOnceReadyAndDownloadedOncePaidInFull) {
  const auto order = register_order(order_body(annas));
  const auto invoiced = invoice(order, "balance");
  move(order, "in_progress");
  const UploadFile plan{"izpilddokumentācija", "plāns.pdf", "application/pdf"};
  const auto file = attach_result(order, plan).text("/id");
  const auto path = own_path(order) + "/files/" + file;
  EXPECT_TRUE(anna.get(own_path(order) + "/files").items().empty());
  EXPECT_EQ(anna.get(path).status, 404);

  move(order, "ready");
  const auto shown = file_in(anna, own_path(order), file);
  EXPECT_EQ(shown.at("availability"), "withheld");
  EXPECT_EQ(shown.at("withheld_because"), "files.order_not_paid");
  for (const char* method : {"GET", "HEAD"}) {
    const auto refused = anna.send(method, path, "", {});
    EXPECT_EQ(refused.status, 409) << method;
  }
  const auto refused = anna.get(path, {{"Range", "bytes=0-0"}});
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.code(), "files.order_not_paid");
  EXPECT_EQ(refused.text("/rule"), "ORD-12");
  EXPECT_EQ(clerk.get(staff_path(order) + "/files/" + file).body, plan.bytes);

  ASSERT_EQ(pay(order, invoiced.text("/invoices/0/id")).status, 200);
  EXPECT_EQ(file_in(anna, own_path(order), file).at("availability"), "available");
  const auto given = anna.get(path);
  EXPECT_EQ(given.status, 200);
  EXPECT_EQ(given.body, plan.bytes);
  EXPECT_NE(given.field("content-disposition").find("filename*=UTF-8''pl%C4%81ns.pdf"), std::string::npos);
}

TEST_F(FileStory, ORD_12_OnlyAnOrderThatIsDeliveredToTheAccountHasResultFiles) {
  auto body = order_body(annas);
  body["delivery"] = "desk";
  const auto order = register_order(body);
  move(order, "in_progress");
  const auto refused = attach_result(order);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.code(), "files.not_delivered_to_account");
}

TEST_F(FileStory, ORD_19_TheFirstDownloadHandsTheResultOverAndCompletesThePart) {
  const auto [order, file] = ready_order();
  const auto path = own_path(order) + "/files/" + file;
  EXPECT_EQ(anna.send("HEAD", path, "", {}).status, 200);
  EXPECT_EQ(clerk.get(staff_path(order) + "/files/" + file).status, 200);
  EXPECT_EQ(anna.get(own_path(order)).text("/parts/0/status"), "ready");
  const auto given = anna.get(path, {{"Range", "bytes=0-3"}});
  EXPECT_EQ(given.status, 206);
  EXPECT_EQ(given.body, "%PDF");
  const auto after = anna.get(own_path(order));
  EXPECT_EQ(after.text("/parts/0/status"), "completed");
  EXPECT_FALSE(after.at("/parts/0/handed_over_at").is_null());
  EXPECT_EQ(anna.get(path).status, 200);
  EXPECT_EQ(anna.get(own_path(order)).field("etag"), after.field("etag"));
}

TEST_F(FileStory, ORD_12_AnEmployeeIsACustomerInTheirOwnAccount) {
  auto at_work = portal.visit(portal.employee("PNOLV-320000-00001", {"clerk"}));
  const auto order = register_order(order_body(annas));
  const auto invoiced = invoice(order, "balance");
  move(order, "in_progress");
  const auto file = attach_result(order).text("/id");
  EXPECT_TRUE(at_work.get(own_path(order) + "/files").items().empty());
  EXPECT_EQ(at_work.get(own_path(order) + "/files/" + file).status, 404);
  move(order, "ready");
  EXPECT_EQ(at_work.get(own_path(order) + "/files/" + file).code(), "files.order_not_paid");
  pay(order, invoiced.text("/invoices/0/id"));
  EXPECT_EQ(at_work.get(own_path(order) + "/files/" + file).status, 200);
  EXPECT_EQ(anna.get(own_path(order)).text("/parts/0/status"), "completed");
}

TEST_F(FileStory, AnUploadNamesItsFileAndHoldsToIfMatch) {
  const auto order = register_order(order_body(annas));
  const auto seen = anna.get(own_path(order)).field("etag");
  const auto added = upload(anna, own_path(order) + "/documents", {}, {{"If-Match", seen}});
  ASSERT_EQ(added.status, 201) << added.body;
  EXPECT_EQ(added.field("location"), own_path(order) + "/files/" + added.text("/id"));
  EXPECT_EQ(anna.get(added.field("location")).status, 200);
  const auto stale = upload(anna, own_path(order) + "/documents", {}, {{"If-Match", seen}});
  EXPECT_EQ(stale.status, 412);
  EXPECT_EQ(anna.get(own_path(order) + "/documents").items().size(), 1U);
  move(order, "in_progress");
  EXPECT_EQ(attach_result(order).field("location").substr(0, staff_path(order).size()), staff_path(order));
}

TEST_F(FileStory, ORD_14_AFileIsKeptForNinetyDaysAndSaysSo) {
  const auto [order, file] = ready_order();
  const auto shown = file_in(anna, own_path(order), file);
  // Attached on 2 March; the 90th day after it is 31 May, whose end in Riga is 21:00 UTC.
  EXPECT_EQ(shown.at("expires_at"), "2026-05-31T21:00:00Z");
  EXPECT_EQ(shown.at_pointer("/retention/clause"), "ORD-14");
  EXPECT_EQ(shown.at_pointer("/retention/start"), "2026-03-02");
  EXPECT_EQ(shown.at_pointer("/retention/count"), 90);
  const auto content = content_of(file);
  const auto path = own_path(order) + "/files/" + file;

  days_pass(90);
  EXPECT_EQ(anna.get(path).status, 200);
  days_pass(1);
  const auto gone = anna.get(path);
  EXPECT_EQ(gone.status, 410);
  EXPECT_EQ(gone.code(), "files.expired");
  EXPECT_EQ(gone.text("/rule"), "ORD-14");
  EXPECT_EQ(clerk.get(staff_path(order) + "/files/" + file).status, 410);
  EXPECT_FALSE(vault_has(content));
}

TEST_F(FileStory, ORD_14_AfterwardsTheHistoryStillShowsThatItWasThere) {
  const auto [order, file] = ready_order();
  days_pass(91);
  const auto shown = file_in(anna, own_path(order), file);
  EXPECT_EQ(shown.at("availability"), "expired");
  EXPECT_EQ(shown.at("name"), "plāns.pdf");
  const auto history = bj::serialize(anna.get(own_path(order)).at("/history"));
  EXPECT_NE(history.find(file), std::string::npos);
  const auto content = content_of(file);
  EXPECT_EQ(events_of(domain::files::Content::stream(content)),
            (std::vector<std::string>{"files.ContentStored", "files.DestructionOrdered",
                                      "files.ContentDestroyed"}));
}

TEST_F(FileStory, ORD_14_AlsoWhileUnpaid) {
  const auto order = register_order(order_body(annas));
  invoice(order, "balance");
  move(order, "in_progress");
  const auto file = attach_result(order).text("/id");
  move(order, "ready");
  days_pass(91);
  EXPECT_EQ(file_in(anna, own_path(order), file).at("availability"), "expired");
  EXPECT_EQ(anna.get(own_path(order) + "/files/" + file).code(), "files.expired");
}

TEST_F(FileStory, ORD_14_WarningsGoOutFourteenAndThreeDaysBeforeEachOnce) {
  const auto [order, file] = ready_order();
  const auto stream = "file-" + file;
  const auto warnings = [&] {
    const auto types = events_of(stream);
    return std::ranges::count(types, "files.ExpiryWarned");
  };
  portal.clock.turn_to("2026-05-17T20:59:59");
  portal.portal().keep_time();
  EXPECT_EQ(warnings(), 0);
  portal.clock.turn_to("2026-05-17T21:00:00");
  portal.portal().keep_time();
  portal.portal().keep_time();
  EXPECT_EQ(warnings(), 1);
  portal.clock.turn_to("2026-05-28T21:00:00");
  portal.portal().keep_time();
  EXPECT_EQ(warnings(), 2);
  // A clock that jumps back, and a restart, say nothing new.
  portal.clock.turn_to("2026-05-17T21:00:00");
  portal.reopen();
  portal.portal().keep_time();
  EXPECT_EQ(warnings(), 2);
  portal.clock.turn_to("2026-05-31T21:00:00");
  portal.portal().keep_time();
  EXPECT_EQ(events_of(stream), (std::vector<std::string>{"files.FileAttached", "files.ExpiryWarned",
                                                         "files.ExpiryWarned", "files.FileExpired"}));
}

TEST_F(FileStory, ORD_14_TheCustomerIsToldHowLongAFileIsKeptInTruth) {
  const auto [order, file] = ready_order();
  // Nobody came for the first warning in time.
  portal.clock.turn_to("2026-05-26T12:00:00");
  portal.portal().keep_time();
  const auto told =
      anna.get("/v1/accounts/" + annas + "/notifications?topic=file_expiring", {{"Accept-Language", "en"}});
  ASSERT_EQ(told.items().size(), 1U) << told.body;
  EXPECT_NE(told.text("/items/0/text").find("2026-05-31"), std::string::npos) << told.body;
  EXPECT_NE(told.text("/items/0/text").find("Days left: 6"), std::string::npos) << told.body;
  portal.clock.turn_to("2026-06-01T12:00:00");
  portal.portal().keep_time();
  EXPECT_EQ(anna.get("/v1/accounts/" + annas + "/notifications?topic=file_expired").items().size(), 1U);
}

TEST_F(FileStory, ORD_18_OfAResultThatIsNotOfferedTheCustomerIsNotTold) {
  const auto order = register_order(order_body(annas));
  move(order, "in_progress");
  attach_result(order);
  days_pass(91);
  const auto told = bj::serialize(anna.get("/v1/accounts/" + annas + "/notifications").json);
  EXPECT_EQ(told.find("file_"), std::string::npos) << told;
  const auto [ready, file] = ready_order();
  attach_result(ready);
  EXPECT_EQ(anna.get("/v1/accounts/" + annas + "/notifications?topic=result_file_added").items().size(), 1U);
}

TEST_F(FileStory, RET_04_AFileOfARequestIsGoneAfterItsTermEvenBeforeAnyoneCameToDestroyIt) {
  const auto request = register_request(request_body(annas, anna.person()));
  const auto file = upload(anna, own_request_path(request) + "/documents").text("/id");
  const auto path = own_request_path(request) + "/files/" + file;
  const auto content = content_of(file);
  portal.clock.turn(std::chrono::days(91));
  EXPECT_EQ(anna.get(path).code(), "files.expired");
  EXPECT_TRUE(vault_has(content));
  portal.portal().keep_time();
  EXPECT_EQ(anna.get(path).code(), "files.expired");
  EXPECT_FALSE(vault_has(content));
  EXPECT_EQ(anna.get(own_request_path(request) + "/files").text("/items/0/availability"), "expired");
}

TEST_F(FileStory, ORD_15_TheOrderShowsWhichDocumentsAreAskedForAndWhichAreMissing) {
  const auto order = register_order(asking_documents(annas));
  const auto path = own_path(order) + "/documents";
  const auto before = anna.get(path);
  EXPECT_EQ(before.text("/needs/0/name"), "Īpašuma apliecinājums");
  EXPECT_TRUE(before.at("/needs/0/missing").as_bool());
  EXPECT_FALSE(before.at("/needs/1/missing").as_bool());
  EXPECT_EQ(anna.get(path, {{"Accept-Language", "en"}}).text("/needs/0/name"), "Proof of ownership");

  const auto submitted = upload(anna, path + "?part=1&need=ownership");
  ASSERT_EQ(submitted.status, 201) << submitted.body;
  EXPECT_EQ(submitted.text("/need"), "ownership");
  const auto after = anna.get(path);
  EXPECT_FALSE(after.at("/needs/0/missing").as_bool());
  EXPECT_EQ(after.text("/needs/0/files/0"), submitted.text("/id"));
  EXPECT_EQ(after.text("/items/0/id"), submitted.text("/id"));
  EXPECT_EQ(clerk.get(staff_path(order)).at("/documents"), after.at("/needs"));
}

TEST_F(FileStory, ORD_15_BadDocumentsAreRefusedWithAReason) {
  const auto order = register_order(asking_documents(annas));
  const auto path = own_path(order) + "/documents";
  EXPECT_EQ(upload(anna, path + "?need=passport").code(), "documents.need_unknown");
  EXPECT_EQ(upload(anna, path + "?need=ownership", {"x", "x.png", "image/png"}).code(),
            "documents.media_type_not_taken");
  EXPECT_EQ(upload(anna, path, {"", "x.pdf", "application/pdf"}).code(), "files.empty");
  EXPECT_EQ(upload(anna, path, {"x", "../x.pdf", "application/pdf"}).code(), "files.name_invalid");
  EXPECT_EQ(upload(anna, path + "?part=2").code(), "orders.part_unknown");
  EXPECT_EQ(upload(anna, path + "?part=x").code(), "request.parameter_invalid");
  EXPECT_EQ(upload(anna, path, {}, {{"Content-Digest", "sha-256=:AAAA:"}}).code(), "files.digest_invalid");
  EXPECT_TRUE(anna.get(path).items().empty());
  EXPECT_TRUE(portal.portal().backend().vault.unkept().empty());

  move(order, "terminated");
  const auto late = upload(anna, path);
  EXPECT_EQ(late.code(), "orders.order_over");
}

TEST_F(FileStory, ORD_15_AnOrderOfSeveralPartsAsksWhichPartADocumentIsFor) {
  const auto order = register_order(order_body(annas, {part_body(), part_body()}));
  EXPECT_EQ(upload(anna, own_path(order) + "/documents").code(), "request.parameter_invalid");
  EXPECT_EQ(upload(anna, own_path(order) + "/documents?part=2").status, 201);
}

TEST_F(FileStory, AUD_01_ADownloadIsOnRecordAndTheRangesOfOneJoin) {
  const auto [order, file] = ready_order();
  const auto path = own_path(order) + "/files/" + file;
  anna.send("HEAD", path, "", {});
  EXPECT_EQ(std::ranges::count(actions(anna, annas), "orders.download"), 0);
  for (const char* range : {"bytes=0-3", "bytes=4-7", "bytes=8-"}) anna.get(path, {{"Range", range}});
  EXPECT_EQ(std::ranges::count(actions(anna, annas), "orders.download"), 1);
  clerk.get(staff_path(order) + "/files/" + file);
  EXPECT_EQ(std::ranges::count(actions(anna, annas), "orders.download"), 2);
  portal.clock.turn(std::chrono::minutes(11));
  anna.get(path);
  EXPECT_EQ(std::ranges::count(actions(anna, annas), "orders.download"), 3);
}

TEST_F(FileStory, AUD_01_ACommandThatChangesNothingAndShowsTheOrderIsALook) {
  const auto order = register_order(order_body(annas));
  EXPECT_EQ(move(order, "registered").status, 200);
  EXPECT_EQ(std::ranges::count(actions(anna, annas), "orders.move"), 1);
}

TEST_F(FileStory, TheSameUploadTwiceWithOneKeyIsOneFile) {
  const auto order = register_order(order_body(annas));
  const auto path = own_path(order) + "/documents";
  const Fields key{{"Idempotency-Key", "k-1"}};
  const auto first = upload(anna, path, {}, key);
  const auto second = upload(anna, path, {}, key);
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(second.text("/id"), first.text("/id"));
  EXPECT_EQ(upload(anna, path, {"cits", "plāns.pdf", "application/pdf"}, key).code(),
            "idempotency.key_reused");
  EXPECT_EQ(anna.get(path).items().size(), 1U);
  EXPECT_TRUE(portal.portal().backend().vault.unkept().empty());
}

TEST_F(FileStory, AFileSurvivesARestart) {
  const auto [order, file] = ready_order();
  portal.reopen();
  EXPECT_EQ(anna.get(own_path(order) + "/files/" + file).body, UploadFile{}.bytes);
}

}  // namespace
}  // namespace vesture::api
