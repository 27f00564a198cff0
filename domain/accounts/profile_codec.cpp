// A profile's events as bytes (events.fbs).
#include <array>

#include "domain/accounts/events_generated.h"
#include "domain/accounts/profile.hpp"
#include "domain/common/codec.hpp"

namespace vesture::domain::accounts {

namespace {

using namespace codec;

Encoded write(const ContactChannelAdded& e, const Cipher& cipher) {
  Builder b;
  const auto value = write_sealed(b, cipher, e.account.uuid, "ContactChannelAdded.value", e.value);
  const auto account = codec::write(e.account.uuid);
  const auto channel = codec::write(e.channel.uuid);
  const auto user = codec::write(e.user.value_or(PersonId{}).uuid);
  return finish("accounts.ContactChannelAdded", b,
                fb::CreateContactChannelAdded(b, &account, &channel, write_enum<fb::ContactKind>(e.kind),
                                              value, e.at.microseconds, e.user ? &user : nullptr));
}

ProfileEvent read_channel_added(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::ContactChannelAdded>(payload);
  const auto account = read_id<AccountId>(t.account());
  return ContactChannelAdded{account,
                             read_id<ChannelId>(t.channel()),
                             read_enum<ContactKind>(t.kind()),
                             read_sealed(t.value(), cipher, account.uuid, "ContactChannelAdded.value"),
                             {t.at()},
                             t.user() ? std::optional(read_id<PersonId>(t.user())) : std::nullopt};
}

Encoded write(const ContactChannelChanged& e, const Cipher& cipher) {
  Builder b;
  const auto value = write_sealed(b, cipher, e.account.uuid, "ContactChannelChanged.value", e.value);
  const auto account = codec::write(e.account.uuid);
  const auto channel = codec::write(e.channel.uuid);
  return finish("accounts.ContactChannelChanged", b,
                fb::CreateContactChannelChanged(b, &account, &channel, value, e.at.microseconds));
}

ProfileEvent read_channel_changed(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::ContactChannelChanged>(payload);
  const auto account = read_id<AccountId>(t.account());
  return ContactChannelChanged{account,
                               read_id<ChannelId>(t.channel()),
                               read_sealed(t.value(), cipher, account.uuid, "ContactChannelChanged.value"),
                               {t.at()}};
}

Encoded write(const ContactChannelRemoved& e, const Cipher&) {
  Builder b;
  const auto account = codec::write(e.account.uuid);
  const auto channel = codec::write(e.channel.uuid);
  return finish("accounts.ContactChannelRemoved", b,
                fb::CreateContactChannelRemoved(b, &account, &channel, e.at.microseconds));
}

ProfileEvent read_channel_removed(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ContactChannelRemoved>(payload);
  return ContactChannelRemoved{read_id<AccountId>(t.account()), read_id<ChannelId>(t.channel()), {t.at()}};
}

Encoded write(const ConsentGiven& e, const Cipher&) {
  Builder b;
  const auto account = codec::write(e.account.uuid);
  return finish("accounts.ConsentGiven", b,
                fb::CreateConsentGiven(b, &account, write_enum<fb::Consent>(e.consent), e.at.microseconds));
}

ProfileEvent read_consent_given(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ConsentGiven>(payload);
  return ConsentGiven{read_id<AccountId>(t.account()), read_enum<Consent>(t.consent()), {t.at()}};
}

Encoded write(const ConsentWithdrawn& e, const Cipher&) {
  Builder b;
  const auto account = codec::write(e.account.uuid);
  return finish(
      "accounts.ConsentWithdrawn", b,
      fb::CreateConsentWithdrawn(b, &account, write_enum<fb::Consent>(e.consent), e.at.microseconds));
}

ProfileEvent read_consent_withdrawn(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ConsentWithdrawn>(payload);
  return ConsentWithdrawn{read_id<AccountId>(t.account()), read_enum<Consent>(t.consent()), {t.at()}};
}

Encoded write(const SettingsChanged& e, const Cipher&) {
  Builder b;
  const auto account = codec::write(e.account.uuid);
  return finish("accounts.SettingsChanged", b,
                fb::CreateSettingsChanged(b, &account, e.page_size, write_enum<fb::Language>(e.language),
                                          e.at.microseconds));
}

ProfileEvent read_settings_changed(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::SettingsChanged>(payload);
  return SettingsChanged{
      read_id<AccountId>(t.account()), t.page_size(), read_enum<Language>(t.language()), {t.at()}};
}

Encoded write(const BankAccountSet& e, const Cipher& cipher) {
  Builder b;
  const auto iban = write_sealed(b, cipher, e.account.uuid, "BankAccountSet.iban", e.iban);
  const auto account = codec::write(e.account.uuid);
  return finish("accounts.BankAccountSet", b, fb::CreateBankAccountSet(b, &account, iban, e.at.microseconds));
}

ProfileEvent read_bank_account_set(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::BankAccountSet>(payload);
  const auto account = read_id<AccountId>(t.account());
  return BankAccountSet{
      account, read_sealed(t.iban(), cipher, account.uuid, "BankAccountSet.iban"), {t.at()}};
}

Encoded write(const BankAccountRemoved& e, const Cipher&) {
  Builder b;
  const auto account = codec::write(e.account.uuid);
  return finish("accounts.BankAccountRemoved", b,
                fb::CreateBankAccountRemoved(b, &account, e.at.microseconds));
}

ProfileEvent read_bank_account_removed(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::BankAccountRemoved>(payload);
  return BankAccountRemoved{read_id<AccountId>(t.account()), {t.at()}};
}

constexpr std::array<Reader<ProfileEvent>, 8> kReaders{{
    {"accounts.ContactChannelAdded", 1, read_channel_added},
    {"accounts.ContactChannelChanged", 1, read_channel_changed},
    {"accounts.ContactChannelRemoved", 1, read_channel_removed},
    {"accounts.ConsentGiven", 1, read_consent_given},
    {"accounts.ConsentWithdrawn", 1, read_consent_withdrawn},
    {"accounts.SettingsChanged", 1, read_settings_changed},
    {"accounts.BankAccountSet", 1, read_bank_account_set},
    {"accounts.BankAccountRemoved", 1, read_bank_account_removed},
}};

}  // namespace

Encoded Profile::encode(const ProfileEvent& event, const Cipher& cipher) {
  return std::visit([&](const auto& e) { return write(e, cipher); }, event);
}

std::expected<ProfileEvent, std::string> Profile::decode(std::string_view type, std::uint16_t schema,
                                                         Bytes payload, const Cipher& cipher) {
  return codec::decode<ProfileEvent>(kReaders, type, schema, payload, cipher);
}

}  // namespace vesture::domain::accounts
