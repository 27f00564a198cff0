#include "api/errands/register_changes.hpp"

#include "api/accounts.hpp"
#include "api/nfc.hpp"
#include "domain/accounts/legal_entity.hpp"
#include "domain/accounts/person.hpp"
#include "domain/accounts/register_feed.hpp"
#include "domain/common/identifiers.hpp"
#include "domain/common/overloaded.hpp"
#include "domain/rights/read_rights.hpp"

namespace vesture::api {

namespace {

namespace dom = domain::accounts;
using dom::ChangeOutcome;
using dom::RegisterChangeKind;
using domain::AccountId;

struct Applied {
  ChangeOutcome outcome{};
  AccountId account;
};
constexpr Applied kNobodyHere{ChangeOutcome::nobody_here, {}};

bool is_person(const std::string& code) { return domain::parse_natural_person(code).has_value(); }

std::optional<AccountId> account_of(const Backend& backend, Unit& unit, const std::string& code) {
  if (is_person(code)) return unit.load<dom::Person>(person_pseudonym(backend, code)).account;
  return unit.load<dom::LegalEntity>(entity_pseudonym(backend, code)).account;
}

// The same person and account by the new code (ACC-08): their rights in other accounts go on.
Result<void> give_code(const Backend& backend, Unit& unit, const dom::PersonState& person,
                       const std::string& old_code, const std::string& new_code) {
  const auto pseudonym = person_pseudonym(backend, new_code);
  auto decided =
      decide<dom::Person>(unit, person_pseudonym(backend, old_code), dom::ReplacePersonalCode{new_code});
  if (decided)
    decided =
        decide<dom::Person>(unit, pseudonym, dom::RegisterPerson{*person.person, new_code, person.name.text});
  if (decided && person.account)
    decided = decide<dom::Person>(unit, pseudonym, dom::OpenPersonAccount{*person.account});
  return decided;
}

// Activated by itself, which starts no 24 hours of ACC-07; who may read it is for the owner to confirm again (ACC-08).
Result<void> move_e_address(Unit& unit, AccountId account, const std::string& new_code) {
  auto decided = decide<dom::Account>(unit, account, dom::MoveEAddress{new_code});
  if (decided) decided = decide<dom::Account>(unit, account, dom::SwitchAccount{true, false});
  if (decided)
    decided = decide<domain::rights::ReadRights>(unit, account, domain::rights::SuspendReadRights{account});
  return decided;
}

Result<Applied> apply(const Backend& backend, Unit& unit, const std::string& code,
                      const CodeChanged& change) {
  const auto person = unit.load<dom::Person>(person_pseudonym(backend, code));
  if (!person.person) return kNobodyHere;
  const auto& newcomer = unit.load<dom::Person>(person_pseudonym(backend, change.new_code));
  const bool annulled = person.account && live_account(unit, *person.account)->annulled;
  if (person.replaced || newcomer.person || annulled)
    return Applied{ChangeOutcome::put_aside, person.account.value_or(AccountId{})};
  auto decided = give_code(backend, unit, person, code, change.new_code);
  if (decided && person.account) decided = move_e_address(unit, *person.account, change.new_code);
  if (!decided) return std::unexpected(decided.error());
  return Applied{ChangeOutcome::applied, person.account.value_or(AccountId{})};
}

// Of an account that the register was not asked about yet, the answer will have the new name too.
Result<Applied> apply(const Backend& backend, Unit& unit, const std::string& code,
                      const NameChanged& change) {
  const auto id = account_of(backend, unit, code);
  if (!id) return kNobodyHere;
  const auto& account = *live_account(unit, *id);
  if (account.register_asked) {
    const dom::UpdateIdentity update{to_nfc(change.name), account.date_of_birth.text};
    if (const auto decided = decide<dom::Account>(unit, *id, update); !decided)
      return std::unexpected(decided.error());
  }
  return Applied{ChangeOutcome::applied, *id};
}

Result<Applied> apply(const Backend& backend, Unit& unit, const std::string& code, const Ended&) {
  const auto id = account_of(backend, unit, code);
  if (!id) return kNobodyHere;
  const auto because = is_person(code) ? dom::AnnulledBecause::death : dom::AnnulledBecause::closure;
  if (const auto decided = decide<dom::Account>(unit, *id, dom::AnnulEAddress{because}); !decided)
    return std::unexpected(decided.error());
  return Applied{ChangeOutcome::applied, *id};
}

RegisterChangeKind kind_of(const RegisterChange& change) {
  const auto end = is_person(change.code) ? RegisterChangeKind::died : RegisterChangeKind::closed;
  return std::visit(domain::Overloaded{[](const CodeChanged&) { return RegisterChangeKind::code_changed; },
                                       [](const NameChanged&) { return RegisterChangeKind::name_changed; },
                                       [&](const Ended&) { return end; }},
                    change.what);
}

}  // namespace

Result<AccountId> take_change(const Backend& backend, Unit& unit, const RegisterChange& change) {
  if (change.sequence <= unit.load<dom::RegisterFeed>({}).last) return AccountId{};
  const auto applied =
      std::visit([&](const auto& what) { return apply(backend, unit, change.code, what); }, change.what);
  if (!applied) return std::unexpected(applied.error());
  const dom::TakeRegisterChange taking{change.sequence, kind_of(change), applied->outcome, applied->account};
  if (const auto decided = decide<dom::RegisterFeed>(unit, {}, taking); !decided)
    return std::unexpected(decided.error());
  return applied->account;
}

}  // namespace vesture::api
