// Copies' events as bytes (events.fbs).
#include <array>

#include "domain/common/codec.hpp"
#include "domain/mail/copy.hpp"
#include "domain/mail/events_generated.h"

namespace vesture::domain::mail {

namespace {

using namespace codec;

template <class Table>
CopyId read_copy(const Table& t) {
  return {read_enum<Side>(t.side()), read_id<MessageId>(t.message())};
}

Encoded write(const CopyFiled& e, const Cipher&) {
  Builder b;
  const auto keeping = write_deadline(b, e.keeping);
  const auto message = codec::write(e.copy.message.uuid);
  const auto account = codec::write(e.account.uuid);
  const auto draft = codec::write(e.draft.uuid);
  return finish("mail.CopyFiled", b,
                fb::CreateCopyFiled(b, write_enum<fb::Side>(e.copy.side), &message, &account, &draft, keeping,
                                    e.at.microseconds));
}

CopyEvent read_filed(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::CopyFiled>(payload);
  return CopyFiled{read_copy(t),
                   read_id<AccountId>(t.account()),
                   read_id<DraftId>(t.draft()),
                   read_deadline(*t.keeping()),
                   {t.at()}};
}

Encoded write(const CopyDeleted& e, const Cipher&) {
  Builder b;
  const auto message = codec::write(e.copy.message.uuid);
  const auto account = codec::write(e.account.uuid);
  return finish("mail.CopyDeleted", b,
                fb::CreateCopyDeleted(b, write_enum<fb::Side>(e.copy.side), &message, &account,
                                      write_enum<fb::DeletedBecause>(e.because), e.at.microseconds));
}

CopyEvent read_deleted(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::CopyDeleted>(payload);
  return CopyDeleted{
      read_copy(t), read_id<AccountId>(t.account()), read_enum<DeletedBecause>(t.because()), {t.at()}};
}

Encoded write(const CopyRestored& e, const Cipher&) {
  Builder b;
  const auto message = codec::write(e.copy.message.uuid);
  const auto account = codec::write(e.account.uuid);
  return finish(
      "mail.CopyRestored", b,
      fb::CreateCopyRestored(b, write_enum<fb::Side>(e.copy.side), &message, &account, e.at.microseconds));
}

CopyEvent read_restored(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::CopyRestored>(payload);
  return CopyRestored{read_copy(t), read_id<AccountId>(t.account()), {t.at()}};
}

Encoded write(const CopyDestroyed& e, const Cipher&) {
  Builder b;
  const auto clause = b.CreateString(e.clause);
  const auto message = codec::write(e.copy.message.uuid);
  const auto account = codec::write(e.account.uuid);
  const auto draft = codec::write(e.draft.uuid);
  return finish("mail.CopyDestroyed", b,
                fb::CreateCopyDestroyed(b, write_enum<fb::Side>(e.copy.side), &message, &account, &draft,
                                        clause, e.at.microseconds));
}

CopyEvent read_destroyed(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::CopyDestroyed>(payload);
  return CopyDestroyed{read_copy(t),
                       read_id<AccountId>(t.account()),
                       read_id<DraftId>(t.draft()),
                       read_text(t.clause()),
                       {t.at()}};
}

constexpr std::array<Reader<CopyEvent>, 4> kReaders{{
    {"mail.CopyFiled", 1, read_filed},
    {"mail.CopyDeleted", 1, read_deleted},
    {"mail.CopyRestored", 1, read_restored},
    {"mail.CopyDestroyed", 1, read_destroyed},
}};

}  // namespace

Encoded Copy::encode(const CopyEvent& event, const Cipher& cipher) {
  return std::visit([&](const auto& e) { return write(e, cipher); }, event);
}

std::expected<CopyEvent, std::string> Copy::decode(std::string_view type, std::uint16_t schema, Bytes payload,
                                                   const Cipher& cipher) {
  return codec::decode<CopyEvent>(kReaders, type, schema, payload, cipher);
}

}  // namespace vesture::domain::mail
