// People and companies as the registers know them, over HTTP and with a register that changes: identity data (ACC-01),
// another personal code (ACC-08), deaths and closures (ACC-09).
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

#include "api/accounts.hpp"
#include "api/errands/register_changes.hpp"
#include "api/errands/register_follower.hpp"
#include "domain/accounts/person.hpp"
#include "domain/accounts/register_feed.hpp"
#include "tests/api/portal_fixture.hpp"
#include "tests/api/running_register.hpp"

namespace vesture::api {
namespace {

using namespace std::chrono_literals;
namespace dom = domain::accounts;

constexpr const char* kAnna = "PNOLV-161175-19997";
constexpr const char* kAnnasNew = "PNOLV-325555-12345";
constexpr const char* kBerta = "PNOLV-290212-29381";
constexpr const char* kCompany = "NTRLV-40003521600";

// A register whose answers a test spoils on their way.
class SpoiltRegister : public Register {
 public:
  using Changes = std::vector<RegisterChange>;

  explicit SpoiltRegister(const HttpRegisterOptions& options) : register_(options) {}

  FromRegister<std::optional<Identity>> identity(const std::string& code, std::stop_token stop) override {
    ++identities_asked;
    if (is_away) return std::unexpected(RegisterFault{"it is away"});
    if (code == garbled) return std::unexpected(RegisterFault{"garbage", RegisterFault::Of::answer});
    auto identity = register_.identity(code, stop);
    std::exchange(on_its_way, [] {})();
    return identity;
  }
  FromRegister<Changes> changes_after(std::uint64_t sequence, std::stop_token stop) override {
    ++changes_asked;
    if (is_away) return std::unexpected(RegisterFault{"it is away"});
    auto changes = register_.changes_after(sequence, stop);
    if (changes) spoil(*changes);
    return changes;
  }

  std::function<void(Changes&)> spoil = [](Changes&) {};
  std::function<void()> on_its_way = [] {};  // of the next identity, once it was answered
  bool is_away = false;
  std::string garbled;  // of whom it answers what is no answer
  int identities_asked = 0;
  int changes_asked = 0;

 private:
  HttpRegister register_;
};

class RegisterStory : public testing::Test {
 protected:
  RegisterStory() {
    running.simulator.know({kAnna, "Anna Ozola", domain::parse_date("1975-11-16")});
    running.simulator.know({kCompany, "SIA Ozols", std::nullopt});
  }

  void change(const std::string& code, const decltype(RegisterChange::what)& what) {
    running.simulator.change(code, what);
  }
  // A minute later by the clock.
  void keep_time() {
    portal.clock.turn(1min);
    portal.portal().keep_time();
  }
  Visitor by(const std::string& code, const std::string& name = "Anna Ozola") {
    return portal.visit(portal.citizen(code, name));
  }
  Said account(Visitor& visitor, const std::string& id) { return visitor.get("/v1/accounts/" + id); }
  const Backend& backend() { return portal.portal().backend(); }
  std::uint64_t last_taken() { return last_change_taken(backend().log); }
  // As the e-address administrator sees them.
  boost::json::array put_aside() {
    auto administrator = portal.visit(portal.employee("PNOLV-320000-00013", {"administrator"}, "VRAA"));
    return administrator.get("/v1/institution/register-changes").items();
  }
  std::optional<domain::AccountId> account_by(const std::string& code) {
    Unit unit(backend().log, backend().cipher, backend().now());
    return unit.load<dom::Person>(person_pseudonym(backend(), code)).account;
  }
  // For the company, Berta to be its first user; its id.
  std::string apply(Visitor& applicant) {
    return applicant
        .post("/v1/account-applications", {{"name", "SIA Ozols"},
                                           {"registration_code", kCompany},
                                           {"first_user", kBerta},
                                           {"first_user_name", "Berta"}})
        .text("/id");
  }
  Said accept(const std::string& application) {
    auto clerk = portal.visit(portal.employee("PNOLV-320000-00012", {"clerk"}));
    return clerk.post("/v1/institution/account-applications/" + application + "/accept");
  }
  // Opened for the company, Berta its first user.
  std::string open_company(Visitor& berta) {
    const auto accepted = accept(apply(berta));
    EXPECT_EQ(accepted.status, 200) << accepted.body;
    return accepted.text("/account");
  }

  RunningRegister running;
  SpoiltRegister spoilt{running.client()};
  ServedPortal portal{[this](PortalOptions& options) { options.registers = &spoilt; }};
};

TEST_F(RegisterStory, ACC_01_TheRegisterTellsWhoTheOwnerIs) {
  auto anna = by(kAnna, "Anna O.");
  const auto annas = anna.account();
  const auto before = account(anna, annas);
  EXPECT_EQ(before.text("/identity/name"), "Anna O.");
  keep_time();
  const auto told = account(anna, annas);
  EXPECT_EQ(told.text("/identity/name"), "Anna Ozola");
  EXPECT_EQ(told.text("/identity/code"), kAnna);
  EXPECT_EQ(told.text("/identity/date_of_birth"), "1975-11-16");
  EXPECT_EQ(anna.get("/v1/me").text("/accounts/0/name"), "Anna Ozola");
  keep_time();
  EXPECT_EQ(spoilt.identities_asked, 1);
}

TEST_F(RegisterStory, ACC_01_OfACodeOfTheNewFormTheRegisterAloneKnowsTheDateOfBirth) {
  running.simulator.know({kAnnasNew, "Anna Ozola", domain::parse_date("1975-11-16")});
  auto anna = by(kAnnasNew);
  const auto annas = anna.account();
  EXPECT_EQ(account(anna, annas).text("/identity/date_of_birth"), "");
  keep_time();
  EXPECT_EQ(account(anna, annas).text("/identity/date_of_birth"), "1975-11-16");
}

TEST_F(RegisterStory, ACC_01_AnAnswerThatAChangeHasOvertakenIsAskedForAgain) {
  auto anna = by(kAnna);
  const auto annas = anna.account();
  spoilt.on_its_way = [this] {
    change(kAnna, NameChanged{"Anna Liepa"});
    Metrics metrics;
    RegisterFollower(backend(), spoilt, metrics).run_due();
  };
  keep_time();
  EXPECT_EQ(account(anna, annas).text("/identity/name"), "Anna Liepa");
}

TEST_F(RegisterStory, ACC_01_SomebodyWhomTheRegisterDoesNotKnowKeepsTheirNameAndIsAskedForAgainDaysLater) {
  auto berta = by(kBerta, "Berta");
  const auto bertas = berta.account();
  keep_time();
  keep_time();
  EXPECT_EQ(spoilt.identities_asked, 1);
  EXPECT_EQ(account(berta, bertas).text("/identity/name"), "Berta");
  EXPECT_EQ(account(berta, bertas).text("/identity/date_of_birth"), "2012-02-29");
  running.simulator.know({kBerta, "Berta Kalniņa", domain::parse_date("2012-02-29")});
  portal.clock.turn(24h * 7);
  keep_time();
  EXPECT_EQ(spoilt.identities_asked, 2);
  auto again = by(kBerta, "Berta");
  EXPECT_EQ(account(again, bertas).text("/identity/name"), "Berta Kalniņa");
}

TEST_F(RegisterStory, ACC_01_WhoWasNotKnownByTheOldCodeIsAskedForByTheNewOneAtOnce) {
  auto berta = by(kBerta, "Berta");
  const auto bertas = berta.account();
  keep_time();
  const std::string bertas_new = "PNOLV-320000-00077";
  running.simulator.know({bertas_new, "Berta Kalniņa", domain::parse_date("2012-02-29")});
  change(kBerta, CodeChanged{bertas_new});
  keep_time();
  auto renewed = by(bertas_new, "Berta");
  EXPECT_EQ(account(renewed, bertas).text("/identity/name"), "Berta Kalniņa");
}

TEST_F(RegisterStory, ACC_01_AnAnswerThatIsNoneHoldsUpNobodyElses) {
  spoilt.garbled = kBerta;
  by(kBerta, "Berta").account();
  auto anna = by(kAnna, "Anna O.");
  const auto annas = anna.account();
  keep_time();
  EXPECT_EQ(account(anna, annas).text("/identity/name"), "Anna Ozola");
  EXPECT_EQ(spoilt.identities_asked, 2);
  portal.portal().keep_time();
  EXPECT_EQ(spoilt.identities_asked, 2);
  keep_time();
  EXPECT_EQ(spoilt.identities_asked, 3);
}

TEST_F(RegisterStory, ACC_01_ARegisterThatIsAwayIsAskedAgainAfterGrowingPauses) {
  spoilt.is_away = true;
  auto anna = by(kAnna, "Anna O.");
  const auto annas = anna.account();
  portal.portal().keep_time();
  EXPECT_EQ(spoilt.identities_asked, 1);
  portal.portal().keep_time();
  EXPECT_EQ(spoilt.identities_asked, 1);
  keep_time();
  EXPECT_EQ(spoilt.identities_asked, 2);
  keep_time();
  EXPECT_EQ(spoilt.identities_asked, 2);
  spoilt.is_away = false;
  keep_time();
  EXPECT_EQ(account(anna, annas).text("/identity/name"), "Anna Ozola");
}

TEST_F(RegisterStory, ACC_01_AChangedNameFollows) {
  auto anna = by(kAnna);
  auto berta = by(kBerta, "Berta");
  const auto annas = anna.account();
  const auto company = open_company(berta);
  keep_time();
  change(kAnna, NameChanged{"Anna Liepa"});
  change(kCompany, NameChanged{"SIA Liepa"});
  keep_time();
  EXPECT_EQ(account(anna, annas).text("/identity/name"), "Anna Liepa");
  EXPECT_EQ(account(anna, annas).text("/identity/date_of_birth"), "1975-11-16");
  EXPECT_EQ(account(berta, company).text("/identity/name"), "SIA Liepa");
}

TEST_F(RegisterStory, ACC_08_TheAccountGoesOnByTheNewCode) {
  auto anna = by(kAnna);
  const auto annas = anna.account();
  const auto person = anna.person();
  change(kAnna, CodeChanged{kAnnasNew});
  keep_time();
  auto renewed = by(kAnnasNew);
  EXPECT_EQ(renewed.account(), annas);
  EXPECT_EQ(renewed.person(), person);
  EXPECT_EQ(account(renewed, annas).text("/e_address/address"), kAnnasNew);
}

TEST_F(RegisterStory, ACC_08_TokensWithTheOldCodeAreRefusedAtOnceAndOpenNoAccount) {
  auto anna = by(kAnna);
  anna.account();
  auto as_staff = portal.visit(portal.employee(kAnna, {"clerk"}));
  EXPECT_EQ(as_staff.get("/v1/me").status, 200);
  change(kAnna, CodeChanged{kAnnasNew});
  keep_time();
  const auto head = backend().log.head();
  for (auto* visitor : {&anna, &as_staff}) {
    const auto refused = visitor->get("/v1/me");
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(refused.code(), "auth.personal_code_replaced");
    EXPECT_EQ(refused.text("/rule"), "ACC-08");
  }
  EXPECT_EQ(by(kAnna).get("/v1/me").status, 401);
  EXPECT_EQ(backend().log.head(), head);
}

TEST_F(RegisterStory, ACC_08_TheAccountIsActiveByItselfAndItsOwnerMaySwitchItAtOnce) {
  auto anna = by(kAnna);
  const auto annas = anna.account();
  EXPECT_FALSE(account(anna, annas).at("/e_address/active").as_bool());
  change(kAnna, CodeChanged{kAnnasNew});
  keep_time();
  auto renewed = by(kAnnasNew);
  EXPECT_TRUE(account(renewed, annas).at("/e_address/active").as_bool());
  const auto switched = renewed.put("/v1/accounts/" + annas + "/e-address", {{"active", false}});
  EXPECT_EQ(switched.status, 200) << switched.body;
}

TEST_F(RegisterStory, ACC_08_ReadRightsThatWereGrantedWaitForTheOwnerToConfirmThem) {
  auto anna = by(kAnna);
  const auto annas = anna.account();
  anna.put("/v1/accounts/" + annas + "/e-address", {{"active", true}});
  const auto rights = "/v1/accounts/" + annas + "/rights";
  const auto granted = anna.post(rights, {{"person", kBerta}, {"name", "Berta"}});
  ASSERT_EQ(granted.status, 201) << granted.body;
  change(kAnna, CodeChanged{kAnnasNew});
  keep_time();
  auto renewed = by(kAnnasNew);
  const auto suspended = renewed.get(rights);
  EXPECT_TRUE(suspended.at("/readers/0/suspended").as_bool());
  renewed.post(rights + "/" + suspended.text("/readers/0/id") + "/confirm");
  EXPECT_FALSE(renewed.get(rights).at("/readers/0/suspended").as_bool());
}

TEST_F(RegisterStory, ACC_08_RightsInOthersAccountsGoOn) {
  auto berta = by(kBerta, "Berta");
  const auto company = open_company(berta);
  const std::string bertas_new = "PNOLV-320000-00077";
  change(kBerta, CodeChanged{bertas_new});
  keep_time();
  auto renewed = by(bertas_new, "Berta");
  EXPECT_EQ(account(renewed, company).status, 200);
}

TEST_F(RegisterStory, ACC_08_ACodeChangesAgainAndAgain) {
  auto anna = by(kAnna);
  const auto annas = anna.account();
  const std::string third = "PNOLV-320000-00099";
  change(kAnna, CodeChanged{kAnnasNew});
  change(kAnnasNew, CodeChanged{third});
  keep_time();
  EXPECT_EQ(by(third).account(), annas);
  EXPECT_EQ(by(kAnnasNew).get("/v1/me").status, 401);
}

// Two accounts are not made one by a message: the new one stays as it is, and somebody is told.
TEST_F(RegisterStory, ACC_08_ANewCodeThatHasAnAccountAlreadyIsPutAside) {
  auto anna = by(kAnna);
  auto newcomer = by(kAnnasNew);
  const auto annas = anna.account();
  const auto newcomers = newcomer.account();
  keep_time();
  change(kAnna, CodeChanged{kAnnasNew});
  keep_time();
  EXPECT_EQ(anna.get("/v1/me").code(), "auth.personal_code_replaced");
  EXPECT_EQ(newcomer.account(), newcomers);
  ASSERT_EQ(put_aside().size(), 1U);
  EXPECT_EQ(put_aside().at(0).at("account").as_string(), annas);
  const auto metrics = portal.visit_with("").get("/metrics").body;
  EXPECT_NE(metrics.find("vesture_register_changes_put_aside 1"), std::string::npos);
}

TEST_F(RegisterStory, ACC_08_ANewCodeThatCameAsStaffAloneIsThePersons) {
  auto anna = by(kAnna);
  const auto annas = anna.account();
  const auto person = anna.person();
  auto as_staff = portal.visit(portal.employee(kAnnasNew, {"clerk"}));
  ASSERT_EQ(as_staff.get("/v1/me").status, 200);
  change(kAnna, CodeChanged{kAnnasNew});
  keep_time();
  EXPECT_EQ(by(kAnnasNew).account(), annas);
  EXPECT_EQ(as_staff.person(), person);
  EXPECT_EQ(put_aside().size(), 0U);
}

TEST_F(RegisterStory, ACC_08_ACodeThatComesBackIsThePersonsAgain) {
  auto anna = by(kAnna);
  const auto annas = anna.account();
  change(kAnna, CodeChanged{kAnnasNew});
  change(kAnnasNew, CodeChanged{kAnna});
  keep_time();
  EXPECT_EQ(anna.account(), annas);
  EXPECT_EQ(by(kAnnasNew).get("/v1/me").status, 401);
  EXPECT_EQ(put_aside().size(), 0U);
}

TEST_F(RegisterStory, ACC_08_AnApplicationsFirstUserIsFoundByTheirNewCode) {
  by(kBerta, "Berta").account();
  auto anna = by(kAnna);
  anna.account();
  const auto application = apply(anna);
  const std::string bertas_new = "PNOLV-320000-00077";
  change(kBerta, CodeChanged{bertas_new});
  keep_time();
  const auto accepted = accept(application);
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  auto renewed = by(bertas_new, "Berta");
  EXPECT_EQ(account(renewed, accepted.text("/account")).status, 200);
}

TEST_F(RegisterStory, ACC_09_AChangeThatCannotBeReadIsPutAsideAndHoldsUpNoDeath) {
  auto anna = by(kAnna);
  const auto annas = anna.account();
  spoilt.spoil = [](SpoiltRegister::Changes& changes) {
    for (auto& told : changes)
      if (told.sequence == 1) told = {1, {}, Unreadable{}};
  };
  change(kBerta, NameChanged{"Cita"});
  change(kAnna, Ended{});
  keep_time();
  EXPECT_EQ(last_taken(), 2U);
  ASSERT_EQ(put_aside().size(), 1U);
  EXPECT_EQ(put_aside().at(0).at("kind").as_string(), "unreadable");
  EXPECT_TRUE(put_aside().at(0).at("account").is_null());
  EXPECT_EQ(anna.get("/v1/me").status, 401);
}

// However many there were, taking the next reads one.
TEST_F(RegisterStory, ACC_08_TheLastChangeTakenIsFoundWithoutReadingThoseBeforeIt) {
  EXPECT_EQ(last_taken(), 0U);
  for (std::uint64_t n = 1; n <= 9; ++n) {
    change(kCompany, NameChanged{"SIA " + std::to_string(n)});
    keep_time();
    EXPECT_EQ(last_taken(), n);
    EXPECT_EQ(last_change_taken(backend().log, n - 1), n);
    EXPECT_EQ(backend().log.version(dom::TakenChange::stream(n)), 1U);
  }
}

TEST_F(RegisterStory, ACC_08_AChangeOfSomebodyWhoWasNeverHereIsTakenAndChangesNothing) {
  change(kAnna, CodeChanged{kAnnasNew});
  keep_time();
  EXPECT_EQ(last_taken(), 1U);
  EXPECT_FALSE(account_by(kAnna));
  EXPECT_FALSE(account_by(kAnnasNew));
}

TEST_F(RegisterStory, ACC_08_ChangesThatComeReorderedAndRepeatedAreEachTakenOnce) {
  auto anna = by(kAnna);
  const auto annas = anna.account();
  keep_time();
  spoilt.spoil = [](SpoiltRegister::Changes& changes) {
    std::ranges::reverse(changes);
    const auto again = changes;
    changes.insert(changes.end(), again.begin(), again.end());
  };
  change(kAnna, NameChanged{"Anna Liepa"});
  change(kAnna, CodeChanged{kAnnasNew});
  change(kAnnasNew, NameChanged{"Anna Kalniņa"});
  keep_time();
  auto renewed = by(kAnnasNew);
  EXPECT_EQ(account(renewed, annas).text("/identity/name"), "Anna Kalniņa");
  EXPECT_EQ(last_taken(), 3U);
  EXPECT_EQ(put_aside().size(), 0U);
}

TEST_F(RegisterStory, ACC_08_NothingIsTakenBeyondAGapUntilItIsFilled) {
  spoilt.spoil = [](SpoiltRegister::Changes& changes) {
    std::erase_if(changes, [](const RegisterChange& c) { return c.sequence == 2; });
  };
  for (const auto* code : {kAnna, kBerta, kCompany}) change(code, NameChanged{"Cits"});
  keep_time();
  EXPECT_EQ(last_taken(), 1U);
  spoilt.spoil = [](SpoiltRegister::Changes&) {};
  keep_time();
  EXPECT_EQ(last_taken(), 3U);
}

TEST_F(RegisterStory, ACC_08_ARegisterThatIsAwayLosesNothingAndIsAskedAfterGrowingPauses) {
  spoilt.is_away = true;
  change(kAnna, NameChanged{"Cits"});
  keep_time();
  EXPECT_EQ(spoilt.changes_asked, 1);
  keep_time();
  EXPECT_EQ(spoilt.changes_asked, 2);
  keep_time();
  EXPECT_EQ(spoilt.changes_asked, 2);
  auto anyone = portal.visit_with("");
  EXPECT_NE(anyone.get("/metrics").body.find("vesture_register_failures 2"), std::string::npos);
  EXPECT_EQ(anyone.get("/readyz").status, 200);
  spoilt.is_away = false;
  keep_time();
  EXPECT_EQ(last_taken(), 1U);
  EXPECT_NE(anyone.get("/metrics").body.find("vesture_register_failures 0"), std::string::npos);
}

TEST_F(RegisterStory, ACC_08_ARestartGoesOnBehindTheLastChangeTaken) {
  auto anna = by(kAnna);
  const auto annas = anna.account();
  change(kAnna, CodeChanged{kAnnasNew});
  keep_time();
  portal.reopen();
  const auto head = backend().log.head();
  keep_time();
  EXPECT_EQ(backend().log.head(), head);
  EXPECT_EQ(by(kAnna).get("/v1/me").status, 401);
  EXPECT_EQ(by(kAnnasNew).account(), annas);
}

TEST_F(RegisterStory, ACC_09_ADeathAnnulsTheEAddressAndNobodyComesByTheCode) {
  auto anna = by(kAnna);
  const auto annas = anna.account();
  auto as_staff = portal.visit(portal.employee(kAnna, {"clerk"}));
  ASSERT_EQ(as_staff.get("/v1/me").status, 200);
  change(kAnna, Ended{});
  keep_time();
  for (auto* visitor : {&anna, &as_staff}) {
    const auto refused = account(*visitor, annas);
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(refused.code(), "auth.person_died");
    EXPECT_EQ(refused.text("/rule"), "ACC-09");
  }
  Unit unit(backend().log, backend().cipher, backend().now());
  EXPECT_TRUE(live_account(unit, {*domain::parse_uuid(annas)})->annulled);
}

TEST_F(RegisterStory, ACC_09_WhoDiedBeforeTheyWereHereIsOpenedNoAccount) {
  change(kAnna, Ended{});
  keep_time();
  const auto head = backend().log.head();
  EXPECT_EQ(by(kAnna).get("/v1/me").code(), "auth.person_died");
  EXPECT_EQ(backend().log.head(), head);
}

TEST_F(RegisterStory, ACC_09_ALegalEntityThatWasClosedBeforeIsOpenedNoAccount) {
  auto berta = by(kBerta, "Berta");
  berta.account();
  change(kCompany, Ended{});
  keep_time();
  const auto refused = accept(apply(berta));
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.code(), "accounts.legal_entity_closed");
}

TEST_F(RegisterStory, ACC_09_OneWhoDiedIsNoAccountsFirstUser) {
  auto anna = by(kAnna);
  anna.account();
  const auto application = apply(anna);
  change(kBerta, Ended{});
  keep_time();
  EXPECT_EQ(accept(application).code(), "accounts.person_died");
}

TEST_F(RegisterStory, ACC_09_AClosureAnnulsTheEAddressOfALegalEntityAndOfNobodyElse) {
  auto berta = by(kBerta, "Berta");
  const auto bertas = berta.account();
  const auto company = open_company(berta);
  change(kCompany, Ended{});
  keep_time();
  EXPECT_EQ(account(berta, company).code(), "accounts.annulled");
  EXPECT_EQ(account(berta, bertas).status, 200);
}

}  // namespace
}  // namespace vesture::api
