// Ciphers for tests: no secrecy, but what a codec may count on. What they seal does not show the text, and opens
// for the same owner and context only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "domain/common/sealing.hpp"

namespace vesture::domain {

// FNV-1a, 64 bits.
inline std::uint64_t fnv1a(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char byte : bytes) hash = (hash ^ static_cast<std::uint8_t>(byte)) * 0x100000001b3;
  return hash;
}

// Sealed: one byte that checks, then each byte of the text under a mask of owner, context and place. The golden
// blobs are sealed with it: never change it.
inline std::string masked(const Uuid& owner, std::string_view context, std::string_view text) {
  const std::string label = std::string(owner.view()) + std::string(context);
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = static_cast<char>(out[i] ^ static_cast<char>(fnv1a(label + std::to_string(i)) >> 8));
  return out;
}

inline char check_byte(const Uuid& owner, std::string_view context, std::string_view text) {
  return static_cast<char>(fnv1a(std::string(text) + std::string(owner.view()) + std::string(context)) >> 16);
}

inline Cipher masking_cipher() {
  return {[](const Uuid& owner, std::string_view context, std::string_view text) {
            return check_byte(owner, context, text) + masked(owner, context, text);
          },
          [](const Uuid& owner, std::string_view context,
             std::span<const std::uint8_t> sealed) -> std::optional<std::string> {
            const std::string_view bytes(reinterpret_cast<const char*>(sealed.data()), sealed.size());
            if (bytes.empty()) throw std::runtime_error("sealed bytes without a check");
            std::string text = masked(owner, context, bytes.substr(1));
            if (check_byte(owner, context, text) != bytes[0]) throw std::runtime_error("sealed for another");
            return text;
          }};
}

// Every key is gone.
inline Cipher destroyed_cipher() {
  Cipher cipher = masking_cipher();
  cipher.open = [](const Uuid&, std::string_view, std::span<const std::uint8_t>) { return std::nullopt; };
  return cipher;
}

// Seals nothing: what it "sealed" stands in the bytes.
inline Cipher open_cipher() {
  Cipher cipher = masking_cipher();
  cipher.seal = [](const Uuid&, std::string_view, std::string_view text) { return std::string(text); };
  return cipher;
}

}  // namespace vesture::domain
