// SHA-256, AES-256-GCM, HMAC, HKDF and random bytes, as OpenSSL gives them. Any thread may call. A failure of
// the library itself (no randomness, no memory) throws std::runtime_error.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "eventstore/log/commit.hpp"

namespace vesture::eventstore {

// 32 bytes that are wiped when they go.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view thirty_two_bytes);
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  ~Secret();
  static Secret random();

  std::string_view view() const;

 private:
  std::array<std::uint8_t, 32> bytes_{};
};

Digest sha256(std::initializer_list<std::string_view> parts);

// SHA-256 of what comes in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::string_view piece);
  Digest finish();  // nothing may be added afterwards

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Digest hmac_sha256(const Secret& key, std::string_view text);
Digest hkdf_sha256(const Secret& secret, std::string_view info);
// A key for one purpose (HKDF-SHA-256), which tells nothing of the one that it is derived from.
Secret subkey(const Secret& key, std::string_view purpose);
std::string random_bytes(std::size_t size);

inline constexpr std::size_t kNonceBytes = 12;
inline constexpr std::size_t kTagBytes = 16;

// Nonce (12 random bytes), ciphertext, tag (16 bytes).
std::string seal_aes_gcm(const Secret& key, std::string_view bound_to, std::string_view text);
// nullopt: key, binding or bytes are not those that it was sealed with.
std::optional<std::string> open_aes_gcm(const Secret& key, std::string_view bound_to,
                                        std::string_view sealed);

using Nonce = std::array<std::uint8_t, kNonceBytes>;

// The same with a nonce that both sides reckon: ciphertext, tag. No nonce may ever seal twice under one key.
std::string seal_aes_gcm(const Secret& key, const Nonce& nonce, std::string_view bound_to,
                         std::string_view text);
std::optional<std::string> open_aes_gcm(const Secret& key, const Nonce& nonce, std::string_view bound_to,
                                        std::string_view sealed);

}  // namespace vesture::eventstore
