// Certificates (RFC 5280) as signatures carry them: who is named, what they are for, and whether a chain leads from them to
// an anchor. By OpenSSL; nothing is fetched.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/signatures/findings.hpp"
#include "api/signatures/openssl.hpp"
#include "domain/common/time.hpp"
#include "domain/signatures/verdict.hpp"

namespace vesture::api::signatures {

using Certificates = std::vector<Certificate>;

// What cannot be read is left out.
Certificates read_certificates(const std::vector<std::string_view>& der);
// A stack of what still belongs to `certificates`.
using CertificateStack = std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)>;
CertificateStack stack_of(const Certificates&);

domain::signatures::Signer signer_of(const X509*);

// The reasons that the chain of a signer, a time-stamping unit or an OCSP responder is given.
struct ChainReasons {
  domain::signatures::ReasonCode no_anchor, expired, not_yet_valid, key_too_short, digest_weak, broken;
};

// Whether certificates lead from `leaf` through `others` to an anchor of `anchors`, each valid at `at`, with keys and
// digests of at least 112 bits (RSA 2,048, SHA-224). Adds every reason that stands against it. `issuer`, where one is
// asked for, becomes the leaf's issuer in that chain.
bool check_chain(X509* leaf, const Certificates& others, X509_STORE* anchors, domain::Instant at,
                 const ChainReasons&, Findings&, Certificate* issuer = nullptr);

domain::Instant instant_of(const ASN1_TIME*);

}  // namespace vesture::api::signatures
