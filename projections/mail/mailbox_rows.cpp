#include "projections/mail/mailbox_rows.hpp"

#include <spdlog/spdlog.h>

#include "domain/mail/keeping.hpp"
#include "domain/mail/text.hpp"
#include "projections/common/e_address.hpp"
#include "projections/common/words.hpp"

namespace vesture::projections::mail {

namespace {

namespace dom = domain::mail;

std::vector<std::string> words_in(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all.append(text).append(1, '\n');
  return words_of(all, TextIndex::kMostWords);
}

// The names and e-addresses of the other side: a draft's recipients all of them. Whose e-address is their personal code is
// found by it where the code was typed here, and not where it came with a message.
std::vector<std::string> counterparties(const MailboxRow& row, const WritingRow& writing,
                                        const MessageRow& message) {
  switch (row.kind) {
    case Kind::draft:
      return writing.sealed.recipients;
    case Kind::sent:
      return {message.sealed.recipient_name.value_or(""), message.sealed.recipient.value_or("")};
    case Kind::received:
      return {message.sealed.sender_name.value_or(""),
              row.sealed.registration_number.empty() ? "" : message.sealed.sender_code};
  }
  return {};
}

}  // namespace

ReadText read_text(const Contents& contents, domain::ContentId id) {
  const auto bytes = contents(id);
  if (!bytes) return {};
  const auto text = dom::decode_text(*bytes);
  if (!text) {  // one thing's fault, for which nobody's mailbox is to stand still
    spdlog::error("mailbox: a content that is no text is shown as a destroyed one id={}", to_string(id));
    return {};
  }
  return {text->subject, words_of(text->subject, TextIndex::kMostWords),
          words_of(text->plain, TextIndex::kMostWords)};
}

MailboxRow row_of_draft(const WritingRow& writing) {
  MailboxRow row;
  row.account = writing.writer;
  row.kind = Kind::draft;
  row.id = writing.draft.uuid;
  row.folder = dom::Folder::drafts;
  row.time = writing.saved_at;
  row.last_days_begin = writing.last_days_begin;
  row.ends = writing.ends;
  row.sealed.recipients = static_cast<std::uint32_t>(writing.sealed.recipients.size());
  if (!writing.sealed.recipients_destroyed) row.sealed.counterparty = "";
  if (!writing.sealed.recipients.empty()) {
    row.sealed.counterparty = writing.sealed.recipients.front();
    row.sealed.registration_number = registration_number_in(writing.sealed.recipients.front());
  }
  return row;
}

MailboxRow row_of_copy(const dom::CopyFiled& e) {
  MailboxRow row;
  row.account = e.account;
  row.id = e.copy.message.uuid;
  row.kind = e.copy.side == dom::Side::sent ? Kind::sent : Kind::received;
  row.folder = e.copy.side == dom::Side::sent ? dom::Folder::sent : dom::Folder::received;
  row.time = e.at;
  row.last_days_begin = dom::last_days_begin(e.keeping);
  row.ends = e.keeping.due;
  return row;
}

void take_status(MailboxRow& row, const MessageRow& message) {
  row.delivery_status = message.delivery_status;
  row.delivered_at = message.delivered_at;
  row.confirm_by = message.confirm_by;
  if (row.kind == Kind::received) {
    row.sealed.counterparty = message.sealed.sender_name;
    row.sealed.registration_number = registration_number_in(message.sealed.sender_code);
    return;
  }
  row.sending_status = message.sending_status;
  row.failure = message.failure;
  row.sent_at = message.sent_at;
  const auto& name = message.sealed.recipient_name;
  row.sealed.counterparty = name ? name : message.sealed.recipient;
  row.sealed.registration_number = registration_number_in(message.sealed.recipient.value_or(""));
}

void take_written(MailboxRow& row, const WritingRow& writing, const ReadText& text) {
  row.draft = writing.draft;
  row.thread = writing.thread;
  row.attachments = writing.attachments;
  row.has_attachments = writing.attachments > 0;
  row.sealed.subject = text.subject;
}

FieldWords words_of_row(const MailboxRow& row, const WritingRow& writing, const MessageRow& message,
                        const ReadText& text) {
  std::vector<std::string> rest{row.sealed.registration_number};
  for (const auto& attached : writing.sealed.attached) rest.push_back(attached.name);
  auto any = words_in(rest);
  any.insert(any.end(), text.plain_words.begin(), text.plain_words.end());
  return {{static_cast<TextField>(Words::subject), text.subject_words},
          {static_cast<TextField>(Words::counterparty), words_in(counterparties(row, writing, message))},
          {kAnyField, std::move(any)}};
}

}  // namespace vesture::projections::mail
