// The register's taken changes as bytes (events.fbs).
#include <array>

#include "domain/accounts/events_generated.h"
#include "domain/accounts/register_feed.hpp"
#include "domain/common/codec.hpp"

namespace vesture::domain::accounts {

namespace {

using namespace codec;

TakenChangeEvent read_taken(Bytes payload, const Cipher&) {
  const auto& t = verified<fb::RegisterChangeTaken>(payload);
  return RegisterChangeTaken{t.sequence(),
                             read_enum<RegisterChangeKind>(t.kind()),
                             read_enum<ChangeOutcome>(t.outcome()),
                             read_id<AccountId>(t.account()),
                             {t.at()}};
}

constexpr std::array<Reader<TakenChangeEvent>, 1> kReaders{{{"accounts.RegisterChangeTaken", 1, read_taken}}};

}  // namespace

Encoded TakenChange::encode(const TakenChangeEvent& event, const Cipher&) {
  const auto& e = std::get<RegisterChangeTaken>(event);
  Builder b;
  const auto account = codec::write(e.account.uuid);
  return finish(
      "accounts.RegisterChangeTaken", b,
      fb::CreateRegisterChangeTaken(b, e.sequence, write_enum<fb::RegisterChangeKind>(e.kind),
                                    write_enum<fb::ChangeOutcome>(e.outcome), &account, e.at.microseconds));
}

std::expected<TakenChangeEvent, std::string> TakenChange::decode(std::string_view type, std::uint16_t schema,
                                                                 Bytes payload, const Cipher& cipher) {
  return codec::decode<TakenChangeEvent>(kReaders, type, schema, payload, cipher);
}

}  // namespace vesture::domain::accounts
