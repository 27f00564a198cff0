#include "api/profile.hpp"

#include "api/nfc.hpp"
#include "api/profile_json.hpp"

namespace vesture::api {

namespace {

namespace dom = domain::accounts;
using dom::Profile;

using AccountAnswer = Result<Answered<AccountJson>>;

// The page shows two streams: each of their events makes it another.
eventstore::Version version_of_page(Unit& unit, domain::AccountId account) {
  return unit.version<Profile>(account) + unit.version<dom::Account>(account);
}

AccountAnswer answer(const Backend& backend, const Call& call, Unit& unit, const Grant& grant) {
  const auto& account = *live_account(unit, grant.account);
  Answered<AccountJson> answered{json_of(account, unit.load<Profile>(grant.account), unit.now()), {}};
  answered.reply.version = version_of_page(unit, grant.account);
  record_answer(backend, call, unit, grant, grant.account.uuid);
  act_as(grant, answered.reply);
  return answered;
}

AccountAnswer open_account(const Backend& backend, const Call& call, Unit& unit) {
  const auto grant = grant_for_path(call, unit, Right::manage);
  if (!grant) return std::unexpected(grant.error());
  return answer(backend, call, unit, *grant);
}

// One command on the path's account or its profile: decides, and answers with the account as it is then.
AccountAnswer change(const Backend& backend, const Call& call, Unit& unit,
                     const std::function<Result<void>(domain::AccountId)>& decide_on) {
  const auto grant = grant_for_path(call, unit, Right::manage);
  if (!grant) return std::unexpected(grant.error());
  if (const auto fits = check_if_match(call, version_of_page(unit, grant->account)); !fits)
    return std::unexpected(fits.error());
  if (const auto decided = decide_on(grant->account); !decided) return std::unexpected(decided.error());
  return answer(backend, call, unit, *grant);
}

// Of a channel that stands there already, the answer is that of the first time.
AccountAnswer add_channel(const Backend& backend, const Call& call, Unit& unit, const AddChannelBody& body) {
  const auto value = to_nfc(body.value.value);
  auto answered = change(backend, call, unit, [&](domain::AccountId account) {
    const dom::AddContactChannel command{account, backend.mint_id<domain::ChannelId>(), body.kind, value};
    return decide<Profile>(unit, account, command);
  });
  if (!answered) return answered;
  const auto account = answered->value.id;
  const auto* added =
      unit.load<Profile>(account).channel(std::nullopt, body.kind, *dom::kept_form(body.kind, value));
  answered->reply.status = 201;
  answered->reply.headers.emplace_back(
      "Location", "/v1/accounts/" + to_string(account) + "/channels/" + to_string(added->id));
  return answered;
}

// One command on the channel that the path names.
AccountAnswer on_channel(
    const Backend& backend, const Call& call, Unit& unit,
    const std::function<dom::ProfileCommand(domain::AccountId, domain::ChannelId)>& command) {
  return change(backend, call, unit, [&](domain::AccountId account) -> Result<void> {
    const auto channel = call.id<domain::ChannelId>(1);
    if (!channel) return std::unexpected(channel.error());
    const auto* known = unit.load<Profile>(account).channel(*channel);
    if (!known || known->user) return std::unexpected(problems::not_found());
    return decide<Profile>(unit, account, command(account, *channel));
  });
}

AccountAnswer put_consent(const Backend& backend, const Call& call, Unit& unit, const ConsentBody& body) {
  return change(backend, call, unit, [&](domain::AccountId account) -> Result<void> {
    dom::Consent consent{};
    if (!boost::describe::enum_from_string(call.path[1].c_str(), consent))
      return std::unexpected(problems::not_found());
    if (body.given) return decide<Profile>(unit, account, dom::GiveConsent{account, consent});
    return decide<Profile>(unit, account, dom::WithdrawConsent{account, consent});
  });
}

Route own(std::string method, std::string path, std::string operation, std::string summary) {
  return declare(Access::person, std::move(method), "/v1/accounts/{account}" + path, std::move(operation),
                 std::move(summary));
}

void add_channel_routes(const Backend& backend, std::vector<Route>& routes) {
  auto adding = own("POST", "/channels", "profile.add_channel", "Add a contact channel.");
  adding.success = 201;
  routes.push_back(route<AddChannelBody, AccountJson>(
      std::move(adding), [&backend](const Call& call, Unit& unit, const AddChannelBody& body) {
        return add_channel(backend, call, unit, body);
      }));

  routes.push_back(route<ChangeChannelBody, AccountJson>(
      own("PUT", "/channels/{channel}", "profile.change_channel", "Change a contact channel."),
      [&backend](const Call& call, Unit& unit, const ChangeChannelBody& body) {
        return on_channel(backend, call, unit, [&](domain::AccountId account, domain::ChannelId channel) {
          return dom::ChangeContactChannel{account, channel, to_nfc(body.value.value)};
        });
      }));

  routes.push_back(route<AccountJson>(
      own("DELETE", "/channels/{channel}", "profile.remove_channel", "Remove a contact channel."),
      [&backend](const Call& call, Unit& unit) {
        return on_channel(backend, call, unit, [](domain::AccountId account, domain::ChannelId channel) {
          return dom::RemoveContactChannel{account, channel};
        });
      }));
}

}  // namespace

std::vector<Route> profile_routes(const Backend& backend) {
  std::vector<Route> routes;
  routes.push_back(route<AccountJson>(
      own("GET", "", "profile.open",
          "The account: whose it is, its contact channels, consents and settings."),
      [&backend](const Call& call, Unit& unit) { return open_account(backend, call, unit); }));

  add_channel_routes(backend, routes);

  routes.push_back(route<ConsentBody, AccountJson>(
      own("PUT", "/consents/{consent}", "profile.consent", "Give or withdraw one consent."),
      [&backend](const Call& call, Unit& unit, const ConsentBody& body) {
        return put_consent(backend, call, unit, body);
      }));

  routes.push_back(route<BankAccountBody, AccountJson>(
      own("PUT", "/bank-account", "profile.set_bank_account", "Give the bank account for e-services."),
      [&backend](const Call& call, Unit& unit, const BankAccountBody& body) {
        return change(backend, call, unit, [&](domain::AccountId account) {
          return decide<Profile>(unit, account, dom::SetBankAccount{account, body.iban.value});
        });
      }));

  routes.push_back(route<AccountJson>(
      own("DELETE", "/bank-account", "profile.remove_bank_account", "Remove the bank account."),
      [&backend](const Call& call, Unit& unit) {
        return change(backend, call, unit, [&](domain::AccountId account) {
          return decide<Profile>(unit, account, dom::RemoveBankAccount{account});
        });
      }));

  routes.push_back(route<SettingsJson, AccountJson>(
      own("PUT", "/settings", "profile.change_settings", "Change the page size and the language of e-mail."),
      [&backend](const Call& call, Unit& unit, const SettingsJson& body) {
        return change(backend, call, unit, [&](domain::AccountId account) {
          const dom::ChangeSettings command{account, body.page_size, body.language};
          return decide<Profile>(unit, account, command);
        });
      }));
  return routes;
}

}  // namespace vesture::api
