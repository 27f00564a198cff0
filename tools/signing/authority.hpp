// A certificate authority for tests and demonstrations: whoever makes one can issue whatever is asked for, and nobody else
// has a reason to trust it. Throws std::runtime_error where OpenSSL refuses.
#pragma once

#include <string>

#include "domain/common/time.hpp"
#include "tools/signing/identity.hpp"

namespace vesture::signing {

// "" leaves an attribute out. The country is LV.
struct Subject {
  std::string name;          // commonName
  std::string code;          // serialNumber: "PNOLV-010180-12345" (ETSI EN 319 412-1)
  std::string organisation;  // organizationName
};

struct Validity {
  domain::Instant from;
  domain::Instant until;
};

enum class Purpose {
  authority,        // issues certificates
  signing,          // documents: nonRepudiation
  time_stamping,    // RFC 3161
  ocsp_responding,  // RFC 6960, for who issued it
};

struct CertificateRequest {
  Subject subject;
  Validity validity;
  Purpose purpose = Purpose::signing;
  KeyKind key = KeyKind::p256;
  std::string key_usage = {};  // in the words of x509v3_config(5), instead of what the purpose asks for
};

// With a new key. Signed by the issuer, or by itself where there is none.
Identity issue(const CertificateRequest&, const Identity* issuer = nullptr);

// A root, and an intermediate that issues to people. Time stamps come from under the root, as from another department.
class TestAuthority {
 public:
  // All that it issues is valid for that long unless another validity is asked for.
  explicit TestAuthority(Validity);

  const Identity& root() const { return root_; }
  const Identity& intermediate() const { return intermediate_; }
  const Validity& validity() const { return validity_; }

  Identity signer(const Subject&, KeyKind = KeyKind::p256) const;
  Identity signer(KeyKind = KeyKind::p256) const;  // of somebody
  Identity time_stamping_unit() const;
  Identity responder() const;  // for what the intermediate issued

 private:
  Validity validity_;
  Identity root_;
  Identity intermediate_;
};

}  // namespace vesture::signing
