// What one natural person or legal entity owns here (ORD-01), and its e-address: whether it is active, and what became
// of it (ACC-07 to ACC-09). Stream "account-<id>".
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "domain/common/decision.hpp"
#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "domain/common/time.hpp"
#include "domain/rights/rights.hpp"

namespace vesture::domain::accounts {

// Persisted numbers: never change or reuse one.
enum class AccountKind : std::uint8_t { natural = 0, legal = 1, institution = 2 };
enum class AnnulledBecause : std::uint8_t { death = 0, closure = 1 };

// Whether the account is a legal entity's: an institution is one too.
constexpr bool has_users(AccountKind kind) { return kind != AccountKind::natural; }

struct AccountOpened {
  AccountId account;
  AccountKind kind{};
  PersonId owner;  // of a natural person's account; nil for a legal entity's
  Sealed name;
  Sealed code;  // "PNOLV-…" or "NTRLV-…"
  Instant at;
  bool operator==(const AccountOpened&) const = default;
};
struct UserAdded {
  AccountId account;
  PersonId person;
  Instant at;
  rights::Rights rights = rights::kAllRights;  // of events from before there were rights, too
  Sealed name = {};                            // as they were called then; empty before there were rights
  bool operator==(const UserAdded&) const = default;
};
struct UserRightsChanged {
  AccountId account;
  PersonId person;
  rights::Rights rights;
  Instant at;
  bool operator==(const UserRightsChanged&) const = default;
};
struct UserRemoved {
  AccountId account;
  PersonId person;
  Instant at;
  bool operator==(const UserRemoved&) const = default;
};
// Of the e-address: from here on messages are written and received (ACC-07).
struct AccountActivated {
  AccountId account;
  bool by_owner =
      false;  // starts the 24 hours of ACC-07; not so by the administrator, nor of itself (ACC-08)
  Instant at;
  bool operator==(const AccountActivated&) const = default;
};
struct AccountDeactivated {
  AccountId account;
  bool by_owner = false;
  Instant at;
  bool operator==(const AccountDeactivated&) const = default;
};
// The e-address is another from here on (ACC-08); the account is the same.
struct EAddressMoved {
  AccountId account;
  Sealed code;  // "PNOLV-…"
  Instant at;
  bool operator==(const EAddressMoved&) const = default;
};
// Told by the register: nobody uses the account any more (ACC-09).
struct EAddressAnnulled {
  AccountId account;
  AnnulledBecause because{};
  Instant at;
  bool operator==(const EAddressAnnulled&) const = default;
};
// What the register holds of the owner (ACC-01).
struct IdentityUpdated {
  AccountId account;
  Sealed name;
  Sealed date_of_birth;  // YYYY-MM-DD; empty for a legal entity
  Instant at;
  bool operator==(const IdentityUpdated&) const = default;
};
// The register was asked, and knows nobody by the account's code: it is asked again.
struct IdentityNotFound {
  AccountId account;
  Instant at;
  bool operator==(const IdentityNotFound&) const = default;
};
using AccountEvent =
    std::variant<AccountOpened, UserAdded, UserRightsChanged, UserRemoved, AccountActivated,
                 AccountDeactivated, EAddressMoved, EAddressAnnulled, IdentityUpdated, IdentityNotFound>;

struct NoAccount {
  bool operator==(const NoAccount&) const = default;
};
struct AccountUser {
  PersonId person;
  rights::Rights rights;
  Sealed name = {};
  bool operator==(const AccountUser&) const = default;
};
struct LiveAccount {
  AccountOpened opened;
  std::vector<AccountUser> users;
  // A natural person's is inactive until they activate it; a legal entity's is active from the start.
  bool active = false;
  std::optional<Instant> switched_by_owner_at;  // the last time
  std::optional<AnnulledBecause> annulled;
  Sealed name;                  // as it is now
  Sealed code;                  // "PNOLV-…" or "NTRLV-…", as it is now
  Sealed date_of_birth;         // empty where the register has not told it
  bool register_asked = false;  // who this is, and it told
  bool operator==(const LiveAccount&) const = default;

  const AccountUser* user(PersonId) const;  // nullptr where they are none
  // Whether messages are written and received.
  bool e_address_works() const { return active && !annulled; }
  // From when on the owner may switch it again (ACC-07); nullopt: they never did.
  std::optional<Instant> switchable_by_owner_from() const;
};
using AccountState = std::variant<NoAccount, LiveAccount>;

struct OpenAccount {
  AccountId account;
  AccountKind kind{};
  PersonId owner;
  std::string name;
  std::string code;
};
// Of one who is a user already: changes their rights (RGT-03).
struct AddUser {
  PersonId person;
  rights::Rights rights = rights::kAllRights;
  std::string name = {};
};
struct RemoveUser {
  PersonId person;
};
inline constexpr std::int64_t kBetweenSwitchesMicroseconds = 24LL * 3600 * 1'000'000;

// By the owner of a natural person's, at most once in 24 hours (ACC-07); by the e-address administrator; of itself (ACC-08).
struct SwitchAccount {
  bool active = false;
  bool by_owner = false;
};
struct MoveEAddress {
  std::string code;
};
struct AnnulEAddress {
  AnnulledBecause because{};
};
struct UpdateIdentity {
  std::string name;
  std::string date_of_birth;
};
struct NoteIdentityNotFound {};
using AccountCommand = std::variant<OpenAccount, AddUser, RemoveUser, SwitchAccount, MoveEAddress,
                                    AnnulEAddress, UpdateIdentity, NoteIdentityNotFound>;

struct Account {
  using Id = AccountId;
  using State = AccountState;
  using Event = AccountEvent;
  using Command = AccountCommand;

  static constexpr std::string_view kCategory = "account-";  // of its streams
  static constexpr bool kKeptFolded = true;
  static std::string stream(AccountId id) { return std::string(kCategory) + to_string(id); }
  static Decision<AccountEvent> decide(const AccountCommand&, const AccountState&, Instant now);
  static AccountState evolve(AccountState, const AccountEvent&);
  static Encoded encode(const AccountEvent&, const Cipher&);
  static std::expected<AccountEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                         std::span<const std::uint8_t> payload,
                                                         const Cipher&);
};

namespace rejections {
inline constexpr Rejection no_account{
    "accounts.not_open", "ORD-01", "", Kind::conflict, {"Konta nav", "There is no such account"}};
inline constexpr Rejection account_exists{
    "accounts.already_open", "ORD-01", "", Kind::conflict, {"Konts jau ir", "The account is open already"}};
inline constexpr Rejection not_legal{
    "accounts.users_of_legal_entities_only",
    "RGT-03",
    "",
    Kind::conflict,
    {"Lietotāji ir tikai juridiskas personas kontam", "Only a legal entity's account has users"}};
inline constexpr Rejection no_rights_named{
    "rights.none_named",
    "RGT-03",
    "/rights",
    Kind::invalid,
    {"Lietotājam jābūt vismaz vienām tiesībām", "A user has one right at least"}};
inline constexpr Rejection last_manager{
    "rights.last_manager",
    "RGT-03",
    "/rights",
    Kind::conflict,
    {"Kontam jāpaliek vismaz vienam pārvaldniekam", "The account keeps one user at least who manages it"}};
inline constexpr Rejection switched_recently{
    "accounts.switched_recently",
    "ACC-07",
    "",
    Kind::conflict,
    {"E-adreses kontu var aktivizēt vai deaktivizēt reizi 24 stundās",
     "The e-address account is activated or deactivated once in 24 hours"}};
inline constexpr Rejection owner_switches_natural_only{
    "accounts.switched_by_administrator",
    "ACC-07",
    "",
    Kind::forbidden,
    {"Juridiskas personas e-adreses kontu pārslēdz e-adreses sistēmas pārzinis",
     "A legal entity's e-address account is switched by the e-address administrator"}};
inline constexpr Rejection annulled{
    "accounts.annulled", "ACC-09", "", Kind::forbidden, {"E-adrese ir anulēta", "The e-address is annulled"}};
}  // namespace rejections

}  // namespace vesture::domain::accounts
