// What one natural person or legal entity owns here (ORD-01). Stream "account-<id>".
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

namespace vesture::domain::accounts {

// Persisted numbers: never change or reuse one.
enum class AccountKind : std::uint8_t { natural = 0, legal = 1 };

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
  bool operator==(const UserAdded&) const = default;
};
using AccountEvent = std::variant<AccountOpened, UserAdded>;

struct NoAccount {
  bool operator==(const NoAccount&) const = default;
};
struct LiveAccount {
  AccountOpened opened;
  std::vector<PersonId> users;
  bool operator==(const LiveAccount&) const = default;
};
using AccountState = std::variant<NoAccount, LiveAccount>;

struct OpenAccount {
  AccountId account;
  AccountKind kind{};
  PersonId owner;
  std::string name;
  std::string code;
};
struct AddUser {
  PersonId person;
};
using AccountCommand = std::variant<OpenAccount, AddUser>;

struct Account {
  using Id = AccountId;
  using State = AccountState;
  using Event = AccountEvent;
  using Command = AccountCommand;

  static constexpr std::string_view kCategory = "account-";  // of its streams
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
    "ORD-01",
    "",
    Kind::conflict,
    {"Lietotāji ir tikai juridiskas personas kontam", "Only a legal entity's account has users"}};
}  // namespace rejections

}  // namespace vesture::domain::accounts
