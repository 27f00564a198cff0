// What the views had derived from contents (subjects, words of the search) is out of their files too: a forced compaction
// after messages were destroyed, within 24 hours (RET-03). The record that it was done. Stream "purge-views".
#pragma once

#include <expected>
#include <span>
#include <string>
#include <variant>

#include "domain/common/decision.hpp"
#include "domain/common/sealing.hpp"
#include "domain/common/time.hpp"

namespace vesture::domain::mail {

struct ViewsPurged {
  std::uint64_t position = 0;  // of the last commit whose destructions it covers
  Instant at;
  bool operator==(const ViewsPurged&) const = default;
};
using PurgeEvent = std::variant<ViewsPurged>;

struct PurgeState {
  std::uint64_t position = 0;
  bool operator==(const PurgeState&) const = default;
};

struct CertifyPurge {
  std::uint64_t position = 0;
};

// From destruction until the compaction is due; so that it is done within 24 hours.
inline constexpr std::int64_t kPurgeAfterMicroseconds = 12LL * 3600 * 1'000'000;

struct Purge {
  using Id = std::monostate;  // there is one
  using State = PurgeState;
  using Event = PurgeEvent;
  using Command = CertifyPurge;

  static constexpr std::string_view kCategory = "purge-";  // of its streams
  static std::string stream(Id) { return std::string(kCategory) + "views"; }
  static Decision<PurgeEvent> decide(const CertifyPurge&, const PurgeState&, Instant now);
  static PurgeState evolve(PurgeState, const PurgeEvent&);
  static Encoded encode(const PurgeEvent&, const Cipher&);
  static std::expected<PurgeEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                       std::span<const std::uint8_t> payload, const Cipher&);
};

}  // namespace vesture::domain::mail
