// A label is unique within its account (ORD-03): each is a stream of its own, named by a pseudonym of its
// text, that at most one request holds. Stream "label-<account>-<pseudonym>".
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

namespace vesture::domain::orders {

struct LabelTaken {
  RequestId request;
  bool operator==(const LabelTaken&) const = default;
};
struct LabelFreed {
  RequestId request;
  bool operator==(const LabelFreed&) const = default;
};
using LabelEvent = std::variant<LabelTaken, LabelFreed>;

struct LabelState {
  std::optional<RequestId> holder;
  bool operator==(const LabelState&) const = default;
};

struct TakeLabel {
  RequestId request;
};
struct FreeLabel {
  RequestId request;
};
using LabelCommand = std::variant<TakeLabel, FreeLabel>;

struct Label {
  struct Id {
    AccountId account;
    std::string pseudonym;
  };
  using State = LabelState;
  using Event = LabelEvent;
  using Command = LabelCommand;

  static constexpr std::string_view kCategory = "label-";  // of its streams
  static std::string stream(const Id& id) {
    return std::string(kCategory) + to_string(id.account) + "-" + id.pseudonym;
  }
  static Decision<LabelEvent> decide(const LabelCommand&, const LabelState&, Instant now);
  static LabelState evolve(LabelState, const LabelEvent&);
  static Encoded encode(const LabelEvent&, const Cipher&);
  static std::expected<LabelEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                       std::span<const std::uint8_t> payload, const Cipher&);
};

namespace rejections {
inline constexpr Rejection label_taken{
    "requests.label_taken",
    "ORD-03",
    "/label",
    Kind::conflict,
    {"Šāds apzīmējums kontā jau ir", "The account has another request with this label"}};
}

}  // namespace vesture::domain::orders
