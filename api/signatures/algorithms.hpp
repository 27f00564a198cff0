// The algorithms of XML signatures that are accepted, by the names that RFC 6931 and RFC 9231, XML Signature 1.1 and XML
// Encryption give them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/signatures/openssl.hpp"

namespace vesture::api::signatures {

enum class Strength { good, weak, broken };  // weak: SHA-1; broken: MD5, which is never computed

struct DigestAlgorithm {
  std::string_view uri;
  Strength strength;
  int nid;  // of OpenSSL

  const EVP_MD* openssl() const { return EVP_get_digestbynid(nid); }
};

enum class SignatureKind { rsa_pkcs1, rsa_pss, ecdsa };

struct SignatureAlgorithm {
  SignatureKind kind;
  const DigestAlgorithm* digest;
  const DigestAlgorithm* mask_digest = nullptr;  // PSS: of MGF1
  int salt_bytes = 0;                            // PSS
};

const DigestAlgorithm* digest_algorithm(std::string_view uri);
const DigestAlgorithm* digest_algorithm_of_nid(int nid);

// Those whose name says everything; nullopt of others, and of #rsa-pss, which has parameters.
std::optional<SignatureAlgorithm> signature_algorithm(std::string_view uri);

std::string digest_of(const DigestAlgorithm&, std::string_view bytes);

}  // namespace vesture::api::signatures
