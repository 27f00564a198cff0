// A content of the vault, as the log knows it: what was stored, and the certificate of its destruction (architecture
// 8). Several things may come to share a content; what it says outlives all of them. Stream "content-<id>".
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <variant>

#include "domain/common/decision.hpp"
#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "domain/common/time.hpp"
#include "domain/files/file.hpp"

namespace vesture::domain::files {

struct ContentStored {
  AccountId account;
  StoredContent content;
  Instant at;
  bool operator==(const ContentStored&) const = default;
};
// Nobody needs it any more: it is to be destroyed.
struct DestructionOrdered {
  ContentId content;
  std::string clause;  // of the rule that asks for it: "ORD-14"
  Instant at;
  bool operator==(const DestructionOrdered&) const = default;
};
// The certificate: its key has been overwritten, and its bytes have been dropped.
struct ContentDestroyed {
  AccountId account;
  StoredContent content;
  std::string clause;
  Instant ordered_at;
  Instant at;
  bool operator==(const ContentDestroyed&) const = default;
};
using ContentEvent = std::variant<ContentStored, DestructionOrdered, ContentDestroyed>;

struct NoContent {
  bool operator==(const NoContent&) const = default;
};
struct HeldContent {
  ContentStored stored;
  bool operator==(const HeldContent&) const = default;
};
struct CondemnedContent {
  ContentStored stored;
  DestructionOrdered order;
  bool operator==(const CondemnedContent&) const = default;
};
struct DestroyedContent {
  ContentDestroyed certificate;
  bool operator==(const DestroyedContent&) const = default;
};
using ContentState = std::variant<NoContent, HeldContent, CondemnedContent, DestroyedContent>;

struct StoreContent {
  AccountId account;
  StoredContent content;
};
struct OrderDestruction {
  std::string clause;
};
// Once the vault has destroyed it.
struct CertifyDestruction {};
using ContentCommand = std::variant<StoreContent, OrderDestruction, CertifyDestruction>;

struct Content {
  using Id = ContentId;
  using State = ContentState;
  using Event = ContentEvent;
  using Command = ContentCommand;

  static constexpr std::string_view kCategory = "content-";  // of its streams
  static std::string stream(ContentId id) { return std::string(kCategory) + to_string(id); }
  static Decision<ContentEvent> decide(const ContentCommand&, const ContentState&, Instant now);
  static ContentState evolve(ContentState, const ContentEvent&);
  static Encoded encode(const ContentEvent&, const Cipher&);
  static std::expected<ContentEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                         std::span<const std::uint8_t> payload,
                                                         const Cipher&);
};

namespace rejections {
inline constexpr Rejection content_exists{"contents.already_stored",
                                          "",
                                          "",
                                          Kind::conflict,
                                          {"Saturs jau ir glabāšanā", "The content is stored already"}};
inline constexpr Rejection content_not_condemned{
    "contents.destruction_not_ordered",
    "",
    "",
    Kind::conflict,
    {"Satura iznīcināšana nav uzdota", "The content's destruction was not ordered"}};
inline constexpr Rejection no_content{
    "contents.not_stored", "", "", Kind::conflict, {"Tāda satura nav", "There is no such content"}};
}  // namespace rejections

}  // namespace vesture::domain::files
