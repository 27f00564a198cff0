#include "api/signatures/algorithms.hpp"

#include <openssl/obj_mac.h>

#include <algorithm>
#include <array>

#include "api/files/running_digest.hpp"

namespace vesture::api::signatures {

namespace {

// clang-format off
constexpr std::array kDigests = std::to_array<DigestAlgorithm>({
  {"http://www.w3.org/2001/04/xmlenc#sha256",         Strength::good,   NID_sha256},
  {"http://www.w3.org/2001/04/xmldsig-more#sha384",   Strength::good,   NID_sha384},
  {"http://www.w3.org/2001/04/xmlenc#sha512",         Strength::good,   NID_sha512},
  {"http://www.w3.org/2001/04/xmldsig-more#sha224",   Strength::good,   NID_sha224},
  {"http://www.w3.org/2007/05/xmldsig-more#sha3-256", Strength::good,   NID_sha3_256},
  {"http://www.w3.org/2007/05/xmldsig-more#sha3-384", Strength::good,   NID_sha3_384},
  {"http://www.w3.org/2007/05/xmldsig-more#sha3-512", Strength::good,   NID_sha3_512},
  {"http://www.w3.org/2000/09/xmldsig#sha1",          Strength::weak,   NID_sha1},
  {"http://www.w3.org/2001/04/xmldsig-more#md5",      Strength::broken, NID_md5},
});

struct Named {
  std::string_view uri;
  SignatureKind kind;
  int digest;
};
constexpr auto pkcs1 = SignatureKind::rsa_pkcs1;
constexpr auto pss = SignatureKind::rsa_pss;
constexpr auto ecdsa = SignatureKind::ecdsa;
constexpr std::array kSignatures = std::to_array<Named>({
  {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",       pkcs1, NID_sha256},
  {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",       pkcs1, NID_sha384},
  {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",       pkcs1, NID_sha512},
  {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha224",       pkcs1, NID_sha224},
  {"http://www.w3.org/2000/09/xmldsig#rsa-sha1",              pkcs1, NID_sha1},
  {"http://www.w3.org/2001/04/xmldsig-more#rsa-md5",          pkcs1, NID_md5},
  {"http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",  pss,   NID_sha256},
  {"http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1",  pss,   NID_sha384},
  {"http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1",  pss,   NID_sha512},
  {"http://www.w3.org/2007/05/xmldsig-more#sha224-rsa-MGF1",  pss,   NID_sha224},
  {"http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1",    pss,   NID_sha1},
  {"http://www.w3.org/2007/05/xmldsig-more#sha3-256-rsa-MGF1", pss,  NID_sha3_256},
  {"http://www.w3.org/2007/05/xmldsig-more#sha3-384-rsa-MGF1", pss,  NID_sha3_384},
  {"http://www.w3.org/2007/05/xmldsig-more#sha3-512-rsa-MGF1", pss,  NID_sha3_512},
  {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",     ecdsa, NID_sha256},
  {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",     ecdsa, NID_sha384},
  {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",     ecdsa, NID_sha512},
  {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha224",     ecdsa, NID_sha224},
  {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1",       ecdsa, NID_sha1},
});
// clang-format on

}  // namespace

const DigestAlgorithm* digest_algorithm(std::string_view uri) {
  const auto* found = std::ranges::find(kDigests, uri, &DigestAlgorithm::uri);
  return found == kDigests.end() ? nullptr : found;
}

const DigestAlgorithm* digest_algorithm_of_nid(int nid) {
  const auto* found = std::ranges::find(kDigests, nid, &DigestAlgorithm::nid);
  return found == kDigests.end() ? nullptr : found;
}

std::optional<SignatureAlgorithm> signature_algorithm(std::string_view uri) {
  const auto* found = std::ranges::find(kSignatures, uri, &Named::uri);
  if (found == kSignatures.end()) return std::nullopt;
  const auto* digest = digest_algorithm_of_nid(found->digest);
  if (found->kind != SignatureKind::rsa_pss) return SignatureAlgorithm{found->kind, digest};
  // RFC 6931, 2.3.10: MGF1 with the same digest, and a salt as long as it.
  return SignatureAlgorithm{found->kind, digest, digest, EVP_MD_get_size(digest->openssl())};
}

std::string digest_of(const DigestAlgorithm& algorithm, std::string_view bytes) {
  RunningDigest digest(algorithm.nid);
  digest.write(bytes);
  return digest.finish();
}

}  // namespace vesture::api::signatures
