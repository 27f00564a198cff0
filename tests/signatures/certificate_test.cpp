// Certificates that do not hold at the time, and anchors that cannot be read.
#include <gtest/gtest.h>

#include "tests/signatures/other_programs.hpp"
#include "tests/signatures/verified.hpp"

namespace vesture::signing {
namespace {

using domain::signatures::State;

constexpr std::int64_t kYear = 365LL * 24 * 3600;  // seconds

Identity issued(Validity validity, const std::string& key_usage = {}) {
  CertificateRequest request{{"ANNA ZIEMELE", "PNOLV-010180-12345", ""}, validity};
  request.key_usage = key_usage;
  return issue(request, &authority().intermediate());
}

// Signed, and asked about an hour later.
domain::signatures::ContainerVerdict verdict_on(const Identity& identity) {
  return verified(make_container(some_files(), {signature_by(identity)}));
}

TEST(Certificate, ThatHadExpiredWhenItWasSignedWithIsInvalid) {
  const auto verdict = verdict_on(issued({after(kSignedAt, -kYear / 10), after(kSignedAt, -60)}));
  EXPECT_EQ(verdict.state, State::invalid);
  EXPECT_EQ(reasons_of(verdict), "certificate.expired \n");
}

// ETSI EN 319 102-1: out of bounds, without a proof of existence.
TEST(Certificate, ThatHasExpiredSinceIsIndeterminateWithoutATimeStamp) {
  const auto verdict = verdict_on(issued({after(kSignedAt, -kYear / 10), after(kSignedAt, 60)}));
  EXPECT_EQ(verdict.state, State::indeterminate);
  EXPECT_EQ(reasons_of(verdict), "certificate.expired_since \n");
}

TEST(Certificate, ThatWasNotYetValidIsInvalid) {
  const auto verdict = verdict_on(issued({after(kSignedAt, kYear / 10), after(kSignedAt, kYear)}));
  EXPECT_EQ(verdict.state, State::invalid);
  EXPECT_EQ(reasons_of(verdict), "certificate.not_yet_valid \n");
}

TEST(Certificate, ForKeyAgreementAloneSignsNothing) {
  const auto verdict = verdict_on(issued(kValidity, "critical,keyAgreement"));
  EXPECT_EQ(verdict.state, State::invalid);
  EXPECT_EQ(reasons_of(verdict), "certificate.key_usage \n");
}

TEST(Certificate, WithoutItsIntermediateLeadsNowhere) {
  auto request = signature_by(signer(KeyKind::p256));
  request.key_info_chain.clear();
  const auto verdict = verified(make_container(some_files(), {request}));
  EXPECT_EQ(verdict.state, State::indeterminate);
  EXPECT_EQ(reasons_of(verdict), "certificate.no_anchor \n");
}

TEST(Certificate, AnIntermediateAloneIsNoAnchor) {
  const auto trust = trusting({{authority().intermediate().certificate}, {}, {}});
  const auto container = make_container(some_files(), {signature_by(signer(KeyKind::p256))});
  EXPECT_EQ(reasons_of(verified(container, trust)), "certificate.no_anchor \n");
}

std::string fault_of(const api::signatures::Trust::Directories& directories) {
  try {
    const api::signatures::Trust trust(directories);
    return "";
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

TEST(Trust, SaysWhichFileIsNoCertificate) {
  const eventstore::ScratchDirectory scratch;
  const auto pem = pem_of(authority().root().certificate);
  const auto put = [&](const char* name, const std::string& text) {
    const auto folder = scratch.path() / name;
    std::filesystem::create_directory(folder);
    std::ofstream(folder / "root.pem") << text;
    return folder;
  };
  EXPECT_EQ(
      fault_of({put("good", pem), put("two", pem + pem_of(authority().intermediate().certificate)), {}}), "");
  for (const auto& text : {std::string(), std::string("no certificate"), pem.substr(0, pem.size() / 2),
                           pem + pem.substr(0, pem.size() / 2), pem_of(authority().root().key)}) {
    const auto folder = put("bad", text);
    EXPECT_EQ(fault_of({{}, folder, {}}), (folder / "root.pem").string() + " is no certificate (PEM)")
        << text;
  }
  EXPECT_EQ(fault_of({scratch.path() / "nowhere", {}, {}}),
            (scratch.path() / "nowhere").string() + " is no directory");
}

}  // namespace
}  // namespace vesture::signing
