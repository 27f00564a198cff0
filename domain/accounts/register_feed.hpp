// How far the register's changes have been taken, one after another and each exactly once (ACC-08, ACC-09): a change is
// taken in the commit of what it does here. Stream "register-feed".
#pragma once

#include <cstdint>
#include <expected>
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
enum class RegisterChangeKind : std::uint8_t { code_changed = 0, name_changed = 1, died = 2, closed = 3 };
enum class ChangeOutcome : std::uint8_t {
  applied = 0,
  nobody_here = 1,  // nobody here has, or ever had, that code
  put_aside = 2,    // applying it might take something from someone: a person has to look at it
};

struct RegisterChangeTaken {
  std::uint64_t sequence = 0;  // the register's number of it
  RegisterChangeKind kind{};
  ChangeOutcome outcome{};
  AccountId account;  // whose it is; nil where there is none
  Instant at;
  bool operator==(const RegisterChangeTaken&) const = default;
};
using RegisterFeedEvent = std::variant<RegisterChangeTaken>;

struct RegisterFeedState {
  std::uint64_t last = 0;                      // the last that was taken
  std::vector<RegisterChangeTaken> put_aside;  // in their order
  bool operator==(const RegisterFeedState&) const = default;
};

// Nothing where it was taken before.
struct TakeRegisterChange {
  std::uint64_t sequence = 0;
  RegisterChangeKind kind{};
  ChangeOutcome outcome{};
  AccountId account;
};

// The one stream that there is.
struct RegisterFeedId {
  bool operator==(const RegisterFeedId&) const = default;
};

struct RegisterFeed {
  using Id = RegisterFeedId;
  using State = RegisterFeedState;
  using Event = RegisterFeedEvent;
  using Command = TakeRegisterChange;

  static constexpr std::string_view kCategory = "register-feed";  // of its stream
  static std::string stream(RegisterFeedId) { return std::string(kCategory); }
  static Decision<RegisterFeedEvent> decide(const TakeRegisterChange&, const RegisterFeedState&, Instant now);
  static RegisterFeedState evolve(RegisterFeedState, const RegisterFeedEvent&);
  static Encoded encode(const RegisterFeedEvent&, const Cipher&);
  static std::expected<RegisterFeedEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                              std::span<const std::uint8_t> payload,
                                                              const Cipher&);
};

namespace rejections {
inline constexpr Rejection register_gap{
    "accounts.register_change_missing",
    "ACC-08",
    "",
    Kind::conflict,
    {"Trūkst iepriekšējas reģistra izmaiņas", "A change of the register before this one is missing"}};
}

}  // namespace vesture::domain::accounts
