// Drafts' events as bytes (events.fbs).
#include <array>

#include "domain/common/codec.hpp"
#include "domain/files/stored_content_codec.hpp"
#include "domain/mail/draft.hpp"
#include "domain/mail/events_generated.h"
#include "domain/mail/thread_codec.hpp"

namespace vesture::domain::mail {

namespace {

using namespace codec;
using files::read_content;
using files::write_content;

constexpr std::string_view kRecipients = "DraftSaved.recipients";
constexpr std::string_view kName = "Attachment.name";
constexpr std::string_view kFindings = "Inspection.findings";

// Of what was never looked into there is nothing to write.
flatbuffers::Offset<fb::Inspection> write_inspection(Builder& b, const Cipher& cipher, ContentId content,
                                                     const files::Inspection& inspection) {
  if (inspection == files::Inspection{}) return {};
  const auto findings = write_sealed(b, cipher, content.uuid, kFindings, inspection.findings);
  return fb::CreateInspection(b, write_enum<fb::Form>(inspection.form),
                              write_enum<fb::SignatureState>(inspection.signature), findings);
}

files::Inspection read_inspection(const fb::Inspection* t, const Cipher& cipher, ContentId content) {
  if (!t) return {};
  return {read_enum<files::Form>(t->form()), read_enum<signatures::State>(t->signature()),
          read_sealed(t->findings(), cipher, content.uuid, kFindings)};
}

// The name is sealed for the content, not for the account: it goes with what it names.
flatbuffers::Offset<fb::Attachment> write_attachment(Builder& b, const Cipher& cipher,
                                                     const Attachment& attachment) {
  const auto name = write_sealed(b, cipher, attachment.content.id.uuid, kName, attachment.name);
  const auto media_type = b.CreateString(attachment.media_type);
  const auto content = write_content<fb::StoredContent>(b, attachment.content);
  const auto inspection = write_inspection(b, cipher, attachment.content.id, attachment.inspection);
  return fb::CreateAttachment(b, attachment.number, name, media_type, content,
                              write_enum<fb::Scan>(attachment.scan), inspection);
}

Attachment read_attachment(const fb::Attachment& t, const Cipher& cipher) {
  const auto content = read_content(*t.content());
  return {t.number(),
          read_sealed(t.name(), cipher, content.id.uuid, kName),
          read_text(t.media_type()),
          content,
          read_enum<files::Scan>(t.scan()),
          read_inspection(t.inspection(), cipher, content.id)};
}

Encoded write(const DraftMade& e, const Cipher&) {
  Builder b;
  const auto thread = write_thread(b, e.thread);
  const auto draft = codec::write(e.draft.uuid);
  const auto account = codec::write(e.account.uuid);
  return finish("mail.DraftMade", b, fb::CreateDraftMade(b, &draft, &account, thread, e.at.microseconds));
}

DraftEvent read_made(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::DraftMade>(payload);
  return DraftMade{
      read_id<DraftId>(t.draft()), read_id<AccountId>(t.account()), read_thread(t.thread()), {t.at()}};
}

Encoded write(const DraftSaved& e, const Cipher& cipher) {
  Builder b;
  const auto text = write_content<fb::StoredContent>(b, e.text);
  const auto recipients = write_sealed_if_any(b, cipher, e.account.uuid, kRecipients, e.recipients);
  const auto keeping = write_deadline(b, e.keeping);
  const auto draft = codec::write(e.draft.uuid);
  const auto account = codec::write(e.account.uuid);
  const auto by = codec::write(e.saved_by.uuid);
  return finish("mail.DraftSaved", b,
                fb::CreateDraftSaved(b, &draft, &account, text, recipients, days_or_none(e.confirm_by),
                                     e.confirm_by.has_value(), &by, keeping, e.at.microseconds));
}

DraftEvent read_saved(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::DraftSaved>(payload);
  const auto account = read_id<AccountId>(t.account());
  return DraftSaved{read_id<DraftId>(t.draft()),
                    account,
                    read_content(*t.text()),
                    read_sealed(t.recipients(), cipher, account.uuid, kRecipients),
                    read_date(t.has_confirm_by(), t.confirm_by_days()),
                    read_id<PersonId>(t.saved_by()),
                    read_deadline(*t.keeping()),
                    {t.at()}};
}

Encoded write(const AttachmentAdded& e, const Cipher& cipher) {
  Builder b;
  const auto attachment = write_attachment(b, cipher, e.attachment);
  const auto keeping = write_deadline(b, e.keeping);
  const auto draft = codec::write(e.draft.uuid);
  const auto account = codec::write(e.account.uuid);
  const auto by = codec::write(e.added_by.uuid);
  return finish("mail.AttachmentAdded", b,
                fb::CreateAttachmentAdded(b, &draft, &account, attachment, &by, keeping, e.at.microseconds));
}

DraftEvent read_added(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::AttachmentAdded>(payload);
  return AttachmentAdded{read_id<DraftId>(t.draft()),
                         read_id<AccountId>(t.account()),
                         read_attachment(*t.attachment(), cipher),
                         read_id<PersonId>(t.added_by()),
                         read_deadline(*t.keeping()),
                         {t.at()}};
}

Encoded write(const AttachmentRemoved& e, const Cipher&) {
  Builder b;
  const auto keeping = write_deadline(b, e.keeping);
  const auto draft = codec::write(e.draft.uuid);
  const auto account = codec::write(e.account.uuid);
  return finish("mail.AttachmentRemoved", b,
                fb::CreateAttachmentRemoved(b, &draft, &account, e.number, keeping, e.at.microseconds));
}

DraftEvent read_removed(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::AttachmentRemoved>(payload);
  return AttachmentRemoved{read_id<DraftId>(t.draft()),
                           read_id<AccountId>(t.account()),
                           t.number(),
                           read_deadline(*t.keeping()),
                           {t.at()}};
}

Encoded write(const DraftDeleted& e, const Cipher&) {
  Builder b;
  const auto draft = codec::write(e.draft.uuid);
  const auto account = codec::write(e.account.uuid);
  return finish("mail.DraftDeleted", b,
                fb::CreateDraftDeleted(b, &draft, &account, write_enum<fb::DeletedBecause>(e.because),
                                       e.at.microseconds));
}

DraftEvent read_deleted(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::DraftDeleted>(payload);
  return DraftDeleted{read_id<DraftId>(t.draft()),
                      read_id<AccountId>(t.account()),
                      read_enum<DeletedBecause>(t.because()),
                      {t.at()}};
}

Encoded write(const DraftRestored& e, const Cipher&) {
  Builder b;
  const auto draft = codec::write(e.draft.uuid);
  const auto account = codec::write(e.account.uuid);
  return finish("mail.DraftRestored", b, fb::CreateDraftRestored(b, &draft, &account, e.at.microseconds));
}

DraftEvent read_restored(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::DraftRestored>(payload);
  return DraftRestored{read_id<DraftId>(t.draft()), read_id<AccountId>(t.account()), {t.at()}};
}

Encoded write(const DraftDestroyed& e, const Cipher&) {
  Builder b;
  const auto clause = b.CreateString(e.clause);
  const auto draft = codec::write(e.draft.uuid);
  const auto account = codec::write(e.account.uuid);
  return finish("mail.DraftDestroyed", b,
                fb::CreateDraftDestroyed(b, &draft, &account, clause, e.at.microseconds));
}

DraftEvent read_destroyed(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::DraftDestroyed>(payload);
  return DraftDestroyed{
      read_id<DraftId>(t.draft()), read_id<AccountId>(t.account()), read_text(t.clause()), {t.at()}};
}

Encoded write(const DraftSent& e, const Cipher&) {
  Builder b;
  std::vector<domain::fb::Uuid> ids;
  for (const auto& message : e.messages) ids.push_back(codec::write(message.uuid));
  const auto messages = b.CreateVectorOfStructs(ids);
  const auto draft = codec::write(e.draft.uuid);
  const auto account = codec::write(e.account.uuid);
  const auto by = codec::write(e.sent_by.uuid);
  return finish("mail.DraftSent", b,
                fb::CreateDraftSent(b, &draft, &account, messages, &by, e.at.microseconds));
}

DraftEvent read_sent(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::DraftSent>(payload);
  DraftSent e{read_id<DraftId>(t.draft()),
              read_id<AccountId>(t.account()),
              {},
              read_id<PersonId>(t.sent_by()),
              {t.at()}};
  for (const auto* message : *t.messages()) e.messages.push_back(read_id<MessageId>(message));
  return e;
}

Encoded write(const MessageLetGo& e, const Cipher&) {
  Builder b;
  const auto clause = b.CreateString(e.clause);
  const auto draft = codec::write(e.draft.uuid);
  const auto message = codec::write(e.message.uuid);
  return finish("mail.MessageLetGo", b,
                fb::CreateMessageLetGo(b, &draft, &message, clause, e.at.microseconds));
}

DraftEvent read_let_go(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::MessageLetGo>(payload);
  return MessageLetGo{
      read_id<DraftId>(t.draft()), read_id<MessageId>(t.message()), read_text(t.clause()), {t.at()}};
}

constexpr std::array<Reader<DraftEvent>, 9> kReaders{{
    {"mail.DraftMade", 1, read_made},
    {"mail.DraftSaved", 1, read_saved},
    {"mail.AttachmentAdded", 1, read_added},
    {"mail.AttachmentRemoved", 1, read_removed},
    {"mail.DraftDeleted", 1, read_deleted},
    {"mail.DraftRestored", 1, read_restored},
    {"mail.DraftDestroyed", 1, read_destroyed},
    {"mail.DraftSent", 1, read_sent},
    {"mail.MessageLetGo", 1, read_let_go},
}};

}  // namespace

Encoded Draft::encode(const DraftEvent& event, const Cipher& cipher) {
  return std::visit([&](const auto& e) { return write(e, cipher); }, event);
}

std::expected<DraftEvent, std::string> Draft::decode(std::string_view type, std::uint16_t schema,
                                                     Bytes payload, const Cipher& cipher) {
  return codec::decode<DraftEvent>(kReaders, type, schema, payload, cipher);
}

}  // namespace vesture::domain::mail
