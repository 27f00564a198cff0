// What an OCSP responder answers about a certificate (RFC 6960), in process.
#pragma once

#include <optional>
#include <string>

#include "domain/common/time.hpp"
#include "tools/signing/identity.hpp"

namespace vesture::signing {

enum class CertificateStatus { good, revoked, unknown };

struct OcspAnswer {
  Certificate about;
  Certificate issuer;  // of that one
  CertificateStatus status = CertificateStatus::good;
  domain::Instant produced_at;  // thisUpdate as well
  std::optional<domain::Instant> next_update = {};
  domain::Instant revoked_at = {};  // where it is revoked
};

// The DER of an OCSPResponse with the responder's certificate, signed with SHA-256. Times are cut to whole seconds. Throws
// std::runtime_error where OpenSSL refuses.
std::string ocsp_response(const Identity& responder, const OcspAnswer&);

}  // namespace vesture::signing
