#include "eventstore/ed25519.hpp"

#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

#include "eventstore/bytes.hpp"

namespace vesture::eventstore {

namespace {

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;

void require(bool done) {
  if (!done) throw std::runtime_error("OpenSSL: Ed25519 failed");
}

Key private_key(const Secret& seed) {
  const auto bytes = as_bytes(seed.view());
  Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes.data(), bytes.size()));
  require(key != nullptr);
  return key;
}

}  // namespace

Ed25519Public ed25519_public(const Secret& seed) {
  Ed25519Public out{};
  std::size_t size = out.size();
  require(EVP_PKEY_get_raw_public_key(private_key(seed).get(), out.data(), &size) == 1);
  return out;
}

Ed25519Signature ed25519_sign(const Secret& seed, std::string_view message) {
  const Key key = private_key(seed);
  const Context context(EVP_MD_CTX_new());
  const auto bytes = as_bytes(message);
  Ed25519Signature out{};
  std::size_t size = out.size();
  require(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
  require(EVP_DigestSign(context.get(), out.data(), &size, bytes.data(), bytes.size()) == 1);
  return out;
}

bool ed25519_verifies(const Ed25519Public& public_key, std::string_view message,
                      std::span<const std::uint8_t> signature) {
  const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, public_key.data(), public_key.size()));
  if (!key) return false;
  const Context context(EVP_MD_CTX_new());
  const auto bytes = as_bytes(message);
  require(EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes.data(), bytes.size()) == 1;
}

}  // namespace vesture::eventstore
