// An authority, its people and a moment, for tests that sign.
#pragma once

#include <string>
#include <vector>

#include "tools/signing/authority.hpp"
#include "tools/signing/container.hpp"
#include "tools/signing/ocsp.hpp"
#include "tools/signing/time_stamp.hpp"

namespace vesture::signing {

inline const Validity kValidity{domain::Instant{1'767'225'600'000'000},   // 2026-01-01
                                domain::Instant{1'893'456'000'000'000}};  // 2030-01-01
inline const domain::Instant kSignedAt{1'772'438'400'000'000};            // 2026-03-02T08:00:00Z

inline domain::Instant after(domain::Instant at, std::int64_t seconds) {
  return {at.microseconds + seconds * 1'000'000};
}

inline const TestAuthority& authority() {
  static const TestAuthority made(kValidity);
  return made;
}

// One for all tests of a program: RSA keys take their time.
inline const Identity& signer(KeyKind kind) {
  static const std::vector<Identity> made{
      authority().signer(KeyKind::rsa_1024), authority().signer(KeyKind::rsa_2048),
      authority().signer(KeyKind::rsa_3072), authority().signer(KeyKind::p256),
      authority().signer(KeyKind::p384)};
  return made[static_cast<std::size_t>(kind)];
}

inline std::vector<DataFile> some_files() {
  return {{"līgums.txt", "text/plain", "Puses vienojas.\n"},
          {"pielikumi/1. plāns & tāme.pdf", "application/pdf", std::string(100'000, 'x')}};
}

// With the intermediate certificate beside the signer's, and nothing else that could be left out.
inline SignatureRequest signature_by(const Identity& identity) {
  SignatureRequest request{identity, kSignedAt};
  request.key_info_chain = {authority().intermediate().certificate};
  return request;
}

inline std::function<std::string(std::string_view)> stamped_at(domain::Instant at) {
  return [at, unit = authority().time_stamping_unit()](std::string_view stamped) {
    return time_stamp_token(unit, stamped, at);
  };
}

inline std::string ocsp_of(const Identity& identity, domain::Instant at,
                           CertificateStatus status = CertificateStatus::good) {
  return ocsp_response(authority().responder(),
                       {identity.certificate, authority().intermediate().certificate, status, at});
}

}  // namespace vesture::signing
