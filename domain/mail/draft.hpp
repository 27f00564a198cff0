// What someone writes: text, attachments, recipients. While it is a draft it lies in `drafts` or in `deleted`; once sent,
// it is what the messages to its recipients refer to, and the last of them to go lets its contents go too (MAIL-05,
// MAIL-07, MAIL-09, MAIL-15). Stream "draft-<id>".
//
// The contents (the text and each attachment) are held by the draft's id (domain/files/content.hpp): a forwarded
// message's attachments are held by several drafts, and a content goes with the last of them. A file name is sealed under
// its content's key, and so goes with it.
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/common/calendar.hpp"
#include "domain/common/decision.hpp"
#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "domain/files/file.hpp"
#include "domain/files/inspection.hpp"
#include "domain/files/scan.hpp"
#include "domain/mail/rejections.hpp"

namespace vesture::domain::mail {

// Persisted numbers: never change or reuse one.
enum class ThreadKind : std::uint8_t { reply = 0, forward = 1 };

// The message that this one answers or passes on.
struct Thread {
  ThreadKind kind{};
  MessageId message;
  bool operator==(const Thread&) const = default;
};

struct Attachment {
  std::uint32_t number = 0;  // 1, 2, 3 … in the draft; never given again
  Sealed name;
  std::string media_type;
  files::StoredContent content;
  files::Scan scan{};
  files::Inspection inspection;
  bool operator==(const Attachment&) const = default;
};

// Why a thing is in `deleted`, or why it went for good.
// Persisted numbers: never change or reuse one.
enum class DeletedBecause : std::uint8_t { asked = 0, term = 1 };

// Events

struct DraftMade {
  DraftId draft;
  AccountId account;
  std::optional<Thread> thread;
  Instant at;
  bool operator==(const DraftMade&) const = default;
};
// The whole of what was written, but for the attachments.
struct DraftSaved {
  DraftId draft;
  AccountId account;
  files::StoredContent text;       // MessageText
  Sealed recipients;               // e-addresses as they were given, one a line; under the account's key
  std::optional<Date> confirm_by;  // the last day for confirming, where the sender states one (MAIL-14)
  PersonId saved_by;
  Deadline keeping;
  Instant at;
  bool operator==(const DraftSaved&) const = default;
};
struct AttachmentAdded {
  DraftId draft;
  AccountId account;
  Attachment attachment;
  PersonId added_by;
  Deadline keeping;
  Instant at;
  bool operator==(const AttachmentAdded&) const = default;
};
struct AttachmentRemoved {
  DraftId draft;
  AccountId account;
  std::uint32_t number = 0;
  Deadline keeping;
  Instant at;
  bool operator==(const AttachmentRemoved&) const = default;
};
struct DraftDeleted {
  DraftId draft;
  AccountId account;
  DeletedBecause because{};  // term: its last 30 days have begun (also of one that was deleted before)
  Instant at;
  bool operator==(const DraftDeleted&) const = default;
};
struct DraftRestored {
  DraftId draft;
  AccountId account;
  Instant at;
  bool operator==(const DraftRestored&) const = default;
};
// Gone for good, its contents let go of.
struct DraftDestroyed {
  DraftId draft;
  AccountId account;
  std::string clause;  // "MAIL-09" or "RET-03"; "MAIL-07" where its making was cancelled
  Instant at;
  bool operator==(const DraftDestroyed&) const = default;
};
struct DraftSent {
  DraftId draft;
  AccountId account;
  std::vector<MessageId> messages;  // one for each recipient, in their order
  PersonId sent_by;
  Instant at;
  bool operator==(const DraftSent&) const = default;
};
// Neither the sender nor the recipient has the message any more. After the last one the contents are let go of.
struct MessageLetGo {
  DraftId draft;
  MessageId message;
  std::string clause;
  Instant at;
  bool operator==(const MessageLetGo&) const = default;
};

using DraftEvent = std::variant<DraftMade, DraftSaved, AttachmentAdded, AttachmentRemoved, DraftDeleted,
                                DraftRestored, DraftDestroyed, DraftSent, MessageLetGo>;

// State

// What was written so far.
struct Writing {
  DraftMade made;
  std::optional<DraftSaved> saved;  // there from the commit that makes the draft on
  std::vector<Attachment> attachments;
  std::uint32_t last_number = 0;  // of an attachment
  Deadline keeping;
  bool operator==(const Writing&) const = default;

  std::vector<std::string> recipients() const;  // in the order given; none where the key is destroyed
  std::uint64_t attached_bytes() const;
  std::vector<ContentId> contents() const;  // the text's and the attachments'
  const Attachment* attachment(std::uint32_t number) const;
};

struct NoDraft {
  bool operator==(const NoDraft&) const = default;
};
struct OpenDraft {
  Writing writing;
  bool operator==(const OpenDraft&) const = default;
};
struct DeletedDraft {
  Writing writing;
  DeletedBecause because{};
  Instant deleted_at;
  bool operator==(const DeletedDraft&) const = default;
};
struct SentDraft {
  Writing writing;
  DraftSent sent;
  std::vector<MessageId> left;  // messages that someone still has
  bool operator==(const SentDraft&) const = default;
};
// Destroyed as a draft, or as the last message of it went.
struct GoneDraft {
  DraftMade made;
  std::string clause;
  bool operator==(const GoneDraft&) const = default;
};
using DraftState = std::variant<NoDraft, OpenDraft, DeletedDraft, SentDraft, GoneDraft>;

// What can be read of it; nullptr where there is nothing (any more).
const Writing* writing(const DraftState&);

// "PNOLV-…" or "NTRLV-…", in the one form that they have.
bool is_e_address(std::string_view text);

// Commands

// MAIL-16; a deployment may configure others.
struct Limits {
  std::uint32_t attachments = 100;
  std::uint64_t attached_bytes = 100ULL << 20;  // of one message
  std::uint32_t recipients = 500;
};

struct MakeDraft {
  DraftId draft;
  AccountId account;
  std::optional<Thread> thread;
};
struct SaveDraft {
  files::StoredContent text;
  std::vector<std::string> recipients;  // e-addresses; one that is there twice counts once
  std::optional<Date> confirm_by;
  PersonId saved_by;
  Limits limits;
};
struct AddAttachment {
  std::string name;
  std::string media_type;
  files::StoredContent content;
  files::Scan scan{};
  files::Inspection inspection;
  PersonId added_by;
  Limits limits;
};
struct RemoveAttachment {
  std::uint32_t number = 0;
};
struct DeleteDraft {};
struct RestoreDraft {};
// For good: of a deleted one; or, as `cancelled`, of one whose making is cancelled.
struct DestroyDraft {
  bool cancelled = false;
};
struct SendDraft {
  std::vector<MessageId> messages;  // as many as there are recipients
  PersonId sent_by;
};
struct LetMessageGo {
  MessageId message;
  std::string clause;
};
// Does what is due now by the term: moves it to deleted, destroys it. Nothing where nothing is due.
struct KeepDraftTerm {};

using DraftCommand = std::variant<MakeDraft, SaveDraft, AddAttachment, RemoveAttachment, DeleteDraft,
                                  RestoreDraft, DestroyDraft, SendDraft, LetMessageGo, KeepDraftTerm>;

struct Draft {
  using Id = DraftId;
  using State = DraftState;
  using Event = DraftEvent;
  using Command = DraftCommand;

  static constexpr std::string_view kCategory = "draft-";  // of its streams
  static std::string stream(DraftId id) { return std::string(kCategory) + to_string(id); }
  static Decision<DraftEvent> decide(const DraftCommand&, const DraftState&, Instant now);
  static DraftState evolve(DraftState, const DraftEvent&);
  static Encoded encode(const DraftEvent&, const Cipher&);
  static std::expected<DraftEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                       std::span<const std::uint8_t> payload, const Cipher&);
};

}  // namespace vesture::domain::mail
