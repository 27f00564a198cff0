#include "domain/access/access.hpp"

#include <array>

#include "domain/access/events_generated.h"
#include "domain/common/codec.hpp"

namespace vesture::domain::access {

namespace {

Looked read_looked(codec::Bytes payload, const Cipher& cipher) {
  const auto& t = codec::verified<fb::Looked>(payload);
  const auto account = codec::read_id<AccountId>(t.account());
  return {account, t.object() ? codec::read(*t.object()) : Uuid{},
          codec::read_sealed(t.filters(), cipher, account.uuid, "Looked.filters")};
}

constexpr std::array<codec::Reader<Looked>, 1> kReaders{{{"access.Looked", 1, read_looked}}};

}  // namespace

Encoded Access::encode(const Looked& e, const Cipher& cipher) {
  codec::Builder b;
  const auto filters = codec::write_sealed_if_any(b, cipher, e.account.uuid, "Looked.filters", e.filters);
  const auto account = codec::write(e.account.uuid);
  const auto object = codec::write(e.object);
  return codec::finish("access.Looked", b, fb::CreateLooked(b, &account, &object, filters));
}

std::expected<Looked, std::string> Access::decode(std::string_view type, std::uint16_t schema,
                                                  std::span<const std::uint8_t> payload,
                                                  const Cipher& cipher) {
  return codec::decode<Looked>(kReaders, type, schema, payload, cipher);
}

}  // namespace vesture::domain::access
