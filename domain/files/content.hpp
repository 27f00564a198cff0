// A content of the vault, as the log knows it: what was stored, and the certificate of its destruction (architecture
// 8). Several things may share a content: each of them holds it, and it goes with the last. What it says outlives all of
// them. Stream "content-<id>".
#pragma once

#include <array>
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
#include "domain/files/file.hpp"

namespace vesture::domain::files {

struct ContentStored {
  AccountId account;
  StoredContent content;
  Instant at;
  bool operator==(const ContentStored&) const = default;
};
// Something refers to it (a draft, or what was sent of it) and needs it until it lets go.
struct ContentHeld {
  ContentId content;
  Uuid holder;
  Instant at;
  bool operator==(const ContentHeld&) const = default;
};
struct ContentReleased {
  ContentId content;
  Uuid holder;
  std::string clause;  // of the rule by which the holder let go
  Instant at;
  bool operator==(const ContentReleased&) const = default;
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
using ContentEvent =
    std::variant<ContentStored, ContentHeld, ContentReleased, DestructionOrdered, ContentDestroyed>;

struct NoContent {
  bool operator==(const NoContent&) const = default;
};
struct HeldContent {
  ContentStored stored;
  std::vector<Uuid> holders;  // none of a file's content, which its file orders to be destroyed
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
struct HoldContent {
  Uuid holder;
};
// The last holder's release orders the destruction.
struct ReleaseContent {
  Uuid holder;
  std::string clause;
};
struct OrderDestruction {
  std::string clause;
};
// Once the vault has destroyed it.
struct CertifyDestruction {};
using ContentCommand =
    std::variant<StoreContent, HoldContent, ReleaseContent, OrderDestruction, CertifyDestruction>;

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
inline constexpr Rejection content_gone{
    "contents.gone", "", "", Kind::conflict, {"Saturs ir iznīcināts", "The content is destroyed"}};
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
