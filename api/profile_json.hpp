// An account as it looks in JSON: what is held of its owner, and what is set for it.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "api/account_json.hpp"
#include "api/http/fields.hpp"
#include "api/http/json.hpp"
#include "domain/accounts/profile.hpp"

namespace vesture::domain {
BOOST_DESCRIBE_ENUM(Language, lv, en)
}

namespace vesture::domain::accounts {
BOOST_DESCRIBE_ENUM(ContactKind, e_mail, telephone, postal_address)
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

struct AccountJson {
  domain::AccountId id;
  domain::accounts::AccountKind kind{};
  std::string name;
  std::string code;  // PNOLV-… or NTRLV-…
  std::vector<ContactChannelJson> channels;
  ConsentsJson consents;
  SettingsJson settings;
  BOOST_DESCRIBE_CLASS(AccountJson, (), (id, kind, name, code, channels, consents, settings), (), ())
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

}  // namespace vesture::api
