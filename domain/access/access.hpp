// Looks on record: opening one thing of an account, or listing what is another's (AUD-01, architecture 13).
// No decider folds these streams, so that looking changes no version. Stream "access-<account>". What was
// looked at (an order, a list …) is the commit's command.
#pragma once

#include <expected>
#include <span>
#include <string>

#include "domain/common/decision.hpp"
#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"

namespace vesture::domain::access {

struct Looked {
  AccountId account;
  Uuid object;     // nil for a list
  Sealed filters;  // of a list, as they were asked for
  bool operator==(const Looked&) const = default;
};

struct Access {
  using Id = AccountId;
  using Event = Looked;

  static constexpr std::string_view kCategory = "access-";  // of its streams
  static std::string stream(AccountId id) { return std::string(kCategory) + to_string(id); }
  static Encoded encode(const Looked&, const Cipher&);
  static std::expected<Looked, std::string> decode(std::string_view type, std::uint16_t schema,
                                                   std::span<const std::uint8_t> payload, const Cipher&);
};

}  // namespace vesture::domain::access
