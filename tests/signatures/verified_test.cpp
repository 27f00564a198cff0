// What tools/signing signs, the verifier calls valid against the authority's anchors; and what it checked on the way.
#include "tests/signatures/verified.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace vesture::signing {
namespace {

using domain::signatures::State;

struct Signed {
  std::string name;
  KeyKind key = KeyKind::p256;
  DigestMethod digest = DigestMethod::sha256;
  RsaPadding padding = RsaPadding::pkcs1;
  Canonicalization canonicalization = Canonicalization::exclusive;
};

class Verified : public ::testing::TestWithParam<Signed> {
 protected:
  static SignatureRequest request() {
    auto made = signature_by(signer(GetParam().key));
    made.digest = GetParam().digest;
    made.padding = GetParam().padding;
    made.canonicalization = GetParam().canonicalization;
    return made;
  }
};

TEST_P(Verified, IsValidAgainstTheAuthoritysAnchors) {
  const auto verdict = verified(make_container(some_files(), {request()}));
  EXPECT_EQ(verdict.state, State::valid) << reasons_of(verdict);
}

TEST_P(Verified, WithTimeStampAndOcspResponseSaysThatTheyWereChecked) {
  auto stamped = request();
  stamped.time_stamp = stamped_at(after(kSignedAt, 2));
  stamped.ocsp_responses = {ocsp_of(stamped.signer, after(kSignedAt, 3))};
  const auto verdict = verified(make_container(some_files(), {stamped}));
  ASSERT_EQ(verdict.state, State::valid) << reasons_of(verdict);
  const auto& signature = verdict.signatures.at(0);
  EXPECT_EQ(signature.stamped_at, after(kSignedAt, 2));
  for (const char* check : {"checked.time_stamp", "checked.ocsp", "checked.valid_when_stamped"})
    EXPECT_EQ(std::ranges::count(signature.checked, check), 1) << check;
}

TEST_P(Verified, IsInvalidWhereAFileWasChanged) {
  auto parts = container_parts(some_files(), {request()});
  parts[1].bytes += ' ';
  EXPECT_EQ(verified(zip(parts)).state, State::invalid);
}

TEST_P(Verified, IsInvalidWhereTheSignatureValueWasChanged) {
  auto parts = container_parts(some_files(), {request()});
  auto& xml = parts.back().bytes;
  const auto at = xml.find("Id=\"S0-SIG\">") + 20;
  xml[at] = xml[at] == 'A' ? 'B' : 'A';
  EXPECT_EQ(verified(zip(parts)).state, State::invalid);
}

INSTANTIATE_TEST_SUITE_P(
    Signatures, Verified,
    ::testing::Values(Signed{"rsa_2048", KeyKind::rsa_2048},
                      Signed{"rsa_2048_sha384", KeyKind::rsa_2048, DigestMethod::sha384},
                      Signed{"rsa_3072_sha512", KeyKind::rsa_3072, DigestMethod::sha512},
                      Signed{"rsa_2048_pss", KeyKind::rsa_2048, DigestMethod::sha256, RsaPadding::pss},
                      Signed{"rsa_3072_pss_sha512", KeyKind::rsa_3072, DigestMethod::sha512, RsaPadding::pss},
                      Signed{"p256", KeyKind::p256},
                      Signed{"p384_sha384", KeyKind::p384, DigestMethod::sha384},
                      Signed{"p256_sha512", KeyKind::p256, DigestMethod::sha512},
                      Signed{"inclusive_1_0", KeyKind::p256, DigestMethod::sha256, RsaPadding::pkcs1,
                             Canonicalization::inclusive_1_0},
                      Signed{"inclusive_1_1", KeyKind::p256, DigestMethod::sha256, RsaPadding::pkcs1,
                             Canonicalization::inclusive_1_1}),
    [](const auto& tested) { return tested.param.name; });

TEST(VerifiedContainer, IsIndeterminateWithoutAnchors) {
  const auto verdict =
      verified(make_container(some_files(), {signature_by(signer(KeyKind::p256))}), trusting({}));
  EXPECT_EQ(verdict.state, State::indeterminate);
  EXPECT_TRUE(reasons_of(verdict).contains("certificate.no_anchor")) << reasons_of(verdict);
}

TEST(VerifiedContainer, FindsTheIntermediateInCertificateValuesToo) {
  SignatureRequest request{signer(KeyKind::p256), kSignedAt};
  EXPECT_EQ(verified(make_container(some_files(), {request})).state, State::indeterminate);
  request.certificate_values = {authority().intermediate().certificate};
  EXPECT_EQ(verified(make_container(some_files(), {request})).state, State::valid);
}

TEST(VerifiedContainer, SaysWhoSignedWhatAndWhen) {
  const auto verdict = verified(make_container(some_files(), {signature_by(signer(KeyKind::p256))}));
  const auto& signature = verdict.signatures.at(0);
  EXPECT_EQ(signature.signer.name, "ANNA ZIEMELE");
  EXPECT_EQ(signature.signer.code, "PNOLV-320102-34567");
  EXPECT_EQ(signature.signer.issuer, "Vesture Test Signing CA");
  EXPECT_EQ(signature.claimed_at, kSignedAt);
  EXPECT_EQ(signature.stamped_at, std::nullopt);
  ASSERT_EQ(verdict.files.size(), 2U);
  EXPECT_EQ(verdict.files[0].name, "līgums.txt");
  EXPECT_EQ(verdict.files[1].size, 100'000U);
}

TEST(VerifiedContainer, HasAVerdictForEachSignature) {
  const auto verdict = verified(make_container(
      some_files(), {signature_by(signer(KeyKind::p256)), signature_by(signer(KeyKind::rsa_2048))}));
  EXPECT_EQ(verdict.state, State::valid) << reasons_of(verdict);
  EXPECT_EQ(verdict.signatures.size(), 2U);
}

TEST(VerifiedContainer, AKeyThatIsTooShortIsInvalid) {
  const auto verdict = verified(make_container(some_files(), {signature_by(signer(KeyKind::rsa_1024))}));
  EXPECT_EQ(verdict.state, State::invalid);
  EXPECT_TRUE(reasons_of(verdict).contains("certificate.key_too_short")) << reasons_of(verdict);
}

}  // namespace
}  // namespace vesture::signing
