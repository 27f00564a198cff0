#include "tools/signing/identity.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "tools/signing/openssl_object.hpp"

namespace vesture::signing {

namespace {

Owned<BIO> reader_of(std::string_view bytes) {
  return owned(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())), "reading PEM");
}
Owned<BIO> memory() { return owned(BIO_new(BIO_s_mem()), "writing PEM"); }

Key owned_key(EVP_PKEY* key, std::string_view what) {
  require(key != nullptr, what);
  return {key, EVP_PKEY_free};
}

EVP_PKEY* new_key(KeyKind kind) {
  switch (kind) {
    case KeyKind::rsa_1024:
      return EVP_RSA_gen(1024);
    case KeyKind::rsa_2048:
      return EVP_RSA_gen(2048);
    case KeyKind::rsa_3072:
      return EVP_RSA_gen(3072);
    case KeyKind::p256:
      return EVP_EC_gen("P-256");
    case KeyKind::p384:
      return EVP_EC_gen("P-384");
  }
  return nullptr;
}

}  // namespace

Key generate_key(KeyKind kind) { return owned_key(new_key(kind), "generating a key"); }

Key key_from_pem(std::string_view pem, const std::string& password) {
  const auto bio = reader_of(pem);
  // Without a callback OpenSSL takes its last argument for the password, and asks on the terminal where that is null.
  void* given = password.empty() ? nullptr : const_cast<char*>(password.c_str());
  return owned_key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, given), "reading a private key");
}

std::string pem_of(const Key& key) {
  const auto bio = memory();
  require(PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
          "writing a private key");
  return content_of(*bio);
}

std::vector<Certificate> certificates_from_pem(std::string_view pem) {
  const auto bio = reader_of(pem);
  std::vector<Certificate> found;
  while (X509* next = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr))
    found.emplace_back(next, X509_free);
  const auto end = ERR_GET_REASON(ERR_peek_last_error());
  require(!found.empty() && end == PEM_R_NO_START_LINE, "reading a certificate");
  ERR_clear_error();
  return found;
}

std::string pem_of(const Certificate& certificate) {
  const auto bio = memory();
  require(PEM_write_bio_X509(bio.get(), certificate.get()) == 1, "writing a certificate");
  return content_of(*bio);
}

std::string der_of(const Certificate& certificate) { return der_of<X509>(certificate.get(), i2d_X509); }

Identity identity_of(Key key, Certificate certificate) {
  require(X509_check_private_key(certificate.get(), key.get()) == 1, "the certificate is of another key");
  return {std::move(key), std::move(certificate)};
}

}  // namespace vesture::signing
