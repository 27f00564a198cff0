// Ids of our own: 16 bytes, UUIDv7 (RFC 9562), one type for each kind of thing, so that an order's id cannot
// stand where an account's is meant. Paths and events carry these, never a personal code.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vesture::domain {

struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(const Uuid&) const = default;
  bool is_nil() const { return *this == Uuid{}; }
  // The bytes as they stand, for keys of a database.
  std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
};

// The first 16 bytes, as view() gives them. Throws std::out_of_range where there are fewer.
Uuid uuid_at(std::string_view bytes);

// "0190a1b2-…": 36 characters, lower case.
std::string to_string(const Uuid&);
// The canonical form only, either case; anything else is nullopt.
std::optional<Uuid> parse_uuid(std::string_view text);
// UUIDv7: the first 48 bits are milliseconds since 1970, the rest is taken from `random`.
Uuid uuid_v7(std::int64_t unix_milliseconds, const std::array<std::uint8_t, 10>& random);

template <class Tag>
struct Id {
  Uuid uuid;

  auto operator<=>(const Id&) const = default;
};

template <class Tag>
std::string to_string(const Id<Tag>& id) {
  return to_string(id.uuid);
}

using AccountId = Id<struct AccountTag>;
using PersonId = Id<struct PersonTag>;
using ChannelId = Id<struct ChannelTag>;  // of a contact channel
using ApplicationId = Id<struct ApplicationTag>;
using OrderId = Id<struct OrderTag>;
using RequestId = Id<struct RequestTag>;
using InvoiceId = Id<struct InvoiceTag>;
using FileId = Id<struct FileTag>;
using ContentId = Id<struct ContentTag>;
using NotificationId = Id<struct NotificationTag>;
using DraftId = Id<struct DraftTag>;
using MessageId = Id<struct MessageTag>;
using ReadRightId = Id<struct ReadRightTag>;
using SuspicionId = Id<struct SuspicionTag>;

}  // namespace vesture::domain
