// Sealed fields: personal data inside events (names, codes, labels, reasons …), encrypted under the key of
// the person or account whose they are. The codecs of the contexts seal and open; the keys are the keyring's.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "domain/common/ids.hpp"

namespace vesture::domain {

// A sealed field once opened. Where its key has been destroyed there is no text, for ever.
struct Sealed {
  std::string text;
  bool destroyed = false;

  Sealed() = default;
  Sealed(std::string value) : text(std::move(value)) {}  // NOLINT: a text is a sealed text
  Sealed(const char* value) : text(value) {}             // NOLINT
  bool operator==(const Sealed&) const = default;
};

// What a codec seals and opens with. `context` names the field ("Type.field"): bytes moved to another field
// or another owner do not open.
struct Cipher {
  std::function<std::string(const Uuid& owner, std::string_view context, std::string_view text)> seal;
  // nullopt: the owner's key has been destroyed. Throws where the bytes do not check.
  std::function<std::optional<std::string>(const Uuid& owner, std::string_view context,
                                           std::span<const std::uint8_t> sealed)>
      open;
};

}  // namespace vesture::domain
