// One party's copy of a message: where it lies in their mailbox, and until when (MAIL-09, MAIL-10, RET-01 to RET-03). The
// sender's and the recipient's live and die apart. Stream "copy-sent-<message>" or "copy-received-<message>".
#pragma once

#include <compare>
#include <expected>
#include <span>
#include <string>
#include <variant>

#include "domain/common/calendar.hpp"
#include "domain/common/decision.hpp"
#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "domain/mail/draft.hpp"

namespace vesture::domain::mail {

// Persisted numbers: never change or reuse one.
enum class Side : std::uint8_t { sent = 0, received = 1 };

struct CopyId {
  Side side{};
  MessageId message;
  auto operator<=>(const CopyId&) const = default;
};

// Events

struct CopyFiled {
  CopyId copy;
  AccountId account;  // whose it is
  DraftId draft;      // what was written
  Deadline keeping;
  Instant at;
  bool operator==(const CopyFiled&) const = default;
};
// Into `deleted`; by the term where its last 30 days have begun, also of one that is there already.
struct CopyDeleted {
  CopyId copy;
  AccountId account;
  DeletedBecause because{};
  Instant at;
  bool operator==(const CopyDeleted&) const = default;
};
struct CopyRestored {
  CopyId copy;
  AccountId account;
  Instant at;
  bool operator==(const CopyRestored&) const = default;
};
struct CopyDestroyed {
  CopyId copy;
  AccountId account;
  DraftId draft;
  std::string clause;  // "MAIL-09" or "RET-03"
  Instant at;
  bool operator==(const CopyDestroyed&) const = default;
};
using CopyEvent = std::variant<CopyFiled, CopyDeleted, CopyRestored, CopyDestroyed>;

// State

struct NoCopy {
  bool operator==(const NoCopy&) const = default;
};
struct KeptCopy {
  CopyFiled filed;
  bool operator==(const KeptCopy&) const = default;
};
struct DeletedCopy {
  CopyFiled filed;
  DeletedBecause because{};
  Instant deleted_at;
  bool operator==(const DeletedCopy&) const = default;
};
struct DestroyedCopy {
  CopyFiled filed;
  CopyDestroyed destroyed;
  bool operator==(const DestroyedCopy&) const = default;
};
using CopyState = std::variant<NoCopy, KeptCopy, DeletedCopy, DestroyedCopy>;

const CopyFiled* filed(const CopyState&);  // nullptr where there is none, or none any more
// Whether it may be shown at `now`: also where nobody has come to destroy it yet, its term is over.
bool is_held(const CopyState&, Instant now);

// Commands

struct FileCopy {
  CopyId copy;
  AccountId account;
  DraftId draft;
};
struct DeleteCopy {
  bool receipt_pending = false;  // of a received one: neither confirmed, refused nor missed yet
};
struct RestoreCopy {};
// For good: of one in `deleted`.
struct DestroyCopy {};
// Does what is due now by the term. Nothing where nothing is due.
struct KeepCopyTerm {};
using CopyCommand = std::variant<FileCopy, DeleteCopy, RestoreCopy, DestroyCopy, KeepCopyTerm>;

struct Copy {
  using Id = CopyId;
  using State = CopyState;
  using Event = CopyEvent;
  using Command = CopyCommand;

  static constexpr std::string_view kCategory = "copy-";  // of its streams
  static std::string stream(const CopyId& id) {
    return std::string(kCategory) + (id.side == Side::sent ? "sent-" : "received-") + to_string(id.message);
  }
  static Decision<CopyEvent> decide(const CopyCommand&, const CopyState&, Instant now);
  static CopyState evolve(CopyState, const CopyEvent&);
  static Encoded encode(const CopyEvent&, const Cipher&);
  static std::expected<CopyEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                      std::span<const std::uint8_t> payload, const Cipher&);
};

}  // namespace vesture::domain::mail
