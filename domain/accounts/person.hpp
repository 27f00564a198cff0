// A person, known to us from their first authentication (ORD-01). Stream "person-<pseudonym of the personal
// code>": two authentications at once meet on one stream, and the code stands in no stream's name.
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "domain/common/decision.hpp"
#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "domain/common/time.hpp"

namespace vesture::domain::accounts {

struct PersonRegistered {
  PersonId person;
  Sealed code;  // "PNOLV-…"
  Sealed name;
  Instant at;
  bool operator==(const PersonRegistered&) const = default;
};
// The person's own account; staff who never come for themselves have none.
struct PersonAccountOpened {
  PersonId person;
  AccountId account;
  bool operator==(const PersonAccountOpened&) const = default;
};
// The person has another code from here on (ACC-08): nobody is who had this one.
struct PersonalCodeReplaced {
  PersonId person;
  Sealed code;  // the new one, under the person's key
  Instant at;
  bool operator==(const PersonalCodeReplaced&) const = default;
};
// Told by the register, of somebody who may never have been here (ACC-09).
struct PersonDied {
  Instant at;
  bool operator==(const PersonDied&) const = default;
};
using PersonEvent = std::variant<PersonRegistered, PersonAccountOpened, PersonalCodeReplaced, PersonDied>;

struct PersonState {
  std::optional<PersonId> person;
  std::optional<AccountId> account;
  Sealed name;
  bool replaced = false;  // the code is nobody's any more
  Sealed new_code;        // that it was replaced by
  bool died = false;
  bool operator==(const PersonState&) const = default;
};

struct RegisterPerson {
  PersonId person;  // taken where the person is not known yet
  std::string code;
  std::string name;
};
struct OpenPersonAccount {
  AccountId account;
};
struct ReplacePersonalCode {
  std::string code;
};
// The code is the person's from here on (ACC-08), whoever was known by it without an account.
struct GivePersonalCode {
  PersonId person;
  std::string code;
  std::string name;
};
struct NoteDeath {};
using PersonCommand =
    std::variant<RegisterPerson, OpenPersonAccount, ReplacePersonalCode, GivePersonalCode, NoteDeath>;

struct Person {
  using Id = std::string;  // the pseudonym
  using State = PersonState;
  using Event = PersonEvent;
  using Command = PersonCommand;

  static constexpr std::string_view kCategory = "person-";  // of its streams
  static constexpr bool kKeptFolded = true;
  static std::string stream(const Id& pseudonym) { return std::string(kCategory) + pseudonym; }
  static Decision<PersonEvent> decide(const PersonCommand&, const PersonState&, Instant now);
  static PersonState evolve(PersonState, const PersonEvent&);
  static Encoded encode(const PersonEvent&, const Cipher&);
  static std::expected<PersonEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                        std::span<const std::uint8_t> payload, const Cipher&);
};

namespace rejections {
inline constexpr Rejection person_unknown{"accounts.person_unknown",
                                          "ORD-01",
                                          "",
                                          Kind::conflict,
                                          {"Persona nav zināma", "The person is not known"}};
inline constexpr Rejection code_replaced{
    "accounts.personal_code_replaced",
    "ACC-08",
    "",
    Kind::forbidden,
    {"Personas kods ir mainīts", "The personal code has been replaced by another"}};
inline constexpr Rejection code_in_use{
    "accounts.personal_code_in_use",
    "ACC-08",
    "",
    Kind::conflict,
    {"Ar šo personas kodu jau ir konts", "There is an account by this personal code already"}};
inline constexpr Rejection person_died{
    "accounts.person_died", "ACC-09", "", Kind::conflict, {"Persona ir mirusi", "The person has died"}};
}  // namespace rejections

}  // namespace vesture::domain::accounts
