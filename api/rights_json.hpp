// Rights on an account as they look in JSON: who reads a natural person's, and who uses a legal entity's.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "api/account_json.hpp"
#include "api/http/fields.hpp"
#include "api/http/json.hpp"
#include "domain/accounts/account.hpp"
#include "domain/rights/read_rights.hpp"

namespace vesture::api {

// Given

struct ReadRightJson {
  domain::ReadRightId id;
  domain::PersonId person;  // who reads
  std::optional<std::string> name;
  std::optional<domain::Date> until;  // the last day
  domain::Instant granted;
  bool suspended = false;  // until the owner confirms it (ACC-08)
  BOOST_DESCRIBE_CLASS(ReadRightJson, (), (id, person, name, until, granted, suspended), (), ())
};

struct AccountUserJson {
  domain::PersonId person;
  std::optional<std::string> name;
  std::vector<domain::rights::Right> rights;
  BOOST_DESCRIBE_CLASS(AccountUserJson, (), (person, name, rights), (), ())
};

struct RightsJson {
  std::vector<ReadRightJson> readers;  // of a natural person's account
  std::vector<AccountUserJson> users;  // of a legal entity's or an institution's
  BOOST_DESCRIBE_CLASS(RightsJson, (), (readers, users), (), ())
};

// Taken

struct GrantReadingBody {
  BoundedText<1, 40> person;  // PNOLV-…
  BoundedText<1, 200> name;
  std::optional<domain::Date> until;
  BOOST_DESCRIBE_CLASS(GrantReadingBody, (), (person, name, until), (), ())
};

struct ReadUntilBody {
  std::optional<domain::Date> until;
  BOOST_DESCRIBE_CLASS(ReadUntilBody, (), (until), (), ())
};

struct AuthorisationBody {
  BoundedText<1, 40> person;  // PNOLV-…
  BoundedText<1, 200> name;
  std::vector<domain::rights::Right> rights;  // none: the authorisation ends
  BOOST_DESCRIBE_CLASS(AuthorisationBody, (), (person, name, rights), (), ())
};

std::vector<domain::rights::Right> listed(domain::rights::Rights);
domain::rights::Rights set_of(const std::vector<domain::rights::Right>&);

RightsJson json_of(const domain::rights::ReadRightsState&, const domain::accounts::LiveAccount&);

}  // namespace vesture::api
