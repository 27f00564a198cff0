// People, accounts and applications as they look in JSON: what is given, and what is taken.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "api/http/fields.hpp"
#include "api/http/json.hpp"
#include "domain/rights/rights.hpp"
#include "projections/accounts/people.hpp"

namespace vesture::projections::accounts {
BOOST_DESCRIBE_ENUM(ApplicationStatus, submitted, accepted, refused)
}  // namespace vesture::projections::accounts

namespace vesture::domain::rights {
BOOST_DESCRIBE_ENUM(Right, read, write, send, manage)
}

namespace vesture::api {

// Given

enum class AccountAccess { owner, user, reader };
BOOST_DESCRIBE_ENUM(AccountAccess, owner, user, reader)

struct AccountOfMine {
  domain::AccountId id;
  domain::accounts::AccountKind kind{};
  std::string name;
  AccountAccess access{};
  std::vector<domain::rights::Right> rights;
  BOOST_DESCRIBE_CLASS(AccountOfMine, (), (id, kind, name, access, rights), (), ())
};

struct MeJson {
  domain::PersonId id;
  std::string person;
  std::string name;
  std::string institution;
  std::vector<std::string> roles;
  std::vector<AccountOfMine> accounts;
  BOOST_DESCRIBE_CLASS(MeJson, (), (id, person, name, institution, roles, accounts), (), ())
};

struct ApplicationJson {
  domain::ApplicationId id;
  domain::accounts::Channel channel{};
  domain::accounts::AccountKind kind{};
  std::string name;
  std::string registration_code;
  std::string first_user_name;
  domain::Instant submitted;
  projections::accounts::ApplicationStatus status{};
  std::optional<domain::AccountId> account;
  std::optional<std::string> reason;  // why it was refused
  BOOST_DESCRIBE_CLASS(ApplicationJson, (),
                       (id, channel, kind, name, registration_code, first_user_name, submitted, status,
                        account, reason),
                       (), ())
};

struct ApplicationItem {
  domain::ApplicationId id;
  domain::accounts::Channel channel{};
  std::string name;
  std::string registration_code;
  std::string first_user_name;
  domain::Instant submitted;
  projections::accounts::ApplicationStatus status{};
  std::optional<domain::AccountId> account;
  BOOST_DESCRIBE_CLASS(ApplicationItem, (),
                       (id, channel, name, registration_code, first_user_name, submitted, status, account),
                       (), ())
};

struct FoundAccount {
  domain::AccountId id;
  domain::accounts::AccountKind kind{};
  std::string name;
  std::optional<domain::PersonId> owner;
  std::vector<domain::PersonId> users;
  BOOST_DESCRIBE_CLASS(FoundAccount, (), (id, kind, name, owner, users), (), ())
};

// Taken

struct ApplicationBody {
  BoundedText<1, 200> name;
  BoundedText<1, 40> registration_code;  // NTRLV-…
  BoundedText<1, 40> first_user;         // PNOLV-…
  BoundedText<1, 200> first_user_name;
  std::optional<domain::accounts::AccountKind> kind;  // a legal entity's where it is not said
  BOOST_DESCRIBE_CLASS(ApplicationBody, (), (name, registration_code, first_user, first_user_name, kind), (),
                       ())
};

struct RefusalBody {
  BoundedText<1, 500> reason;
  BOOST_DESCRIBE_CLASS(RefusalBody, (), (reason), (), ())
};

struct FindAccountBody {
  BoundedText<1, 40> code;  // PNOLV-… or NTRLV-…
  BOOST_DESCRIBE_CLASS(FindAccountBody, (), (code), (), ())
};

}  // namespace vesture::api
