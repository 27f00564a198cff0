#include "api/errands/register_changes.hpp"

#include <algorithm>

#include "api/accounts.hpp"
#include "api/errands/moved_rights.hpp"
#include "api/nfc.hpp"
#include "domain/accounts/legal_entity.hpp"
#include "domain/accounts/person.hpp"
#include "domain/accounts/register_feed.hpp"
#include "domain/common/overloaded.hpp"
#include "domain/rights/read_rights.hpp"

namespace vesture::api {

namespace {

namespace dom = domain::accounts;
namespace rights = domain::rights;
using dom::ChangeOutcome;
using dom::RegisterChangeKind;
using domain::AccountId;

struct Applied {
  ChangeOutcome outcome{};
  AccountId account;
};
constexpr Applied kNobodyHere{ChangeOutcome::nobody_here, {}};

bool is_live(const dom::PersonState& person) { return person.person && !person.replaced && !person.died; }

// The same person and account by the new code (ACC-08). Who was known by it before has no account: the rights that they
// were given are this person's.
Result<void> give_code(const Backend& backend, Unit& unit, const dom::PersonState& person,
                       const dom::PersonState& newcomer, const std::string& new_code) {
  const auto pseudonym = person_pseudonym(backend, new_code);
  const dom::GivePersonalCode giving{*person.person, new_code, person.name.text};
  auto decided = decide<dom::Person>(unit, pseudonym, giving);
  if (decided && person.account)
    decided = decide<dom::Person>(unit, pseudonym, dom::OpenPersonAccount{*person.account});
  if (decided && newcomer.person && newcomer.person != person.person)
    decided = move_rights(backend, unit, *newcomer.person, *person.person);
  return decided;
}

// Who may read an account is for its owner to confirm again (ACC-08).
Result<void> suspend_reading(Unit& unit, AccountId account) {
  return decide<rights::ReadRights>(unit, account, rights::SuspendReadRights{account});
}

// Activated by itself, which starts no 24 hours of ACC-07.
Result<void> move_e_address(Unit& unit, AccountId account, const std::string& new_code) {
  auto decided = decide<dom::Account>(unit, account, dom::MoveEAddress{new_code});
  if (decided) decided = decide<dom::Account>(unit, account, dom::SwitchAccount{true, false});
  return decided ? suspend_reading(unit, account) : decided;
}

// Without an end, also to one who was granted it before. An account that has no room for a reader stays without.
Result<void> let_read(const Backend& backend, Unit& unit, AccountId account, const dom::PersonState& reader) {
  const auto& granted = unit.load<rights::ReadRights>(account).rights;
  const auto same = std::ranges::find(granted, *reader.person, &rights::ReadRight::reader);
  if (same == granted.end()) {
    if (granted.size() >= rights::kMostReaders) return {};
    const auto right = backend.mint_id<domain::ReadRightId>();
    const rights::GrantReadRight granting{right, account, *reader.person, reader.name.text, std::nullopt};
    return decide<rights::ReadRights>(unit, account, granting);
  }
  const auto right = same->id;
  const rights::ChangeReadRight changing{account, right, std::nullopt};
  auto decided = decide<rights::ReadRights>(unit, account, changing);
  if (decided) decided = decide<rights::ReadRights>(unit, account, rights::ConfirmReadRight{account, right});
  return decided;
}

bool can_be_given(const dom::PersonState& by_code, domain::PersonId person) {
  if (by_code.died) return false;
  return by_code.person == person || (!by_code.replaced && !by_code.account);
}

Result<Applied> go_on_by(const Backend& backend, Unit& unit, const dom::PersonState& person,
                         const dom::PersonState& newcomer, const std::string& new_code) {
  auto decided = give_code(backend, unit, person, newcomer, new_code);
  if (decided && person.account) decided = move_e_address(unit, *person.account, new_code);
  if (!decided) return std::unexpected(decided.error());
  return Applied{ChangeOutcome::applied, person.account.value_or(AccountId{})};
}

// The new code's account stays as it is; what is held by the old one is theirs as far as nothing is taken from anybody.
Result<Applied> go_on_beside(const Backend& backend, Unit& unit, const dom::PersonState& person,
                             const dom::PersonState& newcomer) {
  Result<void> decided;
  if (person.account) decided = suspend_reading(unit, *person.account);
  if (decided && is_live(newcomer)) decided = move_rights(backend, unit, *person.person, *newcomer.person);
  if (decided && is_live(newcomer) && person.account)
    decided = let_read(backend, unit, *person.account, newcomer);
  if (!decided) return std::unexpected(decided.error());
  const bool whole = is_live(newcomer) && !person.account;
  return Applied{whole ? ChangeOutcome::applied : ChangeOutcome::put_aside,
                 person.account.value_or(AccountId{})};
}

bool is_annulled(Unit& unit, const dom::PersonState& person) {
  return person.account && live_account(unit, *person.account)->annulled;
}

Result<Applied> apply(const Backend& backend, Unit& unit, const std::string& code,
                      const CodeChanged& change) {
  const auto pseudonym = person_pseudonym(backend, code);
  const auto person = unit.load<dom::Person>(pseudonym);
  if (!person.person) return kNobodyHere;
  if (!is_live(person) || is_annulled(unit, person))
    return Applied{ChangeOutcome::put_aside, person.account.value_or(AccountId{})};
  const auto newcomer = unit.load<dom::Person>(person_pseudonym(backend, change.new_code));
  const dom::ReplacePersonalCode replacing{change.new_code};
  if (const auto decided = decide<dom::Person>(unit, pseudonym, replacing); !decided)
    return std::unexpected(decided.error());
  return can_be_given(newcomer, *person.person) ? go_on_by(backend, unit, person, newcomer, change.new_code)
                                                : go_on_beside(backend, unit, person, newcomer);
}

// Of an account that the register was not asked about yet, the answer will have the new name too.
Result<Applied> apply(const Backend& backend, Unit& unit, const std::string& code,
                      const NameChanged& change) {
  const auto id = account_of_code(backend, unit, present_code(backend, unit, code));
  if (!id) return kNobodyHere;
  const auto& account = *live_account(unit, *id);
  if (account.register_asked) {
    const dom::UpdateIdentity update{to_nfc(change.name), account.date_of_birth.text};
    if (const auto decided = decide<dom::Account>(unit, *id, update); !decided)
      return std::unexpected(decided.error());
  }
  return Applied{ChangeOutcome::applied, *id};
}

Result<void> note_end(const Backend& backend, Unit& unit, const std::string& code) {
  if (is_natural_person(code))
    return decide<dom::Person>(unit, person_pseudonym(backend, code), dom::NoteDeath{});
  return decide<dom::LegalEntity>(unit, entity_pseudonym(backend, code), dom::NoteClosure{});
}

// Known here or not: no account is opened any more, and nobody comes by the code.
Result<Applied> apply(const Backend& backend, Unit& unit, const std::string& told, const Ended&) {
  const auto code = present_code(backend, unit, told);
  const auto id = account_of_code(backend, unit, code);
  auto decided = note_end(backend, unit, code);
  const auto because = is_natural_person(code) ? dom::AnnulledBecause::death : dom::AnnulledBecause::closure;
  if (decided && id) decided = decide<dom::Account>(unit, *id, dom::AnnulEAddress{because});
  if (!decided) return std::unexpected(decided.error());
  return Applied{ChangeOutcome::applied, id.value_or(AccountId{})};
}

Result<Applied> apply(const Backend&, Unit&, const std::string&, const Unreadable&) {
  return Applied{ChangeOutcome::put_aside, {}};
}

RegisterChangeKind kind_of(const RegisterChange& change) {
  const auto end = is_natural_person(change.code) ? RegisterChangeKind::died : RegisterChangeKind::closed;
  return std::visit(domain::Overloaded{[](const CodeChanged&) { return RegisterChangeKind::code_changed; },
                                       [](const NameChanged&) { return RegisterChangeKind::name_changed; },
                                       [&](const Ended&) { return end; },
                                       [](const Unreadable&) { return RegisterChangeKind::unreadable; }},
                    change.what);
}

bool was_taken(const eventstore::Log& log, std::uint64_t sequence) {
  return log.version(dom::TakenChange::stream(sequence)) > 0;
}

}  // namespace

Result<AccountId> take_change(const Backend& backend, Unit& unit, const RegisterChange& change) {
  if (unit.load<dom::TakenChange>(change.sequence).taken) return AccountId{};
  const auto applied =
      std::visit([&](const auto& what) { return apply(backend, unit, change.code, what); }, change.what);
  if (!applied) return std::unexpected(applied.error());
  const dom::TakeRegisterChange taking{change.sequence, kind_of(change), applied->outcome, applied->account};
  if (const auto decided = decide<dom::TakenChange>(unit, change.sequence, taking); !decided)
    return std::unexpected(decided.error());
  return applied->account;
}

// None is left out: beyond the last there are none.
std::uint64_t last_change_taken(const eventstore::Log& log, std::uint64_t known) {
  std::uint64_t step = 1;
  while (was_taken(log, known + step)) {
    known += step;
    step *= 2;
  }
  for (; step > 0; step /= 2)
    if (was_taken(log, known + step)) known += step;
  return known;
}

}  // namespace vesture::api
