// Who else may read a natural person's account (RGT-01). Stream "read-rights-<account>".
#pragma once

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

namespace vesture::domain::rights {

inline constexpr std::ptrdiff_t kMostReaders = 50;

// Events

struct ReadRightGranted {
  ReadRightId right;
  AccountId account;
  PersonId reader;
  Sealed name;                // of the reader, under the account's key
  std::optional<Date> until;  // the last day; without an end where there is none
  Instant at;
  bool operator==(const ReadRightGranted&) const = default;
};
struct ReadRightChanged {
  ReadRightId right;
  AccountId account;
  std::optional<Date> until;
  Instant at;
  bool operator==(const ReadRightChanged&) const = default;
};
struct ReadRightRevoked {
  ReadRightId right;
  AccountId account;
  Instant at;
  bool operator==(const ReadRightRevoked&) const = default;
};
// All that there are, until the owner confirms each again (ACC-08).
struct ReadRightsSuspended {
  AccountId account;
  Instant at;
  bool operator==(const ReadRightsSuspended&) const = default;
};
struct ReadRightConfirmed {
  ReadRightId right;
  AccountId account;
  Instant at;
  bool operator==(const ReadRightConfirmed&) const = default;
};
using ReadRightsEvent = std::variant<ReadRightGranted, ReadRightChanged, ReadRightRevoked,
                                     ReadRightsSuspended, ReadRightConfirmed>;

// State

struct ReadRight {
  ReadRightId id;
  PersonId reader;
  Sealed name;
  std::optional<Date> until;
  Instant granted_at;
  bool suspended = false;
  bool operator==(const ReadRight&) const = default;

  // When it ends; nullopt: not of itself.
  std::optional<Instant> ends_at() const;
  bool holds(Instant now) const;
};
struct ReadRightsState {
  std::vector<ReadRight> rights;  // that were not revoked, in the order of their granting
  bool operator==(const ReadRightsState&) const = default;

  const ReadRight* right(ReadRightId) const;
  // What the person may read by, now; nullptr where they may not.
  const ReadRight* of_reader(PersonId, Instant now) const;
};

// Commands

struct GrantReadRight {
  ReadRightId right;
  AccountId account;
  PersonId reader;
  std::string name;
  std::optional<Date> until;
};
struct ChangeReadRight {
  AccountId account;
  ReadRightId right;
  std::optional<Date> until;
};
struct RevokeReadRight {
  AccountId account;
  ReadRightId right;
};
struct SuspendReadRights {
  AccountId account;
};
struct ConfirmReadRight {
  AccountId account;
  ReadRightId right;
};
using ReadRightsCommand =
    std::variant<GrantReadRight, ChangeReadRight, RevokeReadRight, SuspendReadRights, ConfirmReadRight>;

struct ReadRights {
  using Id = AccountId;
  using State = ReadRightsState;
  using Event = ReadRightsEvent;
  using Command = ReadRightsCommand;

  static constexpr std::string_view kCategory = "read-rights-";  // of its streams
  static constexpr bool kKeptFolded = true;
  static std::string stream(AccountId id) { return std::string(kCategory) + to_string(id); }
  static Decision<ReadRightsEvent> decide(const ReadRightsCommand&, const ReadRightsState&, Instant now);
  static ReadRightsState evolve(ReadRightsState, const ReadRightsEvent&);
  static Encoded encode(const ReadRightsEvent&, const Cipher&);
  static std::expected<ReadRightsEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                            std::span<const std::uint8_t> payload,
                                                            const Cipher&);
};

namespace rejections {
inline constexpr Rejection no_read_right{
    "rights.no_right", "RGT-01", "", Kind::conflict, {"Tādu tiesību nav", "There is no such right"}};
inline constexpr Rejection already_granted{
    "rights.already_granted",
    "RGT-01",
    "/person",
    Kind::conflict,
    {"Šai personai tiesības jau ir piešķirtas", "This person has been granted the right already"}};
inline constexpr Rejection too_many_readers{
    "rights.too_many_readers",
    "RGT-01",
    "",
    Kind::conflict,
    {"Lasīšanas tiesības var būt ne vairāk kā 50 personām", "At most 50 people can have the right to read"}};
inline constexpr Rejection until_past{
    "rights.until_past",
    "RGT-01",
    "/until",
    Kind::invalid,
    {"Tiesību pēdējā diena jau ir pagājusi", "The last day of the right has passed"}};
}  // namespace rejections

}  // namespace vesture::domain::rights
