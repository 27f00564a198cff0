// OpenSSL's objects, each freed by who has it. What OpenSSL leaves in the thread's queue of errors is cleared by Quiet.
#pragma once

#include <openssl/asn1.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string_view>
#include <vector>

namespace vesture::api::signatures {

template <auto free>
struct OpensslFree {
  template <class T>
  void operator()(T* object) const {
    free(object);
  }
};

using Certificate = std::unique_ptr<X509, OpensslFree<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, OpensslFree<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, OpensslFree<EVP_PKEY_CTX_free>>;

// Reads DER that must be the whole of `bytes`, through one of OpenSSL's d2i functions.
template <class T, auto free>
std::unique_ptr<T, OpensslFree<free>> from_der(T* (*d2i)(T**, const unsigned char**, long),
                                               std::string_view bytes) {
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  const auto* end = at + bytes.size();
  std::unique_ptr<T, OpensslFree<free>> object(d2i(nullptr, &at, static_cast<long>(bytes.size())));
  if (at != end) object.reset();
  return object;
}

// While it lives, failures are results: the thread's queue of errors is empty behind it, for whoever asks next.
class Quiet {
 public:
  Quiet() = default;
  ~Quiet() { ERR_clear_error(); }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
};

}  // namespace vesture::api::signatures
