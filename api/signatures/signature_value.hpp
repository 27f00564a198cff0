// The value of an XML signature, verified by OpenSSL for every kind of key: xmlsec 1.2.37 knows no RSA-PSS, and one way for
// all is easier to judge than two. A value is in the form of XML Signature 1.1 (ECDSA: r and s side by side, RFC 4050).
#pragma once

#include <optional>
#include <string_view>

#include "api/signatures/algorithms.hpp"
#include "api/signatures/openssl.hpp"
#include "api/signatures/xml.hpp"

namespace vesture::api::signatures {

// What a SignatureMethod element asks for, with the parameters of #rsa-pss (RFC 6931, 2.3.9); nullopt of what is not
// accepted.
std::optional<SignatureAlgorithm> read_signature_method(const xmlNode* method);

// Whether the key is of the algorithm's kind.
bool fits(const EVP_PKEY* key, const SignatureAlgorithm&);

// PKCS#1 v1.5 is held against the two encodings that RFC 4055, 2.1 calls legal and equivalent, byte by byte: with NULL as
// the digest's parameters, and without any, which smart cards wrote for years and OpenSSL 3 refuses.
bool value_holds(EVP_PKEY* key, const SignatureAlgorithm&, std::string_view signed_bytes,
                 std::string_view value);

// RSA below 2,048 bits, curves below 256, curves without a name, and all other keys.
bool is_too_short(const EVP_PKEY* key);

}  // namespace vesture::api::signatures
