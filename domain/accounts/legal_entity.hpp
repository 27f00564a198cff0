// A legal entity has one account. Stream "legal-entity-<pseudonym of the registration number>".
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

struct LegalEntityRegistered {
  AccountId account;
  bool operator==(const LegalEntityRegistered&) const = default;
};
// Told by the register, of one that may never have been here (ACC-09).
struct LegalEntityClosed {
  Instant at;
  bool operator==(const LegalEntityClosed&) const = default;
};
using LegalEntityEvent = std::variant<LegalEntityRegistered, LegalEntityClosed>;

struct LegalEntityState {
  std::optional<AccountId> account;
  bool closed = false;
  bool operator==(const LegalEntityState&) const = default;
};

struct RegisterLegalEntity {
  AccountId account;
};
struct NoteClosure {};
using LegalEntityCommand = std::variant<RegisterLegalEntity, NoteClosure>;

struct LegalEntity {
  using Id = std::string;  // the pseudonym
  using State = LegalEntityState;
  using Event = LegalEntityEvent;
  using Command = LegalEntityCommand;

  static constexpr std::string_view kCategory = "legal-entity-";  // of its streams
  static std::string stream(const Id& pseudonym) { return std::string(kCategory) + pseudonym; }
  static Decision<LegalEntityEvent> decide(const LegalEntityCommand&, const LegalEntityState&, Instant now);
  static LegalEntityState evolve(LegalEntityState, const LegalEntityEvent&);
  static Encoded encode(const LegalEntityEvent&, const Cipher&);
  static std::expected<LegalEntityEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                             std::span<const std::uint8_t> payload,
                                                             const Cipher&);
};

namespace rejections {
inline constexpr Rejection has_account{
    "accounts.legal_entity_has_account",
    "ORD-01",
    "",
    Kind::conflict,
    {"Juridiskajai personai konts jau ir", "The legal entity has an account already"}};
inline constexpr Rejection entity_closed{"accounts.legal_entity_closed",
                                         "ACC-09",
                                         "",
                                         Kind::conflict,
                                         {"Juridiskā persona ir slēgta", "The legal entity is closed"}};
}  // namespace rejections

}  // namespace vesture::domain::accounts
