// Time stamps and OCSP responses that do not prove what they are shown for.
#include <gtest/gtest.h>

#include "tests/signatures/attack.hpp"

namespace vesture::signing {
namespace {

using domain::signatures::ContainerVerdict;
using domain::signatures::State;

constexpr std::int64_t kDay = 86'400;

ContainerVerdict verdict_of(const SignatureRequest& request, domain::Instant now = after(kSignedAt, 3600)) {
  return verified(make_container(some_files(), {request}), trust_in_authority(), now);
}

// Valid from a month before kSignedAt until a month after it.
const Identity& short_lived() {
  static const Identity made =
      issue({{"ANNA ZIEMELE", "", ""}, {after(kSignedAt, -30 * kDay), after(kSignedAt, 30 * kDay)}},
            &authority().intermediate());
  return made;
}

SignatureRequest stamped(const Identity& identity, domain::Instant at = after(kSignedAt, 2)) {
  auto request = signature_by(identity);
  request.time_stamp = stamped_at(at);
  return request;
}

SignatureRequest with_ocsp(std::vector<std::string> responses) {
  auto request = stamped(signer(KeyKind::p256));
  request.ocsp_responses = std::move(responses);
  return request;
}

std::string annas(CertificateStatus status, domain::Instant at = after(kSignedAt, 3)) {
  return ocsp_of(signer(KeyKind::p256), at, status);
}

TEST(TimeStampProof, OfAnotherSignature) {
  auto request = signature_by(signer(KeyKind::p256));
  request.time_stamp = [](std::string_view) {
    return time_stamp_token(authority().time_stamping_unit(), "another signature", after(kSignedAt, 2));
  };
  EXPECT_INVALID_FOR("time_stamp.of_another_signature", verdict_of(request));
}

TEST(TimeStampProof, KeepsASignatureValidAfterItsCertificateHasExpired) {
  const auto later = after(kSignedAt, 60 * kDay);
  EXPECT_EQ(reasons_of(verdict_of(signature_by(short_lived()), later)), "certificate.expired_since \n");
  const auto verdict = verdict_of(stamped(short_lived()), later);
  EXPECT_EQ(verdict.state, State::valid) << reasons_of(verdict);
}

TEST(TimeStampProof, AfterTheCertificateHasExpiredIsTooLate) {
  EXPECT_INVALID_FOR("certificate.expired", verdict_of(stamped(short_lived(), after(kSignedAt, 31 * kDay)),
                                                       after(kSignedAt, 32 * kDay)));
}

TEST(TimeStampProof, BeforeTheCertificateWasValidIsTooEarly) {
  EXPECT_INVALID_FOR("certificate.not_yet_valid",
                     verdict_of(stamped(short_lived(), after(kSignedAt, -31 * kDay))));
}

TEST(TimeStampProof, OfTheFutureIsNone) {
  EXPECT_INVALID_FOR("time_stamp.in_the_future",
                     verdict_of(stamped(signer(KeyKind::p256), after(kSignedAt, kDay))));
}

TEST(TimeStampProof, OfAnAuthorityThatIsNotTrustedProvesNoTime) {
  const TestAuthority other(kValidity);
  auto request = signature_by(short_lived());
  request.time_stamp = [&other](std::string_view bytes) {
    return time_stamp_token(other.time_stamping_unit(), bytes, after(kSignedAt, 2));
  };
  const auto now = verdict_of(request);
  EXPECT_EQ(now.state, State::indeterminate) << reasons_of(now);
  EXPECT_EQ(now.signatures.at(0).stamped_at, std::nullopt);
  EXPECT_NE(verdict_of(request, after(kSignedAt, 60 * kDay)).state, State::valid);
}

TEST(TimeStampProof, ByAUnitThatIssuedItsOwnCertificateIsNone) {
  const auto unit = issue({{"Vesture Test TSU", "", ""}, kValidity, Purpose::time_stamping});
  auto request = signature_by(short_lived());
  request.time_stamp = [&unit](std::string_view bytes) {
    return time_stamp_token(unit, bytes, after(kSignedAt, 2));
  };
  EXPECT_NE(verdict_of(request).state, State::valid);
}

TEST(TimeStampProof, ThatIsNoTokenIsInvalid) {
  auto request = signature_by(signer(KeyKind::p256));
  for (const auto* token : {"", "no token", "\x30\x80"}) {
    request.time_stamp = [token](std::string_view) { return std::string(token); };
    EXPECT_EQ(verdict_of(request).state, State::invalid) << token;
  }
}

TEST(OcspProof, Good) {
  const auto verdict = verdict_of(with_ocsp({annas(CertificateStatus::good)}));
  EXPECT_EQ(verdict.state, State::valid) << reasons_of(verdict);
}

TEST(OcspProof, Revoked) {
  EXPECT_INVALID_FOR("certificate.revoked", verdict_of(with_ocsp({annas(CertificateStatus::revoked)})));
}

TEST(OcspProof, RevokedBesideGoodInEitherOrder) {
  const auto good = annas(CertificateStatus::good), revoked = annas(CertificateStatus::revoked);
  EXPECT_INVALID_FOR("certificate.revoked", verdict_of(with_ocsp({good, revoked})));
  EXPECT_INVALID_FOR("certificate.revoked", verdict_of(with_ocsp({revoked, good})));
}

TEST(OcspProof, RevokedBeforeItWasSigned) {
  const OcspAnswer answer{signer(KeyKind::p256).certificate,
                          authority().intermediate().certificate,
                          CertificateStatus::revoked,
                          after(kSignedAt, 3),
                          {},
                          after(kSignedAt, -kDay)};
  EXPECT_INVALID_FOR("certificate.revoked",
                     verdict_of(with_ocsp({ocsp_response(authority().responder(), answer)})));
}

TEST(OcspProof, StatusUnknown) {
  EXPECT_NE(verdict_of(with_ocsp({annas(CertificateStatus::unknown)})).state, State::valid);
}

TEST(OcspProof, OfAnotherCertificate) {
  const auto verdict = verdict_of(with_ocsp({ocsp_of(signer(KeyKind::p384), after(kSignedAt, 3))}));
  EXPECT_NE(verdict.state, State::valid);
  EXPECT_TRUE(reasons_of(verdict).contains("ocsp.of_another_certificate")) << reasons_of(verdict);
}

TEST(OcspProof, BySomebodyWhoMayNotAnswer) {
  const OcspAnswer good{signer(KeyKind::p256).certificate, authority().intermediate().certificate,
                        CertificateStatus::good, after(kSignedAt, 3)};
  // Of the same issuer, but without the purpose; with the purpose, but of another issuer; by nobody.
  EXPECT_NE(verdict_of(with_ocsp({ocsp_response(signer(KeyKind::p384), good)})).state, State::valid);
  const auto of_root =
      issue({{"Vesture Test OCSP", "", ""}, kValidity, Purpose::ocsp_responding}, &authority().root());
  EXPECT_NE(verdict_of(with_ocsp({ocsp_response(of_root, good)})).state, State::valid);
  const auto self_made = issue({{"Vesture Test OCSP", "", ""}, kValidity, Purpose::ocsp_responding});
  EXPECT_NE(verdict_of(with_ocsp({ocsp_response(self_made, good)})).state, State::valid);
}

TEST(OcspProof, ByTheIssuerItself) {
  const OcspAnswer good{signer(KeyKind::p256).certificate, authority().intermediate().certificate,
                        CertificateStatus::good, after(kSignedAt, 3)};
  const auto verdict = verdict_of(with_ocsp({ocsp_response(authority().intermediate(), good)}));
  EXPECT_EQ(verdict.state, State::valid) << reasons_of(verdict);
}

TEST(OcspProof, FromBeforeItWasSignedOrOfTheFuture) {
  for (const auto at : {after(kSignedAt, -10 * kDay), after(kSignedAt, 10 * kDay)}) {
    const auto verdict = verdict_of(with_ocsp({annas(CertificateStatus::good, at)}));
    EXPECT_NE(verdict.state, State::valid);
    EXPECT_TRUE(reasons_of(verdict).contains("ocsp.of_another_time")) << reasons_of(verdict);
  }
}

TEST(OcspProof, ThatIsNoResponse) {
  for (const auto* response : {"no response", "\x30\x80", "\x30\x03\x0a\x01\x06"})
    EXPECT_EQ(verdict_of(with_ocsp({response})).state, State::invalid);
}

TEST(OcspProof, ThatWasChanged) {
  auto response = annas(CertificateStatus::good);
  response.back() = static_cast<char>(response.back() ^ 1);
  EXPECT_EQ(verdict_of(with_ocsp({response})).state, State::invalid);
}

}  // namespace
}  // namespace vesture::signing
