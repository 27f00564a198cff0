// The keyring as the domain's codecs see it: the one place where what is sealed meets its keys.
#pragma once

#include <stdexcept>

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

// Where there are no keys (an auditor's copy): what is sealed reads as destroyed, and nothing can be sealed.
inline domain::Cipher cipher_without_keys() {
  return {
      [](const domain::Uuid&, std::string_view, std::string_view) -> std::string {
        throw std::logic_error("there are no keys to seal with");
      },
      [](const domain::Uuid&, std::string_view, std::span<const std::uint8_t>) -> std::optional<std::string> {
        return std::nullopt;
      },
  };
}

}  // namespace vesture::projections
