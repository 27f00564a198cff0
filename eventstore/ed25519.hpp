// Ed25519 signatures (RFC 8032), as OpenSSL makes and checks them. Any thread may call.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "eventstore/crypto.hpp"

namespace vesture::eventstore {

using Ed25519Public = std::array<std::uint8_t, 32>;
using Ed25519Signature = std::array<std::uint8_t, 64>;

// The seed is RFC 8032's private key.
Ed25519Public ed25519_public(const Secret& seed);
Ed25519Signature ed25519_sign(const Secret& seed, std::string_view message);
bool ed25519_verifies(const Ed25519Public&, std::string_view message,
                      std::span<const std::uint8_t> signature);

}  // namespace vesture::eventstore
