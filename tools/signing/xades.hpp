// XAdES signatures over files (ETSI EN 319 132-1), at the levels B-B, B-T with a time stamp, and B-LT with OCSP responses.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/common/time.hpp"
#include "tools/signing/algorithms.hpp"
#include "tools/signing/identity.hpp"

namespace vesture::signing {

struct DataFile {
  std::string name;  // in the container, UTF-8
  std::string media_type;
  std::string bytes;
};

struct SignatureRequest {
  Identity signer;
  domain::Instant claimed_at;                  // SigningTime, in whole seconds
  DigestMethod digest = DigestMethod::sha256;  // of the references, the certificate and the signature
  RsaPadding padding = RsaPadding::pkcs1;      // where the key is RSA's
  Canonicalization canonicalization = Canonicalization::exclusive;
  std::vector<Certificate> key_info_chain = {};      // behind the signer's in KeyInfo
  std::vector<Certificate> certificate_values = {};  // in CertificateValues
  // Given what is stamped (the canonical SignatureValue), the DER of a TimeStampToken. Empty: no time stamp.
  std::function<std::string(std::string_view)> time_stamp = {};
  std::vector<std::string> ocsp_responses = {};  // DER of OCSPResponse, in RevocationValues
};

// The bytes of a META-INF/signatures*.xml with one signature, whose Ids begin with `id`. Throws std::runtime_error.
std::string signatures_xml(const std::vector<DataFile>&, const SignatureRequest&, const std::string& id);

}  // namespace vesture::signing
