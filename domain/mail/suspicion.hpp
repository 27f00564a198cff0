// What a user suspects, told to the e-address administrator (MAIL-20). Stream "suspicion-<id>".
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
#include "domain/mail/rejections.hpp"

namespace vesture::domain::mail {

// Persisted numbers: never change or reuse one.
enum class SuspicionKind : std::uint8_t { unauthorised_access = 0, malware_received = 1 };

inline constexpr std::size_t kMostDescriptionCharacters = 2'000;

struct SuspicionReported {
  SuspicionId suspicion;
  AccountId account;
  SuspicionKind kind{};
  std::optional<MessageId> message;  // that it is about
  Sealed description;                // under the account's key; may be empty
  PersonId reported_by;
  Instant at;
  bool operator==(const SuspicionReported&) const = default;
};
using SuspicionEvent = std::variant<SuspicionReported>;

struct SuspicionState {
  std::optional<SuspicionReported> reported;
  bool operator==(const SuspicionState&) const = default;
};

struct ReportSuspicion {
  SuspicionId suspicion;
  AccountId account;
  SuspicionKind kind{};
  std::optional<MessageId> message;
  std::string description;
  PersonId reported_by;
};

struct Suspicion {
  using Id = SuspicionId;
  using State = SuspicionState;
  using Event = SuspicionEvent;
  using Command = ReportSuspicion;

  static constexpr std::string_view kCategory = "suspicion-";  // of its streams
  static std::string stream(SuspicionId id) { return std::string(kCategory) + to_string(id); }
  static Decision<SuspicionEvent> decide(const ReportSuspicion&, const SuspicionState&, Instant now);
  static SuspicionState evolve(SuspicionState, const SuspicionEvent&);
  static Encoded encode(const SuspicionEvent&, const Cipher&);
  static std::expected<SuspicionEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                           std::span<const std::uint8_t> payload,
                                                           const Cipher&);
};

}  // namespace vesture::domain::mail
