#include "api/signatures/signature_value.hpp"

#include <gtest/gtest.h>
#include <openssl/rsa.h>

#include "api/signatures/signing_time.hpp"
#include "tests/signatures/signing_world.hpp"

namespace vesture::api::signatures {
namespace {

using signing::KeyKind;
using signing::signer;

constexpr std::string_view kSigned = "what is signed";
const DigestAlgorithm& sha256() { return *digest_algorithm("http://www.w3.org/2001/04/xmlenc#sha256"); }
const SignatureAlgorithm kRsaSha256{SignatureKind::rsa_pkcs1, &sha256()};

EVP_PKEY* rsa_key() { return signer(KeyKind::rsa_2048).key.get(); }

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// The bytes as they are, signed with PKCS#1's padding: what a card that makes its own DigestInfo does.
std::string padded_and_signed(const std::string& digest_info) {
  const KeyContext context(EVP_PKEY_CTX_new(rsa_key(), nullptr));
  EVP_PKEY_sign_init(context.get());
  EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING);
  std::string value(256, '\0');
  std::size_t size = value.size();
  EXPECT_EQ(EVP_PKEY_sign(context.get(), reinterpret_cast<unsigned char*>(value.data()), &size,
                          raw(digest_info), digest_info.size()),
            1);
  return value;
}

const std::string kOid("\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01", 11);  // SHA-256
const std::string kNull("\x05\x00", 2);

// SEQUENCE { SEQUENCE { algorithm }, OCTET STRING } with lengths that fit, and what is put behind.
std::string digest_info(const std::string& algorithm, const std::string& behind = {}) {
  const auto digest = digest_of(sha256(), kSigned);
  const auto inner = std::string{'\x30', static_cast<char>(algorithm.size())} + algorithm +
                     std::string{'\x04', static_cast<char>(digest.size())} + digest + behind;
  return std::string{'\x30', static_cast<char>(inner.size())} + inner;
}

TEST(SignatureValue, DigestInfoMayHaveNullOrNothingAsParameters) {
  EXPECT_TRUE(value_holds(rsa_key(), kRsaSha256, kSigned, padded_and_signed(digest_info(kOid + kNull))));
  EXPECT_TRUE(value_holds(rsa_key(), kRsaSha256, kSigned, padded_and_signed(digest_info(kOid))));
}

TEST(SignatureValue, AnyOtherDigestInfoIsRefused) {
  for (const auto& info :
       {digest_info(kOid + std::string("\x04\x00", 2)), digest_info(kOid + kNull, "\x04\x01x"),
        digest_info(kOid + kNull) + "x", digest_of(sha256(), kSigned)})
    EXPECT_FALSE(value_holds(rsa_key(), kRsaSha256, kSigned, padded_and_signed(info)));
  EXPECT_FALSE(
      value_holds(rsa_key(), kRsaSha256, "something else", padded_and_signed(digest_info(kOid + kNull))));
}

std::optional<SignatureAlgorithm> pss_method(const std::string& parameters) {
  Findings findings;
  const auto document = parse_xml(
      "<ds:SignatureMethod xmlns:ds='http://www.w3.org/2000/09/xmldsig#' "
      "xmlns:p='http://www.w3.org/2007/05/xmldsig-more#' "
      "Algorithm='http://www.w3.org/2007/05/xmldsig-more#rsa-pss'>" +
          parameters + "</ds:SignatureMethod>",
      "", findings);
  return read_signature_method(xmlDocGetRootElement(document.get()));
}

std::string pss_value(int salt_bytes) {
  const KeyContext context(EVP_PKEY_CTX_new(rsa_key(), nullptr));
  EVP_PKEY_sign_init(context.get());
  EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PSS_PADDING);
  EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256());
  EVP_PKEY_CTX_set_rsa_pss_saltlen(context.get(), salt_bytes);
  const auto digest = digest_of(sha256(), kSigned);
  std::string value(256, '\0');
  std::size_t size = value.size();
  EXPECT_EQ(EVP_PKEY_sign(context.get(), reinterpret_cast<unsigned char*>(value.data()), &size, raw(digest),
                          digest.size()),
            1);
  return value;
}

TEST(SignatureValue, PssHasTheSaltThatItsParametersSay) {
  const auto usual = pss_method("");
  ASSERT_TRUE(usual);
  EXPECT_TRUE(value_holds(rsa_key(), *usual, kSigned, pss_value(32)));
  EXPECT_FALSE(value_holds(rsa_key(), *usual, kSigned, pss_value(20)));
  const auto shorter = pss_method("<p:RSAPSSParams><p:SaltLength>20</p:SaltLength></p:RSAPSSParams>");
  ASSERT_TRUE(shorter);
  EXPECT_TRUE(value_holds(rsa_key(), *shorter, kSigned, pss_value(20)));
  EXPECT_FALSE(value_holds(rsa_key(), *shorter, kSigned, pss_value(32)));
}

TEST(SignatureValue, PssParametersThatMeanNothingAreRefused) {
  for (const std::string parameters :
       {"<p:SaltLength>-1</p:SaltLength>", "<p:SaltLength>x</p:SaltLength>",
        "<p:SaltLength>9999999</p:SaltLength>", "<p:TrailerField>2</p:TrailerField>",
        "<p:MaskGenerationFunction Algorithm='none'/>", "<ds:DigestMethod Algorithm='none'/>"})
    EXPECT_FALSE(pss_method("<p:RSAPSSParams>" + parameters + "</p:RSAPSSParams>")) << parameters;
}

TEST(SignatureValue, KeysOfLessThan112BitsAreTooShort) {
  EXPECT_TRUE(is_too_short(signer(KeyKind::rsa_1024).key.get()));
  EXPECT_FALSE(is_too_short(signer(KeyKind::rsa_2048).key.get()));
  EXPECT_FALSE(is_too_short(signer(KeyKind::p256).key.get()));
  const Key p224(EVP_EC_gen("P-224"));
  EXPECT_TRUE(is_too_short(p224.get()));
  const Key ed25519(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  EXPECT_TRUE(is_too_short(ed25519.get()));
}

TEST(SigningTime, HasAZone) {
  const auto text = [](std::string_view time) {
    const auto at = parse_signing_time(time);
    return at ? to_string(*at) : std::string();
  };
  EXPECT_EQ(text("2026-05-28T07:26:06Z"), "2026-05-28T07:26:06Z");
  EXPECT_EQ(text("2026-05-28T07:26:06+03:00"), "2026-05-28T04:26:06Z");
  EXPECT_EQ(text("2026-05-28T23:26:06.5-01:30"), "2026-05-29T00:56:06.500000Z");
  EXPECT_EQ(text("2026-05-28T07:26:06.1234567Z"), "2026-05-28T07:26:06.123456Z");
  for (const auto* none : {"", "2026-05-28T07:26:06", "2026-05-28T07:26:06+0300", "2026-13-28T07:26:06Z",
                           "2026-05-28T07:26:06+15:00", "2026-05-28T07:26:06.Z"})
    EXPECT_EQ(text(none), "") << none;
}

}  // namespace
}  // namespace vesture::api::signatures
