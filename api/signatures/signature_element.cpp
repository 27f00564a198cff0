#include "api/signatures/signature_element.hpp"

#include <algorithm>

#include "api/signatures/canonical.hpp"
#include "api/signatures/signature_value.hpp"
#include "api/signatures/signing_time.hpp"

namespace vesture::api::signatures {

namespace {

constexpr std::size_t kMostReferences = 2'000;
constexpr std::size_t kMostTransforms = 4;
constexpr std::size_t kMostCertificates = 64;
constexpr std::size_t kMostProofs = 16;  // time stamps, OCSP responses

bool is_dsig(const xmlNode* node, std::string_view name) { return is_element(node, kDsigNamespace, name); }

std::string attribute_or_empty(const xmlNode* node, const char* name) {
  return attribute(node, name).value_or("");
}

// DigestMethod and DigestValue below `parent`. Broken and unknown algorithms are reasons.
std::optional<NamedDigest> read_digest(const xmlNode* parent, Findings& findings) {
  const auto* method = only_child(parent, kDsigNamespace, "DigestMethod");
  const auto* value = only_child(parent, kDsigNamespace, "DigestValue");
  const auto bytes = value ? bytes_of(value) : std::nullopt;
  if (!method || !bytes) {
    findings.add("signature.malformed", "DigestValue");
    return std::nullopt;
  }
  const auto uri = attribute_or_empty(method, "Algorithm");
  const auto* algorithm = digest_algorithm(uri);
  if (!algorithm) findings.add("signature.algorithm_refused", uri);
  if (algorithm && algorithm->strength == Strength::broken) findings.add("signature.digest_broken", uri);
  if (algorithm && algorithm->strength == Strength::weak) findings.add("signature.digest_weak", uri);
  if (!algorithm || algorithm->strength == Strength::broken) return std::nullopt;
  return NamedDigest{algorithm, *bytes};
}

std::optional<SignedReference> read_reference(const xmlNode* node, Findings& findings) {
  SignedReference reference;
  const auto uri = attribute(node, "URI");
  if (!uri) findings.add("signature.malformed", "Reference");
  reference.uri = uri.value_or("");
  reference.type = attribute_or_empty(node, "Type");
  if (const auto* transforms = only_child(node, kDsigNamespace, "Transforms"))
    reference.transforms = child_elements(transforms);
  if (reference.transforms.size() > kMostTransforms)
    findings.add("signature.transform_refused", reference.uri);
  const auto digest = read_digest(node, findings);
  if (!digest) return std::nullopt;
  reference.digest = *digest;
  return reference;
}

void read_references(SignatureElement& signature, const std::vector<xmlNode*>& parts, Findings& findings) {
  if (parts.size() > kMostReferences + 2) return findings.add("signature.too_many_references");
  for (const auto* part : std::span(parts).subspan(2)) {
    if (!is_dsig(part, "Reference")) return findings.add("signature.malformed", "SignedInfo");
    if (auto reference = read_reference(part, findings))
      signature.references.push_back(std::move(*reference));
  }
}

void read_signed_info(SignatureElement& signature, Findings& findings) {
  const auto parts = child_elements(signature.signed_info);
  if (parts.size() < 3 || !is_dsig(parts[0], "CanonicalizationMethod") ||
      !is_dsig(parts[1], "SignatureMethod"))
    return findings.add("signature.malformed", "SignedInfo");
  signature.canonicalization = parts[0];
  if (!is_canonicalization(parts[0]))
    findings.add("signature.transform_refused", attribute_or_empty(parts[0], "Algorithm"));
  const auto uri = attribute_or_empty(parts[1], "Algorithm");
  const auto algorithm = read_signature_method(parts[1]);
  if (!algorithm) return findings.add("signature.algorithm_refused", uri);
  if (algorithm->digest->strength == Strength::broken) return findings.add("signature.digest_broken", uri);
  if (algorithm->digest->strength == Strength::weak) findings.add("signature.digest_weak", uri);
  signature.algorithm = *algorithm;
  read_references(signature, parts, findings);
}

void read_key_info(SignatureElement& signature, const xmlNode* key_info, Findings& findings) {
  for (const auto* data : child_elements(key_info, kDsigNamespace, "X509Data"))
    for (const auto* node : child_elements(data, kDsigNamespace, "X509Certificate"))
      if (auto certificate = bytes_of(node); certificate && signature.certificates.size() < kMostCertificates)
        signature.certificates.push_back(std::move(*certificate));
  if (signature.certificates.empty()) findings.add("signature.certificate_missing");
}

// The one QualifyingProperties of this signature; null where there is none, or more than one.
xmlNode* find_qualifying_properties(const SignatureElement& signature) {
  std::vector<xmlNode*> found;
  for (const auto* object : child_elements(signature.node, kDsigNamespace, "Object"))
    std::ranges::copy(child_elements(object, kXadesNamespace, "QualifyingProperties"),
                      std::back_inserter(found));
  if (found.size() != 1 || attribute(found.front(), "Target") != "#" + signature.id) return nullptr;
  return found.front();
}

void read_signing_certificate(SignatureElement& signature, const xmlNode* properties, Findings& findings) {
  const auto* v2 = only_child(properties, kXadesNamespace, "SigningCertificateV2");
  const auto* list = v2 ? v2 : only_child(properties, kXadesNamespace, "SigningCertificate");
  const auto certificates = list ? child_elements(list, kXadesNamespace, "Cert") : std::vector<xmlNode*>{};
  const auto* digest =
      certificates.empty() ? nullptr : only_child(certificates[0], kXadesNamespace, "CertDigest");
  if (!digest) return findings.add("signature.malformed", "SigningCertificate");
  auto& reference = signature.signing_certificate;
  reference.digest = read_digest(digest, findings).value_or(NamedDigest{});
  if (const auto* both = only_child(certificates[0], kXadesNamespace, "IssuerSerial"))
    if (const auto* serial = only_child(both, kDsigNamespace, "X509SerialNumber"))
      reference.serial = text_of(serial);
  if (const auto* both = only_child(certificates[0], kXadesNamespace, "IssuerSerialV2"))
    reference.issuer_serial_v2 = bytes_of(both).value_or("");
}

void read_signed_properties(SignatureElement& signature, Findings& findings) {
  const auto* qualifying = find_qualifying_properties(signature);
  signature.signed_properties =
      qualifying ? only_child(qualifying, kXadesNamespace, "SignedProperties") : nullptr;
  if (!signature.signed_properties) return findings.add("signature.properties_unsigned");
  const auto* properties =
      only_child(signature.signed_properties, kXadesNamespace, "SignedSignatureProperties");
  if (!properties) return findings.add("signature.malformed", "SignedSignatureProperties");
  if (const auto* time = only_child(properties, kXadesNamespace, "SigningTime"))
    signature.claimed_at = parse_signing_time(text_of(time).value_or(""));
  read_signing_certificate(signature, properties, findings);
}

// All that says so below `node`, but for what countersignatures have of their own.
void collect(const xmlNode* node, std::string_view name, std::size_t most, std::vector<std::string>& into) {
  for (const auto* child : child_elements(node)) {
    if (into.size() == most || is_dsig(child, "Signature")) continue;
    if (!is_element(child, kXadesNamespace, name))
      collect(child, name, most, into);
    else if (auto bytes = bytes_of(child))
      into.push_back(std::move(*bytes));
  }
}

void read_unsigned_properties(SignatureElement& signature, Findings& findings) {
  const auto* properties = only_descendant(signature.signed_properties->parent, kXadesNamespace,
                                           {"UnsignedProperties", "UnsignedSignatureProperties"});
  if (!properties) return;
  for (const auto* stamp : child_elements(properties, kXadesNamespace, "SignatureTimeStamp")) {
    const auto* token = only_child(stamp, kXadesNamespace, "EncapsulatedTimeStamp");
    auto bytes = token ? bytes_of(token) : std::nullopt;
    auto* method = only_child(stamp, kDsigNamespace, "CanonicalizationMethod");
    if (!bytes || (method && !is_canonicalization(method)) || signature.time_stamps.size() == kMostProofs)
      return findings.add("time_stamp.malformed");
    signature.time_stamps.push_back({method, std::move(*bytes)});
  }
  collect(properties, "EncapsulatedX509Certificate", kMostCertificates, signature.other_certificates);
  collect(properties, "EncapsulatedOCSPValue", kMostProofs, signature.ocsp_responses);
}

void collect_signatures(xmlNode* node, std::vector<xmlNode*>& found) {
  if (is_dsig(node, "Signature")) found.push_back(node);
  for (auto* child : child_elements(node)) collect_signatures(child, found);
}

}  // namespace

std::optional<SignatureElement> read_signature(xmlNode* node, Findings& findings) {
  SignatureElement signature;
  signature.node = node;
  signature.id = attribute_or_empty(node, "Id");
  const auto parts = child_elements(node);
  const bool built = parts.size() >= 3 && is_dsig(parts[0], "SignedInfo") &&
                     is_dsig(parts[1], "SignatureValue") &&
                     std::ranges::all_of(parts.begin() + 3, parts.end(),
                                         [](const xmlNode* part) { return is_dsig(part, "Object"); });
  if (!built || signature.id.empty()) {
    findings.add("signature.malformed", "Signature");
    return std::nullopt;
  }
  signature.signed_info = parts[0];
  signature.value_node = parts[1];
  if (auto value = bytes_of(parts[1]))
    signature.value = std::move(*value);
  else
    findings.add("signature.malformed", "SignatureValue");
  if (!is_dsig(parts[2], "KeyInfo")) findings.add("signature.certificate_missing");
  if (is_dsig(parts[2], "KeyInfo")) read_key_info(signature, parts[2], findings);
  read_signed_info(signature, findings);
  read_signed_properties(signature, findings);
  if (signature.signed_properties) read_unsigned_properties(signature, findings);
  if (domain::signatures::is_against_core(findings.reasons())) return std::nullopt;
  return signature;
}

std::vector<xmlNode*> signature_nodes(xmlDoc* document) {
  std::vector<xmlNode*> found;
  collect_signatures(xmlDocGetRootElement(document), found);
  return found;
}

}  // namespace vesture::api::signatures
