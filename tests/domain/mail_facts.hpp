// One message between two accounts, and the facts and commands that its stories are told in.
#pragma once

#include <string>
#include <vector>

#include "domain/mail/copy.hpp"
#include "domain/mail/draft.hpp"
#include "domain/mail/keeping.hpp"
#include "domain/mail/message.hpp"
#include "tests/domain/given.hpp"
#include "tests/domain/order_facts.hpp"

namespace vesture::domain::mail {

using orders::numbered;

inline const DraftId kDraft = numbered<DraftId>(1);
inline const AccountId kSender = numbered<AccountId>(2);
inline const AccountId kRecipient = numbered<AccountId>(3);
inline const MessageId kMessage = numbered<MessageId>(4);
inline const MessageId kSecondMessage = numbered<MessageId>(5);
inline const PersonId kWriter = numbered<PersonId>(6);
inline const PersonId kReceiver = numbered<PersonId>(7);
inline const std::string kCompany = "NTRLV-40003521600";
inline const std::string kPerson = "PNOLV-161175-19997";
inline const Date kToday = riga_date(kNoon);

inline Date days_later(int days) { return {kToday.days + days}; }
inline Instant just_before(Instant at) { return {at.microseconds - 1}; }
inline Instant a_day_after(Instant at) { return {at.microseconds + 86'400'000'000LL}; }

// A draft

inline files::StoredContent content(std::uint8_t number, std::uint64_t size = 1'000) {
  return {numbered<ContentId>(number), size, {number}};
}

inline DraftMade draft_made() { return {kDraft, kSender, std::nullopt, kNoon}; }

inline DraftSaved draft_saved(const std::string& recipients = kCompany, Instant at = kNoon) {
  return {kDraft, kSender, content(20), recipients, std::nullopt, kWriter, keeping_from(at), at};
}

inline SaveDraft save_draft(std::vector<std::string> recipients = {kCompany}) {
  return {content(20), std::move(recipients), std::nullopt, kWriter, Limits{}};
}

inline AttachmentAdded attachment_added(std::uint32_t number = 1, std::uint64_t size = 1'000) {
  const auto stored = content(static_cast<std::uint8_t>(100 + number), size);
  return {kDraft,
          kSender,
          {number, "plāns.pdf", "application/pdf", stored, files::Scan::clean, {}},
          kWriter,
          keeping_from(kNoon),
          kNoon};
}

inline AddAttachment add_attachment(std::uint32_t number = 1, std::uint64_t size = 1'000) {
  const auto added = attachment_added(number, size).attachment;
  return {added.name.text, added.media_type, added.content, added.scan, added.inspection, kWriter, Limits{}};
}

inline AttachmentRemoved attachment_removed(std::uint32_t number = 1) {
  return {kDraft, kSender, number, keeping_from(kNoon), kNoon};
}

inline DraftDeleted draft_deleted(DeletedBecause because = DeletedBecause::asked, Instant at = kNoon) {
  return {kDraft, kSender, because, at};
}

inline DraftDestroyed draft_destroyed(const std::string& clause, Instant at = kNoon) {
  return {kDraft, kSender, clause, at};
}

inline DraftSent draft_sent(std::vector<MessageId> messages = {kMessage}) {
  return {kDraft, kSender, std::move(messages), kWriter, kNoon};
}

inline SendDraft send_draft(std::vector<MessageId> messages = {kMessage}) {
  return {std::move(messages), kWriter};
}

inline MessageLetGo let_go(MessageId message = kMessage) { return {kDraft, message, "MAIL-09", kNoon}; }

// A message

inline MessageSubmitted message_submitted(std::optional<Date> confirm_by = std::nullopt) {
  return {kMessage, kDraft, kSender, "Anna Ozola", kPerson, kCompany, confirm_by, std::nullopt, kNoon};
}

inline SubmitMessage submit_message() {
  return {kMessage, kDraft, kSender, "Anna Ozola", kPerson, kCompany, std::nullopt, std::nullopt};
}

inline MessageDelivered message_delivered(std::optional<Date> confirm_by = std::nullopt) {
  return {kMessage, kDraft, kSender, kRecipient, "SIA Ozols", confirmation_deadline(confirm_by, kNoon),
          kNoon};
}

inline MessageFailed message_failed(FailureReason reason = FailureReason::inactive) {
  return {kMessage, kDraft, kSender, reason, kNoon};
}

inline ReceiptConfirmed receipt_confirmed(Instant at = kNoon) {
  return {kMessage, kSender, kRecipient, kReceiver, at};
}
inline ReceiptRefused receipt_refused() {
  return {kMessage, kSender, kRecipient, kReceiver, "Nav adresēts mums", kNoon};
}
inline ReceiptMissed receipt_missed(Instant at = kNoon) { return {kMessage, kSender, kRecipient, at}; }

// A copy

inline const CopyId kReceivedCopy{Side::received, kMessage};
inline const CopyId kSentCopy{Side::sent, kMessage};

inline CopyFiled copy_filed(CopyId copy = kReceivedCopy) {
  return {copy, kRecipient, kDraft, keeping_from(kNoon), kNoon};
}
inline CopyDeleted copy_deleted(DeletedBecause because = DeletedBecause::asked, Instant at = kNoon) {
  return {kReceivedCopy, kRecipient, because, at};
}
inline CopyRestored copy_restored() { return {kReceivedCopy, kRecipient, kNoon}; }
inline CopyDestroyed copy_destroyed(const std::string& clause, Instant at = kNoon) {
  return {kReceivedCopy, kRecipient, kDraft, clause, at};
}

}  // namespace vesture::domain::mail
