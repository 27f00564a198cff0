// The register's changes, as they were taken: one after another and each exactly once (ACC-08, ACC-09), in the commit of
// what it does here. Stream "register-change-<sequence>", one for each change: what is read to take the next does not
// grow with those that were.
#pragma once

#include <cstdint>
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
enum class RegisterChangeKind : std::uint8_t {
  code_changed = 0,
  name_changed = 1,
  died = 2,
  closed = 3,
  unreadable = 4,  // of no kind that is known here
};
enum class ChangeOutcome : std::uint8_t {
  applied = 0,
  nobody_here = 1,  // nobody here has, or ever had, that code
  put_aside = 2,    // taken in part, or not at all: a person has to look at it
};

struct RegisterChangeTaken {
  std::uint64_t sequence = 0;  // the register's number of it
  RegisterChangeKind kind{};
  ChangeOutcome outcome{};
  AccountId account;  // whose it is; nil where there is none
  Instant at;
  bool operator==(const RegisterChangeTaken&) const = default;
};
using TakenChangeEvent = std::variant<RegisterChangeTaken>;

struct TakenChangeState {
  std::optional<RegisterChangeTaken> taken;
  bool operator==(const TakenChangeState&) const = default;
};

// Nothing where it was taken before.
struct TakeRegisterChange {
  std::uint64_t sequence = 0;
  RegisterChangeKind kind{};
  ChangeOutcome outcome{};
  AccountId account;
};

struct TakenChange {
  using Id = std::uint64_t;  // its sequence
  using State = TakenChangeState;
  using Event = TakenChangeEvent;
  using Command = TakeRegisterChange;

  static constexpr std::string_view kCategory = "register-change-";  // of its streams
  static std::string stream(std::uint64_t sequence) {
    return std::string(kCategory) + std::to_string(sequence);
  }
  static Decision<TakenChangeEvent> decide(const TakeRegisterChange&, const TakenChangeState&, Instant now);
  static TakenChangeState evolve(TakenChangeState, const TakenChangeEvent&);
  static Encoded encode(const TakenChangeEvent&, const Cipher&);
  static std::expected<TakenChangeEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                             std::span<const std::uint8_t> payload,
                                                             const Cipher&);
};

}  // namespace vesture::domain::accounts
