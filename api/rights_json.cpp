#include "api/rights_json.hpp"

namespace vesture::api {

using domain::rights::Right;
using domain::rights::Rights;

namespace {

std::optional<std::string> shown(const domain::Sealed& name) {
  if (name.destroyed || name.text.empty()) return std::nullopt;
  return name.text;
}

}  // namespace

std::vector<Right> listed(Rights rights) {
  std::vector<Right> all;
  for (const auto right : {Right::read, Right::write, Right::send, Right::manage})
    if (rights.has(right)) all.push_back(right);
  return all;
}

Rights set_of(const std::vector<Right>& rights) {
  Rights set;
  for (const auto right : rights) set = set.with(right);
  return set;
}

RightsJson json_of(const domain::rights::ReadRightsState& reading,
                   const domain::accounts::LiveAccount& account) {
  RightsJson json;
  for (const auto& right : reading.rights)
    json.readers.push_back(
        {right.id, right.reader, shown(right.name), right.until, right.granted_at, right.suspended});
  for (const auto& user : account.users)
    json.users.push_back({user.person, shown(user.name), listed(user.rights)});
  return json;
}

}  // namespace vesture::api
