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
using LegalEntityEvent = std::variant<LegalEntityRegistered>;

struct LegalEntityState {
  std::optional<AccountId> account;
  bool operator==(const LegalEntityState&) const = default;
};

struct RegisterLegalEntity {
  AccountId account;
};

struct LegalEntity {
  using Id = std::string;  // the pseudonym
  using State = LegalEntityState;
  using Event = LegalEntityEvent;
  using Command = RegisterLegalEntity;

  static constexpr std::string_view kCategory = "legal-entity-";  // of its streams
  static std::string stream(const Id& pseudonym) { return std::string(kCategory) + pseudonym; }
  static Decision<LegalEntityEvent> decide(const RegisterLegalEntity&, const LegalEntityState&, Instant now);
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
}

}  // namespace vesture::domain::accounts
