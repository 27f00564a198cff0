// OpenSSL's objects as owned values, and its errors as exceptions.
#pragma once

#include <openssl/bio.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace vesture::signing {

struct FreeOpenssl {
  void operator()(ASN1_TIME* time) const { ASN1_TIME_free(time); }
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
  void operator()(OCSP_BASICRESP* response) const { OCSP_BASICRESP_free(response); }
  void operator()(OCSP_RESPONSE* response) const { OCSP_RESPONSE_free(response); }
  void operator()(TS_REQ* request) const { TS_REQ_free(request); }
  void operator()(TS_RESP* response) const { TS_RESP_free(response); }
  void operator()(TS_RESP_CTX* context) const { TS_RESP_CTX_free(context); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
template <class Object>
using Owned = std::unique_ptr<Object, FreeOpenssl>;

// Throws std::runtime_error with what OpenSSL says of its latest error, and forgets it.
void require(bool done, std::string_view what);

template <class Object>
Owned<Object> owned(Object* made, std::string_view what) {
  require(made != nullptr, what);
  return Owned<Object>(made);
}

// The object's DER, by its i2d function.
template <class Object>
std::string der_of(const Object* object, int (*encode)(const Object*, unsigned char**)) {
  const int size = encode(object, nullptr);
  require(size > 0, "DER");
  std::string der(static_cast<std::size_t>(size), '\0');
  auto* end = reinterpret_cast<unsigned char*>(der.data());
  encode(object, &end);
  return der;
}

// Of a certificate or a time stamp: 63 random bits, so that it is positive.
std::uint64_t random_serial_number();

// What was written to a memory BIO.
std::string content_of(BIO&);

inline std::span<const unsigned char> octets(std::string_view bytes) {
  return {reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()};
}
inline unsigned char* octets(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

}  // namespace vesture::signing
