#include "eventstore/crypto.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "eventstore/bytes.hpp"

namespace vesture::eventstore {

namespace {

void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("OpenSSL: ") + what + " failed");
}

template <auto Free>
struct Freer {
  template <class T>
  void operator()(T* thing) const {
    Free(thing);
  }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Freer<EVP_CIPHER_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;
using Kdf = std::unique_ptr<EVP_KDF, Freer<EVP_KDF_free>>;
using KdfContext = std::unique_ptr<EVP_KDF_CTX, Freer<EVP_KDF_CTX_free>>;

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

int int_size(std::string_view text) {
  require(text.size() <= 1u << 30, "a text of more than 1 GiB");
  return static_cast<int>(text.size());
}

// Fetching an algorithm and making a context cost more than sealing a field: both are made once, contexts for
// each thread.
const EVP_MD* sha256_algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  require(algorithm != nullptr, "fetching SHA-256");
  return algorithm;
}

const EVP_CIPHER* aes_gcm_algorithm() {
  static const EVP_CIPHER* const algorithm = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  require(algorithm != nullptr, "fetching AES-256-GCM");
  return algorithm;
}

enum class Direction : int { open = 0, seal = 1 };

// A context with key and nonce set and the binding taken in. Key schedules stay in the thread's context until
// its next use, so it is reset when the guard goes.
class GcmRun {
 public:
  GcmRun(Direction direction, const Secret& key, std::string_view nonce, std::string_view bound_to)
      : context_(of_this_thread()) {
    require(EVP_CipherInit_ex(context_, aes_gcm_algorithm(), nullptr, raw(key.view()), raw(nonce),
                              static_cast<int>(direction)) == 1,
            "AES-GCM");
    int used = 0;
    require(EVP_CipherUpdate(context_, nullptr, &used, raw(bound_to), int_size(bound_to)) == 1, "AES-GCM");
  }
  ~GcmRun() { EVP_CIPHER_CTX_reset(context_); }
  GcmRun(const GcmRun&) = delete;
  GcmRun& operator=(const GcmRun&) = delete;

  EVP_CIPHER_CTX* get() const { return context_; }

 private:
  static EVP_CIPHER_CTX* of_this_thread() {
    thread_local const CipherContext context(EVP_CIPHER_CTX_new());
    require(context != nullptr, "a cipher context");
    return context.get();
  }

  EVP_CIPHER_CTX* context_;
};

// Ciphertext and tag go to `out`, which has room for both.
void seal_into(unsigned char* out, const Secret& key, std::string_view nonce, std::string_view bound_to,
               std::string_view text) {
  const GcmRun run(Direction::seal, key, nonce, bound_to);
  int used = 0;
  require(EVP_CipherUpdate(run.get(), out, &used, raw(text), int_size(text)) == 1, "AES-GCM");
  unsigned char* const tag = out + text.size();
  require(EVP_CipherFinal_ex(run.get(), tag, &used) == 1, "AES-GCM");
  require(EVP_CIPHER_CTX_ctrl(run.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(kTagBytes), tag) == 1,
          "AES-GCM");
}

std::optional<std::string> open_with(const Secret& key, std::string_view nonce, std::string_view bound_to,
                                     std::string_view sealed) {
  if (sealed.size() < kTagBytes) return std::nullopt;
  const std::string_view ciphertext = sealed.substr(0, sealed.size() - kTagBytes);
  std::string tag(sealed.substr(ciphertext.size()));
  const GcmRun run(Direction::open, key, nonce, bound_to);
  int used = 0;
  std::string text;
  text.resize_and_overwrite(ciphertext.size(), [&](char* out, std::size_t) {
    require(EVP_CipherUpdate(run.get(), reinterpret_cast<unsigned char*>(out), &used, raw(ciphertext),
                             int_size(ciphertext)) == 1,
            "AES-GCM");
    return ciphertext.size();
  });
  require(EVP_CIPHER_CTX_ctrl(run.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(kTagBytes), tag.data()) == 1,
          "AES-GCM");
  if (EVP_CipherFinal_ex(run.get(), raw(tag), &used) != 1) return std::nullopt;
  return text;
}

}  // namespace

Secret::Secret(std::string_view thirty_two_bytes) {
  if (thirty_two_bytes.size() != bytes_.size()) throw std::invalid_argument("a secret has 32 bytes");
  std::copy(thirty_two_bytes.begin(), thirty_two_bytes.end(), bytes_.begin());
}

Secret::~Secret() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

Secret Secret::random() {
  Secret secret;
  require(RAND_bytes(secret.bytes_.data(), static_cast<int>(secret.bytes_.size())) == 1, "RAND_bytes");
  return secret;
}

std::string_view Secret::view() const { return as_text(bytes_); }

Digest sha256(std::initializer_list<std::string_view> parts) {
  thread_local const DigestContext context(EVP_MD_CTX_new());
  require(EVP_DigestInit_ex(context.get(), sha256_algorithm(), nullptr) == 1, "SHA-256");
  for (const std::string_view part : parts)
    require(EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1, "SHA-256");
  Digest digest;
  require(EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1, "SHA-256");
  return digest;
}

struct Sha256::State {
  DigestContext context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  require(EVP_DigestInit_ex(state_->context.get(), sha256_algorithm(), nullptr) == 1, "SHA-256");
}
Sha256::~Sha256() = default;

void Sha256::add(std::string_view piece) {
  require(EVP_DigestUpdate(state_->context.get(), piece.data(), piece.size()) == 1, "SHA-256");
}

Digest Sha256::finish() {
  Digest digest;
  require(EVP_DigestFinal_ex(state_->context.get(), digest.data(), nullptr) == 1, "SHA-256");
  return digest;
}

Digest hmac_sha256(const Secret& key, std::string_view text) {
  Digest digest;
  require(HMAC(sha256_algorithm(), key.view().data(), int_size(key.view()), raw(text), text.size(),
               digest.data(), nullptr) != nullptr,
          "HMAC");
  return digest;
}

Digest hkdf_sha256(const Secret& secret, std::string_view info) {
  const Kdf kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
  require(kdf != nullptr, "fetching HKDF");
  const KdfContext context(EVP_KDF_CTX_new(kdf.get()));
  Secret key = secret;
  std::string purpose(info);
  char digest_name[] = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest_name, 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, const_cast<char*>(key.view().data()), 32),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, purpose.data(), purpose.size()),
      OSSL_PARAM_construct_end()};
  Digest derived;
  require(EVP_KDF_derive(context.get(), derived.data(), derived.size(), parameters) == 1, "HKDF");
  return derived;
}

Secret subkey(const Secret& key, std::string_view purpose) {
  Digest derived = hkdf_sha256(key, purpose);
  const Secret secret(as_text(derived));
  OPENSSL_cleanse(derived.data(), derived.size());
  return secret;
}

std::string random_bytes(std::size_t size) {
  std::string bytes(size, '\0');
  require(RAND_bytes(raw(bytes), int_size(bytes)) == 1, "RAND_bytes");
  return bytes;
}

std::string seal_aes_gcm(const Secret& key, std::string_view bound_to, std::string_view text) {
  std::string sealed(kNonceBytes + text.size() + kTagBytes, '\0');
  unsigned char* const nonce = raw(sealed);
  require(RAND_bytes(nonce, static_cast<int>(kNonceBytes)) == 1, "RAND_bytes");
  seal_into(nonce + kNonceBytes, key, std::string_view(sealed).substr(0, kNonceBytes), bound_to, text);
  return sealed;
}

std::string seal_aes_gcm(const Secret& key, const Nonce& nonce, std::string_view bound_to,
                         std::string_view text) {
  std::string sealed;
  // GCC 12's library calls back with the capacity, not with the size asked for.
  sealed.resize_and_overwrite(text.size() + kTagBytes, [&](char* out, std::size_t) {
    seal_into(reinterpret_cast<unsigned char*>(out), key, as_text(nonce), bound_to, text);
    return text.size() + kTagBytes;
  });
  return sealed;
}

std::optional<std::string> open_aes_gcm(const Secret& key, std::string_view bound_to,
                                        std::string_view sealed) {
  if (sealed.size() < kNonceBytes) return std::nullopt;
  return open_with(key, sealed.substr(0, kNonceBytes), bound_to, sealed.substr(kNonceBytes));
}

std::optional<std::string> open_aes_gcm(const Secret& key, const Nonce& nonce, std::string_view bound_to,
                                        std::string_view sealed) {
  return open_with(key, as_text(nonce), bound_to, sealed);
}

}  // namespace vesture::eventstore
