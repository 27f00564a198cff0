// A file of an order or an e-service request: a document that the customer submitted, or a result that the institution
// gives (ORD-04, ORD-12, ORD-15). Its content lies in the vault, and is kept for 90 days (ORD-14, RET-04); that it was
// there stays on record. Stream "file-<id>".
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "domain/common/calendar.hpp"
#include "domain/common/decision.hpp"
#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "domain/common/time.hpp"
#include "domain/files/scan.hpp"

namespace vesture::domain::files {

// Persisted numbers: never change or reuse one.
enum class Role : std::uint8_t { document = 0, result = 1 };
enum class SubjectKind : std::uint8_t { order = 0, service_request = 1 };

// What the file belongs to.
struct Subject {
  SubjectKind kind{};
  Uuid id;
  bool operator==(const Subject&) const = default;
};

// What the vault holds, as the log remembers it. The commitment is the content's SHA-256 under a salt that is destroyed
// with the content's key.
struct StoredContent {
  ContentId id;
  std::uint64_t size = 0;  // bytes
  std::array<std::uint8_t, 32> commitment{};
  bool operator==(const StoredContent&) const = default;
};

// Events

struct FileAttached {
  FileId file;
  AccountId account;
  Subject subject;
  Role role{};
  Sealed name;
  std::string media_type;
  StoredContent content;
  Scan scan{};
  PersonId attached_by;
  Deadline retention;
  Instant at;
  bool operator==(const FileAttached&) const = default;
};
struct ExpiryWarned {
  FileId file;
  AccountId account;
  Subject subject;
  std::uint32_t days = 0;  // before the end of retention
  Instant expires_at;
  Instant at;
  bool operator==(const ExpiryWarned&) const = default;
};
// From here on nobody is given the content, and it is to be destroyed.
struct FileExpired {
  FileId file;
  AccountId account;
  Subject subject;
  ContentId content;
  std::string clause;  // what asked for it: "ORD-14"
  Instant at;
  bool operator==(const FileExpired&) const = default;
};

using FileEvent = std::variant<FileAttached, ExpiryWarned, FileExpired>;

// State

struct NoFile {
  bool operator==(const NoFile&) const = default;
};
struct HeldFile {
  FileAttached attached;
  std::uint32_t warned_days = UINT32_MAX;  // the last warning was so many days before the end
  bool operator==(const HeldFile&) const = default;
};
struct ExpiredFile {
  FileAttached attached;
  Instant expired_at;
  bool operator==(const ExpiredFile&) const = default;
};
using FileState = std::variant<NoFile, HeldFile, ExpiredFile>;

// Commands

struct AttachFile {
  FileId file;
  AccountId account;
  Subject subject;
  Role role{};
  std::string name;
  std::string media_type;
  StoredContent content;
  Scan scan{};
  PersonId attached_by;
};
// Does what is due now: warns, or lets the file expire. Where nothing is due, nothing happens.
struct KeepRetention {};

using FileCommand = std::variant<AttachFile, KeepRetention>;

struct File {
  using Id = FileId;
  using State = FileState;
  using Event = FileEvent;
  using Command = FileCommand;

  static constexpr std::string_view kCategory = "file-";  // of its streams
  static std::string stream(FileId id) { return std::string(kCategory) + to_string(id); }
  static Decision<FileEvent> decide(const FileCommand&, const FileState&, Instant now);
  static FileState evolve(FileState, const FileEvent&);
  static Encoded encode(const FileEvent&, const Cipher&);
  static std::expected<FileEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                      std::span<const std::uint8_t> payload, const Cipher&);
};

inline constexpr Term kRetention{"ORD-14", 90, TermUnit::calendar_days_without_roll};
inline constexpr std::array<std::uint32_t, 2> kWarningDays{14, 3};

// When KeepRetention has something to do next, after a warning `warned_days` before the end (UINT32_MAX: none yet).
Instant next_retention_step(Instant expires_at, std::uint32_t warned_days);

// What was attached; nullptr where there is no file.
const FileAttached* attached(const FileState&);
// Whether the content may be given out at `now`: also where nobody has come to let it expire yet, its time is over.
bool is_held(const FileState&, Instant now);

namespace rejections {
inline constexpr Rejection file_exists{"files.already_attached",
                                       "",
                                       "",
                                       Kind::conflict,
                                       {"Datne jau ir pievienota", "The file is attached already"}};
inline constexpr Rejection no_file{
    "files.not_attached", "", "", Kind::conflict, {"Tādas datnes nav", "There is no such file"}};
}  // namespace rejections

}  // namespace vesture::domain::files
