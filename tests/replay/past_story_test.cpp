// The API over a moment of the past, from a copy of a data directory, beside what the server answered then.
#include <fstream>
#include <map>
#include <sstream>

#include "api/system_commit.hpp"
#include "domain/files/content.hpp"
#include "replay/past.hpp"
#include "tests/api/order_files_fixture.hpp"

namespace vesture::replay {
namespace {

namespace fs = std::filesystem;
using api::all_items;
using api::column;
using api::kOrders;
using api::order_body;
using api::PortalOptions;
using api::request_body;
using api::Said;
using api::ServedPortal;
using api::upload;
using api::Visitor;

constexpr const char* kLastOfMarch = "2026-03-31";

std::map<std::string, std::string> files_in(const fs::path& directory) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    std::stringstream bytes;
    if (entry.is_regular_file()) bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    files.emplace(entry.path().string(), bytes.str());
  }
  return files;
}

// The server's own code over a moment of the copy. Its clock is the present, and is turned on from the live server's.
class Past {
 public:
  Past(const ServedPortal& live, const fs::path& copy, const std::string& at)
      : portal_([&](PortalOptions& options) {
          const SourceOptions asked{.data = copy, .master_key = {}, .at = at};
          const auto source = open_source(asked);
          const auto views = copy.parent_path() / ("views-" + at);
          build_views(source, views);
          const auto now = options.node.now;
          options.node = past_node(source, asked, views);
          options.node.now = now;
        }) {
    portal_.clock.turn(
        std::chrono::microseconds(live.clock.now().microseconds - portal_.clock.now().microseconds));
  }

  ServedPortal& portal() { return portal_; }
  Visitor anna() { return citizen("PNOLV-320000-00001", "Anna Bērziņa"); }
  Visitor clerk() { return portal_.visit(portal_.employee("PNOLV-320000-00010", {"clerk"})); }
  Visitor citizen(const std::string& code, const std::string& name) {
    return portal_.visit(portal_.citizen(code, name));
  }

 private:
  ServedPortal portal_;
};

struct PastStory : api::OrderFilesTest {
  PastStory() { portal.clock.turn_to("2026-03-10T08:00:00"); }

  // With a commit of April, so that the copy knows all of March.
  fs::path copied(const std::string& name = "copy") {
    if (to_string(portal.clock.now()) < "2026-04-20") portal.clock.turn_to("2026-04-20T08:00:00");
    portal.visit(portal.citizen("PNOLV-320000-00099", "Zane Zariņa")).get("/v1/me");
    portal.close();
    const auto copy = portal.data().parent_path() / name;
    fs::copy(portal.data(), copy, fs::copy_options::recursive);
    portal.open();
    return copy;
  }

  // What Anna is answered to each of these; looks of an owner at lists leave no commit.
  std::map<std::string, std::string> answers(Visitor who) const {
    std::map<std::string, std::string> all;
    const auto account = "/v1/accounts/" + annas;
    for (const auto& path :
         {std::string("/v1/me"), orders_of(annas), orders_of(annas) + "?sort=number&status=registered",
          orders_of(annas) + "?created_from=2026-03-10&count=true", requests_of(annas),
          account + "/notifications", account + "/audit", account + "/audit?sort=action", account,
          requests_of(annas) + "/report", orders_of(annas) + "/nothing"}) {
      const auto said = who.get(path);
      all[path] = std::to_string(said.status) + " " + said.field("etag") + " " +
                  said.field("vesture-position") + " " + said.body;
    }
    return all;
  }

  std::string status_of(Visitor who) { return who.get(orders_of(annas)).text("/items/0/status"); }
};

TEST_F(PastStory, AUD_05_TheApiAnswersAsItDidThen) {
  const auto order = register_order(order_body(annas));
  link(order, register_request(request_body(annas, anna.person())));
  invoice(order, "balance");
  const auto then = answers(portal.visit(portal.citizen("PNOLV-320000-00001", "Anna Bērziņa")));
  const auto head = portal.portal().backend().log.head();
  const auto opened = anna.get(own_path(order));

  portal.clock.turn_to("2026-04-15T08:00:00");
  move(order, "in_progress");
  register_order(order_body(annas));
  Past past(portal, copied(), std::to_string(head));
  EXPECT_EQ(answers(past.anna()), then);
  const auto opened_again = past.anna().get(own_path(order));
  EXPECT_EQ(opened_again.body, opened.body);
  EXPECT_EQ(opened_again.field("etag"), opened.field("etag"));
}

TEST_F(PastStory, AUD_05_AnOrderThatMovedInAprilIsSeenAsItWasInMarch) {
  const auto order = register_order(order_body(annas));
  portal.clock.turn_to("2026-04-02T08:00:00");
  ASSERT_EQ(move(order, "in_progress").status, 200);
  const auto copy = copied();
  Past march(portal, copy, kLastOfMarch);
  EXPECT_EQ(status_of(march.anna()), "registered");
  EXPECT_EQ(march.clerk().get(staff_path(order)).text("/parts/0/status"), "registered");
  Past april(portal, copy, "2026-04-02");
  EXPECT_EQ(status_of(april.anna()), "in_progress");
}

TEST_F(PastStory, CursorsGoOnWhereTheyStopped) {
  for (int i = 0; i < 5; ++i) register_order(order_body(annas));
  const auto live = column(all_items(anna, orders_of(annas), "?sort=number", 2), "number");
  Past past(portal, copied(), kLastOfMarch);
  auto then = past.anna();
  EXPECT_EQ(column(all_items(then, orders_of(annas), "?sort=number", 2), "number"), live);
  EXPECT_EQ(live.size(), 5U);
}

TEST_F(PastStory, EveryAnswerSaysWhichMomentItShows) {
  register_order(order_body(annas));
  const auto head = portal.portal().backend().log.head();
  Past past(portal, copied(), kLastOfMarch);
  const auto shown = std::to_string(head) + ";time=\"2026-03-31T20:59:59.999999Z\"";
  auto then = past.anna();
  for (const std::string path : {"/v1/me", "/v1/accounts/nobody/orders", "/livez", "/readyz", "/nowhere"})
    EXPECT_EQ(then.get(path).field("vesture-at"), shown) << path;
  EXPECT_EQ(then.post("/livez").field("vesture-at"), shown);  // 405
  const auto refused = past.anna().get("/v1/me", {{"X-Long", std::string(20'000, 'x')}});
  EXPECT_EQ(refused.status, 431);
  EXPECT_EQ(refused.field("vesture-at"), shown);
  EXPECT_EQ(then.post("/v1/account-applications").field("vesture-at"), shown);
  const auto ready = then.get("/readyz");
  EXPECT_EQ(ready.status, 200);
  EXPECT_EQ(ready.text("/store"), "read_only");
}

TEST_F(PastStory, CommandsAreRefused) {
  const auto order = register_order(order_body(annas));
  Past past(portal, copied(), kLastOfMarch);
  auto clerk_then = past.clerk();
  const auto refused = [](const Said& said) {
    return said.status == 403 && said.code() == "replay.read_only";
  };
  EXPECT_TRUE(refused(clerk_then.post(kOrders, order_body(annas))));
  EXPECT_TRUE(refused(clerk_then.post(kOrders, order_body(annas), {{"Idempotency-Key", "k"}})));
  EXPECT_TRUE(refused(upload(clerk_then, staff_path(order) + "/parts/1/files")));
  EXPECT_TRUE(refused(past.anna().put("/v1/accounts/" + annas + "/settings", boost::json::object{})));
}

TEST_F(PastStory, NothingInTheCopyChangesAndLooksAreNotOnRecordThere) {
  const auto order = register_order(order_body(annas));
  const auto copy = copied();
  const auto before = files_in(copy);
  {
    Past past(portal, copy, kLastOfMarch);
    auto then = past.anna();
    const auto audit = then.get("/v1/accounts/" + annas + "/audit").body;
    EXPECT_EQ(past.clerk().get(kOrders).status, 200);
    EXPECT_EQ(past.clerk().get(staff_path(order)).status, 200);
    past.clerk().post(kOrders, order_body(annas));
    EXPECT_EQ(then.get("/v1/accounts/" + annas + "/audit").body, audit);
  }
  EXPECT_EQ(files_in(copy), before);
}

TEST_F(PastStory, TheDirectoryOfARunningServerCanBeShown) {
  const auto order = register_order(order_body(annas));
  const auto head = portal.portal().backend().log.head();
  Past past(portal, portal.data(), std::to_string(head));
  ASSERT_EQ(move(order, "in_progress").status, 200);
  EXPECT_EQ(status_of(past.anna()), "registered");
}

TEST_F(PastStory, WhoWasFirstSeenLaterIsAStranger) {
  const auto head = portal.portal().backend().log.head();
  portal.clock.turn_to("2026-04-02T08:00:00");
  auto carl = portal.visit(portal.citizen("PNOLV-320000-00003", "Kārlis"));
  const auto account = carl.account();
  Past past(portal, copied(), kLastOfMarch);
  const auto said = past.citizen("PNOLV-320000-00003", "Kārlis").get("/v1/me");
  EXPECT_EQ(said.status, 403);
  EXPECT_EQ(said.code(), "replay.not_known_then");
  EXPECT_EQ(past.anna().get(orders_of(account)).status, 404);
  EXPECT_EQ(past.portal().portal().backend().log.head(), head);
}

TEST_F(PastStory, TokensAreJudgedByThePresent) {
  auto claims = portal.citizen("PNOLV-320000-00001", "Anna Bērziņa");
  portal.clock.turn_to("2026-05-01T08:00:00");
  Past past(portal, copied(), kLastOfMarch);
  claims.expires_at = portal.clock.now();
  claims.expires_at.microseconds -= 60'000'000;  // beyond the leeway between clocks; after March
  EXPECT_EQ(past.portal().visit(claims).get("/v1/me").status, 401);
  EXPECT_EQ(past.anna().get("/v1/me").status, 200);
}

TEST_F(PastStory, ContentsAreShownAsLongAsTheyAreThere) {
  const auto kept = ready_order({.bytes = "what is kept"});
  const auto path = own_path(kept.order) + "/files/" + kept.file;
  const auto copy = copied();
  const auto shown = [&] { return Past(portal, copy, kLastOfMarch).anna().get(path); };
  EXPECT_EQ(shown().body, "what is kept");
  fs::remove_all(copy / "vault");
  EXPECT_EQ(shown().code(), "files.expired");
}

TEST_F(PastStory, WhatWasDestroyedSinceStaysDestroyed) {
  const auto ready = ready_order({.bytes = "what will go"});
  const auto path = own_path(ready.order) + "/files/" + ready.file;
  const auto older = copied("older");
  days_pass(91);
  const auto copy = copied();
  const auto shown = [&] { return Past(portal, copy, kLastOfMarch).anna().get(path); };
  EXPECT_EQ(shown().code(), "files.expired");
  // Neither do an older keyring and vault bring it back.
  fs::copy_file(older / "keyring", copy / "keyring", fs::copy_options::overwrite_existing);
  fs::remove_all(copy / "vault");
  fs::copy(older / "vault", copy / "vault", fs::copy_options::recursive);
  EXPECT_EQ(shown().code(), "files.expired");
}

TEST_F(PastStory, ViewsGoBesideTheDataDirectory) {
  const auto copy = copied();
  const auto source = open_source({.data = copy, .master_key = {}, .at = {}});
  EXPECT_THROW(build_views(source, copy / "views"), std::invalid_argument);
  EXPECT_THROW(build_views(source, copy / "elsewhere" / ".." / "views"), std::invalid_argument);
}

TEST_F(PastStory, ViewsTakeThePlaceOfNothingElse) {
  const auto copy = copied();
  const auto beside = copy.parent_path();
  const auto source = open_source({.data = copy, .master_key = {}, .at = {}});
  fs::create_directories(beside / "march.building");
  fs::create_directories(beside / "letters");
  std::ofstream(beside / "march.building" / "mine") << "kept";
  std::ofstream(beside / "letters" / "mine") << "kept";
  build_views(source, beside / "march" / "");
  EXPECT_TRUE(fs::exists(beside / "march.building" / "mine"));
  EXPECT_EQ(fs::status(beside / "march").permissions(), fs::perms::owner_all);
  EXPECT_NO_THROW(build_views(source, beside / "march"));

  EXPECT_THROW(build_views(source, beside / "letters"), std::invalid_argument);
  const auto earlier = open_source({.data = copy, .master_key = {}, .at = "1"});
  const auto march = files_in(beside / "march");
  EXPECT_THROW(build_views(earlier, beside / "march"), std::invalid_argument);
  EXPECT_EQ(files_in(beside / "march"), march);
}

TEST_F(PastStory, WhatACopyDoesNotReachIsNotShown) {
  const auto copy = copied();  // of 20 April
  for (const std::string at : {"2026-04-20", "2026-04-20T08:00:01Z", "2027-01-01"})
    EXPECT_THROW(open_source({.data = copy, .master_key = {}, .at = at}), std::out_of_range) << at;
  EXPECT_NO_THROW(open_source({.data = copy, .master_key = {}, .at = "2026-04-20T08:00:00Z"}));
  EXPECT_NO_THROW(open_source({.data = copy, .master_key = {}, .at = "2026-04-19"}));
}

TEST_F(PastStory, ORD_14_AFileWhoseTimeIsOverByNowIsGone) {
  const auto ready = ready_order({.bytes = "what is kept"});
  const auto path = own_path(ready.order) + "/files/" + ready.file;
  Past past(portal, copied(), kLastOfMarch);
  EXPECT_EQ(past.anna().get(path).status, 200);
  past.portal().clock.turn(std::chrono::hours(24 * 91));
  EXPECT_EQ(past.anna().get(path).code(), "files.expired");
}

TEST_F(PastStory, AContentThatIsOrderedToGoWhileItIsServedIsGoneAtOnce) {
  const auto ready = ready_order({.bytes = "what will go"});
  const auto path = own_path(ready.order) + "/files/" + ready.file;
  const auto& live = portal.portal().backend();
  Past past(portal, portal.data(), std::to_string(live.log.head()));
  ASSERT_EQ(past.anna().get(path).status, 200);

  const auto content = content_of(ready.file);
  const std::vector<api::SystemAct> acts{
      {"files.expire", 0, [content](api::Unit& unit) -> api::Result<domain::AccountId> {
         const auto ordered =
             api::decide<domain::files::Content>(unit, content, domain::files::OrderDestruction{"ORD-14"});
         if (!ordered) return std::unexpected(ordered.error());
         return domain::AccountId();
       }}};
  commit_by_system(live, acts);
  EXPECT_EQ(past.anna().get(path).code(), "files.expired");
}

}  // namespace
}  // namespace vesture::replay
