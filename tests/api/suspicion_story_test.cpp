// A suspicion that a user reports reaches the e-address administrator at once (MAIL-20).
#include <gtest/gtest.h>

#include "tests/api/mail_fixture.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

constexpr const char* kSuspicions = "/v1/institution/suspicions";

class SuspicionStory : public MailTest {
 protected:
  static Said report(Visitor& who, const std::string& account, const bj::object& body) {
    return who.post(account_path(account) + "/suspicions", body);
  }
  static bj::object suspicion(std::string_view description = "Pielikums lūdz paroli.\nNeatvēru.") {
    return {{"kind", "malware_received"}, {"description", description}};
  }
};

TEST_F(SuspicionStory, MAIL_20_WhatIsReportedIsInTheAdministratorsListAtOnce) {
  const auto message = send_to(anna, annas, kCompany);
  auto about = suspicion();
  about["message"] = message;
  const auto reported = report(anna, annas, about);
  ASSERT_EQ(reported.status, 201) << reported.body;
  portal.clock.turn(std::chrono::seconds(1));
  ASSERT_EQ(report(cilda, company, {{"kind", "unauthorised_access"}, {"description", ""}}).status, 201);
  const auto listed = administrator.get(kSuspicions);
  ASSERT_EQ(listed.items().size(), 2u);
  EXPECT_EQ(listed.text("/items/0/kind"), "unauthorised_access");
  EXPECT_EQ(listed.items()[1], reported.json);
  EXPECT_EQ(listed.text("/items/1/account"), annas);
  EXPECT_EQ(listed.text("/items/1/reported_by"), anna.person());
  EXPECT_EQ(listed.text("/items/1/message"), message);
  EXPECT_EQ(listed.text("/items/1/description"), "Pielikums lūdz paroli.\nNeatvēru.");
  EXPECT_EQ(administrator.get(std::string(kSuspicions) + "?kind=malware_received").items().size(), 1u);
  EXPECT_EQ(administrator.get(std::string(kSuspicions) + "?time_from=2026-03-03").items().size(), 0u);
}

TEST_F(SuspicionStory, MAIL_20_TheListIsTheAdministratorsAlone) {
  for (auto* other : {&anna, &clerk, &cashier}) EXPECT_EQ(other->get(kSuspicions).status, 403);
}

TEST_F(SuspicionStory, MAIL_20_ASuspicionIsReportedInAnInactiveAccountTooAndByNobodyElse) {
  EXPECT_EQ(report(boris, boriss, suspicion()).status, 201);
  EXPECT_EQ(report(boris, annas, suspicion()).status, 404);
  grant_reading(anna, annas, kBoriss);
  EXPECT_EQ(report(boris, annas, suspicion()).status, 403);
}

TEST_F(SuspicionStory, MAIL_20_AMessageThatIsNotTheAccountsIsNoReference) {
  auto about = suspicion();
  about["message"] = send_to(anna, annas, kCompany);
  const auto refused = report(cilda, company, about);  // it has not been delivered
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.text("/field"), "/message");
  about["message"] = "0190a1b2-c3d4-7ef5-8697-a8b9cadbec01";
  EXPECT_EQ(report(anna, annas, about).body, refused.body);
}

TEST_F(SuspicionStory, MAIL_20_ADescriptionHasAtMost2000Characters) {
  std::string longest;
  for (int n = 0; n < 2'000; ++n) longest += "ā";
  EXPECT_EQ(report(anna, annas, suspicion(longest)).status, 201);
  const auto refused = report(anna, annas, suspicion(longest + "ā"));
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.code(), "mail.description_too_long");
  EXPECT_EQ(refused.text("/field"), "/description");
}

TEST_F(SuspicionStory, MAIL_20_WhatTheAdministratorSeesIsOnRecordForTheOwner) {
  report(anna, annas, suspicion());
  administrator.get(kSuspicions);
  const auto actions = column(all_items(anna, account_path(annas) + "/audit"), "action");
  EXPECT_EQ(std::ranges::count(actions, "mail.list_suspicions"), 1);
  EXPECT_EQ(std::ranges::count(actions, "mail.report_suspicion"), 1);
}

}  // namespace
}  // namespace vesture::api
