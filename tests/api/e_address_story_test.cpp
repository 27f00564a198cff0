// The e-address account is switched (ACC-07); what the registers hold of its owner is shown (ACC-01).
#include <gtest/gtest.h>

#include <set>

#include "tests/api/rights_fixture.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

class EAddressStory : public RightsTest {
 protected:
  static std::string e_address_of(const std::string& account) { return account_path(account) + "/e-address"; }
  bool is_active(Visitor& who, const std::string& account) {
    return who.get(account_path(account)).at("/e_address/active").as_bool();
  }
  Said switch_as_staff(Visitor& staff, const std::string& account, bool active) {
    return staff.put("/v1/institution/accounts/" + account + "/e-address", {{"active", active}});
  }

  Visitor administrator = portal.visit(portal.employee("PNOLV-320000-00013", {"administrator"}, "VDAA"));
};

TEST_F(EAddressStory, ACC_07_AnAccountIsInactiveUntilItsOwnerActivatesIt) {
  EXPECT_FALSE(is_active(anna, annas));
  const auto switched = switch_e_address(anna, annas, true);
  ASSERT_EQ(switched.status, 200) << switched.body;
  EXPECT_TRUE(switched.at("/active").as_bool());
  EXPECT_EQ(switched.text("/address"), "PNOLV-320000-00001");
  EXPECT_TRUE(is_active(anna, annas));
  EXPECT_EQ(anna.get(e_address_of(annas)).body, switched.body);
}

TEST_F(EAddressStory, ACC_07_OnceInARollingDayAndTheRefusalSaysFromWhen) {
  ASSERT_EQ(switch_e_address(anna, annas, true).status, 200);  // at 08:00
  portal.clock.turn_to("2026-03-03T07:59:59");
  const auto refused = switch_e_address(anna, annas, false);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.code(), "accounts.switched_recently");
  EXPECT_EQ(refused.text("/rule"), "ACC-07");
  EXPECT_EQ(refused.text("/available_from"), "2026-03-03T08:00:00Z");
  EXPECT_EQ(refused.field("retry-after"), "1");
  EXPECT_EQ(anna.get(e_address_of(annas)).text("/switchable_from"), "2026-03-03T08:00:00Z");
  EXPECT_TRUE(is_active(anna, annas));
  portal.clock.turn_to("2026-03-03T08:00:00");
  EXPECT_TRUE(anna.get(e_address_of(annas)).at("/switchable_from").is_null());
  EXPECT_EQ(switch_e_address(anna, annas, false).status, 200);
  EXPECT_FALSE(is_active(anna, annas));
}

TEST_F(EAddressStory, ACC_07_SwitchingToWhatItIsIsNoSwitch) {
  ASSERT_EQ(switch_e_address(anna, annas, false).status, 200);
  ASSERT_EQ(switch_e_address(anna, annas, true).status, 200);
  EXPECT_EQ(switch_e_address(anna, annas, true).status, 200);
}

TEST_F(EAddressStory, ACC_07_ALegalEntitysIsSwitchedByTheAdministratorAlone) {
  const auto company = open_company("NTRLV-40003055551", "PNOLV-320000-00001");
  EXPECT_TRUE(is_active(anna, company));
  const auto refused = switch_e_address(anna, company, false);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.code(), "accounts.switched_by_administrator");
  EXPECT_EQ(refused.text("/rule"), "ACC-07");
  EXPECT_EQ(switch_as_staff(clerk, company, false).status, 403);
  ASSERT_EQ(switch_as_staff(administrator, company, false).status, 200);
  EXPECT_FALSE(is_active(anna, company));
  EXPECT_EQ(switch_as_staff(administrator, company, true).status, 200);
}

TEST_F(EAddressStory, ACC_07_TheAdministratorsSwitchStartsNoDay) {
  ASSERT_EQ(switch_as_staff(administrator, annas, true).status, 200);
  EXPECT_EQ(switch_e_address(anna, annas, false).status, 200);
}

TEST_F(EAddressStory, ACC_07_AnAccountThatIsNotThereIsNotSwitched) {
  EXPECT_EQ(switch_as_staff(administrator, "0190a1b2-c3d4-7ef5-8697-a8b9cadbec01", true).status, 404);
}

TEST_F(EAddressStory, ACC_01_TheOwnerSeesTheIdentityDataHeld) {
  const auto company = open_company("NTRLV-40003055551", "PNOLV-320000-00001");
  EXPECT_EQ(anna.get(account_path(annas)).at("/identity"), bj::value({{"name", "Anna Bērziņa"},
                                                                      {"code", "PNOLV-320000-00001"},
                                                                      {"date_of_birth", nullptr},
                                                                      {"registration_number", nullptr}}));
  EXPECT_EQ(anna.get(account_path(company)).at("/identity"),
            bj::value({{"name", "SIA Paraugs"},
                       {"code", "NTRLV-40003055551"},
                       {"date_of_birth", nullptr},
                       {"registration_number", "40003055551"}}));
}

TEST_F(EAddressStory, ACC_01_WhatTheRegisterTellsTakesItsPlace) {
  decide_as_system<domain::accounts::Account>(annas,
                                              domain::accounts::UpdateIdentity{"Anna Kalniņa", "1990-05-17"});
  const auto page = anna.get(account_path(annas));
  EXPECT_EQ(page.text("/name"), "Anna Kalniņa");
  EXPECT_EQ(page.text("/identity/name"), "Anna Kalniņa");
  EXPECT_EQ(page.text("/identity/date_of_birth"), "1990-05-17");
  EXPECT_EQ(anna.get("/v1/me").text("/accounts/0/name"), "Anna Kalniņa");
}

TEST_F(EAddressStory, ACC_01_ACodeOfTheOldFormSaysTheDateOfBirth) {
  auto anete = portal.visit(portal.citizen("PNOLV-161175-19997", "Anete"));
  EXPECT_EQ(anete.get(account_path(anete.account())).text("/identity/date_of_birth"), "1975-11-16");
}

TEST_F(EAddressStory, ACC_01_IdentityDataAreNotEditableHere) {
  for (const auto* method : {"PUT", "PATCH", "POST", "DELETE"}) {
    EXPECT_EQ(anna.send(method, account_path(annas), "{}", {}).status, 405) << method;
    EXPECT_EQ(anna.send(method, account_path(annas) + "/identity", "{}", {}).status, 404) << method;
  }
}

TEST_F(EAddressStory, ORD_01_AnInstitutionsAccountIsAppliedForAtTheDeskOnly) {
  const auto body = [](std::string_view kind) {
    return bj::value{{"name", "Paraugu pārvalde"},
                     {"registration_code", "NTRLV-90000038578"},
                     {"first_user", "PNOLV-320000-00001"},
                     {"first_user_name", "Anna Bērziņa"},
                     {"kind", kind}};
  };
  const auto refused = anna.post("/v1/account-applications", body("institution"));
  EXPECT_EQ(refused.status, 422) << refused.body;
  EXPECT_EQ(refused.text("/field"), "/kind");
  EXPECT_EQ(clerk.post("/v1/institution/account-applications", body("natural")).status, 422);
  const auto applied = clerk.post("/v1/institution/account-applications", body("institution"));
  ASSERT_EQ(applied.status, 201) << applied.body;
  EXPECT_EQ(applied.text("/kind"), "institution");
  const auto accepted = clerk.post("/v1/institution/account-applications/" + applied.text("/id") + "/accept");
  const auto page = anna.get(account_path(accepted.text("/account")));
  EXPECT_EQ(page.text("/kind"), "institution");
  EXPECT_TRUE(page.at("/e_address/active").as_bool());
  std::set<std::string> kinds;
  const auto me = anna.get("/v1/me");
  for (const auto& mine : me.at("/accounts").as_array()) kinds.insert(text_of(mine.at("kind")));
  EXPECT_EQ(kinds, (std::set<std::string>{"institution", "natural"}));
}

}  // namespace
}  // namespace vesture::api
