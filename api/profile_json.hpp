// An account as it looks in JSON: what is held of its owner, and what is set for it.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "api/account_json.hpp"
#include "api/http/fields.hpp"
#include "api/http/json.hpp"
#include "domain/accounts/account.hpp"
#include "domain/accounts/profile.hpp"

namespace vesture::domain {
BOOST_DESCRIBE_ENUM(Language, lv, en)
}

namespace vesture::domain::accounts {
BOOST_DESCRIBE_ENUM(ContactKind, e_mail, telephone, postal_address)
BOOST_DESCRIBE_ENUM(AnnulledBecause, death, closure)
BOOST_DESCRIBE_ENUM(Consent, e_service_notifications, e_address_notifications, newsletter)
}  // namespace vesture::domain::accounts

namespace vesture::api {

// Given

struct ContactChannelJson {
  domain::ChannelId id;
  domain::accounts::ContactKind kind{};
  std::string value;
  BOOST_DESCRIBE_CLASS(ContactChannelJson, (), (id, kind, value), (), ())
};

struct ConsentsJson {
  bool e_service_notifications = false;
  bool e_address_notifications = false;
  bool newsletter = false;
  BOOST_DESCRIBE_CLASS(ConsentsJson, (), (e_service_notifications, e_address_notifications, newsletter), (),
                       ())
};

// Given, and taken whole.
struct SettingsJson {
  int page_size = 0;            // of lists, where the query names no limit
  domain::Language language{};  // of e-mail
  BOOST_DESCRIBE_CLASS(SettingsJson, (), (page_size, language), (), ())
};

// What the registers hold of the owner (ACC-01): nothing of it is changed here.
struct IdentityJson {
  std::string name;
  std::string code;  // PNOLV-… or NTRLV-…
  std::optional<std::string> date_of_birth;
  std::optional<std::string> registration_number;  // of a legal entity
  BOOST_DESCRIBE_CLASS(IdentityJson, (), (name, code, date_of_birth, registration_number), (), ())
};

struct EAddressJson {
  std::string address;
  bool active = false;
  std::optional<domain::Instant> switchable_from;  // by the owner, where they have to wait (ACC-07)
  std::optional<domain::accounts::AnnulledBecause> annulled;
  BOOST_DESCRIBE_CLASS(EAddressJson, (), (address, active, switchable_from, annulled), (), ())
};

struct AccountJson {
  domain::AccountId id;
  domain::accounts::AccountKind kind{};
  std::string name;
  std::string code;  // PNOLV-… or NTRLV-…
  IdentityJson identity;
  EAddressJson e_address;
  std::optional<std::string> bank_account;  // IBAN
  std::vector<ContactChannelJson> channels;
  ConsentsJson consents;
  SettingsJson settings;
  BOOST_DESCRIBE_CLASS(AccountJson, (),
                       (id, kind, name, code, identity, e_address, bank_account, channels, consents,
                        settings),
                       (), ())
};

// A user of a legal entity's account, as they can be reached (ACC-03).
struct UserChannelsJson {
  domain::PersonId person;
  std::vector<ContactChannelJson> channels;
  BOOST_DESCRIBE_CLASS(UserChannelsJson, (), (person, channels), (), ())
};

// Taken

struct AddChannelBody {
  domain::accounts::ContactKind kind{};
  BoundedText<1, 300> value;
  BOOST_DESCRIBE_CLASS(AddChannelBody, (), (kind, value), (), ())
};

struct ChangeChannelBody {
  BoundedText<1, 300> value;
  BOOST_DESCRIBE_CLASS(ChangeChannelBody, (), (value), (), ())
};

struct ConsentBody {
  bool given = false;
  BOOST_DESCRIBE_CLASS(ConsentBody, (), (given), (), ())
};

struct SwitchBody {
  bool active = false;
  BOOST_DESCRIBE_CLASS(SwitchBody, (), (active), (), ())
};

struct BankAccountBody {
  BoundedText<1, 60> iban;
  BOOST_DESCRIBE_CLASS(BankAccountBody, (), (iban), (), ())
};

std::vector<ContactChannelJson> json_of(const std::vector<domain::accounts::ContactChannel>&);
EAddressJson e_address_json(const domain::accounts::LiveAccount&, domain::Instant now);
AccountJson json_of(const domain::accounts::LiveAccount&, const domain::accounts::ProfileState&,
                    domain::Instant now);

}  // namespace vesture::api
