// What an account's owner or users set for it: contact channels (ACC-02; of a legal entity's users, ACC-03), consents
// (ACC-04), a bank account (ACC-05), the page size of lists (ACC-06) and the language of e-mail. Stream "profile-<account>"; an account without one has the
// defaults.
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "domain/accounts/contact.hpp"
#include "domain/common/decision.hpp"
#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "domain/common/text.hpp"
#include "domain/common/time.hpp"

namespace vesture::domain::accounts {

// Persisted numbers: never change or reuse one.
enum class Consent : std::uint8_t {
  e_service_notifications = 0,
  e_address_notifications = 1,
  newsletter = 2
};

inline constexpr std::size_t kMostChannels = 20;
inline constexpr int kDefaultPageSize = 20;

struct ContactChannelAdded {
  AccountId account;
  ChannelId channel;
  ContactKind kind{};
  Sealed value;  // in its kept form
  Instant at;
  std::optional<PersonId> user = {};  // of the account, whose channel it is; nullopt: the account's own
  bool operator==(const ContactChannelAdded&) const = default;
};
struct ContactChannelChanged {
  AccountId account;
  ChannelId channel;
  Sealed value;
  Instant at;
  bool operator==(const ContactChannelChanged&) const = default;
};
struct ContactChannelRemoved {
  AccountId account;
  ChannelId channel;
  Instant at;
  bool operator==(const ContactChannelRemoved&) const = default;
};
struct ConsentGiven {
  AccountId account;
  Consent consent{};
  Instant at;
  bool operator==(const ConsentGiven&) const = default;
};
struct ConsentWithdrawn {
  AccountId account;
  Consent consent{};
  Instant at;
  bool operator==(const ConsentWithdrawn&) const = default;
};
struct SettingsChanged {
  AccountId account;
  int page_size = kDefaultPageSize;  // 10, 20, 50 or 100
  Language language{};               // of e-mail
  Instant at;
  bool operator==(const SettingsChanged&) const = default;
};
struct BankAccountSet {
  AccountId account;
  Sealed iban;  // domain/common/iban.hpp
  Instant at;
  bool operator==(const BankAccountSet&) const = default;
};
struct BankAccountRemoved {
  AccountId account;
  Instant at;
  bool operator==(const BankAccountRemoved&) const = default;
};
using ProfileEvent =
    std::variant<ContactChannelAdded, ContactChannelChanged, ContactChannelRemoved, ConsentGiven,
                 ConsentWithdrawn, SettingsChanged, BankAccountSet, BankAccountRemoved>;

struct ContactChannel {
  ChannelId id;
  ContactKind kind{};
  Sealed value;
  std::optional<PersonId> user = {};
  bool operator==(const ContactChannel&) const = default;
};

struct ProfileState {
  std::vector<ContactChannel> channels;  // in the order in which they were added; users' among them
  std::vector<Consent> given;
  int page_size = kDefaultPageSize;
  Language language = Language::lv;
  std::optional<Sealed> iban = {};

  const ContactChannel* channel(ChannelId) const;  // nullptr: there is none
  // The user's (nullopt: the account's own) with this value, in its kept form.
  const ContactChannel* channel(const std::optional<PersonId>& user, ContactKind,
                                std::string_view value) const;
  std::vector<ContactChannel> channels_of(const std::optional<PersonId>& user) const;
  // Where e-mail goes: the account's own first e-mail channel; nullptr where there is none that can be read.
  const ContactChannel* e_mail_for_notifications() const;
  bool consents(Consent) const;
  bool operator==(const ProfileState&) const = default;
};

struct AddContactChannel {
  AccountId account;
  ChannelId channel;
  ContactKind kind{};
  std::string value;
  std::optional<PersonId> user = {};
};
struct ChangeContactChannel {
  AccountId account;
  ChannelId channel;
  std::string value;
};
struct RemoveContactChannel {
  AccountId account;
  ChannelId channel;
};
struct GiveConsent {
  AccountId account;
  Consent consent{};
};
struct WithdrawConsent {
  AccountId account;
  Consent consent{};
};
struct ChangeSettings {
  AccountId account;
  int page_size = kDefaultPageSize;
  Language language{};
};
struct SetBankAccount {
  AccountId account;
  std::string iban;
};
struct RemoveBankAccount {
  AccountId account;
};
using ProfileCommand =
    std::variant<AddContactChannel, ChangeContactChannel, RemoveContactChannel, GiveConsent, WithdrawConsent,
                 ChangeSettings, SetBankAccount, RemoveBankAccount>;

struct Profile {
  using Id = AccountId;
  using State = ProfileState;
  using Event = ProfileEvent;
  using Command = ProfileCommand;

  static constexpr std::string_view kCategory = "profile-";  // of its streams
  static std::string stream(AccountId id) { return std::string(kCategory) + to_string(id); }
  static Decision<ProfileEvent> decide(const ProfileCommand&, const ProfileState&, Instant now);
  static ProfileState evolve(ProfileState, const ProfileEvent&);
  static Encoded encode(const ProfileEvent&, const Cipher&);
  static std::expected<ProfileEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                         std::span<const std::uint8_t> payload,
                                                         const Cipher&);
};

namespace rejections {
inline constexpr Rejection bad_e_mail{"profile.e_mail_malformed",
                                      "ACC-02",
                                      "/value",
                                      Kind::invalid,
                                      {"Sagaidāma e-pasta adrese: vards@domens.lv, domēns ASCII rakstā",
                                       "Expected an e-mail address: name@example.lv, the domain in ASCII"}};
inline constexpr Rejection bad_telephone{
    "profile.telephone_malformed",
    "ACC-02",
    "/value",
    Kind::invalid,
    {"Sagaidāms tālruņa numurs: astoņi cipari vai + un valsts kods",
     "Expected a telephone number: eight digits, or + and the country's code"}};
inline constexpr Rejection bad_address{
    "profile.postal_address_malformed",
    "ACC-02",
    "/value",
    Kind::invalid,
    {"Sagaidāma pasta adrese: divas līdz astoņas daļas, atdalītas ar komatiem",
     "Expected a postal address: two to eight parts, separated by commas"}};
inline constexpr Rejection channel_exists{
    "profile.channel_exists",
    "ACC-02",
    "/value",
    Kind::conflict,
    {"Šāds saziņas kanāls jau ir", "There is such a contact channel already"}};
inline constexpr Rejection too_many_channels{
    "profile.too_many_channels",
    "ACC-02",
    "",
    Kind::conflict,
    {"Saziņas kanālu ir ne vairāk kā 20", "There are 20 contact channels at most"}};
inline constexpr Rejection no_channel{
    "profile.no_channel", "ACC-02", "", Kind::conflict, {"Saziņas kanāla nav", "There is no such channel"}};
inline constexpr Rejection bad_iban{
    "profile.iban_malformed",
    "ACC-05",
    "/iban",
    Kind::invalid,
    {"Sagaidāms IBAN: valsts kods, divi kontrolcipari un valstij noteiktais garums",
     "Expected an IBAN: the country's code, two check digits, and the length that the country gives it"}};
inline constexpr Rejection bad_page_size{
    "profile.page_size_unknown",
    "ACC-06",
    "/page_size",
    Kind::invalid,
    {"Ierakstu skaits ir 10, 20, 50 vai 100", "The number of records is 10, 20, 50 or 100"}};
}  // namespace rejections

}  // namespace vesture::domain::accounts
