#include "tools/signing/algorithms.hpp"

#include <openssl/rsa.h>

#include <array>

#include "tools/signing/openssl_object.hpp"

namespace vesture::signing {

namespace {

bool is_rsa(const Key& key) { return EVP_PKEY_is_a(key.get(), "RSA") == 1; }

std::string sign_der(const Key& key, DigestMethod method, RsaPadding padding, std::string_view bytes) {
  const auto context = owned(EVP_MD_CTX_new(), "signing");
  EVP_PKEY_CTX* parameters = nullptr;  // the context's own
  require(EVP_DigestSignInit(context.get(), &parameters, algorithm_of(method), nullptr, key.get()) == 1,
          "signing");
  if (is_rsa(key) && padding == RsaPadding::pss)
    require(EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
                EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1,
            "RSASSA-PSS");
  const auto signed_bytes = octets(bytes);
  std::size_t size = 0;
  require(EVP_DigestSign(context.get(), nullptr, &size, signed_bytes.data(), signed_bytes.size()) == 1,
          "signing");
  std::string signature(size, '\0');
  require(
      EVP_DigestSign(context.get(), octets(signature), &size, signed_bytes.data(), signed_bytes.size()) == 1,
      "signing");
  signature.resize(size);
  return signature;
}

std::string concatenated(const std::string& ecdsa_der, const Key& key) {
  const auto* begin = octets(std::string_view(ecdsa_der)).data();
  const auto pair = owned(d2i_ECDSA_SIG(nullptr, &begin, static_cast<long>(ecdsa_der.size())),
                          "reading an ECDSA signature");
  const int width = (EVP_PKEY_get_bits(key.get()) + 7) / 8;
  std::string raw(static_cast<std::size_t>(2 * width), '\0');
  require(BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), octets(raw), width) == width &&
              BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), octets(raw) + width, width) == width,
          "an ECDSA signature");
  return raw;
}

}  // namespace

const EVP_MD* algorithm_of(DigestMethod method) {
  switch (method) {
    case DigestMethod::sha256:
      return EVP_sha256();
    case DigestMethod::sha384:
      return EVP_sha384();
    case DigestMethod::sha512:
      return EVP_sha512();
  }
  return nullptr;
}

std::string_view uri_of(DigestMethod method) {
  switch (method) {
    case DigestMethod::sha256:
      return "http://www.w3.org/2001/04/xmlenc#sha256";
    case DigestMethod::sha384:
      return "http://www.w3.org/2001/04/xmldsig-more#sha384";
    case DigestMethod::sha512:
      return "http://www.w3.org/2001/04/xmlenc#sha512";
  }
  return {};
}

std::string_view uri_of(Canonicalization method) {
  switch (method) {
    case Canonicalization::inclusive_1_0:
      return "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    case Canonicalization::inclusive_1_1:
      return "http://www.w3.org/2006/12/xml-c14n11";
    case Canonicalization::exclusive:
      return "http://www.w3.org/2001/10/xml-exc-c14n#";
  }
  return {};
}

std::string_view signature_uri(const Key& key, DigestMethod method, RsaPadding padding) {
  struct Names {
    std::string_view pkcs1, pss, ecdsa;
  };
  static constexpr std::array<Names, 3> kNames{{
      {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
       "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
       "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"},
      {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
       "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1",
       "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"},
      {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
       "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1",
       "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512"},
  }};
  const auto& names = kNames[static_cast<std::size_t>(method)];
  if (!is_rsa(key)) return names.ecdsa;
  return padding == RsaPadding::pss ? names.pss : names.pkcs1;
}

std::string digest(DigestMethod method, std::string_view bytes) {
  std::string result(EVP_MAX_MD_SIZE, '\0');
  unsigned size = 0;
  require(EVP_Digest(bytes.data(), bytes.size(), octets(result), &size, algorithm_of(method), nullptr) == 1,
          "a digest");
  result.resize(size);
  return result;
}

std::string sign(const Key& key, DigestMethod method, RsaPadding padding, std::string_view bytes) {
  auto signature = sign_der(key, method, padding, bytes);
  return is_rsa(key) ? signature : concatenated(signature, key);
}

}  // namespace vesture::signing
