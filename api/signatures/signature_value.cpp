#include "api/signatures/signature_value.hpp"

#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/rsa.h>

#include <charconv>

namespace vesture::api::signatures {

namespace {

constexpr std::string_view kMore = "http://www.w3.org/2007/05/xmldsig-more#";
constexpr std::string_view kSha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
constexpr int kLongestSalt = 512;  // bytes; more than the largest key holds
constexpr int kShortestRsa = 2048, kShortestCurve = 256;

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

const DigestAlgorithm* digest_named_in(const xmlNode* parent) {
  const auto* method = parent ? only_child(parent, kDsigNamespace, "DigestMethod") : nullptr;
  return digest_algorithm(method ? attribute(method, "Algorithm").value_or("") : kSha256);
}

std::optional<int> number_in(const xmlNode* element) {
  const auto text = text_of(element);
  int value = 0;
  if (!text) return std::nullopt;
  const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (fault != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return value;
}

std::optional<SignatureAlgorithm> pss_with_parameters(const xmlNode* method) {
  const auto* parameters = only_child(method, kMore, "RSAPSSParams");
  if (!parameters) {
    const auto* sha256 = digest_algorithm(kSha256);
    return SignatureAlgorithm{SignatureKind::rsa_pss, sha256, sha256, EVP_MD_get_size(sha256->openssl())};
  }
  const auto* mask = only_child(parameters, kMore, "MaskGenerationFunction");
  if (mask && attribute(mask, "Algorithm") != std::string(kMore) + "MGF1") return std::nullopt;
  SignatureAlgorithm algorithm{SignatureKind::rsa_pss, digest_named_in(parameters), digest_named_in(mask)};
  if (!algorithm.digest || !algorithm.mask_digest) return std::nullopt;
  const auto* salt = only_child(parameters, kMore, "SaltLength");
  const auto salt_bytes = salt ? number_in(salt) : EVP_MD_get_size(algorithm.digest->openssl());
  const auto* trailer = only_child(parameters, kMore, "TrailerField");
  if (!salt_bytes || *salt_bytes < 0 || *salt_bytes > kLongestSalt) return std::nullopt;
  if (trailer && number_in(trailer) != 1) return std::nullopt;
  algorithm.salt_bytes = *salt_bytes;
  return algorithm;
}

// The digest as PKCS#1 v1.5 wraps it (RFC 8017, 9.2): SEQUENCE { SEQUENCE { algorithm, parameters }, OCTET STRING }.
std::string digest_info(int nid, std::string_view digest, bool with_null) {
  const ASN1_OBJECT* object = OBJ_nid2obj(nid);
  std::string algorithm(static_cast<std::size_t>(i2d_ASN1_OBJECT(object, nullptr)), '\0');
  auto* at = reinterpret_cast<unsigned char*>(algorithm.data());
  i2d_ASN1_OBJECT(object, &at);
  if (with_null) algorithm += std::string("\x05\x00", 2);
  // All lengths are below 128.
  const auto wrapped = [](char tag, std::string_view content) {
    return std::string{tag, static_cast<char>(content.size())}.append(content);
  };
  return wrapped(0x30, wrapped(0x30, algorithm) + wrapped(0x04, digest));
}

bool pkcs1_holds(EVP_PKEY* key, const SignatureAlgorithm& algorithm, std::string_view digest,
                 std::string_view value) {
  const KeyContext context(EVP_PKEY_CTX_new(key, nullptr));
  if (!context || EVP_PKEY_verify_recover_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) != 1)
    return false;
  std::string recovered(static_cast<std::size_t>(EVP_PKEY_get_size(key)), '\0');
  std::size_t size = recovered.size();
  if (EVP_PKEY_verify_recover(context.get(), reinterpret_cast<unsigned char*>(recovered.data()), &size,
                              raw(value), value.size()) != 1)
    return false;
  recovered.resize(size);
  return recovered == digest_info(algorithm.digest->nid, digest, true) ||
         recovered == digest_info(algorithm.digest->nid, digest, false);
}

bool pss_holds(EVP_PKEY* key, const SignatureAlgorithm& algorithm, std::string_view digest,
               std::string_view value) {
  const KeyContext context(EVP_PKEY_CTX_new(key, nullptr));
  return context && EVP_PKEY_verify_init(context.get()) == 1 &&
         EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_signature_md(context.get(), algorithm.digest->openssl()) == 1 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), algorithm.mask_digest->openssl()) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context.get(), algorithm.salt_bytes) == 1 &&
         EVP_PKEY_verify(context.get(), raw(value), value.size(), raw(digest), digest.size()) == 1;
}

using Number = std::unique_ptr<BIGNUM, OpensslFree<BN_free>>;
using EcdsaValue = std::unique_ptr<ECDSA_SIG, OpensslFree<ECDSA_SIG_free>>;

// The DER that OpenSSL reads, of r and s that are each as long as the curve's order.
std::string der_of(std::string_view r_and_s) {
  const auto half = r_and_s.size() / 2;
  const auto number = [](std::string_view bytes) {
    return Number(BN_bin2bn(raw(bytes), static_cast<int>(bytes.size()), nullptr));
  };
  auto r = number(r_and_s.substr(0, half)), s = number(r_and_s.substr(half));
  const EcdsaValue value(ECDSA_SIG_new());
  if (!r || !s || !value || ECDSA_SIG_set0(value.get(), r.get(), s.get()) != 1) return {};
  (void)r.release();  // value has them now
  (void)s.release();
  std::string der(static_cast<std::size_t>(i2d_ECDSA_SIG(value.get(), nullptr)), '\0');
  auto* at = reinterpret_cast<unsigned char*>(der.data());
  i2d_ECDSA_SIG(value.get(), &at);
  return der;
}

bool ecdsa_holds(EVP_PKEY* key, std::string_view digest, std::string_view value) {
  const auto order_bytes = static_cast<std::size_t>(EVP_PKEY_get_bits(key) + 7) / 8;
  if (value.size() != 2 * order_bytes) return false;
  const auto der = der_of(value);
  const KeyContext context(EVP_PKEY_CTX_new(key, nullptr));
  return context && EVP_PKEY_verify_init(context.get()) == 1 &&
         EVP_PKEY_verify(context.get(), raw(der), der.size(), raw(digest), digest.size()) == 1;
}

}  // namespace

std::optional<SignatureAlgorithm> read_signature_method(const xmlNode* method) {
  const auto uri = attribute(method, "Algorithm");
  if (!uri) return std::nullopt;
  if (*uri == std::string(kMore) + "rsa-pss") return pss_with_parameters(method);
  return signature_algorithm(*uri);
}

bool fits(const EVP_PKEY* key, const SignatureAlgorithm& algorithm) {
  switch (algorithm.kind) {
    case SignatureKind::rsa_pkcs1:
      return EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA;
    case SignatureKind::rsa_pss:
      return EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA || EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA_PSS;
    case SignatureKind::ecdsa:
      return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC;
  }
  return false;
}

bool value_holds(EVP_PKEY* key, const SignatureAlgorithm& algorithm, std::string_view signed_bytes,
                 std::string_view value) {
  const auto digest = digest_of(*algorithm.digest, signed_bytes);
  switch (algorithm.kind) {
    case SignatureKind::rsa_pkcs1:
      return pkcs1_holds(key, algorithm, digest, value);
    case SignatureKind::rsa_pss:
      return pss_holds(key, algorithm, digest, value);
    case SignatureKind::ecdsa:
      return ecdsa_holds(key, digest, value);
  }
  return false;
}

bool is_too_short(const EVP_PKEY* key) {
  const int kind = EVP_PKEY_get_base_id(key);
  if (kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS) return EVP_PKEY_get_bits(key) < kShortestRsa;
  std::string curve(64, '\0');
  std::size_t size = 0;
  return kind != EVP_PKEY_EC || EVP_PKEY_get_group_name(key, curve.data(), curve.size(), &size) != 1 ||
         EVP_PKEY_get_bits(key) < kShortestCurve;
}

}  // namespace vesture::api::signatures
