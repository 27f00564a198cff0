// Rights' events as bytes (events.fbs).
#include "domain/common/codec.hpp"

#include <array>

#include "domain/rights/events_generated.h"
#include "domain/rights/read_rights.hpp"

namespace vesture::domain::rights {

namespace {

using namespace codec;

Encoded write(const ReadRightGranted& e, const Cipher& cipher) {
  Builder b;
  const auto name = write_sealed(b, cipher, e.account.uuid, "ReadRightGranted.name", e.name);
  const auto right = codec::write(e.right.uuid);
  const auto account = codec::write(e.account.uuid);
  const auto reader = codec::write(e.reader.uuid);
  return finish("rights.ReadRightGranted", b,
                fb::CreateReadRightGranted(b, &right, &account, &reader, name, days_or_none(e.until),
                                           e.until.has_value(), e.at.microseconds));
}

ReadRightsEvent read_granted(Bytes payload, const Cipher& cipher) {
  const auto& t = verified<fb::ReadRightGranted>(payload);
  const auto account = read_id<AccountId>(t.account());
  return ReadRightGranted{read_id<ReadRightId>(t.right()),
                          account,
                          read_id<PersonId>(t.reader()),
                          read_sealed(t.name(), cipher, account.uuid, "ReadRightGranted.name"),
                          read_date(t.has_until(), t.until_days()),
                          {t.at()}};
}

Encoded write(const ReadRightChanged& e, const Cipher&) {
  Builder b;
  const auto right = codec::write(e.right.uuid);
  const auto account = codec::write(e.account.uuid);
  return finish("rights.ReadRightChanged", b,
                fb::CreateReadRightChanged(b, &right, &account, days_or_none(e.until), e.until.has_value(),
                                           e.at.microseconds));
}

ReadRightsEvent read_changed(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ReadRightChanged>(payload);
  return ReadRightChanged{read_id<ReadRightId>(t.right()),
                          read_id<AccountId>(t.account()),
                          read_date(t.has_until(), t.until_days()),
                          {t.at()}};
}

Encoded write(const ReadRightRevoked& e, const Cipher&) {
  Builder b;
  const auto right = codec::write(e.right.uuid);
  const auto account = codec::write(e.account.uuid);
  return finish("rights.ReadRightRevoked", b,
                fb::CreateReadRightRevoked(b, &right, &account, e.at.microseconds));
}

ReadRightsEvent read_revoked(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ReadRightRevoked>(payload);
  return ReadRightRevoked{read_id<ReadRightId>(t.right()), read_id<AccountId>(t.account()), {t.at()}};
}

Encoded write(const ReadRightsSuspended& e, const Cipher&) {
  Builder b;
  const auto account = codec::write(e.account.uuid);
  return finish("rights.ReadRightsSuspended", b,
                fb::CreateReadRightsSuspended(b, &account, e.at.microseconds));
}

ReadRightsEvent read_suspended(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ReadRightsSuspended>(payload);
  return ReadRightsSuspended{read_id<AccountId>(t.account()), {t.at()}};
}

Encoded write(const ReadRightConfirmed& e, const Cipher&) {
  Builder b;
  const auto right = codec::write(e.right.uuid);
  const auto account = codec::write(e.account.uuid);
  return finish("rights.ReadRightConfirmed", b,
                fb::CreateReadRightConfirmed(b, &right, &account, e.at.microseconds));
}

ReadRightsEvent read_confirmed(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::ReadRightConfirmed>(payload);
  return ReadRightConfirmed{read_id<ReadRightId>(t.right()), read_id<AccountId>(t.account()), {t.at()}};
}

constexpr std::array<Reader<ReadRightsEvent>, 5> kReaders{{
    {"rights.ReadRightGranted", 1, read_granted},
    {"rights.ReadRightChanged", 1, read_changed},
    {"rights.ReadRightRevoked", 1, read_revoked},
    {"rights.ReadRightsSuspended", 1, read_suspended},
    {"rights.ReadRightConfirmed", 1, read_confirmed},
}};

}  // namespace

Encoded ReadRights::encode(const ReadRightsEvent& event, const Cipher& cipher) {
  return std::visit([&](const auto& e) { return write(e, cipher); }, event);
}

std::expected<ReadRightsEvent, std::string> ReadRights::decode(std::string_view type, std::uint16_t schema,
                                                               Bytes payload, const Cipher& cipher) {
  return codec::decode<ReadRightsEvent>(kReaders, type, schema, payload, cipher);
}

}  // namespace vesture::domain::rights
