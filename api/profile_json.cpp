#include "api/profile_json.hpp"

#include "domain/common/identifiers.hpp"

namespace vesture::api {

namespace dom = domain::accounts;

namespace {

// As the register told it; until then as an old personal code says it.
std::optional<std::string> date_of_birth(const dom::LiveAccount& account) {
  if (!account.date_of_birth.text.empty()) return account.date_of_birth.text;
  const auto code = domain::parse_natural_person(account.code.text);
  const auto born = code ? domain::date_of_birth(*code) : std::nullopt;
  if (!born) return std::nullopt;
  return to_string(*born);
}

IdentityJson identity_json(const dom::LiveAccount& account) {
  IdentityJson json{account.name.text, account.code.text, date_of_birth(account), std::nullopt};
  if (const auto number = domain::parse_legal_entity(account.code.text))
    json.registration_number = number->digits;
  return json;
}

}  // namespace

std::vector<ContactChannelJson> json_of(const std::vector<dom::ContactChannel>& channels) {
  std::vector<ContactChannelJson> json;
  for (const auto& channel : channels) json.push_back({channel.id, channel.kind, channel.value.text});
  return json;
}

EAddressJson e_address_json(const dom::LiveAccount& account, domain::Instant now) {
  EAddressJson json{account.code.text, account.e_address_works(), std::nullopt, account.annulled};
  if (const auto from = account.switchable_by_owner_from(); from && now < *from) json.switchable_from = from;
  return json;
}

AccountJson json_of(const dom::LiveAccount& account, const dom::ProfileState& profile, domain::Instant now) {
  AccountJson json;
  json.id = account.opened.account;
  json.kind = account.opened.kind;
  json.name = account.name.text;
  json.code = account.code.text;
  json.identity = identity_json(account);
  json.e_address = e_address_json(account, now);
  if (profile.iban) json.bank_account = profile.iban->text;
  json.channels = json_of(profile.channels_of(std::nullopt));
  json.consents = {profile.consents(dom::Consent::e_service_notifications),
                   profile.consents(dom::Consent::e_address_notifications),
                   profile.consents(dom::Consent::newsletter)};
  json.settings = {profile.page_size, profile.language};
  return json;
}

}  // namespace vesture::api
