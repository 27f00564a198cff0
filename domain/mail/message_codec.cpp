// Messages' events as bytes (events.fbs).
#include <array>

#include "domain/common/codec.hpp"
#include "domain/mail/events_generated.h"
#include "domain/mail/message.hpp"
#include "domain/mail/thread_codec.hpp"

namespace vesture::domain::mail {

namespace {

using namespace codec;

Encoded write(const MessageSubmitted& e, const Cipher& cipher) {
  Builder b;
  const auto name = write_sealed(b, cipher, e.sender.uuid, "MessageSubmitted.sender_name", e.sender_name);
  const auto code = write_sealed(b, cipher, e.sender.uuid, "MessageSubmitted.sender_code", e.sender_code);
  const auto recipient = write_sealed(b, cipher, e.sender.uuid, "MessageSubmitted.recipient", e.recipient);
  const auto thread = write_thread(b, e.thread);
  const auto message = codec::write(e.message.uuid);
  const auto draft = codec::write(e.draft.uuid);
  const auto sender = codec::write(e.sender.uuid);
  return finish("mail.MessageSubmitted", b,
                fb::CreateMessageSubmitted(b, &message, &draft, &sender, name, code, recipient,
                                           days_or_none(e.confirm_by), e.confirm_by.has_value(), thread,
                                           e.at.microseconds));
}

MessageEvent read_submitted(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::MessageSubmitted>(payload);
  const auto sender = read_id<AccountId>(t.sender());
  return MessageSubmitted{read_id<MessageId>(t.message()),
                          read_id<DraftId>(t.draft()),
                          sender,
                          read_sealed(t.sender_name(), cipher, sender.uuid, "MessageSubmitted.sender_name"),
                          read_sealed(t.sender_code(), cipher, sender.uuid, "MessageSubmitted.sender_code"),
                          read_sealed(t.recipient(), cipher, sender.uuid, "MessageSubmitted.recipient"),
                          read_date(t.has_confirm_by(), t.confirm_by_days()),
                          read_thread(t.thread()),
                          {t.at()}};
}

Encoded write(const MessageDelivered& e, const Cipher& cipher) {
  Builder b;
  const auto name =
      write_sealed(b, cipher, e.sender.uuid, "MessageDelivered.recipient_name", e.recipient_name);
  const auto confirmation = write_deadline(b, e.confirmation);
  const auto message = codec::write(e.message.uuid);
  const auto draft = codec::write(e.draft.uuid);
  const auto sender = codec::write(e.sender.uuid);
  const auto recipient = codec::write(e.recipient.uuid);
  return finish("mail.MessageDelivered", b,
                fb::CreateMessageDelivered(b, &message, &draft, &sender, &recipient, name, confirmation,
                                           e.at.microseconds));
}

MessageEvent read_delivered(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::MessageDelivered>(payload);
  const auto sender = read_id<AccountId>(t.sender());
  return MessageDelivered{
      read_id<MessageId>(t.message()),
      read_id<DraftId>(t.draft()),
      sender,
      read_id<AccountId>(t.recipient()),
      read_sealed(t.recipient_name(), cipher, sender.uuid, "MessageDelivered.recipient_name"),
      read_deadline(*t.confirmation()),
      {t.at()}};
}

Encoded write(const MessageFailed& e, const Cipher&) {
  Builder b;
  const auto message = codec::write(e.message.uuid);
  const auto draft = codec::write(e.draft.uuid);
  const auto sender = codec::write(e.sender.uuid);
  return finish("mail.MessageFailed", b,
                fb::CreateMessageFailed(b, &message, &draft, &sender, write_enum<fb::FailureReason>(e.reason),
                                        e.at.microseconds));
}

MessageEvent read_failed(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::MessageFailed>(payload);
  return MessageFailed{read_id<MessageId>(t.message()),
                       read_id<DraftId>(t.draft()),
                       read_id<AccountId>(t.sender()),
                       read_enum<FailureReason>(t.reason()),
                       {t.at()}};
}

Encoded write(const ReceiptConfirmed& e, const Cipher&) {
  Builder b;
  const auto message = codec::write(e.message.uuid);
  const auto sender = codec::write(e.sender.uuid);
  const auto recipient = codec::write(e.recipient.uuid);
  const auto by = codec::write(e.by.uuid);
  return finish("mail.ReceiptConfirmed", b,
                fb::CreateReceiptConfirmed(b, &message, &sender, &recipient, &by, e.at.microseconds));
}

MessageEvent read_confirmed(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ReceiptConfirmed>(payload);
  return ReceiptConfirmed{read_id<MessageId>(t.message()),
                          read_id<AccountId>(t.sender()),
                          read_id<AccountId>(t.recipient()),
                          read_id<PersonId>(t.by()),
                          {t.at()}};
}

Encoded write(const ReceiptRefused& e, const Cipher& cipher) {
  Builder b;
  const auto reason = write_sealed(b, cipher, e.recipient.uuid, "ReceiptRefused.reason", e.reason);
  const auto message = codec::write(e.message.uuid);
  const auto sender = codec::write(e.sender.uuid);
  const auto recipient = codec::write(e.recipient.uuid);
  const auto by = codec::write(e.by.uuid);
  return finish("mail.ReceiptRefused", b,
                fb::CreateReceiptRefused(b, &message, &sender, &recipient, &by, reason, e.at.microseconds));
}

MessageEvent read_refused(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::ReceiptRefused>(payload);
  const auto recipient = read_id<AccountId>(t.recipient());
  return ReceiptRefused{read_id<MessageId>(t.message()),
                        read_id<AccountId>(t.sender()),
                        recipient,
                        read_id<PersonId>(t.by()),
                        read_sealed(t.reason(), cipher, recipient.uuid, "ReceiptRefused.reason"),
                        {t.at()}};
}

Encoded write(const ReceiptMissed& e, const Cipher&) {
  Builder b;
  const auto message = codec::write(e.message.uuid);
  const auto sender = codec::write(e.sender.uuid);
  const auto recipient = codec::write(e.recipient.uuid);
  return finish("mail.ReceiptMissed", b,
                fb::CreateReceiptMissed(b, &message, &sender, &recipient, e.at.microseconds));
}

MessageEvent read_missed(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ReceiptMissed>(payload);
  return ReceiptMissed{read_id<MessageId>(t.message()),
                       read_id<AccountId>(t.sender()),
                       read_id<AccountId>(t.recipient()),
                       {t.at()}};
}

constexpr std::array<Reader<MessageEvent>, 6> kReaders{{
    {"mail.MessageSubmitted", 1, read_submitted},
    {"mail.MessageDelivered", 1, read_delivered},
    {"mail.MessageFailed", 1, read_failed},
    {"mail.ReceiptConfirmed", 1, read_confirmed},
    {"mail.ReceiptRefused", 1, read_refused},
    {"mail.ReceiptMissed", 1, read_missed},
}};

}  // namespace

Encoded Message::encode(const MessageEvent& event, const Cipher& cipher) {
  return std::visit([&](const auto& e) { return write(e, cipher); }, event);
}

std::expected<MessageEvent, std::string> Message::decode(std::string_view type, std::uint16_t schema,
                                                         Bytes payload, const Cipher& cipher) {
  return codec::decode<MessageEvent>(kReaders, type, schema, payload, cipher);
}

}  // namespace vesture::domain::mail
