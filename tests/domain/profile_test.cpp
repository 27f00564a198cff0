// What is set for an account: contact channels (ACC-02, ACC-03), consents (ACC-04), a bank account (ACC-05), page size and
// language (ACC-06).
#include "domain/accounts/profile.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/domain/given.hpp"

namespace vesture::domain::accounts {
namespace {

template <class AnId>
AnId numbered(std::uint8_t n) {
  AnId id;
  id.uuid.bytes.back() = n;
  return id;
}

const AccountId kAccount = numbered<AccountId>(1);
const ChannelId kFirst = numbered<ChannelId>(2);
const ChannelId kSecond = numbered<ChannelId>(3);

ContactChannelAdded added(ChannelId id, const char* value, ContactKind kind = ContactKind::e_mail) {
  return {kAccount, id, kind, value, kNoon};
}
AddContactChannel add(ChannelId id, std::string value, ContactKind kind = ContactKind::e_mail) {
  return {kAccount, id, kind, std::move(value)};
}

const ContactChannelAdded kMail = added(kFirst, "anna@example.lv");
const ContactChannelAdded kPhone = added(kSecond, "+37129000000", ContactKind::telephone);

TEST(ProfileDecider, ACC_02_AChannelIsAddedInItsKeptForm) {
  given<Profile>().when(add(kFirst, "anna@EXAMPLE.lv")).then({kMail});
  given<Profile>(kMail).when(add(kSecond, "29 000-000", ContactKind::telephone)).then({kPhone});
}

TEST(ProfileDecider, ACC_02_AChannelThatStandsThereIsNotAddedAgain) {
  given<Profile>(kMail).when(add(kFirst, "anna@example.lv")).then_nothing();
  given<Profile>(kMail).when(add(kSecond, "anna@Example.lv")).then_nothing();
}

TEST(ProfileDecider, ACC_02_AChannelIsChangedWithinItsKind) {
  const ContactChannelChanged changed{kAccount, kSecond, "+37129000001", kNoon};
  given<Profile>(kPhone).when(ChangeContactChannel{kAccount, kSecond, "29000001"}).then({changed});
  given<Profile>(kPhone, changed).when(ChangeContactChannel{kAccount, kSecond, "29000001"}).then_nothing();
  given<Profile>(kPhone)
      .when(ChangeContactChannel{kAccount, kSecond, "anna@example.lv"})
      .then_rejected(rejections::bad_telephone);
  given<Profile>(kPhone)
      .when(ChangeContactChannel{kAccount, kFirst, "29000001"})
      .then_rejected(rejections::no_channel);
  EXPECT_EQ(folded<Profile>({kPhone, changed}).channel(kSecond)->value.text, "+37129000001");
}

const PersonId kUser = numbered<PersonId>(4);

TEST(ProfileDecider, ACC_03_AUsersChannelsStandApartFromTheAccounts) {
  auto adding = add(kSecond, "anna@example.lv");
  adding.user = kUser;
  auto users = added(kSecond, "anna@example.lv");
  users.user = kUser;
  given<Profile>(kMail).when(adding).then({users});
  given<Profile>(kMail, users).when(adding).then_nothing();
  const auto profile = folded<Profile>({kMail, users});
  EXPECT_EQ(profile.channels_of(kUser),
            (std::vector<ContactChannel>{{kSecond, ContactKind::e_mail, users.value, kUser}}));
  EXPECT_EQ(profile.channels_of(std::nullopt).size(), 1U);
}

TEST(ProfileDecider, ACC_03_NoEMailOfTheAccountGoesToAUser) {
  auto users = added(kSecond, "boriss@example.lv");
  users.user = kUser;
  EXPECT_EQ(folded<Profile>({users}).e_mail_for_notifications(), nullptr);
  EXPECT_EQ(folded<Profile>({users, kMail}).e_mail_for_notifications()->id, kFirst);
}

TEST(ProfileDecider, ACC_05_ABankAccountIsSetInItsKeptFormAndRemoved) {
  const BankAccountSet set{kAccount, "LV80BANK0000435195001", kNoon};
  given<Profile>().when(SetBankAccount{kAccount, "lv80 BANK 0000 4351 9500 1"}).then({set});
  given<Profile>(set).when(SetBankAccount{kAccount, "LV80BANK0000435195001"}).then_nothing();
  given<Profile>(set).when(RemoveBankAccount{kAccount}).then({BankAccountRemoved{kAccount, kNoon}});
  given<Profile>().when(RemoveBankAccount{kAccount}).then_nothing();
  given<Profile>(set)
      .when(SetBankAccount{kAccount, "LV80BANK0000435195002"})
      .then_rejected(rejections::bad_iban);
}

TEST(ProfileDecider, ACC_02_TwoChannelsAreNotChangedIntoOne) {
  given<Profile>(kMail, added(kSecond, "work@example.lv"))
      .when(ChangeContactChannel{kAccount, kSecond, "anna@example.lv"})
      .then_rejected(rejections::channel_exists);
}

TEST(ProfileDecider, ACC_02_AChannelIsRemovedOnce) {
  const ContactChannelRemoved removed{kAccount, kFirst, kNoon};
  given<Profile>(kMail, kPhone).when(RemoveContactChannel{kAccount, kFirst}).then({removed});
  given<Profile>(kMail, kPhone, removed).when(RemoveContactChannel{kAccount, kFirst}).then_nothing();
  const auto left = folded<Profile>({kMail, kPhone, removed});
  ASSERT_EQ(left.channels.size(), 1U);
  EXPECT_EQ(left.channels[0].id, kSecond);
}

TEST(ProfileDecider, ACC_02_AnAccountHasTwentyChannelsAtMost) {
  std::vector<ProfileEvent> events;
  for (std::uint8_t n = 0; n < 20; ++n)
    events.push_back(added(numbered<ChannelId>(n), ("a" + std::to_string(n) + "@example.lv").c_str()));
  given<Profile>(events)
      .when(add(numbered<ChannelId>(20), "one@more.lv"))
      .then_rejected(rejections::too_many_channels);
  events.pop_back();
  given<Profile>(events)
      .when(add(numbered<ChannelId>(20), "one@more.lv"))
      .then({added(numbered<ChannelId>(20), "one@more.lv")});
}

TEST(ProfileDecider, ACC_02_WhatHasNotTheFormOfItsKindIsRefused) {
  given<Profile>().when(add(kFirst, "anna")).then_rejected(rejections::bad_e_mail);
  given<Profile>()
      .when(add(kFirst, "29 00", ContactKind::telephone))
      .then_rejected(rejections::bad_telephone);
  given<Profile>()
      .when(add(kFirst, "Rīga", ContactKind::postal_address))
      .then_rejected(rejections::bad_address);
}

using Forms = std::vector<std::pair<std::string, std::string>>;  // given, kept

TEST(ContactForms, ACC_02_AnEMailAddressIsADotStringAtADomainName) {
  const std::string label(63, 'a');
  const std::string longest = std::string(62, 'l') + "@" + label + "." + label + "." + label;
  ASSERT_EQ(longest.size(), 254U);
  for (const auto& [text, kept] : Forms{{"a@b.lv", "a@b.lv"},
                                        {"Anna.Ozola+vzd@Mail.Example.LV", "Anna.Ozola+vzd@mail.example.lv"},
                                        {"o'hara_{x}@xn--mja-rla.lv", "o'hara_{x}@xn--mja-rla.lv"},
                                        {std::string(64, 'l') + "@b.lv", std::string(64, 'l') + "@b.lv"},
                                        {longest, longest}})
    EXPECT_EQ(kept_form(ContactKind::e_mail, text), kept);
  for (const std::string& text : std::vector<std::string>{"",
                                                          "@",
                                                          "a@",
                                                          "@b.lv",
                                                          "a@b",
                                                          "a b@c.lv",
                                                          "a@b c.lv",
                                                          "a@b@c.lv",
                                                          ".a@b.lv",
                                                          "a.@b.lv",
                                                          "a..b@c.lv",
                                                          "a@.lv",
                                                          "a@b.",
                                                          "a@b..lv",
                                                          "a@-b.lv",
                                                          "a@b-.lv",
                                                          "a@127.0.0.1",
                                                          "a@[127.0.0.1]",
                                                          "\"a b\"@c.lv",
                                                          "Anna <a@b.lv>",
                                                          "a@b.lv>",
                                                          "a@b_c.lv",
                                                          "a@māja.lv",
                                                          "jānis@b.lv",
                                                          "a@b.lv\r\nBcc: c@d.lv",
                                                          "a,b@c.lv",
                                                          std::string(65, 'l') + "@b.lv",
                                                          "a@" + label + "a.lv",
                                                          "l" + longest})
    EXPECT_EQ(kept_form(ContactKind::e_mail, text), std::nullopt) << text;
}

TEST(ContactForms, ACC_02_ATelephoneNumberIsOfTheWorldOrOfLatvia) {
  for (const auto& [text, kept] : Forms{{"29000000", "+37129000000"},
                                        {"67 038 800", "+37167038800"},
                                        {"+371 29-000-000", "+37129000000"},
                                        {"0037129000000", "+37129000000"},
                                        {"+44 (20) 7946 0000", "+442079460000"},
                                        {"+6834000", "+6834000"},
                                        {"+123456789012345", "+123456789012345"}})
    EXPECT_EQ(kept_form(ContactKind::telephone, text), kept);
  for (const char* text : {"", "+", "112", "2900000", "290000000", "+3712900000", "+371290000000",
                           "+03712900", "09000000", "+37119000000", "+123456", "+1234567890123456",
                           "29000000x", "+371+29000000", "29.000.000", "２９００００００"})
    EXPECT_EQ(kept_form(ContactKind::telephone, text), std::nullopt) << text;
}

TEST(ContactForms, ACC_02_APostalAddressHasTwoToEightParts) {
  for (const auto& [text, kept] :
       Forms{{"Brīvības iela 11-2, Rīga, LV-1010", "Brīvības iela 11-2, Rīga, LV-1010"},
             {"  \"Kalni\" ,Rucavas pag.,  LV-3477 ", "\"Kalni\", Rucavas pag., LV-3477"},
             {"1,2,3,4,5,6,7,8", "1, 2, 3, 4, 5, 6, 7, 8"}})
    EXPECT_EQ(kept_form(ContactKind::postal_address, text), kept);
  for (const std::string& text :
       std::vector<std::string>{"", "Rīga", ",", "Rīga,", " , Rīga", "a,,b", "1,2,3,4,5,6,7,8,9", "a\n,b",
                                std::string(1200, 'a') + ",b"})
    EXPECT_EQ(kept_form(ContactKind::postal_address, text), std::nullopt) << text;
}

TEST(ProfileState, ACC_02_EMailGoesToTheFirstEMailChannelThatCanBeRead) {
  EXPECT_EQ(folded<Profile>({}).e_mail_for_notifications(), nullptr);
  EXPECT_EQ(folded<Profile>({kPhone}).e_mail_for_notifications(), nullptr);
  const auto other = added(numbered<ChannelId>(4), "work@example.lv");
  EXPECT_EQ(folded<Profile>({kPhone, kMail, other}).e_mail_for_notifications()->id, kFirst);
  auto destroyed = kMail;
  destroyed.value = "";
  destroyed.value.destroyed = true;
  EXPECT_EQ(folded<Profile>({destroyed, other}).e_mail_for_notifications()->id, other.channel);
}

TEST(ProfileDecider, ACC_04_EachConsentIsGivenAndWithdrawnByItself) {
  using enum Consent;
  for (const auto consent : {e_service_notifications, e_address_notifications, newsletter}) {
    const ConsentGiven given_now{kAccount, consent, kNoon};
    const ConsentWithdrawn withdrawn{kAccount, consent, kNoon};
    given<Profile>().when(GiveConsent{kAccount, consent}).then({given_now});
    given<Profile>(given_now).when(GiveConsent{kAccount, consent}).then_nothing();
    given<Profile>(given_now).when(WithdrawConsent{kAccount, consent}).then({withdrawn});
    given<Profile>().when(WithdrawConsent{kAccount, consent}).then_nothing();
    given<Profile>(given_now, withdrawn).when(WithdrawConsent{kAccount, consent}).then_nothing();
    const auto one = folded<Profile>({given_now});
    const auto but_one = folded<Profile>({ConsentGiven{kAccount, e_service_notifications, kNoon},
                                          ConsentGiven{kAccount, e_address_notifications, kNoon},
                                          ConsentGiven{kAccount, newsletter, kNoon}, withdrawn});
    for (const auto other : {e_service_notifications, e_address_notifications, newsletter}) {
      EXPECT_EQ(one.consents(other), other == consent);
      EXPECT_EQ(but_one.consents(other), other != consent);
    }
  }
}

TEST(ProfileDecider, ACC_06_APageHasTenTwentyFiftyOrAHundredRecords) {
  EXPECT_EQ(folded<Profile>({}).page_size, 20);
  for (const int size : {10, 50, 100})
    given<Profile>()
        .when(ChangeSettings{kAccount, size, Language::lv})
        .then({SettingsChanged{kAccount, size, Language::lv, kNoon}});
  for (const int size : {-10, 0, 1, 11, 30, 101, 1000})
    given<Profile>()
        .when(ChangeSettings{kAccount, size, Language::lv})
        .then_rejected(rejections::bad_page_size);
  given<Profile>().when(ChangeSettings{kAccount, 20, Language::lv}).then_nothing();
}

TEST(ProfileDecider, TheLanguageOfEMailIsLatvianUntilItIsChanged) {
  const SettingsChanged english{kAccount, 20, Language::en, kNoon};
  EXPECT_EQ(folded<Profile>({}).language, Language::lv);
  given<Profile>().when(ChangeSettings{kAccount, 20, Language::en}).then({english});
  given<Profile>(english).when(ChangeSettings{kAccount, 20, Language::en}).then_nothing();
  EXPECT_EQ(folded<Profile>({english}).language, Language::en);
}

TEST(ProfileHistory, WhatNoDecisionCanHaveMadeIsCorrupt) {
  EXPECT_THROW(folded<Profile>({ContactChannelRemoved{kAccount, kFirst, kNoon}}), ImpossibleEvent);
  EXPECT_THROW(folded<Profile>({ContactChannelChanged{kAccount, kFirst, "a@b.lv", kNoon}}), ImpossibleEvent);
}

}  // namespace
}  // namespace vesture::domain::accounts
