// Who may do what in another's account: readers (RGT-01, RGT-02) and legal entities' users (RGT-03, RGT-04).
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/rights/read_rights.hpp"
#include "tests/api/rights_fixture.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;
constexpr const char* kAnna = "PNOLV-320000-00001";
constexpr const char* kBoris = "PNOLV-320000-00002";
constexpr const char* kCarla = "PNOLV-320000-00003";

// What the visitor is told of their access to the account; null where it is none.
bj::value access_of(Visitor& who, const std::string& account) {
  const auto me = who.get("/v1/me");
  for (const auto& mine : me.at("/accounts").as_array())
    if (text_of(mine.at("id")) == account)
      return {{"access", mine.at("access")}, {"rights", mine.at("rights")}};
  return nullptr;
}

class RightsStory : public RightsTest {
 protected:
  void SetUp() override { ASSERT_EQ(switch_e_address(anna, annas, true).status, 200); }

  std::string right_of(const std::string& account, Visitor& owner) {
    return owner.get(rights_of(account)).text("/readers/0/id");
  }
  Said open_changes(Visitor& who, const std::string& account) {
    return who.get(account_path(account) + "/changes", {{"Last-Event-ID", "none"}});
  }
  void expect_reads(Visitor& who, const std::string& account) {
    EXPECT_EQ(access_of(who, account), bj::value({{"access", "reader"}, {"rights", {"read"}}}));
    EXPECT_EQ(open_changes(who, account).status, 400);  // let in, and then told that the header is wrong
  }
  void expect_is_stranger(Visitor& who, const std::string& account) {
    EXPECT_EQ(access_of(who, account), bj::value());
    EXPECT_EQ(open_changes(who, account).status, 404);
  }
};

TEST_F(RightsStory, RGT_01_TheOwnerOfAnActiveAccountGrantsReading) {
  expect_is_stranger(boris, annas);
  const auto granted = grant_reading(anna, annas, kBoris, "2026-12-31");
  ASSERT_EQ(granted.status, 201) << granted.body;
  EXPECT_EQ(granted.text("/readers/0/person"), boris.person());
  EXPECT_EQ(granted.text("/readers/0/name"), "Lasītājs");
  EXPECT_EQ(granted.text("/readers/0/until"), "2026-12-31");
  EXPECT_EQ(anna.get(rights_of(annas)).body, granted.body);
  expect_reads(boris, annas);
}

TEST_F(RightsStory, RGT_01_AReaderMayBeSomeoneWhoWasNeverHere) {
  ASSERT_EQ(grant_reading(anna, annas, kCarla).status, 201);
  auto carla = portal.visit(portal.citizen(kCarla, "Karla"));
  expect_reads(carla, annas);
}

TEST_F(RightsStory, RGT_01_AnInactiveAccountGrantsNothing) {
  ASSERT_EQ(grant_reading(boris, boriss, kAnna).status, 409);
  const auto refused = grant_reading(boris, boriss, kAnna);
  EXPECT_EQ(refused.code(), "rights.account_not_active");
  EXPECT_EQ(refused.text("/rule"), "RGT-01");
  expect_is_stranger(anna, boriss);
}

TEST_F(RightsStory, RGT_01_OneselfAndNobodyAreNoReaders) {
  const auto oneself = grant_reading(anna, annas, kAnna);
  EXPECT_EQ(oneself.status, 422);
  EXPECT_EQ(oneself.code(), "rights.reader_is_owner");
  EXPECT_EQ(oneself.text("/field"), "/person");
  const auto nobody = grant_reading(anna, annas, "PNOLV-161175-19998");
  EXPECT_EQ(nobody.status, 422);
  EXPECT_EQ(nobody.text("/field"), "/person");
  EXPECT_TRUE(anna.get(rights_of(annas)).at("/readers").as_array().empty());
}

TEST_F(RightsStory, RGT_01_ARightEndsAfterItsLastDayAtMidnightInRiga) {
  ASSERT_EQ(grant_reading(anna, annas, kBoris, "2026-03-02").status, 201);
  portal.clock.turn_to("2026-03-02T21:59:59");
  expect_reads(boris, annas);
  portal.clock.turn_to("2026-03-02T22:00:00");
  expect_is_stranger(boris, annas);
}

TEST_F(RightsStory, RGT_01_ItsEndIsChangedAndARightGrantedAgainIsTheSame) {
  const auto granted = grant_reading(anna, annas, kBoris, "2026-03-02");
  const auto right = rights_of(annas) + "/" + granted.text("/readers/0/id");
  const auto changed = anna.put(right, {{"until", "2026-03-05"}});
  ASSERT_EQ(changed.status, 200) << changed.body;
  const auto again = grant_reading(anna, annas, kBoris);
  ASSERT_EQ(again.status, 201);
  EXPECT_EQ(again.at("/readers").as_array().size(), 1u);
  EXPECT_EQ(again.text("/readers/0/id"), granted.text("/readers/0/id"));
  EXPECT_TRUE(again.at("/readers/0/until").is_null());
  portal.clock.turn_to("2026-06-01T00:00:00");
  expect_reads(boris, annas);
}

TEST_F(RightsStory, RGT_01_ARevokedRightEndsAtOnce) {
  ASSERT_EQ(grant_reading(anna, annas, kBoris).status, 201);
  const auto right = rights_of(annas) + "/" + right_of(annas, anna);
  ASSERT_EQ(anna.send("DELETE", right, "", {}).status, 200);
  expect_is_stranger(boris, annas);
  EXPECT_EQ(anna.send("DELETE", right, "", {}).status, 404);
}

TEST_F(RightsStory, ACC_08_ASuspendedRightIsNoneUntilTheOwnerConfirmsIt) {
  ASSERT_EQ(grant_reading(anna, annas, kBoris).status, 201);
  const domain::rights::SuspendReadRights suspending{{*domain::parse_uuid(annas)}};
  decide_as_system<domain::rights::ReadRights>(annas, suspending);
  expect_is_stranger(boris, annas);
  EXPECT_TRUE(anna.get(rights_of(annas)).at("/readers/0/suspended").as_bool());
  ASSERT_EQ(anna.post(rights_of(annas) + "/" + right_of(annas, anna) + "/confirm").status, 200);
  expect_reads(boris, annas);
}

TEST_F(RightsStory, RGT_01_AChangeOfWhatHasChangedMeanwhileIsRefused) {
  const auto seen = anna.get(rights_of(annas)).field("etag");
  ASSERT_EQ(grant_reading(anna, annas, kBoris).status, 201);
  const auto right = rights_of(annas) + "/" + right_of(annas, anna);
  EXPECT_EQ(anna.send("DELETE", right, "", {{"If-Match", seen}}).status, 412);
  expect_reads(boris, annas);
}

TEST_F(RightsStory, RGT_02_TheOwnerSeesWhatTheReaderDid) {
  ASSERT_EQ(grant_reading(anna, annas, kBoris).status, 201);
  ASSERT_EQ(boris.get(account_path(annas) + "/messages?folder=received").status, 200);
  ASSERT_EQ(boris.get(account_path(annas) + "/orders").status, 403);
  const auto looks = all_items(anna, account_path(annas) + "/audit", "?actor=" + boris.person());
  ASSERT_EQ(looks.size(), 1u);
  EXPECT_EQ(text_of(looks[0].at("means")), "reader");
  EXPECT_EQ(text_of(looks[0].at("action")), "mail.list");
  EXPECT_EQ(text_of(looks[0].at("filters")), "folder=received");
}

class CompanyStory : public RightsTest {
 protected:
  const std::string company = open_company("NTRLV-40003055551", kAnna);
  Visitor carla = portal.visit(portal.citizen(kCarla, "Karla"));

  std::string user_path(Visitor& user) { return rights_of(company) + "/users/" + user.person(); }
};

TEST_F(CompanyStory, RGT_03_AManagerGivesRightsAndTheyAreSeen) {
  const auto page = authorise(anna, company, kBoris, {"write", "send"});
  ASSERT_EQ(page.status, 200) << page.body;
  ASSERT_EQ(page.at("/users").as_array().size(), 2u);
  EXPECT_EQ(page.text("/users/0/person"), anna.person());
  EXPECT_EQ(page.text("/users/0/name"), "Pirmais Lietotājs");
  EXPECT_EQ(page.at("/users/0/rights"), bj::value({"read", "write", "send", "manage"}));
  EXPECT_EQ(page.text("/users/1/person"), boris.person());
  EXPECT_EQ(page.at("/users/1/rights"), bj::value({"read", "write", "send"}));
  EXPECT_EQ(anna.get(rights_of(company)).body, page.body);
  EXPECT_EQ(access_of(boris, company),
            bj::value({{"access", "user"}, {"rights", {"read", "write", "send"}}}));
}

TEST_F(CompanyStory, RGT_03_TheAuthorisationIsAnEServiceInTheAccountsHistory) {
  ASSERT_EQ(authorise(anna, company, kBoris, {"read"}).status, 200);
  const auto runs = all_items(anna, requests_of(company));
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(text_of(runs[0].at("service")),
            "Pilnvarojums veikt darbības elektroniskā vidē juridiskas personas vārdā");
  EXPECT_EQ(text_of(runs[0].at("status")), "completed");
  EXPECT_EQ(text_of(runs[0].at("requested_by")), anna.person());
  EXPECT_EQ(text_of(runs[0].at("object")), boris.person());
  ASSERT_EQ(authorise(anna, company, kBoris, {"read"}).status, 200);  // changes nothing
  EXPECT_EQ(all_items(anna, requests_of(company)).size(), 1u);
  ASSERT_EQ(authorise(anna, company, kBoris, {}).status, 200);
  EXPECT_EQ(all_items(anna, requests_of(company)).size(), 2u);
}

TEST_F(CompanyStory, RGT_03_WhoDoesNotManageGivesNoRights) {
  ASSERT_EQ(authorise(anna, company, kBoris, {"write", "send"}).status, 200);
  const auto refused = authorise(boris, company, kBoris, {"manage"});
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.code(), "rights.not_granted");
  EXPECT_EQ(refused.text("/rule"), "RGT-03");
  EXPECT_EQ(boris.get(rights_of(company)).status, 403);
}

TEST_F(CompanyStory, RGT_03_ARightThatIsTakenAwayEndsAtOnce) {
  ASSERT_EQ(authorise(anna, company, kBoris, {"write"}).status, 200);
  EXPECT_EQ(boris.get(orders_of(company)).status, 200);
  ASSERT_EQ(authorise(anna, company, kBoris, {}).status, 200);
  EXPECT_EQ(boris.get(orders_of(company)).status, 404);
  ASSERT_EQ(authorise(anna, company, kCarla, {"read"}).status, 200);
  EXPECT_EQ(carla.get(orders_of(company)).status, 200);
  ASSERT_EQ(anna.send("DELETE", user_path(carla), "", {}).status, 200);
  EXPECT_EQ(carla.get(orders_of(company)).status, 404);
  EXPECT_EQ(carla.get("/v1/me").at("/accounts").as_array().size(), 1u);
}

TEST_F(CompanyStory, RGT_03_TheLastManagerStays) {
  for (const bj::array& rights : {bj::array{}, bj::array{"read", "write"}}) {
    const auto refused = authorise(anna, company, kAnna, rights);
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.code(), "rights.last_manager");
  }
  EXPECT_EQ(anna.send("DELETE", user_path(anna), "", {}).status, 409);
  ASSERT_EQ(authorise(anna, company, kBoris, {"manage"}).status, 200);
  EXPECT_EQ(anna.send("DELETE", user_path(anna), "", {}).status, 200);
  EXPECT_EQ(anna.get(rights_of(company)).status, 404);
}

TEST_F(CompanyStory, RGT_03_AnUnknownPersonIsNotSentAway) {
  const auto refused = authorise(anna, company, "PNOLV-320000-00099", {});
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.text("/field"), "/person");
}

TEST_F(CompanyStory, RGT_04_TheCompanySeesWhatItsUsersDid) {
  ASSERT_EQ(authorise(anna, company, kBoris, {"read"}).status, 200);
  boris.get(orders_of(company));
  const auto looks = all_items(anna, account_path(company) + "/audit", "?actor=" + boris.person());
  ASSERT_EQ(looks.size(), 1u);
  EXPECT_EQ(text_of(looks[0].at("means")), "user");
  EXPECT_EQ(text_of(looks[0].at("action")), "orders.list");
  EXPECT_EQ(boris.get(account_path(company) + "/audit").status, 403);
}

TEST_F(CompanyStory, RGT_01_ALegalEntityHasNoReadersAndAPersonNoUsers) {
  const auto reader = grant_reading(anna, company, kBoris);
  EXPECT_EQ(reader.status, 409);
  EXPECT_EQ(reader.code(), "rights.readers_of_natural_persons_only");
  const auto user = authorise(anna, annas, kBoris, {"read"});
  EXPECT_EQ(user.status, 409);
  EXPECT_EQ(user.code(), "accounts.users_of_legal_entities_only");
}

TEST_F(CompanyStory, ACC_09_AnAnnulledAccountIsNobodysAnyMore) {
  ASSERT_EQ(authorise(anna, company, kBoris, {"read"}).status, 200);
  decide_as_system<domain::accounts::Account>(
      company, domain::accounts::AnnulEAddress{domain::accounts::AnnulledBecause::closure});
  for (auto* user : {&anna, &boris}) {
    const auto refused = user->get(orders_of(company));
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(refused.code(), "accounts.annulled");
    EXPECT_EQ(refused.text("/rule"), "ACC-09");
    EXPECT_EQ(user->get("/v1/me").at("/accounts").as_array().size(), 1u);
  }
  EXPECT_EQ(carla.get(orders_of(company)).status, 404);
}

}  // namespace
}  // namespace vesture::api
