#include "projections/accounts/people.hpp"

#include "domain/accounts/person.hpp"
#include "projections/common/decoded.hpp"
#include "projections/common/row_table.hpp"

namespace vesture::projections::accounts {

namespace {

namespace dom = domain::accounts;
using Keys = std::vector<std::string>;

constexpr std::string_view kPeoplePrefix = "people.1";
constexpr std::string_view kAccountsPrefix = "accounts.1";

struct AccountRow {
  dom::AccountKind kind{};
  struct Sealed {
    std::string name;
    BOOST_DESCRIBE_CLASS(Sealed, (), (name), (), ())
  } sealed;
  BOOST_DESCRIBE_CLASS(AccountRow, (), (kind, sealed), (), ())
};

std::string people_key(std::string_view pseudonym) { return std::string(kPeoplePrefix).append(pseudonym); }

std::string account_key(domain::AccountId id) { return std::string(kAccountsPrefix).append(id.uuid.view()); }

// The rows with what only their keys hold.
struct PersonByPseudonym {
  std::string pseudonym;
  domain::PersonId person;
  std::optional<domain::AccountId> account;
  BOOST_DESCRIBE_CLASS(PersonByPseudonym, (), (pseudonym, person, account), (), ())
};

struct AccountById {
  domain::AccountId account;
  dom::AccountKind kind{};
  AccountRow::Sealed sealed;
  BOOST_DESCRIBE_CLASS(AccountById, (), (account, kind, sealed), (), ())
};

PersonByPseudonym person_by_pseudonym(std::string_view id, std::string_view open, std::string_view) {
  const auto row = unpack<PersonRow>(open);
  return {std::string(id), row.person, row.account};
}

AccountById account_by_id(std::string_view id, std::string_view open, std::string_view sealed) {
  return {{domain::uuid_at(id)}, unpack<dom::AccountKind>(open), unpack<AccountRow::Sealed>(sealed)};
}

std::string membership_id(domain::PersonId person, domain::AccountId account) {
  return std::string(person.uuid.view()).append(account.uuid.view());
}

ListDeclaration<MembershipRow> memberships() {
  ListDeclaration<MembershipRow> list;
  list.name = "memberships";
  list.scope = [](const MembershipRow& row) { return std::string(row.person.uuid.view()); };
  list.id = [](const MembershipRow& row) { return membership_id(row.person, row.account); };
  list.time = [](const MembershipRow& row) { return row.since; };
  list.time_sort = "since";
  list.sorts = {{"since", Distinct::many, [](const MembershipRow& row) { return instant_key(row.since); }}};
  return list;
}

ListDeclaration<ApplicationRow> applications() {
  ListDeclaration<ApplicationRow> list;
  list.name = "account-applications";
  list.scope = [](const ApplicationRow&) { return std::string(); };
  list.id = [](const ApplicationRow& row) { return std::string(row.application.uuid.view()); };
  list.time = [](const ApplicationRow& row) { return row.submitted; };
  list.time_sort = "submitted";
  list.sorts = {
      {"submitted", Distinct::many, [](const ApplicationRow& row) { return instant_key(row.submitted); }}};
  list.filters = {{"status", Selects::broad,
                   [](const ApplicationRow& row) { return Keys{keyword_key(code_of(row.status))}; }}};
  list.combinations = {{"status"}};
  return list;
}

// One commit's changes to people, accounts and applications.
class Changes {
 public:
  explicit Changes(ViewBatch& batch) : batch_(batch) {}

  void on(const dom::PersonRegistered& e, std::string_view pseudonym) {
    batch_.put(Family::rows, people_key(pseudonym), pack(PersonRow{e.person, std::nullopt}));
  }
  void on(const dom::PersonAccountOpened& e, std::string_view pseudonym) {
    batch_.put(Family::rows, people_key(pseudonym), pack(PersonRow{e.person, e.account}));
  }

  void on(const dom::PersonalCodeReplaced&, std::string_view pseudonym) {
    batch_.erase(Family::rows, people_key(pseudonym));
  }

  void on(const dom::PersonDied&, std::string_view) {}

  void on(const dom::AccountOpened& e) {
    AccountRow account;
    account.kind = e.kind;
    account.sealed.name = e.name.text;
    batch_.put(Family::rows, account_key(e.account), pack(account.kind));
    batch_.put(Family::sealed_rows, account_key(e.account), pack(account.sealed));
    if (e.kind == dom::AccountKind::natural)
      membership_list().put(batch_, {e.owner, e.account, e.kind, Access::owner, e.at, {e.name.text}});
  }

  void on(const dom::UserAdded& e) {
    const auto kind = batch_.get(Family::rows, account_key(e.account));
    const auto name = batch_.get(Family::sealed_rows, account_key(e.account));
    if (!kind || !name) throw std::runtime_error("a user of an account without a row");
    membership_list().put(batch_, {e.person,
                                   e.account,
                                   unpack<dom::AccountKind>(*kind),
                                   Access::user,
                                   e.at,
                                   {unpack<AccountRow::Sealed>(*name).name}});
  }

  void on(const dom::UserRemoved& e) { membership_list().erase(batch_, membership_id(e.person, e.account)); }
  void on(const dom::UserRightsChanged&) {}
  void on(const dom::AccountActivated&) {}
  void on(const dom::AccountDeactivated&) {}
  void on(const dom::EAddressMoved&) {}
  void on(const dom::EAddressAnnulled&) {}
  void on(const dom::IdentityUpdated& e) {
    batch_.put(Family::sealed_rows, account_key(e.account), pack(AccountRow::Sealed{e.name.text}));
  }
  void on(const dom::IdentityNotFound&) {}

  void on(const dom::ApplicationSubmitted& e) {
    application_list().put(batch_, {e.application,
                                    e.channel,
                                    ApplicationStatus::submitted,
                                    e.at,
                                    std::nullopt,
                                    {e.name.text, e.registration_code.text, e.first_user_name.text}});
  }

  void on(const dom::ApplicationAccepted& e) {
    change(e.application, [&](ApplicationRow& row) {
      row.status = ApplicationStatus::accepted;
      row.account = e.account;
    });
  }

  void on(const dom::ApplicationRefused& e) {
    change(e.application, [](ApplicationRow& row) { row.status = ApplicationStatus::refused; });
  }

 private:
  void change(domain::ApplicationId id, const auto& how) {
    auto row = application_list().find(batch_, id.uuid.view());
    if (!row) throw std::runtime_error("an application without a row");
    how(*row);
    application_list().put(batch_, *row);
  }

  ViewBatch& batch_;
};

}  // namespace

std::string_view code_of(ApplicationStatus status) {
  switch (status) {
    case ApplicationStatus::submitted:
      return "submitted";
    case ApplicationStatus::accepted:
      return "accepted";
    case ApplicationStatus::refused:
      return "refused";
  }
  return {};
}

const List<MembershipRow>& membership_list() {
  static const List<MembershipRow> list(memberships());
  return list;
}

std::vector<MembershipRow> memberships_of(const ViewSnapshot& views, domain::PersonId person) {
  std::vector<MembershipRow> memberships;
  ListQuery query;
  query.scope = std::string(person.uuid.view());
  query.sort = "since";
  membership_list().each(views, query, [&](const MembershipRow& row) {
    memberships.push_back(row);
    return true;
  });
  return memberships;
}

const List<ApplicationRow>& application_list() {
  static const List<ApplicationRow> list(applications());
  return list;
}

std::optional<PersonRow> find_person(const ViewStore& views, std::string_view pseudonym) {
  const auto bytes = views.get(Family::rows, people_key(pseudonym));
  if (!bytes) return std::nullopt;
  return unpack<PersonRow>(*bytes);
}

std::vector<const engine::Engine*> AccountsProjection::lists() const {
  return {&membership_list().engine(), &application_list().engine()};
}

std::vector<const Table*> AccountsProjection::tables() const {
  static const auto memberships = table_of(membership_list());
  static const auto applications = table_of(application_list());
  static const RowTable<PersonByPseudonym> people({.name = "people",
                                                   .prefix = std::string(kPeoplePrefix),
                                                   .read = person_by_pseudonym,
                                                   .scope = [](const auto&) { return std::string(); },
                                                   .indexed = {"pseudonym"}});
  static const RowTable<AccountById> accounts(
      {.name = "accounts",
       .prefix = std::string(kAccountsPrefix),
       .read = account_by_id,
       .scope = [](const AccountById& row) { return std::string(row.account.uuid.view()); },
       .indexed = {"account"}});
  return {&memberships, &applications, &people, &accounts};
}

std::vector<std::string> AccountsProjection::prefixes() const {
  return {membership_list().prefix(), application_list().prefix(), std::string(kPeoplePrefix),
          std::string(kAccountsPrefix)};
}

void AccountsProjection::apply(const eventstore::Commit& commit, ViewBatch& batch) const {
  Changes changes(batch);
  for (const auto& event : commit.events) {
    if (is_of<dom::Person>(event)) {
      const auto pseudonym = event.stream.substr(dom::Person::kCategory.size());
      std::visit([&](const auto& e) { changes.on(e, pseudonym); }, decoded<dom::Person>(event, cipher_));
    } else if (is_of<dom::Account>(event)) {
      std::visit([&](const auto& e) { changes.on(e); }, decoded<dom::Account>(event, cipher_));
    } else if (is_of<dom::Application>(event)) {
      std::visit([&](const auto& e) { changes.on(e); }, decoded<dom::Application>(event, cipher_));
    }
  }
}

}  // namespace vesture::projections::accounts
