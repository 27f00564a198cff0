#include "domain/mail/message.hpp"

#include "domain/common/overloaded.hpp"

namespace vesture::domain::mail {

namespace {

using Events = std::vector<MessageEvent>;

MessageSubmitted submitted_by(const SubmitMessage& c, Instant at) {
  return {c.message,    c.draft,  c.sender, c.sender_name, c.sender_code, c.recipient,
          c.confirm_by, c.thread, at};
}

Decision<MessageEvent> on(const SubmitMessage& c, const NoMessage&, Instant now) {
  return Events{submitted_by(c, now)};
}
// Of a message that is there already: a retry of its submission says nothing new.
Decision<MessageEvent> on(const SubmitMessage& c, const auto& s, Instant) {
  if (s.submitted == submitted_by(c, s.submitted.at)) return Events{};
  return std::unexpected(rejections::message_exists);
}

Decision<MessageEvent> on(const DeliverMessage& c, const ProcessingMessage& s, Instant now) {
  return Events{MessageDelivered{s.submitted.message, s.submitted.draft, s.submitted.sender, c.recipient,
                                 c.recipient_name, confirmation_deadline(s.submitted.confirm_by, now), now}};
}
Decision<MessageEvent> on(const DeliverMessage&, const FailedMessage&, Instant) {
  return std::unexpected(rejections::delivery_decided);
}
Decision<MessageEvent> deliver_again(const DeliverMessage& c, const MessageDelivered& delivered) {
  if (c.recipient == delivered.recipient) return Events{};
  return std::unexpected(rejections::delivery_decided);
}
Decision<MessageEvent> on(const DeliverMessage& c, const AvailableMessage& s, Instant) {
  return deliver_again(c, s.delivered);
}
Decision<MessageEvent> on(const DeliverMessage& c, const ConcludedMessage& s, Instant) {
  return deliver_again(c, s.delivered);
}

Decision<MessageEvent> on(const FailMessage& c, const ProcessingMessage& s, Instant now) {
  return Events{MessageFailed{s.submitted.message, s.submitted.draft, s.submitted.sender, c.reason, now}};
}
Decision<MessageEvent> on(const FailMessage& c, const FailedMessage& s, Instant) {
  if (c.reason == s.failed.reason) return Events{};
  return std::unexpected(rejections::delivery_decided);
}
Decision<MessageEvent> on(const FailMessage&, const AvailableMessage&, Instant) {
  return std::unexpected(rejections::delivery_decided);
}
Decision<MessageEvent> on(const FailMessage&, const ConcludedMessage&, Instant) {
  return std::unexpected(rejections::delivery_decided);
}

Decision<MessageEvent> on(const ConfirmReceipt&, const ProcessingMessage&, Instant) {
  return std::unexpected(rejections::not_delivered);
}
Decision<MessageEvent> on(const ConfirmReceipt&, const FailedMessage&, Instant) {
  return std::unexpected(rejections::not_delivered);
}
Decision<MessageEvent> on(const ConfirmReceipt& c, const AvailableMessage& s, Instant now) {
  if (now >= s.delivered.confirmation.due) return std::unexpected(rejections::receipt_concluded);
  return Events{ReceiptConfirmed{s.submitted.message, s.submitted.sender, s.delivered.recipient, c.by, now}};
}
Decision<MessageEvent> on(const ConfirmReceipt&, const ConcludedMessage& s, Instant) {
  if (std::holds_alternative<ReceiptConfirmed>(s.outcome)) return Events{};
  return std::unexpected(rejections::receipt_concluded);
}

bool is_well_formed(const std::string& reason) {
  return reason.find_first_not_of(" \t\r\n") != std::string::npos &&
         count_characters(reason) <= kMostReasonCharacters;
}

Decision<MessageEvent> on(const RefuseReceipt&, const ProcessingMessage&, Instant) {
  return std::unexpected(rejections::not_delivered);
}
Decision<MessageEvent> on(const RefuseReceipt&, const FailedMessage&, Instant) {
  return std::unexpected(rejections::not_delivered);
}
Decision<MessageEvent> on(const RefuseReceipt& c, const AvailableMessage& s, Instant now) {
  if (!is_well_formed(c.reason)) return std::unexpected(rejections::reason_malformed);
  if (now >= s.delivered.confirmation.due) return std::unexpected(rejections::receipt_concluded);
  return Events{
      ReceiptRefused{s.submitted.message, s.submitted.sender, s.delivered.recipient, c.by, c.reason, now}};
}
Decision<MessageEvent> on(const RefuseReceipt& c, const ConcludedMessage& s, Instant) {
  const auto* refused = std::get_if<ReceiptRefused>(&s.outcome);
  if (refused && refused->reason == Sealed(c.reason)) return Events{};
  return std::unexpected(rejections::receipt_concluded);
}

Decision<MessageEvent> on(const MissReceipt&, const ProcessingMessage&, Instant) { return Events{}; }
Decision<MessageEvent> on(const MissReceipt&, const FailedMessage&, Instant) { return Events{}; }
Decision<MessageEvent> on(const MissReceipt&, const AvailableMessage& s, Instant now) {
  if (now < s.delivered.confirmation.due) return Events{};
  return Events{ReceiptMissed{s.submitted.message, s.submitted.sender, s.delivered.recipient, now}};
}
Decision<MessageEvent> on(const MissReceipt&, const ConcludedMessage&, Instant) { return Events{}; }

Decision<MessageEvent> no_message() { return std::unexpected(rejections::no_message); }
Decision<MessageEvent> on(const DeliverMessage&, const NoMessage&, Instant) { return no_message(); }
Decision<MessageEvent> on(const FailMessage&, const NoMessage&, Instant) { return no_message(); }
Decision<MessageEvent> on(const ConfirmReceipt&, const NoMessage&, Instant) { return no_message(); }
Decision<MessageEvent> on(const RefuseReceipt&, const NoMessage&, Instant) { return no_message(); }
Decision<MessageEvent> on(const MissReceipt&, const NoMessage&, Instant) { return no_message(); }

MessageState after(NoMessage, const MessageSubmitted& e) { return ProcessingMessage{e}; }
MessageState after(ProcessingMessage s, const MessageDelivered& e) {
  return AvailableMessage{std::move(s.submitted), e};
}
MessageState after(ProcessingMessage s, const MessageFailed& e) {
  return FailedMessage{std::move(s.submitted), e};
}
MessageState concluded(AvailableMessage s, auto outcome) {
  return ConcludedMessage{std::move(s.submitted), std::move(s.delivered), std::move(outcome)};
}
MessageState after(AvailableMessage s, const ReceiptConfirmed& e) { return concluded(std::move(s), e); }
MessageState after(AvailableMessage s, const ReceiptRefused& e) { return concluded(std::move(s), e); }
MessageState after(AvailableMessage s, const ReceiptMissed& e) { return concluded(std::move(s), e); }
MessageState after(const auto&, const auto&) {
  throw ImpossibleEvent("an event that cannot follow in a message's life");
}

}  // namespace

// What was long on its way is not missed before its recipient could know of it.
Deadline confirmation_deadline(std::optional<Date> stated, Instant at) {
  const Date start = riga_date(at);
  if (!stated || *stated <= start) return deadline(kConfirmation, start);
  return deadline({kConfirmation.clause, stated->days - start.days, TermUnit::calendar_days_without_roll},
                  start);
}

const MessageSubmitted* submitted(const MessageState& state) {
  return std::visit(Overloaded{[](const NoMessage&) -> const MessageSubmitted* { return nullptr; },
                               [](const auto& known) { return &known.submitted; }},
                    state);
}

const MessageDelivered* delivered(const MessageState& state) {
  if (const auto* available = std::get_if<AvailableMessage>(&state)) return &available->delivered;
  if (const auto* concluded = std::get_if<ConcludedMessage>(&state)) return &concluded->delivered;
  return nullptr;
}

SendingStatus sending_status(const MessageState& state) {
  if (std::holds_alternative<FailedMessage>(state)) return SendingStatus::failed;
  return delivered(state) ? SendingStatus::sent : SendingStatus::processing;
}

DeliveryStatus delivery_status(const MessageState& state) {
  const auto* concluded = std::get_if<ConcludedMessage>(&state);
  if (!concluded) return DeliveryStatus::none;
  return std::visit(Overloaded{[](const ReceiptConfirmed&) { return DeliveryStatus::delivered; },
                               [](const ReceiptRefused&) { return DeliveryStatus::refused; },
                               [](const ReceiptMissed&) { return DeliveryStatus::missed; }},
                    concluded->outcome);
}

Decision<MessageEvent> Message::decide(const MessageCommand& command, const MessageState& state,
                                       Instant now) {
  return std::visit([now](const auto& c, const auto& s) { return on(c, s, now); }, command, state);
}

MessageState Message::evolve(MessageState state, const MessageEvent& event) {
  return std::visit([](auto&& s, const auto& e) { return after(std::move(s), e); }, std::move(state), event);
}

}  // namespace vesture::domain::mail
