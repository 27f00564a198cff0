// The algorithms of XML signatures: their names (RFC 9231; W3C XML Signature 1.1, XML Encryption) and what they do.
#pragma once

#include <openssl/types.h>

#include <string>
#include <string_view>

#include "tools/signing/identity.hpp"

namespace vesture::signing {

enum class DigestMethod { sha256, sha384, sha512 };
enum class RsaPadding { pkcs1, pss };  // of PSS, with MGF1 and a salt of the same digest
enum class Canonicalization { inclusive_1_0, inclusive_1_1, exclusive };

const EVP_MD* algorithm_of(DigestMethod);

std::string_view uri_of(DigestMethod);
std::string_view uri_of(Canonicalization);
// Of a signature by such a key.
std::string_view signature_uri(const Key&, DigestMethod, RsaPadding);

std::string digest(DigestMethod, std::string_view bytes);
// As XML signatures have it: of ECDSA r and s one after the other, each as long as the curve's order.
std::string sign(const Key&, DigestMethod, RsaPadding, std::string_view bytes);

}  // namespace vesture::signing
