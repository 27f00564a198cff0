// Who is who, and who owns or uses which account: people by the pseudonym of their personal code, and each
// person's accounts (GET /v1/me). Readers are in readers.hpp; what one may do at this moment the log says.
#pragma once

#include <boost/describe.hpp>

#include "domain/accounts/account.hpp"
#include "domain/accounts/application.hpp"
#include "domain/common/sealing.hpp"
#include "projections/common/list.hpp"
#include "projections/common/projection.hpp"

namespace vesture::domain::accounts {
BOOST_DESCRIBE_ENUM(AccountKind, natural, legal, institution)
BOOST_DESCRIBE_ENUM(Channel, e_service, desk)
}  // namespace vesture::domain::accounts

namespace vesture::projections::accounts {

// Persisted numbers: never change or reuse one.
enum class Access : std::uint8_t { owner = 0, user = 1 };
BOOST_DESCRIBE_ENUM(Access, owner, user)

struct MembershipRow {
  domain::PersonId person;
  domain::AccountId account;
  domain::accounts::AccountKind kind{};
  Access access{};
  domain::Instant since;
  struct Sealed {
    std::string name;  // of the account, as it was then
    BOOST_DESCRIBE_CLASS(Sealed, (), (name), (), ())
  } sealed;
  BOOST_DESCRIBE_CLASS(MembershipRow, (), (person, account, kind, access, since, sealed), (), ())
};

const List<MembershipRow>& membership_list();  // scope: the person's id
// The accounts that a person may use, since when they may.
std::vector<MembershipRow> memberships_of(const ViewSnapshot&, domain::PersonId);

struct PersonRow {
  domain::PersonId person;
  std::optional<domain::AccountId> account;  // their own
  BOOST_DESCRIBE_CLASS(PersonRow, (), (person, account), (), ())
};

// The person with this pseudonym, once they are known here.
std::optional<PersonRow> find_person(const ViewStore&, std::string_view pseudonym);

// Persisted numbers: never change or reuse one.
enum class ApplicationStatus : std::uint8_t { submitted = 0, accepted = 1, refused = 2 };

struct ApplicationRow {
  domain::ApplicationId application;
  domain::accounts::Channel channel{};
  ApplicationStatus status{};
  domain::Instant submitted;
  std::optional<domain::AccountId> account;
  struct Sealed {
    std::string name;
    std::string registration_code;
    std::string first_user_name;
    BOOST_DESCRIBE_CLASS(Sealed, (), (name, registration_code, first_user_name), (), ())
  } sealed;
  BOOST_DESCRIBE_CLASS(ApplicationRow, (), (application, channel, status, submitted, account, sealed), (), ())
};

const List<ApplicationRow>& application_list();  // scope: none, there is one list

std::string_view code_of(ApplicationStatus);

class AccountsProjection : public Projection {
 public:
  explicit AccountsProjection(const domain::Cipher& cipher) : cipher_(cipher) {}
  std::string name() const override { return "accounts"; }
  std::uint32_t version() const override { return 1; }
  std::vector<const Table*> tables() const override;
  std::vector<const engine::Engine*> lists() const override;
  std::vector<std::string> prefixes() const override;
  void apply(const eventstore::Commit&, ViewBatch&) const override;

 private:
  const domain::Cipher& cipher_;
};

}  // namespace vesture::projections::accounts
