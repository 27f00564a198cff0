// What someone who is not its owner may do in an account (RGT-01, RGT-03).
#pragma once

#include <cstdint>

namespace vesture::domain::rights {

// Persisted bits: never change or reuse one.
enum class Right : std::uint8_t {
  read = 1,    // see and download
  write = 2,   // change what is in the account: drafts, deleting and restoring, documents, labels
  send = 4,    // send messages, confirm or refuse their receipt
  manage = 8,  // the account itself: its profile, its users and their rights, what they did
};

// A set of rights. Each of the others includes `read`.
struct Rights {
  std::uint8_t bits = 0;

  constexpr bool has(Right right) const { return (bits & static_cast<std::uint8_t>(right)) != 0; }
  constexpr Rights with(Right right) const {
    return {static_cast<std::uint8_t>(bits | static_cast<std::uint8_t>(right) |
                                      static_cast<std::uint8_t>(Right::read))};
  }
  bool operator==(const Rights&) const = default;
};

inline constexpr Rights kReadOnly{1};
inline constexpr Rights kAllRights{15};

}  // namespace vesture::domain::rights
