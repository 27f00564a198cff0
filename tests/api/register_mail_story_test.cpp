// What becomes of messages, readers and users where a personal code changes (ACC-08), or somebody dies (ACC-09).
#include <gtest/gtest.h>

#include <chrono>

#include "domain/mail/copy.hpp"
#include "domain/rights/read_rights.hpp"
#include "tests/api/mail_fixture.hpp"
#include "tests/api/running_register.hpp"

namespace vesture::api {
namespace {

using namespace std::chrono_literals;

constexpr const char* kAnnasNew = "PNOLV-325555-12345";
constexpr const char* kChanges = "/v1/institution/register-changes";

struct AskedRegister {
  RunningRegister running;
  HttpRegister asked{running.client()};
};

class RegisterMailStory : private AskedRegister, public MailTest {
 protected:
  RegisterMailStory() : MailTest([this](PortalOptions& options) { options.registers = &asked; }) {}

  void change(const std::string& code, const decltype(RegisterChange::what)& what) {
    running.simulator.change(code, what);
    portal.clock.turn(1min);
    portal.portal().keep_time();
  }
  Visitor by_new_code() { return portal.visit(portal.citizen(kAnnasNew, "Anna Bērziņa")); }
  int open_mailbox(Visitor& who, const std::string& account) { return who.get(mail_of(account)).status; }
  // What the company's message came to; its failure, "" where it arrived.
  std::string fate_of_message_to(std::string_view e_address) {
    const auto message = send_to(cilda, company, e_address);
    deliver();
    return open(cilda, company, message).text("/failure/code");
  }
  std::string delivered_to_anna() {
    const auto message = send_to(cilda, company, kAnna);
    deliver();
    return message;
  }
  domain::mail::CopyState received_copy(const std::string& message) {
    const auto& backend = portal.portal().backend();
    Unit unit(backend.log, backend.cipher, backend.now());
    return unit.load<domain::mail::Copy>({domain::mail::Side::received, {*domain::parse_uuid(message)}});
  }

  const std::string annas_person = anna.person();
};

TEST_F(RegisterMailStory, ACC_08_MailToTheOldEAddressFailsAndTheMessagesOfTheOldAreRead) {
  const auto before = delivered_to_anna();
  change(kAnna, CodeChanged{kAnnasNew});
  EXPECT_EQ(fate_of_message_to(kAnna), "recipient_unknown");
  EXPECT_EQ(fate_of_message_to(kAnnasNew), "");
  auto renewed = by_new_code();
  EXPECT_EQ(open(renewed, annas, before).status, 200);
}

TEST_F(RegisterMailStory, ACC_08_WhereTheNewCodeHasAnAccountNothingMoreGoesToTheOldOne) {
  const auto before = delivered_to_anna();
  ASSERT_EQ(grant_reading(anna, annas, kBoriss).status, 201);
  auto renewed = by_new_code();
  const auto own = renewed.account();
  change(kAnna, CodeChanged{kAnnasNew});
  EXPECT_EQ(fate_of_message_to(kAnna), "recipient_unknown");
  EXPECT_EQ(open(boris, annas, before).status, 404);
  EXPECT_EQ(anna.get("/v1/me").code(), "auth.personal_code_replaced");
  EXPECT_EQ(renewed.account(), own);
  EXPECT_EQ(open(renewed, annas, before).status, 200);
  EXPECT_EQ(renewed.post(mail_of(annas), body_of({})).code(), "rights.not_granted");
}

TEST_F(RegisterMailStory, ACC_08_WhatIsPutAsideIsInTheAdministratorsList) {
  by_new_code().account();
  change(kAnna, CodeChanged{kAnnasNew});
  const auto listed = administrator.get(kChanges);
  ASSERT_EQ(listed.items().size(), 1U) << listed.body;
  EXPECT_EQ(listed.at("/items/0/sequence").to_number<int>(), 1);
  EXPECT_EQ(listed.text("/items/0/kind"), "code_changed");
  EXPECT_EQ(listed.text("/items/0/account"), annas);
  EXPECT_EQ(administrator.get(std::string(kChanges) + "?kind=died").items().size(), 0U);
  for (auto* other : {&boris, &clerk, &cashier}) EXPECT_EQ(other->get(kChanges).status, 403);
}

TEST_F(RegisterMailStory, ACC_08_RightsThatWereGrantedToTheNewCodeBeforeAreThePersons) {
  ASSERT_EQ(switch_e_address(boris, boriss, true).status, 200);
  ASSERT_EQ(grant_reading(boris, boriss, kAnnasNew).status, 201);
  ASSERT_EQ(authorise(cilda, company, kAnnasNew, {"read", "write"}).status, 200);
  change(kAnna, CodeChanged{kAnnasNew});
  auto renewed = by_new_code();
  EXPECT_EQ(renewed.person(), annas_person);
  EXPECT_EQ(open_mailbox(renewed, annas), 200);
  EXPECT_EQ(open_mailbox(renewed, boriss), 200);
  EXPECT_EQ(open_mailbox(renewed, company), 200);
  EXPECT_EQ(administrator.get(kChanges).items().size(), 0U);
}

TEST_F(RegisterMailStory, ACC_08_RightsOfTheOldCodeGoOnWhereTheNewOneHasAnAccount) {
  ASSERT_EQ(switch_e_address(boris, boriss, true).status, 200);
  ASSERT_EQ(grant_reading(boris, boriss, kAnna).status, 201);
  ASSERT_EQ(authorise(cilda, company, kAnna, {"read", "write"}).status, 200);
  auto renewed = by_new_code();
  renewed.account();
  change(kAnna, CodeChanged{kAnnasNew});
  EXPECT_EQ(open_mailbox(renewed, boriss), 200);
  EXPECT_EQ(open_mailbox(renewed, company), 200);
}

TEST_F(RegisterMailStory, ACC_08_ARightThatIsSuspendedDoesNotComeBackByAnotherCode) {
  ASSERT_EQ(switch_e_address(boris, boriss, true).status, 200);
  ASSERT_EQ(grant_reading(boris, boriss, kAnnasNew).status, 201);
  decide_as_system<domain::rights::ReadRights>(
      boriss, domain::rights::SuspendReadRights{{*domain::parse_uuid(boriss)}});
  change(kAnna, CodeChanged{kAnnasNew});
  auto renewed = by_new_code();
  EXPECT_EQ(open_mailbox(renewed, boriss), 404);
}

TEST_F(RegisterMailStory, ACC_09_ADeathStopsReadersAndNewMessagesAndKeepsWhatIsHeld) {
  const auto before = delivered_to_anna();
  ASSERT_EQ(grant_reading(anna, annas, kBoriss).status, 201);
  ASSERT_EQ(open(boris, annas, before).status, 200);
  const auto held = received_copy(before);
  change(kAnna, Ended{});
  EXPECT_EQ(open(boris, annas, before).code(), "accounts.annulled");
  EXPECT_EQ(fate_of_message_to(kAnna), "annulled");
  ASSERT_TRUE(std::holds_alternative<domain::mail::KeptCopy>(held));
  EXPECT_EQ(received_copy(before), held);
}

TEST_F(RegisterMailStory, ACC_09_TheRightsInOthersAccountsOfOneWhoDiedEnd) {
  ASSERT_EQ(switch_e_address(boris, boriss, true).status, 200);
  ASSERT_EQ(grant_reading(boris, boriss, kAnna).status, 201);
  ASSERT_EQ(open_mailbox(anna, boriss), 200);
  ASSERT_EQ(open_mailbox(cilda, company), 200);
  change(kAnna, Ended{});
  change("PNOLV-320000-00003", Ended{});
  EXPECT_EQ(open_mailbox(anna, boriss), 401);
  EXPECT_EQ(open_mailbox(cilda, company), 401);
}

TEST_F(RegisterMailStory, ACC_09_AClosureStopsUsersAndNewMessages) {
  change(kCompany, Ended{});
  EXPECT_EQ(cilda.get(mail_of(company)).code(), "accounts.annulled");
  const auto message = send_to(dace, institution, kCompany);
  deliver();
  EXPECT_EQ(open(dace, institution, message).text("/failure/code"), "annulled");
}

}  // namespace
}  // namespace vesture::api
