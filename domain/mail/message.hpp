// A message from one sender to one recipient, and what became of it (MAIL-13, MAIL-14, MAIL-22): both see the same id.
// What each of them does with their copy is a stream of its own (copy.hpp), so that neither sees the other's.
// Stream "message-<id>".
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "domain/common/calendar.hpp"
#include "domain/common/decision.hpp"
#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "domain/mail/draft.hpp"
#include "domain/mail/status.hpp"

namespace vesture::domain::mail {

// Events

// Handed to the e-address system. Sealed fields are under the sender's account's key.
struct MessageSubmitted {
  MessageId message;
  DraftId draft;  // what was written
  AccountId sender;
  Sealed sender_name;
  Sealed sender_code;              // "NTRLV-…" or "PNOLV-…"
  Sealed recipient;                // the e-address, as it was given
  std::optional<Date> confirm_by;  // as the sender stated it
  std::optional<Thread> thread;
  Instant at;
  bool operator==(const MessageSubmitted&) const = default;
};
// Available to the recipient.
struct MessageDelivered {
  MessageId message;
  DraftId draft;
  AccountId sender;
  AccountId recipient;
  Sealed recipient_name;  // under the sender's account's key
  Deadline confirmation;  // until when it can be confirmed or refused
  Instant at;
  bool operator==(const MessageDelivered&) const = default;
};
struct MessageFailed {
  MessageId message;
  DraftId draft;
  AccountId sender;
  FailureReason reason{};
  Instant at;
  bool operator==(const MessageFailed&) const = default;
};
struct ReceiptConfirmed {
  MessageId message;
  AccountId sender;
  AccountId recipient;
  PersonId by;
  Instant at;
  bool operator==(const ReceiptConfirmed&) const = default;
};
struct ReceiptRefused {
  MessageId message;
  AccountId sender;
  AccountId recipient;
  PersonId by;
  Sealed reason;  // under the recipient's account's key
  Instant at;
  bool operator==(const ReceiptRefused&) const = default;
};
struct ReceiptMissed {
  MessageId message;
  AccountId sender;
  AccountId recipient;
  Instant at;
  bool operator==(const ReceiptMissed&) const = default;
};

using MessageEvent = std::variant<MessageSubmitted, MessageDelivered, MessageFailed, ReceiptConfirmed,
                                  ReceiptRefused, ReceiptMissed>;

// State

struct NoMessage {
  bool operator==(const NoMessage&) const = default;
};
struct ProcessingMessage {
  MessageSubmitted submitted;
  bool operator==(const ProcessingMessage&) const = default;
};
struct FailedMessage {
  MessageSubmitted submitted;
  MessageFailed failed;
  bool operator==(const FailedMessage&) const = default;
};
// Its receipt is neither confirmed nor refused nor missed.
struct AvailableMessage {
  MessageSubmitted submitted;
  MessageDelivered delivered;
  bool operator==(const AvailableMessage&) const = default;
};
struct ConcludedMessage {
  MessageSubmitted submitted;
  MessageDelivered delivered;
  std::variant<ReceiptConfirmed, ReceiptRefused, ReceiptMissed> outcome;
  bool operator==(const ConcludedMessage&) const = default;
};
using MessageState =
    std::variant<NoMessage, ProcessingMessage, FailedMessage, AvailableMessage, ConcludedMessage>;

const MessageSubmitted* submitted(const MessageState&);  // nullptr where there is no message
const MessageDelivered* delivered(const MessageState&);  // nullptr where it is not with the recipient
SendingStatus sending_status(const MessageState&);
DeliveryStatus delivery_status(const MessageState&);

// Commands

struct SubmitMessage {
  MessageId message;
  DraftId draft;
  AccountId sender;
  std::string sender_name;
  std::string sender_code;
  std::string recipient;
  std::optional<Date> confirm_by;
  std::optional<Thread> thread;
};
struct DeliverMessage {
  AccountId recipient;
  std::string recipient_name;
};
struct FailMessage {
  FailureReason reason{};
};
struct ConfirmReceipt {
  PersonId by;
};
struct RefuseReceipt {
  PersonId by;
  std::string reason;  // at most 250 characters, one at least
};
// Where the deadline has passed; nothing where it has not, or where the receipt is concluded.
struct MissReceipt {};

using MessageCommand =
    std::variant<SubmitMessage, DeliverMessage, FailMessage, ConfirmReceipt, RefuseReceipt, MissReceipt>;

inline constexpr std::size_t kMostReasonCharacters = 250;
inline constexpr Term kConfirmation{"MAIL-14", 30, TermUnit::calendar_days};

// Until when a message delivered at `at` can be confirmed or refused: to the end of the day that the sender states,
// whatever day that is, where it comes after that of the delivery; else to that of the term.
Deadline confirmation_deadline(std::optional<Date> stated, Instant at);

struct Message {
  using Id = MessageId;
  using State = MessageState;
  using Event = MessageEvent;
  using Command = MessageCommand;

  static constexpr std::string_view kCategory = "message-";  // of its streams
  static std::string stream(MessageId id) { return std::string(kCategory) + to_string(id); }
  static Decision<MessageEvent> decide(const MessageCommand&, const MessageState&, Instant now);
  static MessageState evolve(MessageState, const MessageEvent&);
  static Encoded encode(const MessageEvent&, const Cipher&);
  static std::expected<MessageEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                         std::span<const std::uint8_t> payload,
                                                         const Cipher&);
};

}  // namespace vesture::domain::mail
