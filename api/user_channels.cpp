#include "api/user_channels.hpp"

#include "api/nfc.hpp"
#include "api/profile_json.hpp"

namespace vesture::api {

namespace {

namespace dom = domain::accounts;
using dom::Profile;

using ChannelsAnswer = Result<Answered<UserChannelsJson>>;

// The user whom the path names, and by what right they are looked at.
struct NamedUser {
  Grant grant;
  domain::PersonId person;
};

Result<NamedUser> find_user(const Call& call, Unit& unit) {
  const auto person = call.id<domain::PersonId>(1);
  const bool self = person && *person == call.caller.person;
  const auto grant = grant_for_path(call, unit, self ? Right::read : Right::manage);
  if (!grant) return std::unexpected(grant.error());
  if (!person || !live_account(unit, grant->account)->user(*person))
    return std::unexpected(problems::not_found());
  return NamedUser{*grant, *person};
}

ChannelsAnswer answer(const Backend& backend, const Call& call, Unit& unit, const NamedUser& user) {
  const auto& profile = unit.load<Profile>(user.grant.account);
  Answered<UserChannelsJson> answered{{user.person, json_of(profile.channels_of(user.person))}, {}};
  answered.reply.version = unit.version<Profile>(user.grant.account);
  record_answer(backend, call, unit, user.grant, user.person.uuid);
  act_as(user.grant, answered.reply);
  return answered;
}

ChannelsAnswer list_channels(const Backend& backend, const Call& call, Unit& unit) {
  const auto user = find_user(call, unit);
  if (!user) return std::unexpected(user.error());
  return answer(backend, call, unit, *user);
}

using Command = std::function<Result<dom::ProfileCommand>(const NamedUser&)>;

// One command on the user's channels: decides, and answers with the channels as they are then.
ChannelsAnswer change(const Backend& backend, const Call& call, Unit& unit, const Command& command) {
  const auto user = find_user(call, unit);
  if (!user) return std::unexpected(user.error());
  const auto account = user->grant.account;
  if (const auto fits = check_if_match(call, unit.version<Profile>(account)); !fits)
    return std::unexpected(fits.error());
  const auto wanted = command(*user);
  if (!wanted) return std::unexpected(wanted.error());
  if (const auto decided = decide<Profile>(unit, account, *wanted); !decided)
    return std::unexpected(decided.error());
  return answer(backend, call, unit, *user);
}

// The channel that the path names, where it is the user's.
Result<domain::ChannelId> find_channel(const Call& call, Unit& unit, const NamedUser& user) {
  const auto id = call.id<domain::ChannelId>(2);
  if (!id) return id;
  const auto* channel = unit.load<Profile>(user.grant.account).channel(*id);
  if (!channel || channel->user != user.person) return std::unexpected(problems::not_found());
  return id;
}

Route of_user(std::string method, std::string path, std::string operation, std::string summary) {
  return declare(Access::person, std::move(method), "/v1/accounts/{account}/users/{person}/channels" + path,
                 std::move(operation), std::move(summary));
}

}  // namespace

std::vector<Route> user_channel_routes(const Backend& backend) {
  std::vector<Route> routes;
  routes.push_back(route<UserChannelsJson>(
      of_user("GET", "", "profile.open_user_channels", "A user's contact channels."),
      [&backend](const Call& call, Unit& unit) { return list_channels(backend, call, unit); }));

  auto adding = of_user("POST", "", "profile.add_user_channel", "Add a contact channel of a user's.");
  adding.success = 201;
  routes.push_back(route<AddChannelBody, UserChannelsJson>(
      std::move(adding), [&backend](const Call& call, Unit& unit, const AddChannelBody& body) {
        auto answered =
            change(backend, call, unit, [&](const NamedUser& user) -> Result<dom::ProfileCommand> {
              return dom::AddContactChannel{user.grant.account, backend.mint_id<domain::ChannelId>(),
                                            body.kind, to_nfc(body.value.value), user.person};
            });
        if (answered) answered->reply.status = 201;
        return answered;
      }));

  routes.push_back(route<ChangeChannelBody, UserChannelsJson>(
      of_user("PUT", "/{channel}", "profile.change_user_channel", "Change a contact channel of a user's."),
      [&backend](const Call& call, Unit& unit, const ChangeChannelBody& body) {
        return change(backend, call, unit, [&](const NamedUser& user) -> Result<dom::ProfileCommand> {
          const auto channel = find_channel(call, unit, user);
          if (!channel) return std::unexpected(channel.error());
          return dom::ChangeContactChannel{user.grant.account, *channel, to_nfc(body.value.value)};
        });
      }));

  routes.push_back(route<UserChannelsJson>(
      of_user("DELETE", "/{channel}", "profile.remove_user_channel", "Remove a contact channel of a user's."),
      [&backend](const Call& call, Unit& unit) {
        return change(backend, call, unit, [&](const NamedUser& user) -> Result<dom::ProfileCommand> {
          const auto channel = find_channel(call, unit, user);
          if (!channel) return std::unexpected(channel.error());
          return dom::RemoveContactChannel{user.grant.account, *channel};
        });
      }));
  return routes;
}

}  // namespace vesture::api
