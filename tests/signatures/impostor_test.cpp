// Who has a trusted certificate, and would be taken for somebody else or for somebody who may do more.
#include <gtest/gtest.h>

#include "eventstore/base64.hpp"
#include "tests/signatures/attack.hpp"
#include "tools/signing/openssl_object.hpp"

namespace vesture::signing {
namespace {

using domain::signatures::State;

class Impostor : public Attack {
 protected:
  const Identity impostor_ = authority().signer({"JĀNIS VILTNIEKS", "PNOLV-320102-99999", ""});
  const ContainerParts own_parts_ = container_parts(some_files(), {signature_by(impostor_)});
  std::string own() const { return own_parts_.back().bytes; }
  static std::string certificate_element(const Identity& identity) {
    return "<ds:X509Certificate>" + eventstore::base64::encode(der_of(identity.certificate)) +
           "</ds:X509Certificate>";
  }
  static std::string cert_element(const Identity& identity) {
    return element_of(container_parts({}, {signature_by(identity)}).back().bytes, "xades:Cert");
  }
};

TEST_F(Impostor, IsWhoTheVerdictNamesWhateverCertificatesStandBesideTheirOwn) {
  const auto annas = certificate_element(anna_);
  const auto impostors = certificate_element(impostor_);
  for (const auto& forged :
       {replaced(own(), impostors, annas + impostors), replaced(own(), impostors, impostors + annas),
        replaced(own(), "<ds:X509Data>", "<ds:X509Data>" + annas + "</ds:X509Data><ds:X509Data>"),
        replaced(own(), "<ds:KeyInfo>",
                 "<ds:KeyInfo><ds:X509Data>" + annas + "</ds:X509Data></ds:KeyInfo><ds:KeyInfo>")}) {
    const auto verdict = with_signature(forged);
    for (const auto& signature : verdict.signatures)
      EXPECT_TRUE(signature.state == State::invalid || signature.signer.name == "JĀNIS VILTNIEKS");
  }
}

TEST_F(Impostor, IsNotTakenForWhomTheSignedPropertiesName) {
  const auto annas = cert_element(anna_);
  const auto impostors = cert_element(impostor_);
  EXPECT_INVALID_FOR("signature.certificate_differs",
                     with_signature(signed_again(replaced(own(), impostors, annas), impostor_.key)));
  for (const auto& both : {annas + impostors, impostors + annas}) {
    const auto verdict = with_signature(signed_again(replaced(own(), impostors, both), impostor_.key));
    EXPECT_TRUE(verdict.state == State::invalid || verdict.signatures.at(0).signer.name == "JĀNIS VILTNIEKS");
  }
}

TEST_F(Impostor, CannotIssueCertificates) {
  const auto made = issue({{"ANNA ZIEMELE", "PNOLV-320102-34567", ""}, kValidity}, &impostor_);
  auto request = signature_by(made);
  request.key_info_chain = {impostor_.certificate, authority().intermediate().certificate};
  EXPECT_INVALID_FOR("certificate.chain_broken", verified(make_container(some_files(), {request})));
}

TEST_F(Impostor, HasNothingOfARootWithTheSameName) {
  const TestAuthority other(kValidity);
  auto request = signature_by(other.signer());
  request.key_info_chain = {other.intermediate().certificate, other.root().certificate};
  const auto verdict = verified(make_container(some_files(), {request}));
  EXPECT_NE(verdict.state, State::valid) << reasons_of(verdict);
}

// The same key, and another name in the certificate: only the signed digest tells them apart.
TEST_F(Impostor, IsNotNamedByAnotherCertificateOfTheSameKey) {
  const Certificate other(X509_dup(impostor_.certificate.get()), X509_free);
  X509_set_subject_name(other.get(), X509_get_subject_name(anna_.certificate.get()));
  X509_sign(other.get(), authority().intermediate().key.get(), EVP_sha256());
  const auto forged =
      replaced(own(), certificate_element(impostor_), certificate_element({impostor_.key, other}));
  EXPECT_INVALID_FOR("signature.certificate_differs", with_signature(forged));
}

TEST_F(Impostor, CertificatesForOtherPurposesDoNotSignDocuments) {
  for (const auto purpose : {Purpose::time_stamping, Purpose::ocsp_responding, Purpose::authority}) {
    const auto identity = issue({{"ANNA ZIEMELE", "", ""}, kValidity, purpose}, &authority().intermediate());
    EXPECT_INVALID_FOR("certificate.key_usage",
                       verified(make_container(some_files(), {signature_by(identity)})));
  }
}

TEST_F(Impostor, AnchorsForTimeStampsAreNoneForSigners) {
  const auto trust = trusting({{}, {authority().root().certificate}, {authority().root().certificate}});
  const auto verdict = verified(make_container(some_files(), {signature_by(anna_)}), trust);
  EXPECT_EQ(verdict.state, State::indeterminate) << reasons_of(verdict);
}

}  // namespace
}  // namespace vesture::signing
