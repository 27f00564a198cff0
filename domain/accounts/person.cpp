#include "domain/accounts/person.hpp"

#include "domain/common/overloaded.hpp"

namespace vesture::domain::accounts {

namespace {

using Events = std::vector<PersonEvent>;

Decision<PersonEvent> on(const RegisterPerson& c, const PersonState& s, Instant now) {
  if (s.replaced) return std::unexpected(rejections::code_replaced);
  if (s.person) return Events{};
  return Events{PersonRegistered{c.person, c.code, c.name, now}};
}

Decision<PersonEvent> on(const OpenPersonAccount& c, const PersonState& s, Instant) {
  if (!s.person) return std::unexpected(rejections::person_unknown);
  if (s.replaced) return std::unexpected(rejections::code_replaced);
  if (s.died) return std::unexpected(rejections::person_died);
  if (s.account) return Events{};
  return Events{PersonAccountOpened{*s.person, c.account}};
}

Decision<PersonEvent> on(const ReplacePersonalCode& c, const PersonState& s, Instant now) {
  if (!s.person) return std::unexpected(rejections::person_unknown);
  if (s.replaced) return Events{};
  return Events{PersonalCodeReplaced{*s.person, c.code, now}};
}

// To one who had it before, it may come back.
Decision<PersonEvent> on(const GivePersonalCode& c, const PersonState& s, Instant now) {
  if (s.died) return std::unexpected(rejections::person_died);
  if (s.person == c.person) {
    if (!s.replaced) return Events{};
  } else {
    if (s.replaced) return std::unexpected(rejections::code_replaced);
    if (s.account) return std::unexpected(rejections::code_in_use);
  }
  return Events{PersonRegistered{c.person, c.code, c.name, now}};
}

Decision<PersonEvent> on(const NoteDeath&, const PersonState& s, Instant now) {
  if (s.died) return Events{};
  return Events{PersonDied{now}};
}

}  // namespace

Decision<PersonEvent> Person::decide(const PersonCommand& command, const PersonState& state, Instant now) {
  return std::visit([&](const auto& c) { return on(c, state, now); }, command);
}

PersonState Person::evolve(PersonState state, const PersonEvent& event) {
  std::visit(
      Overloaded{[&](const PersonRegistered& e) { state = {e.person, {}, e.name, false, {}, state.died}; },
                 [&](const PersonAccountOpened& e) { state.account = e.account; },
                 [&](const PersonalCodeReplaced& e) {
                   state.replaced = true;
                   state.new_code = e.code;
                 },
                 [&](const PersonDied&) { state.died = true; }},
      event);
  return state;
}

}  // namespace vesture::domain::accounts
