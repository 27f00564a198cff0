// Events of files and contents as bytes (events.fbs).
#include "domain/common/codec.hpp"

#include <array>

#include "domain/files/content.hpp"
#include "domain/files/events_generated.h"
#include "domain/files/file.hpp"
#include "domain/files/stored_content_codec.hpp"

namespace vesture::domain::files {

namespace {

using namespace codec;

constexpr std::string_view kName = "FileAttached.name";

flatbuffers::Offset<fb::Subject> write_subject(Builder& b, const Subject& subject) {
  const auto id = codec::write(subject.id);
  return fb::CreateSubject(b, write_enum<fb::SubjectKind>(subject.kind), &id);
}

Subject read_subject(const fb::Subject& t) {
  return {read_enum<SubjectKind>(t.kind()), codec::read(*t.id())};
}

Encoded write(const FileAttached& e, const Cipher& cipher) {
  Builder b;
  const auto subject = write_subject(b, e.subject);
  const auto name = write_sealed(b, cipher, e.account.uuid, kName, e.name);
  const auto media_type = b.CreateString(e.media_type);
  const auto content = write_content<fb::StoredContent>(b, e.content);
  const auto retention = write_deadline(b, e.retention);
  const auto file = codec::write(e.file.uuid);
  const auto account = codec::write(e.account.uuid);
  const auto by = codec::write(e.attached_by.uuid);
  return finish("files.FileAttached", b,
                fb::CreateFileAttached(b, &file, &account, subject, write_enum<domain::fb::FileRole>(e.role),
                                       name, media_type, content, write_enum<fb::Scan>(e.scan), &by,
                                       retention, e.at.microseconds));
}

FileEvent read_attached(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::FileAttached>(payload);
  const auto account = read_id<AccountId>(t.account());
  return FileAttached{read_id<FileId>(t.file()),
                      account,
                      read_subject(*t.subject()),
                      read_enum<Role>(t.role()),
                      read_sealed(t.name(), cipher, account.uuid, kName),
                      read_text(t.media_type()),
                      read_content(*t.content()),
                      read_enum<Scan>(t.scan()),
                      read_id<PersonId>(t.attached_by()),
                      read_deadline(*t.retention()),
                      {t.at()}};
}

Encoded write(const ExpiryWarned& e, const Cipher&) {
  Builder b;
  const auto subject = write_subject(b, e.subject);
  const auto file = codec::write(e.file.uuid);
  const auto account = codec::write(e.account.uuid);
  return finish("files.ExpiryWarned", b,
                fb::CreateExpiryWarned(b, &file, &account, subject, e.days, e.expires_at.microseconds,
                                       e.at.microseconds));
}

FileEvent read_warned(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ExpiryWarned>(payload);
  return ExpiryWarned{read_id<FileId>(t.file()),  read_id<AccountId>(t.account()),
                      read_subject(*t.subject()), t.days(),
                      {t.expires_at()},           {t.at()}};
}

Encoded write(const FileExpired& e, const Cipher&) {
  Builder b;
  const auto subject = write_subject(b, e.subject);
  const auto clause = b.CreateString(e.clause);
  const auto file = codec::write(e.file.uuid);
  const auto account = codec::write(e.account.uuid);
  const auto content = codec::write(e.content.uuid);
  return finish("files.FileExpired", b,
                fb::CreateFileExpired(b, &file, &account, subject, &content, clause, e.at.microseconds));
}

FileEvent read_expired(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::FileExpired>(payload);
  return FileExpired{read_id<FileId>(t.file()),  read_id<AccountId>(t.account()),
                     read_subject(*t.subject()), read_id<ContentId>(t.content()),
                     read_text(t.clause()),      {t.at()}};
}

Encoded write(const ContentStored& e, const Cipher&) {
  Builder b;
  const auto content = write_content<fb::StoredContent>(b, e.content);
  const auto account = codec::write(e.account.uuid);
  return finish("files.ContentStored", b, fb::CreateContentStored(b, &account, content, e.at.microseconds));
}

ContentEvent read_stored(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ContentStored>(payload);
  return ContentStored{read_id<AccountId>(t.account()), read_content(*t.content()), {t.at()}};
}

Encoded write(const ContentHeld& e, const Cipher&) {
  Builder b;
  const auto content = codec::write(e.content.uuid);
  const auto holder = codec::write(e.holder);
  return finish("files.ContentHeld", b, fb::CreateContentHeld(b, &content, &holder, e.at.microseconds));
}

ContentEvent read_held(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ContentHeld>(payload);
  return ContentHeld{read_id<ContentId>(t.content()), read(*t.holder()), {t.at()}};
}

Encoded write(const ContentReleased& e, const Cipher&) {
  Builder b;
  const auto clause = b.CreateString(e.clause);
  const auto content = codec::write(e.content.uuid);
  const auto holder = codec::write(e.holder);
  return finish("files.ContentReleased", b,
                fb::CreateContentReleased(b, &content, &holder, clause, e.at.microseconds));
}

ContentEvent read_released(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ContentReleased>(payload);
  return ContentReleased{read_id<ContentId>(t.content()), read(*t.holder()), read_text(t.clause()), {t.at()}};
}

Encoded write(const DestructionOrdered& e, const Cipher&) {
  Builder b;
  const auto clause = b.CreateString(e.clause);
  const auto content = codec::write(e.content.uuid);
  return finish("files.DestructionOrdered", b,
                fb::CreateDestructionOrdered(b, &content, clause, e.at.microseconds));
}

ContentEvent read_ordered(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::DestructionOrdered>(payload);
  return DestructionOrdered{read_id<ContentId>(t.content()), read_text(t.clause()), {t.at()}};
}

Encoded write(const ContentDestroyed& e, const Cipher&) {
  Builder b;
  const auto content = write_content<fb::StoredContent>(b, e.content);
  const auto clause = b.CreateString(e.clause);
  const auto account = codec::write(e.account.uuid);
  return finish(
      "files.ContentDestroyed", b,
      fb::CreateContentDestroyed(b, &account, content, clause, e.ordered_at.microseconds, e.at.microseconds));
}

ContentEvent read_destroyed(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ContentDestroyed>(payload);
  return ContentDestroyed{read_id<AccountId>(t.account()),
                          read_content(*t.content()),
                          read_text(t.clause()),
                          {t.ordered_at()},
                          {t.at()}};
}

constexpr std::array<Reader<FileEvent>, 3> kFileReaders{{
    {"files.FileAttached", 1, read_attached},
    {"files.ExpiryWarned", 1, read_warned},
    {"files.FileExpired", 1, read_expired},
}};

constexpr std::array<Reader<ContentEvent>, 5> kContentReaders{{
    {"files.ContentStored", 1, read_stored},
    {"files.ContentHeld", 1, read_held},
    {"files.ContentReleased", 1, read_released},
    {"files.DestructionOrdered", 1, read_ordered},
    {"files.ContentDestroyed", 1, read_destroyed},
}};

}  // namespace

Encoded File::encode(const FileEvent& event, const Cipher& cipher) {
  return std::visit([&](const auto& e) { return write(e, cipher); }, event);
}

std::expected<FileEvent, std::string> File::decode(std::string_view type, std::uint16_t schema, Bytes payload,
                                                   const Cipher& cipher) {
  return codec::decode<FileEvent>(kFileReaders, type, schema, payload, cipher);
}

Encoded Content::encode(const ContentEvent& event, const Cipher& cipher) {
  return std::visit([&](const auto& e) { return write(e, cipher); }, event);
}

std::expected<ContentEvent, std::string> Content::decode(std::string_view type, std::uint16_t schema,
                                                         Bytes payload, const Cipher& cipher) {
  return codec::decode<ContentEvent>(kContentReaders, type, schema, payload, cipher);
}

}  // namespace vesture::domain::files
