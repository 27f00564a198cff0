// The keyring as the domain's codecs see it: the one place where what is sealed meets its keys.
#pragma once

#include "domain/common/sealing.hpp"
#include "eventstore/keyring.hpp"

namespace vesture::projections {

// The keyring must outlive the cipher.
inline domain::Cipher cipher_over(eventstore::Keyring& keyring) {
  return {
      [&keyring](const domain::Uuid& owner, std::string_view context, std::string_view text) {
        return keyring.seal(owner.bytes, context, text);
      },
      [&keyring](const domain::Uuid& owner, std::string_view context, std::span<const std::uint8_t> sealed) {
        return keyring.open(owner.bytes, context, sealed);
      },
  };
}

}  // namespace vesture::projections
