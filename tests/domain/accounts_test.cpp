// From when an account works (ORD-01): a person's from the first authentication, a legal entity's from the
// acceptance of an application for it.
#include <gtest/gtest.h>

#include "domain/accounts/account.hpp"
#include "domain/accounts/application.hpp"
#include "domain/accounts/legal_entity.hpp"
#include "domain/accounts/person.hpp"
#include "tests/domain/given.hpp"

namespace vesture::domain::accounts {
namespace {

template <class AnId>
AnId numbered(std::uint8_t n) {
  AnId id;
  id.uuid.bytes.back() = n;
  return id;
}

const PersonId kPerson = numbered<PersonId>(1);
const PersonId kOtherPerson = numbered<PersonId>(2);
const AccountId kAccount = numbered<AccountId>(3);
const AccountId kOtherAccount = numbered<AccountId>(4);
const ApplicationId kApplication = numbered<ApplicationId>(5);

const PersonRegistered kKnown{kPerson, "PNOLV-161175-19997", "Anna Ozola", kNoon};
const PersonAccountOpened kOwnAccount{kPerson, kAccount};

TEST(PersonDecider, ORD_01_APersonIsKnownFromTheFirstAuthentication) {
  const RegisterPerson first{kPerson, "PNOLV-161175-19997", "Anna Ozola"};
  const RegisterPerson second{kOtherPerson, "PNOLV-161175-19997", "Anna Ozola"};
  given<Person>().when(first).then({kKnown});
  given<Person>(kKnown).when(first).then_nothing();
  given<Person>(kKnown).when(second).then_nothing();
  EXPECT_EQ(folded<Person>({kKnown}).person, kPerson);
}

TEST(PersonDecider, ORD_01_APersonHasOneAccountOfTheirOwn) {
  given<Person>(kKnown).when(OpenPersonAccount{kAccount}).then({kOwnAccount});
  given<Person>(kKnown, kOwnAccount).when(OpenPersonAccount{kOtherAccount}).then_nothing();
  given<Person>().when(OpenPersonAccount{kAccount}).then_rejected(rejections::person_unknown);
}

const AccountOpened kNatural{kAccount,     AccountKind::natural, kPerson,
                             "Anna Ozola", "PNOLV-161175-19997", kNoon};
const AccountOpened kLegal{kAccount, AccountKind::legal, {}, "SIA Ozols", "NTRLV-40003521600", kNoon};

OpenAccount open(const AccountOpened& e) { return {e.account, e.kind, e.owner, e.name.text, e.code.text}; }

TEST(AccountDecider, ORD_01_AnAccountIsOpenedOnce) {
  for (const auto& opened : {kNatural, kLegal}) {
    given<Account>().when(open(opened)).then({opened});
    given<Account>(opened).when(open(opened)).then_nothing();
  }
  auto of_another = kNatural;
  of_another.owner = kOtherPerson;
  auto with_another_code = kNatural;
  with_another_code.code = "PNOLV-320000-00000";
  auto of_another_kind = kNatural;
  of_another_kind.kind = AccountKind::legal;
  for (const auto& other : {of_another, with_another_code, of_another_kind})
    given<Account>(kNatural).when(open(other)).then_rejected(rejections::account_exists);
}

TEST(AccountDecider, ORD_01_ALegalEntitysAccountHasUsers) {
  const UserAdded added{kAccount, kPerson, kNoon};
  given<Account>(kLegal).when(AddUser{kPerson}).then({added});
  given<Account>(kLegal, added).when(AddUser{kPerson}).then_nothing();
  given<Account>(kNatural).when(AddUser{kOtherPerson}).then_rejected(rejections::not_legal);
  given<Account>().when(AddUser{kPerson}).then_rejected(rejections::no_account);
}

constexpr std::int64_t kHour = 3'600'000'000;
constexpr rights::Rights kWriter = rights::kReadOnly.with(rights::Right::write);

Instant hours_later(std::int64_t hours) { return {kNoon.microseconds + hours * kHour}; }

TEST(AccountDecider, RGT_03_AUsersRightsAreGivenChangedAndTaken) {
  const UserAdded manager{kAccount, kPerson, kNoon};
  const UserAdded writer{kAccount, kOtherPerson, kNoon, kWriter};
  given<Account>(kLegal, manager).when(AddUser{kOtherPerson, kWriter}).then({writer});
  given<Account>(kLegal, manager, writer)
      .when(AddUser{kOtherPerson, rights::kReadOnly})
      .then({UserRightsChanged{kAccount, kOtherPerson, rights::kReadOnly, kNoon}});
  given<Account>(kLegal, manager, writer).when(AddUser{kOtherPerson, kWriter}).then_nothing();
  given<Account>(kLegal, manager, writer)
      .when(RemoveUser{kOtherPerson})
      .then({UserRemoved{kAccount, kOtherPerson, kNoon}});
  given<Account>(kLegal, manager).when(RemoveUser{kOtherPerson}).then_nothing();
  given<Account>(kLegal, manager)
      .when(AddUser{kOtherPerson, rights::Rights{}})
      .then_rejected(rejections::no_rights_named);
  given<Account>(kNatural).when(RemoveUser{kOtherPerson}).then_rejected(rejections::not_legal);
}

TEST(AccountDecider, RGT_03_TheLastWhoManagesTheAccountStays) {
  const UserAdded manager{kAccount, kPerson, kNoon};
  const UserAdded second{kAccount, kOtherPerson, kNoon};
  given<Account>(kLegal, manager).when(RemoveUser{kPerson}).then_rejected(rejections::last_manager);
  given<Account>(kLegal, manager).when(AddUser{kPerson, kWriter}).then_rejected(rejections::last_manager);
  given<Account>(kLegal, manager, second)
      .when(RemoveUser{kPerson})
      .then({UserRemoved{kAccount, kPerson, kNoon}});
}

TEST(AccountDecider, ACC_07_TheOwnerSwitchesOnceIn24Hours) {
  const AccountActivated activated{kAccount, true, kNoon};
  const SwitchAccount off{false, true};
  given<Account>(kNatural).when(SwitchAccount{true, true}).then({activated});
  given<Account>(kNatural, activated).when(SwitchAccount{true, true}).then_nothing();
  given<Account>(kNatural, activated).when(off).then_rejected(rejections::switched_recently);
  const auto state = folded<Account>({kNatural, activated});
  EXPECT_FALSE(Account::decide(off, state, {hours_later(24).microseconds - 1}));
  EXPECT_EQ(Account::decide(off, state, hours_later(24)).value(),
            (std::vector<AccountEvent>{AccountDeactivated{kAccount, true, hours_later(24)}}));
  EXPECT_EQ(std::get<LiveAccount>(state).switchable_by_owner_from(), hours_later(24));
}

TEST(AccountDecider, ACC_07_WhatTheOwnerDidNotSwitchStartsNo24Hours) {
  given<Account>(kNatural, AccountActivated{kAccount, false, kNoon})
      .when(SwitchAccount{false, true})
      .then({AccountDeactivated{kAccount, true, kNoon}});
}

TEST(AccountDecider, ACC_07_ALegalEntitysIsSwitchedByTheAdministratorOnly) {
  given<Account>(kLegal)
      .when(SwitchAccount{false, true})
      .then_rejected(rejections::owner_switches_natural_only);
  given<Account>(kLegal).when(SwitchAccount{false, false}).then({AccountDeactivated{kAccount, false, kNoon}});
  EXPECT_TRUE(std::get<LiveAccount>(folded<Account>({kLegal})).e_address_works());
  EXPECT_FALSE(std::get<LiveAccount>(folded<Account>({kNatural})).e_address_works());
}

TEST(AccountDecider, ACC_08_TheAccountKeepsItsIdAndHasAnotherCode) {
  const EAddressMoved moved{kAccount, "PNOLV-325555-12345", kNoon};
  given<Account>(kNatural).when(MoveEAddress{"PNOLV-325555-12345"}).then({moved});
  given<Account>(kNatural, moved).when(MoveEAddress{"PNOLV-325555-12345"}).then_nothing();
  EXPECT_EQ(std::get<LiveAccount>(folded<Account>({kNatural, moved})).code.text, "PNOLV-325555-12345");
}

TEST(PersonDecider, ACC_08_NobodyIsWhoHadAReplacedCode) {
  const PersonalCodeReplaced replaced{kPerson, "PNOLV-325555-12345", kNoon};
  given<Person>(kKnown).when(ReplacePersonalCode{"PNOLV-325555-12345"}).then({replaced});
  given<Person>(kKnown, replaced).when(ReplacePersonalCode{"PNOLV-325555-12345"}).then_nothing();
  given<Person>(kKnown, replaced)
      .when(RegisterPerson{kOtherPerson, "PNOLV-161175-19997", "Anna Ozola"})
      .then_rejected(rejections::code_replaced);
  given<Person>(kKnown, replaced).when(OpenPersonAccount{kAccount}).then_rejected(rejections::code_replaced);
  given<Person>().when(ReplacePersonalCode{""}).then_rejected(rejections::person_unknown);
}

TEST(PersonDecider, ACC_08_ACodeIsGivenToWhoHasNoOtherAccountByIt) {
  const GivePersonalCode give{kOtherPerson, "PNOLV-161175-19997", "Anna"};
  const PersonRegistered given_now{kOtherPerson, "PNOLV-161175-19997", "Anna", kNoon};
  given<Person>().when(give).then({given_now});
  given<Person>(given_now).when(give).then_nothing();
  given<Person>(kKnown).when(give).then({given_now});
  EXPECT_EQ(folded<Person>({kKnown, given_now}).person, kOtherPerson);
  const PersonAccountOpened opened{kPerson, kAccount};
  given<Person>(kKnown, opened).when(give).then_rejected(rejections::code_in_use);
  given<Person>(PersonDied{kNoon}).when(give).then_rejected(rejections::person_died);
}

TEST(PersonDecider, ACC_08_ACodeComesBackToWhoHadItAndToNobodyElse) {
  const PersonalCodeReplaced replaced{kPerson, "PNOLV-325555-12345", kNoon};
  const GivePersonalCode back{kPerson, "PNOLV-161175-19997", "Anna Ozola"};
  given<Person>(kKnown, replaced).when(back).then({kKnown});
  EXPECT_FALSE(folded<Person>({kKnown, replaced, kKnown}).replaced);
  const GivePersonalCode to_another{kOtherPerson, "PNOLV-161175-19997", "Berta"};
  given<Person>(kKnown, replaced).when(to_another).then_rejected(rejections::code_replaced);
}

TEST(PersonDecider, ACC_09_WhoDiedIsOpenedNoAccountKnownHereOrNot) {
  const PersonDied died{kNoon};
  given<Person>().when(NoteDeath{}).then({died});
  given<Person>(kKnown).when(NoteDeath{}).then({died});
  given<Person>(died).when(NoteDeath{}).then_nothing();
  given<Person>(kKnown, died).when(OpenPersonAccount{kAccount}).then_rejected(rejections::person_died);
  given<Person>(died, kKnown).when(OpenPersonAccount{kAccount}).then_rejected(rejections::person_died);
}

TEST(LegalEntityDecider, ACC_09_OneThatWasClosedIsOpenedNoAccount) {
  const LegalEntityClosed closed{kNoon};
  given<LegalEntity>().when(NoteClosure{}).then({closed});
  given<LegalEntity>(closed).when(NoteClosure{}).then_nothing();
  given<LegalEntity>(closed).when(RegisterLegalEntity{kAccount}).then_rejected(rejections::entity_closed);
}

TEST(AccountDecider, ACC_09_AnAnnulledEAddressWorksNoMore) {
  const EAddressAnnulled annulled{kAccount, AnnulledBecause::death, kNoon};
  given<Account>(kNatural).when(AnnulEAddress{AnnulledBecause::death}).then({annulled});
  given<Account>(kNatural, annulled).when(AnnulEAddress{AnnulledBecause::death}).then_nothing();
  for (const auto& command :
       std::vector<AccountCommand>{SwitchAccount{true, true}, MoveEAddress{"PNOLV-325555-12345"}})
    given<Account>(kNatural, annulled).when(command).then_rejected(rejections::annulled);
  const AccountActivated activated{kAccount, true, kNoon};
  EXPECT_FALSE(std::get<LiveAccount>(folded<Account>({kNatural, activated, annulled})).e_address_works());
}

TEST(AccountDecider, ACC_01_TheRegisterTellsTheIdentity) {
  const IdentityUpdated updated{kAccount, "Anna Kalna", "1975-11-16", kNoon};
  given<Account>(kNatural).when(UpdateIdentity{"Anna Kalna", "1975-11-16"}).then({updated});
  given<Account>(kNatural, updated).when(UpdateIdentity{"Anna Kalna", "1975-11-16"}).then_nothing();
}

TEST(LegalEntityDecider, ORD_01_ALegalEntityHasOneAccount) {
  const LegalEntityRegistered registered{kAccount};
  given<LegalEntity>().when(RegisterLegalEntity{kAccount}).then({registered});
  given<LegalEntity>(registered).when(RegisterLegalEntity{kAccount}).then_nothing();
  given<LegalEntity>(registered)
      .when(RegisterLegalEntity{kOtherAccount})
      .then_rejected(rejections::has_account);
}

const ApplicationSubmitted kSubmitted{
    kApplication,         kPerson,      Channel::desk, "SIA Ozols", "NTRLV-40003521600",
    "PNOLV-161175-19997", "Anna Ozola", kNoon};
const ApplicationAccepted kAccepted{kApplication, kAccount, kNoon};
const ApplicationRefused kRefused{kApplication, "not in the register", kNoon};

SubmitApplication submit(const ApplicationSubmitted& e) {
  return {e.application,
          e.applicant,
          e.channel,
          e.name.text,
          e.registration_code.text,
          e.first_user_code.text,
          e.first_user_name.text,
          e.kind};
}

TEST(ApplicationDecider, ORD_01_AnApplicationNamesTheFirstUser) {
  for (const auto channel : {Channel::e_service, Channel::desk}) {
    auto submitted = kSubmitted;
    submitted.channel = channel;
    given<Application>().when(submit(submitted)).then({submitted});
  }
  given<Application>(kSubmitted).when(submit(kSubmitted)).then_rejected(rejections::application_exists);
}

TEST(ApplicationDecider, ORD_01_AnInstitutionIsAppliedForAtTheDeskAndAPersonNever) {
  const auto applying = [](AccountKind kind, Channel channel) {
    auto submitting = submit(kSubmitted);
    submitting.kind = kind;
    submitting.channel = channel;
    return Application::decide(submitting, NoApplication{}, kNoon);
  };
  EXPECT_TRUE(applying(AccountKind::institution, Channel::desk));
  EXPECT_EQ(applying(AccountKind::institution, Channel::e_service).error(), rejections::not_of_this_kind);
  EXPECT_EQ(applying(AccountKind::natural, Channel::desk).error(), rejections::not_of_this_kind);
}

TEST(ApplicationDecider, ORD_01_AnApplicationIsAcceptedOrRefusedOnce) {
  const AcceptApplication accept{kAccount};
  const RefuseApplication refuse{"not in the register"};
  given<Application>(kSubmitted).when(accept).then({kAccepted});
  given<Application>(kSubmitted).when(refuse).then({kRefused});
  given<Application>(kSubmitted, kAccepted).when(accept).then_nothing();
  given<Application>(kSubmitted, kRefused).when(refuse).then_nothing();
  given<Application>(kSubmitted, kRefused).when(accept).then_rejected(rejections::application_decided);
  given<Application>(kSubmitted, kAccepted).when(refuse).then_rejected(rejections::application_decided);
}

TEST(ApplicationDecider, ORD_01_WhatWasNotSubmittedIsNotDecided) {
  given<Application>().when(AcceptApplication{kAccount}).then_rejected(rejections::no_application);
  given<Application>().when(RefuseApplication{""}).then_rejected(rejections::no_application);
}

TEST(AccountHistory, WhatNoDecisionCanHaveMadeIsCorrupt) {
  EXPECT_THROW(folded<Account>({UserAdded{kAccount, kPerson, kNoon}}), ImpossibleEvent);
  EXPECT_THROW(folded<Account>({kLegal, kLegal}), ImpossibleEvent);
  EXPECT_THROW(folded<Application>({kAccepted}), ImpossibleEvent);
  EXPECT_THROW(folded<Application>({kSubmitted, kSubmitted}), ImpossibleEvent);
  EXPECT_THROW(folded<Application>({kSubmitted, kAccepted, kRefused}), ImpossibleEvent);
}

}  // namespace
}  // namespace vesture::domain::accounts
