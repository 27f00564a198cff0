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
  return {e.application,          e.applicant,           e.channel, e.name.text, e.registration_code.text,
          e.first_user_code.text, e.first_user_name.text};
}

TEST(ApplicationDecider, ORD_01_AnApplicationNamesTheFirstUser) {
  for (const auto channel : {Channel::e_service, Channel::desk}) {
    auto submitted = kSubmitted;
    submitted.channel = channel;
    given<Application>().when(submit(submitted)).then({submitted});
  }
  given<Application>(kSubmitted).when(submit(kSubmitted)).then_rejected(rejections::application_exists);
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
