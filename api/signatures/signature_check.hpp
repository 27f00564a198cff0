// One signature of a container, verified: the core first, then its certificate, time stamp and OCSP response.
#pragma once

#include "api/signatures/references.hpp"
#include "api/signatures/signature_element.hpp"
#include "api/signatures/trust_stores.hpp"
#include "domain/signatures/verdict.hpp"

namespace vesture::api::signatures {

// Adds what was found to `findings`, which has what reading the signature found, and gives the verdict of them all.
domain::signatures::SignatureVerdict check_signature(const SignatureElement&, SignatureDocument&,
                                                     const SignedContents&, const Trust::Stores&,
                                                     domain::Instant now, Findings findings);

// The verdict where findings are all there is.
domain::signatures::SignatureVerdict verdict_of(const Findings&);

}  // namespace vesture::api::signatures
