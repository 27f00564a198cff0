// OCSP responses (RFC 6960) that a signature carries about its signer's certificate.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/signatures/certificate_chain.hpp"

namespace vesture::api::signatures {

// Whose status is asked for, when, and who may answer.
struct StatusQuestion {
  X509* certificate;
  X509* issuer;  // of the certificate
  const Certificates& others;
  X509_STORE* responders;  // anchors, for responders that the issuer did not certify itself
  std::optional<domain::Instant> stamped_at;  // of a trusted time stamp
  domain::Instant now;
};

// Holds where a response that the issuer, a responder certified by it, or one that leads to an anchor has signed says
// `good`, and is of the time: with a time stamp not made before it (by more than clocks and round trips differ), without
// one still fresh at `now`, or a day old where it does not say how long it is. A revocation that came after the time stamp
// changes nothing. All other responses add their reasons.
bool check_ocsp(const std::vector<std::string>& responses, const StatusQuestion&, Findings&);

}  // namespace vesture::api::signatures
