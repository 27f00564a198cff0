// Suspicions' events and the views' purges as bytes (events.fbs).
#include "domain/common/codec.hpp"

#include <array>

#include "domain/mail/events_generated.h"
#include "domain/mail/purge.hpp"
#include "domain/mail/suspicion.hpp"

namespace vesture::domain::mail {

namespace {

using namespace codec;

constexpr std::string_view kDescription = "SuspicionReported.description";

Encoded write(const SuspicionReported& e, const Cipher& cipher) {
  Builder b;
  const auto description = write_sealed_if_any(b, cipher, e.account.uuid, kDescription, e.description);
  const auto suspicion = codec::write(e.suspicion.uuid);
  const auto account = codec::write(e.account.uuid);
  const auto by = codec::write(e.reported_by.uuid);
  const auto message = codec::write(e.message.value_or(MessageId{}).uuid);
  return finish(
      "mail.SuspicionReported", b,
      fb::CreateSuspicionReported(b, &suspicion, &account, write_enum<fb::SuspicionKind>(e.kind),
                                  e.message ? &message : nullptr, description, &by, e.at.microseconds));
}

SuspicionEvent read_reported(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::SuspicionReported>(payload);
  const auto account = read_id<AccountId>(t.account());
  return SuspicionReported{read_id<SuspicionId>(t.suspicion()),
                           account,
                           read_enum<SuspicionKind>(t.kind()),
                           t.message() ? std::optional(read_id<MessageId>(t.message())) : std::nullopt,
                           read_sealed(t.description(), cipher, account.uuid, kDescription),
                           read_id<PersonId>(t.reported_by()),
                           {t.at()}};
}

PurgeEvent read_purged(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ViewsPurged>(payload);
  return ViewsPurged{t.position(), {t.at()}};
}

constexpr std::array<Reader<SuspicionEvent>, 1> kSuspicionReaders{
    {{"mail.SuspicionReported", 1, read_reported}}};
constexpr std::array<Reader<PurgeEvent>, 1> kPurgeReaders{{{"mail.ViewsPurged", 1, read_purged}}};

}  // namespace

Encoded Suspicion::encode(const SuspicionEvent& event, const Cipher& cipher) {
  return write(std::get<SuspicionReported>(event), cipher);
}

std::expected<SuspicionEvent, std::string> Suspicion::decode(std::string_view type, std::uint16_t schema,
                                                             Bytes payload, const Cipher& cipher) {
  return codec::decode<SuspicionEvent>(kSuspicionReaders, type, schema, payload, cipher);
}

Encoded Purge::encode(const PurgeEvent& event, const Cipher&) {
  Builder b;
  const auto& e = std::get<ViewsPurged>(event);
  return finish("mail.ViewsPurged", b, fb::CreateViewsPurged(b, e.position, e.at.microseconds));
}

std::expected<PurgeEvent, std::string> Purge::decode(std::string_view type, std::uint16_t schema,
                                                     Bytes payload, const Cipher& cipher) {
  return codec::decode<PurgeEvent>(kPurgeReaders, type, schema, payload, cipher);
}

}  // namespace vesture::domain::mail
