#include "domain/accounts/profile.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "domain/common/iban.hpp"
#include "domain/common/overloaded.hpp"

namespace vesture::domain::accounts {

namespace {

using Events = std::vector<ProfileEvent>;

const Rejection& malformed(ContactKind kind) {
  switch (kind) {
    case ContactKind::e_mail:
      return rejections::bad_e_mail;
    case ContactKind::telephone:
      return rejections::bad_telephone;
    case ContactKind::postal_address:
      break;
  }
  return rejections::bad_address;
}

// What stands there already is a retry, whatever its id.
Decision<ProfileEvent> on(const AddContactChannel& c, const ProfileState& s, Instant now) {
  const auto value = kept_form(c.kind, c.value);
  if (!value) return std::unexpected(malformed(c.kind));
  if (s.channel(c.user, c.kind, *value)) return Events{};
  if (s.channels_of(c.user).size() >= kMostChannels) return std::unexpected(rejections::too_many_channels);
  return Events{ContactChannelAdded{c.account, c.channel, c.kind, *value, now, c.user}};
}

Decision<ProfileEvent> on(const ChangeContactChannel& c, const ProfileState& s, Instant now) {
  const auto* changed = s.channel(c.channel);
  if (!changed) return std::unexpected(rejections::no_channel);
  const auto value = kept_form(changed->kind, c.value);
  if (!value) return std::unexpected(malformed(changed->kind));
  const auto* same = s.channel(changed->user, changed->kind, *value);
  if (same == changed) return Events{};
  if (same) return std::unexpected(rejections::channel_exists);
  return Events{ContactChannelChanged{c.account, c.channel, *value, now}};
}

Decision<ProfileEvent> on(const RemoveContactChannel& c, const ProfileState& s, Instant now) {
  if (!s.channel(c.channel)) return Events{};
  return Events{ContactChannelRemoved{c.account, c.channel, now}};
}

Decision<ProfileEvent> on(const GiveConsent& c, const ProfileState& s, Instant now) {
  if (s.consents(c.consent)) return Events{};
  return Events{ConsentGiven{c.account, c.consent, now}};
}

Decision<ProfileEvent> on(const WithdrawConsent& c, const ProfileState& s, Instant now) {
  if (!s.consents(c.consent)) return Events{};
  return Events{ConsentWithdrawn{c.account, c.consent, now}};
}

Decision<ProfileEvent> on(const ChangeSettings& c, const ProfileState& s, Instant now) {
  constexpr std::array kPageSizes{10, 20, 50, 100};
  if (std::ranges::find(kPageSizes, c.page_size) == kPageSizes.end())
    return std::unexpected(rejections::bad_page_size);
  if (s.page_size == c.page_size && s.language == c.language) return Events{};
  return Events{SettingsChanged{c.account, c.page_size, c.language, now}};
}

Decision<ProfileEvent> on(const SetBankAccount& c, const ProfileState& s, Instant now) {
  const auto iban = parse_iban(c.iban);
  if (!iban) return std::unexpected(rejections::bad_iban);
  if (s.iban && s.iban->text == *iban) return Events{};
  return Events{BankAccountSet{c.account, *iban, now}};
}

Decision<ProfileEvent> on(const RemoveBankAccount& c, const ProfileState& s, Instant now) {
  if (!s.iban) return Events{};
  return Events{BankAccountRemoved{c.account, now}};
}

ContactChannel& channel_of(ProfileState& state, ChannelId id) {
  const auto found = std::ranges::find(state.channels, id, &ContactChannel::id);
  if (found == state.channels.end()) throw ImpossibleEvent("a contact channel that was not added");
  return *found;
}

}  // namespace

const ContactChannel* ProfileState::channel(ChannelId id) const {
  const auto found = std::ranges::find(channels, id, &ContactChannel::id);
  return found == channels.end() ? nullptr : &*found;
}

const ContactChannel* ProfileState::channel(const std::optional<PersonId>& user, ContactKind kind,
                                            std::string_view value) const {
  const auto same = [&](const ContactChannel& c) {
    return c.user == user && c.kind == kind && c.value.text == value;
  };
  const auto found = std::ranges::find_if(channels, same);
  return found == channels.end() ? nullptr : &*found;
}

std::vector<ContactChannel> ProfileState::channels_of(const std::optional<PersonId>& user) const {
  std::vector<ContactChannel> of_user;
  std::ranges::copy_if(channels, std::back_inserter(of_user),
                       [&](const ContactChannel& c) { return c.user == user; });
  return of_user;
}

const ContactChannel* ProfileState::e_mail_for_notifications() const {
  const auto found = std::ranges::find_if(channels, [](const ContactChannel& c) {
    return !c.user && c.kind == ContactKind::e_mail && !c.value.destroyed;
  });
  return found == channels.end() ? nullptr : &*found;
}

bool ProfileState::consents(Consent consent) const {
  return std::ranges::find(given, consent) != given.end();
}

Decision<ProfileEvent> Profile::decide(const ProfileCommand& command, const ProfileState& state,
                                       Instant now) {
  return std::visit([&](const auto& c) { return on(c, state, now); }, command);
}

ProfileState Profile::evolve(ProfileState state, const ProfileEvent& event) {
  std::visit(Overloaded{[&](const ContactChannelAdded& e) {
                          state.channels.push_back({e.channel, e.kind, e.value, e.user});
                        },
                        [&](const ContactChannelChanged& e) { channel_of(state, e.channel).value = e.value; },
                        [&](const ContactChannelRemoved& e) {
                          const auto place = &channel_of(state, e.channel) - state.channels.data();
                          state.channels.erase(state.channels.begin() + place);
                        },
                        [&](const ConsentGiven& e) { state.given.push_back(e.consent); },
                        [&](const ConsentWithdrawn& e) { std::erase(state.given, e.consent); },
                        [&](const SettingsChanged& e) {
                          state.page_size = e.page_size;
                          state.language = e.language;
                        },
                        [&](const BankAccountSet& e) { state.iban = e.iban; },
                        [&](const BankAccountRemoved&) { state.iban.reset(); }},
             event);
  return state;
}

}  // namespace vesture::domain::accounts
