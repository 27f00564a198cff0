#include "projections/mail/account_people.hpp"

#include <algorithm>
#include <set>

#include "domain/accounts/account.hpp"
#include "domain/rights/read_rights.hpp"
#include "projections/common/decoded.hpp"
#include "projections/mail/unread.hpp"

namespace vesture::projections::mail {

namespace {

namespace accounts = domain::accounts;
namespace rights = domain::rights;

void apply(PeopleOfAccount& of, const accounts::AccountOpened& e) {
  if (!accounts::has_users(e.kind)) of.people = {e.owner};
}
void apply(PeopleOfAccount& of, const accounts::UserAdded& e) { of.people.push_back(e.person); }
void apply(PeopleOfAccount& of, const accounts::UserRemoved& e) { std::erase(of.people, e.person); }
void apply(PeopleOfAccount&, const accounts::UserRightsChanged&) {}
void apply(PeopleOfAccount&, const accounts::AccountActivated&) {}
void apply(PeopleOfAccount&, const accounts::AccountDeactivated&) {}
void apply(PeopleOfAccount&, const accounts::EAddressMoved&) {}
void apply(PeopleOfAccount&, const accounts::EAddressAnnulled&) {}
void apply(PeopleOfAccount&, const accounts::IdentityUpdated&) {}
void apply(PeopleOfAccount&, const accounts::IdentityNotFound&) {}

void change_reader(PeopleOfAccount& of, domain::ReadRightId right, const auto& how) {
  for (auto& reader : of.readers)
    if (reader.right == right) how(reader);
}

void apply(PeopleOfAccount& of, const rights::ReadRightGranted& e) {
  of.readers.push_back({e.right, e.reader, e.until, false});
}
void apply(PeopleOfAccount& of, const rights::ReadRightChanged& e) {
  change_reader(of, e.right, [&](ReaderRow& reader) { reader.until = e.until; });
}
void apply(PeopleOfAccount& of, const rights::ReadRightRevoked& e) {
  std::erase_if(of.readers, [&](const ReaderRow& reader) { return reader.right == e.right; });
}
void apply(PeopleOfAccount& of, const rights::ReadRightsSuspended&) {
  for (auto& reader : of.readers) reader.suspended = true;
}
void apply(PeopleOfAccount& of, const rights::ReadRightConfirmed& e) {
  change_reader(of, e.right, [](ReaderRow& reader) { reader.suspended = false; });
}

bool may_read(const ReaderRow& reader, domain::Instant at) {
  return !reader.suspended &&
         (!reader.until || at < domain::start_of_day_in_riga(domain::Date{reader.until->days + 1}));
}

std::set<domain::PersonId> everyone_of(const PeopleOfAccount& of) {
  std::set<domain::PersonId> everyone(of.people.begin(), of.people.end());
  for (const auto& reader : of.readers) everyone.insert(reader.person);
  return everyone;
}

template <class Aggregate>
void apply_decoded(const eventstore::Event& event, const domain::Cipher& cipher, ViewBatch& batch) {
  const auto apply_one = [&](const auto& e) {
    auto of =
        people_of_accounts().find(batch, joined(e.account)).value_or(PeopleOfAccount{e.account, {}, {}});
    const auto before = everyone_of(of);
    apply(of, e);
    const auto after = everyone_of(of);
    for (const auto& person : before)
      if (!after.contains(person)) forget_unread_by(batch, e.account, person);
    people_of_accounts().put(batch, joined(e.account), of);
  };
  std::visit(apply_one, decoded<Aggregate>(event, cipher));
}

}  // namespace

void apply_people(const eventstore::Event& event, const domain::Cipher& cipher, ViewBatch& batch) {
  if (is_of<accounts::Account>(event)) apply_decoded<accounts::Account>(event, cipher, batch);
  if (is_of<rights::ReadRights>(event)) apply_decoded<rights::ReadRights>(event, cipher, batch);
}

std::vector<domain::PersonId> who_may_use(const ViewBatch& batch, domain::AccountId account,
                                          domain::Instant at) {
  const auto of = people_of_accounts().find(batch, joined(account));
  if (!of) return {};
  auto people = of->people;
  for (const auto& reader : of->readers)
    if (may_read(reader, at)) people.push_back(reader.person);
  return people;
}

}  // namespace vesture::projections::mail
