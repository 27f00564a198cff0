// Accounts' events as bytes (events.fbs).
#include "domain/common/codec.hpp"

#include <array>

#include "domain/accounts/account.hpp"
#include "domain/accounts/application.hpp"
#include "domain/accounts/events_generated.h"
#include "domain/accounts/legal_entity.hpp"
#include "domain/accounts/person.hpp"

namespace vesture::domain::accounts {

namespace {

using namespace codec;

Encoded write(const PersonRegistered& e, const Cipher& cipher) {
  Builder b;
  const auto code = write_sealed(b, cipher, e.person.uuid, "PersonRegistered.code", e.code);
  const auto name = write_sealed(b, cipher, e.person.uuid, "PersonRegistered.name", e.name);
  const auto person = codec::write(e.person.uuid);
  return finish("accounts.PersonRegistered", b,
                fb::CreatePersonRegistered(b, &person, code, name, e.at.microseconds));
}

PersonEvent read_person_registered(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::PersonRegistered>(payload);
  const auto person = read_id<PersonId>(t.person());
  return PersonRegistered{person,
                          read_sealed(t.code(), cipher, person.uuid, "PersonRegistered.code"),
                          read_sealed(t.name(), cipher, person.uuid, "PersonRegistered.name"),
                          {t.at()}};
}

Encoded write(const PersonAccountOpened& e, const Cipher&) {
  Builder b;
  const auto person = codec::write(e.person.uuid);
  const auto account = codec::write(e.account.uuid);
  return finish("accounts.PersonAccountOpened", b, fb::CreatePersonAccountOpened(b, &person, &account));
}

PersonEvent read_person_account(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::PersonAccountOpened>(payload);
  return PersonAccountOpened{read_id<PersonId>(t.person()), read_id<AccountId>(t.account())};
}

Encoded write(const PersonalCodeReplaced& e, const Cipher& cipher) {
  Builder b;
  const auto code = write_sealed(b, cipher, e.person.uuid, "PersonalCodeReplaced.code", e.code);
  const auto person = codec::write(e.person.uuid);
  return finish("accounts.PersonalCodeReplaced", b,
                fb::CreatePersonalCodeReplaced(b, &person, code, e.at.microseconds));
}

PersonEvent read_code_replaced(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::PersonalCodeReplaced>(payload);
  const auto person = read_id<PersonId>(t.person());
  return PersonalCodeReplaced{
      person, read_sealed(t.code(), cipher, person.uuid, "PersonalCodeReplaced.code"), {t.at()}};
}

Encoded write(const PersonDied& e, const Cipher&) {
  Builder b;
  return finish("accounts.PersonDied", b, fb::CreatePersonDied(b, e.at.microseconds));
}

PersonEvent read_died(Bytes payload, const Cipher&) {
  return PersonDied{{verified<fb::PersonDied>(payload).at()}};
}

Encoded write(const AccountOpened& e, const Cipher& cipher) {
  Builder b;
  const auto name = write_sealed(b, cipher, e.account.uuid, "AccountOpened.name", e.name);
  const auto code = write_sealed(b, cipher, e.account.uuid, "AccountOpened.code", e.code);
  const auto account = codec::write(e.account.uuid);
  const auto owner = codec::write(e.owner.uuid);
  return finish("accounts.AccountOpened", b,
                fb::CreateAccountOpened(b, &account, write_enum<fb::AccountKind>(e.kind), &owner, name, code,
                                        e.at.microseconds));
}

AccountEvent read_opened(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::AccountOpened>(payload);
  const auto account = read_id<AccountId>(t.account());
  return AccountOpened{account,
                       read_enum<AccountKind>(t.kind()),
                       read_id<PersonId>(t.owner()),
                       read_sealed(t.name(), cipher, account.uuid, "AccountOpened.name"),
                       read_sealed(t.code(), cipher, account.uuid, "AccountOpened.code"),
                       {t.at()}};
}

Encoded write(const UserAdded& e, const Cipher& cipher) {
  Builder b;
  const auto name = write_sealed(b, cipher, e.account.uuid, "UserAdded.name", e.name);
  const auto account = codec::write(e.account.uuid);
  const auto person = codec::write(e.person.uuid);
  return finish("accounts.UserAdded", b,
                fb::CreateUserAdded(b, &account, &person, e.at.microseconds, e.rights.bits, name));
}

AccountEvent read_user_added(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::UserAdded>(payload);
  const auto account = read_id<AccountId>(t.account());
  return UserAdded{account,
                   read_id<PersonId>(t.person()),
                   {t.at()},
                   {t.rights()},
                   read_sealed(t.name(), cipher, account.uuid, "UserAdded.name")};
}

Encoded write(const UserRightsChanged& e, const Cipher&) {
  Builder b;
  const auto account = codec::write(e.account.uuid);
  const auto person = codec::write(e.person.uuid);
  return finish("accounts.UserRightsChanged", b,
                fb::CreateUserRightsChanged(b, &account, &person, e.rights.bits, e.at.microseconds));
}

AccountEvent read_rights_changed(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::UserRightsChanged>(payload);
  return UserRightsChanged{
      read_id<AccountId>(t.account()), read_id<PersonId>(t.person()), {t.rights()}, {t.at()}};
}

Encoded write(const UserRemoved& e, const Cipher&) {
  Builder b;
  const auto account = codec::write(e.account.uuid);
  const auto person = codec::write(e.person.uuid);
  return finish("accounts.UserRemoved", b, fb::CreateUserRemoved(b, &account, &person, e.at.microseconds));
}

AccountEvent read_user_removed(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::UserRemoved>(payload);
  return UserRemoved{read_id<AccountId>(t.account()), read_id<PersonId>(t.person()), {t.at()}};
}

Encoded write(const AccountActivated& e, const Cipher&) {
  Builder b;
  const auto account = codec::write(e.account.uuid);
  return finish("accounts.AccountActivated", b,
                fb::CreateAccountActivated(b, &account, e.by_owner, e.at.microseconds));
}

AccountEvent read_activated(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::AccountActivated>(payload);
  return AccountActivated{read_id<AccountId>(t.account()), t.by_owner(), {t.at()}};
}

Encoded write(const AccountDeactivated& e, const Cipher&) {
  Builder b;
  const auto account = codec::write(e.account.uuid);
  return finish("accounts.AccountDeactivated", b,
                fb::CreateAccountDeactivated(b, &account, e.by_owner, e.at.microseconds));
}

AccountEvent read_deactivated(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::AccountDeactivated>(payload);
  return AccountDeactivated{read_id<AccountId>(t.account()), t.by_owner(), {t.at()}};
}

Encoded write(const EAddressMoved& e, const Cipher& cipher) {
  Builder b;
  const auto code = write_sealed(b, cipher, e.account.uuid, "EAddressMoved.code", e.code);
  const auto account = codec::write(e.account.uuid);
  return finish("accounts.EAddressMoved", b, fb::CreateEAddressMoved(b, &account, code, e.at.microseconds));
}

AccountEvent read_moved(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::EAddressMoved>(payload);
  const auto account = read_id<AccountId>(t.account());
  return EAddressMoved{account, read_sealed(t.code(), cipher, account.uuid, "EAddressMoved.code"), {t.at()}};
}

Encoded write(const EAddressAnnulled& e, const Cipher&) {
  Builder b;
  const auto account = codec::write(e.account.uuid);
  return finish(
      "accounts.EAddressAnnulled", b,
      fb::CreateEAddressAnnulled(b, &account, write_enum<fb::AnnulledBecause>(e.because), e.at.microseconds));
}

AccountEvent read_annulled(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::EAddressAnnulled>(payload);
  return EAddressAnnulled{read_id<AccountId>(t.account()), read_enum<AnnulledBecause>(t.because()), {t.at()}};
}

Encoded write(const IdentityUpdated& e, const Cipher& cipher) {
  Builder b;
  const auto name = write_sealed(b, cipher, e.account.uuid, "IdentityUpdated.name", e.name);
  const auto born =
      write_sealed_if_any(b, cipher, e.account.uuid, "IdentityUpdated.date_of_birth", e.date_of_birth);
  const auto account = codec::write(e.account.uuid);
  return finish("accounts.IdentityUpdated", b,
                fb::CreateIdentityUpdated(b, &account, name, born, e.at.microseconds));
}

AccountEvent read_identity(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::IdentityUpdated>(payload);
  const auto account = read_id<AccountId>(t.account());
  return IdentityUpdated{
      account,
      read_sealed(t.name(), cipher, account.uuid, "IdentityUpdated.name"),
      read_sealed(t.date_of_birth(), cipher, account.uuid, "IdentityUpdated.date_of_birth"),
      {t.at()}};
}

Encoded write(const IdentityNotFound& e, const Cipher&) {
  Builder b;
  const auto account = codec::write(e.account.uuid);
  return finish("accounts.IdentityNotFound", b, fb::CreateIdentityNotFound(b, &account, e.at.microseconds));
}

AccountEvent read_identity_not_found(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::IdentityNotFound>(payload);
  return IdentityNotFound{read_id<AccountId>(t.account()), {t.at()}};
}

Encoded write(const LegalEntityRegistered& e, const Cipher&) {
  Builder b;
  const auto account = codec::write(e.account.uuid);
  return finish("accounts.LegalEntityRegistered", b, fb::CreateLegalEntityRegistered(b, &account));
}

LegalEntityEvent read_legal_entity(Bytes payload, const Cipher&) {
  return LegalEntityRegistered{read_id<AccountId>(verified<fb::LegalEntityRegistered>(payload).account())};
}

Encoded write(const LegalEntityClosed& e, const Cipher&) {
  Builder b;
  return finish("accounts.LegalEntityClosed", b, fb::CreateLegalEntityClosed(b, e.at.microseconds));
}

LegalEntityEvent read_closed(Bytes payload, const Cipher&) {
  return LegalEntityClosed{{verified<fb::LegalEntityClosed>(payload).at()}};
}

Encoded write(const ApplicationSubmitted& e, const Cipher& cipher) {
  Builder b;
  const Uuid& owner = e.application.uuid;
  const auto name = write_sealed(b, cipher, owner, "ApplicationSubmitted.name", e.name);
  const auto code =
      write_sealed(b, cipher, owner, "ApplicationSubmitted.registration_code", e.registration_code);
  const auto user_code =
      write_sealed(b, cipher, owner, "ApplicationSubmitted.first_user_code", e.first_user_code);
  const auto user_name =
      write_sealed(b, cipher, owner, "ApplicationSubmitted.first_user_name", e.first_user_name);
  const auto application = codec::write(owner);
  const auto applicant = codec::write(e.applicant.uuid);
  return finish("accounts.ApplicationSubmitted", b,
                fb::CreateApplicationSubmitted(
                    b, &application, &applicant, write_enum<fb::Channel>(e.channel), name, code, user_code,
                    user_name, e.at.microseconds, write_enum<fb::AccountKind>(e.kind)));
}

ApplicationEvent read_submitted(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::ApplicationSubmitted>(payload);
  const auto id = read_id<ApplicationId>(t.application());
  const Uuid& owner = id.uuid;
  return ApplicationSubmitted{
      id,
      read_id<PersonId>(t.applicant()),
      read_enum<Channel>(t.channel()),
      read_sealed(t.name(), cipher, owner, "ApplicationSubmitted.name"),
      read_sealed(t.registration_code(), cipher, owner, "ApplicationSubmitted.registration_code"),
      read_sealed(t.first_user_code(), cipher, owner, "ApplicationSubmitted.first_user_code"),
      read_sealed(t.first_user_name(), cipher, owner, "ApplicationSubmitted.first_user_name"),
      {t.at()},
      read_enum<AccountKind>(t.kind())};
}

Encoded write(const ApplicationAccepted& e, const Cipher&) {
  Builder b;
  const auto application = codec::write(e.application.uuid);
  const auto account = codec::write(e.account.uuid);
  return finish("accounts.ApplicationAccepted", b,
                fb::CreateApplicationAccepted(b, &application, &account, e.at.microseconds));
}

ApplicationEvent read_accepted(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ApplicationAccepted>(payload);
  return ApplicationAccepted{
      read_id<ApplicationId>(t.application()), read_id<AccountId>(t.account()), {t.at()}};
}

Encoded write(const ApplicationRefused& e, const Cipher& cipher) {
  Builder b;
  const auto reason = write_sealed(b, cipher, e.application.uuid, "ApplicationRefused.reason", e.reason);
  const auto application = codec::write(e.application.uuid);
  return finish("accounts.ApplicationRefused", b,
                fb::CreateApplicationRefused(b, &application, reason, e.at.microseconds));
}

ApplicationEvent read_refused(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::ApplicationRefused>(payload);
  const auto application = read_id<ApplicationId>(t.application());
  return ApplicationRefused{
      application, read_sealed(t.reason(), cipher, application.uuid, "ApplicationRefused.reason"), {t.at()}};
}

constexpr std::array<Reader<PersonEvent>, 4> kPersonReaders{{
    {"accounts.PersonRegistered", 1, read_person_registered},
    {"accounts.PersonAccountOpened", 1, read_person_account},
    {"accounts.PersonalCodeReplaced", 1, read_code_replaced},
    {"accounts.PersonDied", 1, read_died},
}};

constexpr std::array<Reader<AccountEvent>, 10> kAccountReaders{{
    {"accounts.AccountOpened", 1, read_opened},
    {"accounts.UserAdded", 1, read_user_added},
    {"accounts.UserRightsChanged", 1, read_rights_changed},
    {"accounts.UserRemoved", 1, read_user_removed},
    {"accounts.AccountActivated", 1, read_activated},
    {"accounts.AccountDeactivated", 1, read_deactivated},
    {"accounts.EAddressMoved", 1, read_moved},
    {"accounts.EAddressAnnulled", 1, read_annulled},
    {"accounts.IdentityUpdated", 1, read_identity},
    {"accounts.IdentityNotFound", 1, read_identity_not_found},
}};

constexpr std::array<Reader<LegalEntityEvent>, 2> kLegalEntityReaders{{
    {"accounts.LegalEntityRegistered", 1, read_legal_entity},
    {"accounts.LegalEntityClosed", 1, read_closed},
}};

constexpr std::array<Reader<ApplicationEvent>, 3> kApplicationReaders{{
    {"accounts.ApplicationSubmitted", 1, read_submitted},
    {"accounts.ApplicationAccepted", 1, read_accepted},
    {"accounts.ApplicationRefused", 1, read_refused},
}};

}  // namespace

Encoded Person::encode(const PersonEvent& event, const Cipher& cipher) {
  return std::visit([&](const auto& e) { return write(e, cipher); }, event);
}

std::expected<PersonEvent, std::string> Person::decode(std::string_view type, std::uint16_t schema,
                                                       Bytes payload, const Cipher& cipher) {
  return codec::decode<PersonEvent>(kPersonReaders, type, schema, payload, cipher);
}

Encoded Account::encode(const AccountEvent& event, const Cipher& cipher) {
  return std::visit([&](const auto& e) { return write(e, cipher); }, event);
}

std::expected<AccountEvent, std::string> Account::decode(std::string_view type, std::uint16_t schema,
                                                         Bytes payload, const Cipher& cipher) {
  return codec::decode<AccountEvent>(kAccountReaders, type, schema, payload, cipher);
}

Encoded LegalEntity::encode(const LegalEntityEvent& event, const Cipher& cipher) {
  return std::visit([&](const auto& e) { return write(e, cipher); }, event);
}

std::expected<LegalEntityEvent, std::string> LegalEntity::decode(std::string_view type, std::uint16_t schema,
                                                                 Bytes payload, const Cipher& cipher) {
  return codec::decode<LegalEntityEvent>(kLegalEntityReaders, type, schema, payload, cipher);
}

Encoded Application::encode(const ApplicationEvent& event, const Cipher& cipher) {
  return std::visit([&](const auto& e) { return write(e, cipher); }, event);
}

std::expected<ApplicationEvent, std::string> Application::decode(std::string_view type, std::uint16_t schema,
                                                                 Bytes payload, const Cipher& cipher) {
  return codec::decode<ApplicationEvent>(kApplicationReaders, type, schema, payload, cipher);
}

}  // namespace vesture::domain::accounts
