// How people and companies come to their accounts (ORD-01).
#include <gtest/gtest.h>

#include "tests/api/orders_fixture.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

constexpr const char* kCompany = "NTRLV-40003055551";
constexpr const char* kApplications = "/v1/account-applications";
constexpr const char* kStaffApplications = "/v1/institution/account-applications";

class AccountStory : public OrdersTest {
 protected:
  bj::object application(const std::string& first_user, const std::string& company = kCompany) const {
    return {{"name", "SIA Ozols"},
            {"registration_code", company},
            {"first_user", first_user},
            {"first_user_name", "Boriss Kļaviņš"}};
  }

  Said decide(const Said& applied, const std::string& how, const bj::value& body = {}) {
    const auto path = std::string(kStaffApplications) + "/" + applied.text("/id") + "/" + how;
    return body.is_null() ? clerk.post(path) : clerk.post(path, body);
  }
};

TEST_F(AccountStory, ORD_01_ANaturalPersonsAccountWorksFromTheFirstAuthentication) {
  auto newcomer = portal.visit(portal.citizen("PNOLV-320000-00003", "Dace Liepa"));
  const auto me = newcomer.get("/v1/me");
  ASSERT_EQ(me.status, 200);
  EXPECT_EQ(me.text("/person"), "PNOLV-320000-00003");
  ASSERT_EQ(me.at("/accounts").as_array().size(), 1u);
  EXPECT_EQ(me.text("/accounts/0/kind"), "natural");
  EXPECT_EQ(me.text("/accounts/0/access"), "owner");
  EXPECT_EQ(me.text("/accounts/0/name"), "Dace Liepa");
  EXPECT_EQ(newcomer.get("/v1/accounts/" + me.text("/accounts/0/id") + "/orders").status, 200);
}

TEST_F(AccountStory, ORD_01_ASecondAuthenticationOpensNoSecondAccount) {
  auto again = portal.visit(portal.citizen("PNOLV-320000-00001", "Anna Bērziņa"));
  EXPECT_EQ(again.account(), annas);
  EXPECT_EQ(again.get("/v1/me").at("/accounts").as_array().size(), 1u);
}

TEST_F(AccountStory, ORD_01_StaffGetNoAccountByComingToWork) {
  EXPECT_TRUE(clerk.get("/v1/me").at("/accounts").as_array().empty());
}

TEST_F(AccountStory, ORD_01_ALegalEntitysAccountWorksOnlyOnceItsApplicationIsAccepted) {
  const auto applied = anna.post(kApplications, application("PNOLV-320000-00002"));
  ASSERT_EQ(applied.status, 201) << applied.body;
  EXPECT_EQ(applied.text("/status"), "submitted");
  EXPECT_TRUE(applied.at("/account").is_null());
  EXPECT_EQ(boris.get("/v1/me").at("/accounts").as_array().size(), 1u);
  const auto sought = clerk.post("/v1/institution/accounts/find", {{"code", kCompany}});
  EXPECT_EQ(sought.status, 404);

  portal.clock.turn(std::chrono::minutes(1));
  const auto accepted = decide(applied, "accept");
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  const auto me = boris.get("/v1/me");
  ASSERT_EQ(me.at("/accounts").as_array().size(), 2u);
  EXPECT_EQ(me.text("/accounts/1/id"), accepted.text("/account"));
  EXPECT_EQ(me.text("/accounts/1/kind"), "legal");
  EXPECT_EQ(me.text("/accounts/1/access"), "user");
  EXPECT_EQ(me.text("/accounts/1/name"), "SIA Ozols");
  EXPECT_EQ(boris.get(orders_of(accepted.text("/account"))).status, 200);
}

TEST_F(AccountStory, ORD_01_WhoAppliesIsNoUserUnlessNamed) {
  const auto applied = anna.post(kApplications, application("PNOLV-320000-00002"));
  const auto account = decide(applied, "accept").text("/account");
  EXPECT_EQ(anna.get(orders_of(account)).status, 404);
  EXPECT_EQ(anna.get("/v1/me").at("/accounts").as_array().size(), 1u);
}

TEST_F(AccountStory, ORD_01_AFirstUserWhoHasNeverComeFindsTheAccountWhenTheyDo) {
  const auto account = open_company(kCompany, "PNOLV-320000-00004");
  auto newcomer = portal.visit(portal.citizen("PNOLV-320000-00004", "Elza Kalniņa"));
  EXPECT_EQ(newcomer.get("/v1/me").at("/accounts").as_array().size(), 2u);
  EXPECT_EQ(newcomer.get(orders_of(account)).status, 200);
}

TEST_F(AccountStory, ORD_01_AnApplicationAtTheDeskCountsTheSame) {
  const auto applied = clerk.post(kStaffApplications, application("PNOLV-320000-00002"));
  EXPECT_EQ(applied.text("/channel"), "desk");
  EXPECT_EQ(decide(applied, "accept").text("/status"), "accepted");
}

TEST_F(AccountStory, ORD_01_ARefusedApplicationOpensNothingAndSaysWhy) {
  const auto applied = anna.post(kApplications, application("PNOLV-320000-00002"));
  ASSERT_EQ(decide(applied, "refuse", {{"reason", "Nav pilnvaras"}}).status, 200);
  EXPECT_EQ(boris.get("/v1/me").at("/accounts").as_array().size(), 1u);
  const auto seen = anna.get(std::string(kApplications) + "/" + applied.text("/id"));
  EXPECT_EQ(seen.text("/status"), "refused");
  EXPECT_EQ(seen.text("/reason"), "Nav pilnvaras");
  const auto late = decide(applied, "accept");
  EXPECT_EQ(late.status, 409);
  EXPECT_EQ(late.text("/rule"), "ORD-01");
}

TEST_F(AccountStory, ORD_01_ALegalEntityHasOneAccount) {
  const auto first = anna.post(kApplications, application("PNOLV-320000-00002"));
  const auto second = anna.post(kApplications, application("PNOLV-320000-00001"));
  ASSERT_EQ(decide(first, "accept").status, 200);
  const auto refused = decide(second, "accept");
  EXPECT_EQ(refused.status, 409) << refused.body;
  EXPECT_EQ(refused.text("/rule"), "ORD-01");
  EXPECT_EQ(anna.get("/v1/me").at("/accounts").as_array().size(), 1u);
}

TEST_F(AccountStory, ORD_01_AcceptingTwiceOpensOneAccount) {
  const auto applied = anna.post(kApplications, application("PNOLV-320000-00002"));
  const auto once = decide(applied, "accept"), twice = decide(applied, "accept");
  EXPECT_EQ(twice.status, 200);
  EXPECT_EQ(twice.text("/account"), once.text("/account"));
  EXPECT_EQ(boris.get("/v1/me").at("/accounts").as_array().size(), 2u);
}

TEST_F(AccountStory, ORD_01_ApplicantsSeeTheirOwnApplicationsOnly) {
  const auto applied = anna.post(kApplications, application("PNOLV-320000-00002"));
  const auto path = std::string(kApplications) + "/" + applied.text("/id");
  EXPECT_EQ(anna.get(path).status, 200);
  const auto others = boris.get(path);
  EXPECT_EQ(others.status, 404);
  EXPECT_EQ(others.body, boris.get(std::string(kApplications) + "/" + annas).body);
}

TEST_F(AccountStory, ORD_01_TheStaffListApplicationsByStatus) {
  const auto first = anna.post(kApplications, application("PNOLV-320000-00002"));
  const auto second = anna.post(kApplications, application("PNOLV-320000-00001", "NTRLV-40003000017"));
  decide(first, "accept");
  const auto waiting = clerk.get(std::string(kStaffApplications) + "?status=submitted");
  ASSERT_EQ(waiting.items().size(), 1u);
  EXPECT_EQ(waiting.text("/items/0/id"), second.text("/id"));
  EXPECT_EQ(clerk.get(kStaffApplications).items().size(), 2u);
}

TEST_F(AccountStory, ORD_01_IdentifiersThatCannotBeAreRefusedByField) {
  const auto person = anna.post(kApplications, application("PNOLV-010190-99999"));
  EXPECT_EQ(person.status, 422);
  EXPECT_EQ(person.text("/field"), "/first_user");
  const auto company = anna.post(kApplications, application("PNOLV-320000-00002", "NTRLV-40003055555"));
  EXPECT_EQ(company.status, 422);
  EXPECT_EQ(company.text("/field"), "/registration_code");
  EXPECT_EQ(company.text("/rule"), "ORD-01");
}

}  // namespace
}  // namespace vesture::api
