// A ds:Signature element as XAdES baseline signatures (ETSI EN 319 132-1) are built, read strictly: each element where the
// schema has it, and once where one is meant, so that what is verified is what is shown. Nothing is verified here. Nodes
// belong to the document.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/signatures/algorithms.hpp"
#include "api/signatures/findings.hpp"
#include "api/signatures/xml.hpp"
#include "domain/common/time.hpp"

namespace vesture::api::signatures {

// A digest with its algorithm.
struct NamedDigest {
  const DigestAlgorithm* algorithm = nullptr;
  std::string value;
};

struct SignedReference {
  std::string uri;
  std::string type;
  std::vector<xmlNode*> transforms;
  NamedDigest digest;
};

// SigningCertificate or SigningCertificateV2: the first of its certificates, which is the signer's.
struct CertificateReference {
  NamedDigest digest;
  std::optional<std::string> serial;            // decimal, of IssuerSerial
  std::optional<std::string> issuer_serial_v2;  // DER of RFC 5035's IssuerSerial
};

struct TimeStampElement {
  xmlNode* canonicalization = nullptr;  // null: XML Signature's default
  std::string token;                    // DER
};

struct SignatureElement {
  xmlNode* node = nullptr;
  std::string id;
  xmlNode* signed_info = nullptr;
  xmlNode* canonicalization = nullptr;
  SignatureAlgorithm algorithm{};
  std::vector<SignedReference> references;
  xmlNode* value_node = nullptr;
  std::string value;
  std::vector<std::string> certificates;  // DER, of KeyInfo
  xmlNode* signed_properties = nullptr;
  CertificateReference signing_certificate;
  std::optional<domain::Instant> claimed_at;  // SigningTime
  // Not signed:
  std::vector<TimeStampElement> time_stamps;
  std::vector<std::string> other_certificates;  // DER, of CertificateValues
  std::vector<std::string> ocsp_responses;      // DER
};

// nullopt, with reasons of the core, where it is not built so or asks for an algorithm that is not accepted.
std::optional<SignatureElement> read_signature(xmlNode*, Findings&);

// All signatures of a file, countersignatures inside of others too, in the order of the document.
std::vector<xmlNode*> signature_nodes(xmlDoc*);

}  // namespace vesture::api::signatures
