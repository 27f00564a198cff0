// What tools/signing makes, as other programs see it: xmlsec1, openssl, bsdtar, unzip.
#include <gtest/gtest.h>

#include "eventstore/base64.hpp"
#include "tests/signatures/other_programs.hpp"
#include "tests/signatures/signing_world.hpp"

namespace vesture::signing {
namespace {

const std::string kSignatures = "META-INF/signatures0.xml";

// Its files as xmlsec1 wants them: beside each other, found by the references' names.
class Unpacked : public OtherPrograms {
 public:
  explicit Unpacked(const ContainerParts& parts) {
    write("container.asice", zip(parts));
    write("root.pem", pem_of(authority().root().certificate));
    write("intermediate.pem", pem_of(authority().intermediate().certificate));
    const auto unpacked = run("bsdtar -xf container.asice");
    EXPECT_EQ(unpacked.status, 0) << unpacked.output;
  }

  Said verify_by_xmlsec1(const std::string& signatures = kSignatures) const {
    return run(
        "xmlsec1 --verify --id-attr:Id http://uri.etsi.org/01903/v1.3.2#:SignedProperties"
        " --trusted-pem root.pem"
        " --verification-gmt-time '2026-03-02 08:00:00' " +
        signatures);
  }
};

// What the element of that name holds, decoded: without its namespace's prefix, the first one.
std::string decoded(const std::string& xml, const std::string& element) {
  const auto name = xml.find(element + ">");
  const auto begin = xml.find('>', name) + 1;
  return eventstore::base64::decode(xml.substr(begin, xml.find('<', begin) - begin)).value();
}

struct Algorithm {
  std::string name;
  KeyKind key;
  DigestMethod digest = DigestMethod::sha256;
};

class SignedWith : public ::testing::TestWithParam<Algorithm> {};

TEST_P(SignedWith, Xmlsec1Accepts) {
  auto request = signature_by(signer(GetParam().key));
  request.digest = GetParam().digest;
  const auto said = Unpacked(container_parts(some_files(), {request})).verify_by_xmlsec1();
  EXPECT_EQ(said.status, 0) << said.output;
  EXPECT_TRUE(said.output.contains("SignedInfo References (ok/all): 3/3")) << said.output;
}

INSTANTIATE_TEST_SUITE_P(
    Keys, SignedWith,
    ::testing::Values(Algorithm{"rsa_2048", KeyKind::rsa_2048},
                      Algorithm{"rsa_2048_sha384", KeyKind::rsa_2048, DigestMethod::sha384},
                      Algorithm{"rsa_3072_sha512", KeyKind::rsa_3072, DigestMethod::sha512},
                      Algorithm{"p256", KeyKind::p256},
                      Algorithm{"p384_sha384", KeyKind::p384, DigestMethod::sha384},
                      Algorithm{"p384_sha512", KeyKind::p384, DigestMethod::sha512}),
    [](const auto& tested) { return tested.param.name; });

TEST(Signing, Xmlsec1AcceptsEachCanonicalization) {
  for (const auto method :
       {Canonicalization::inclusive_1_0, Canonicalization::inclusive_1_1, Canonicalization::exclusive}) {
    auto request = signature_by(signer(KeyKind::p256));
    request.canonicalization = method;
    const auto said = Unpacked(container_parts(some_files(), {request})).verify_by_xmlsec1();
    EXPECT_EQ(said.status, 0) << uri_of(method) << said.output;
  }
}

TEST(Signing, Xmlsec1RefusesAnotherFileAndAnotherTime) {
  const auto parts = container_parts(some_files(), {signature_by(signer(KeyKind::p256))});
  auto other_file = parts;
  other_file[1].bytes += ' ';
  EXPECT_NE(Unpacked(other_file).verify_by_xmlsec1().status, 0);
  auto other_time = parts;
  auto& xml = other_time.back().bytes;
  xml.replace(xml.find("2026-03-02T08:00:00Z"), 4, "2027");
  EXPECT_NE(Unpacked(other_time).verify_by_xmlsec1().status, 0);
}

TEST(Signing, Xmlsec1RefusesAnotherRoot) {
  const Unpacked unpacked(container_parts(some_files(), {signature_by(signer(KeyKind::p256))}));
  unpacked.write("root.pem", pem_of(TestAuthority(kValidity).root().certificate));
  EXPECT_NE(unpacked.verify_by_xmlsec1().status, 0);
}

TEST(Signing, EachOfSeveralSignaturesIsOverAllFiles) {
  const auto parts = container_parts(
      some_files(), {signature_by(signer(KeyKind::p256)), signature_by(signer(KeyKind::rsa_2048))});
  const Unpacked unpacked(parts);
  for (const auto* signatures : {"META-INF/signatures0.xml", "META-INF/signatures1.xml"}) {
    const auto said = unpacked.verify_by_xmlsec1(signatures);
    EXPECT_EQ(said.status, 0) << said.output;
    EXPECT_TRUE(said.output.contains("SignedInfo References (ok/all): 3/3")) << said.output;
  }
}

TEST(Signing, WhatIsAddedUnsignedLeavesTheSignatureWhole) {
  auto request = signature_by(signer(KeyKind::rsa_2048));
  request.time_stamp = stamped_at(after(kSignedAt, 2));
  request.ocsp_responses = {ocsp_of(request.signer, after(kSignedAt, 3))};
  request.certificate_values = {authority().intermediate().certificate};
  const auto said = Unpacked(container_parts(some_files(), {request})).verify_by_xmlsec1();
  EXPECT_EQ(said.status, 0) << said.output;
}

TEST(Signing, OpensslVerifiesAPssSignature) {
  const OtherPrograms openssl;
  const auto& [key, certificate] = signer(KeyKind::rsa_2048);
  openssl.write("certificate.pem", pem_of(certificate));
  openssl.write("bytes", "what is signed");
  openssl.write("signature", sign(key, DigestMethod::sha384, RsaPadding::pss, "what is signed"));
  const std::string verify =
      "openssl x509 -in certificate.pem -noout -pubkey >public.pem && openssl dgst -sha384"
      " -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:48"
      " -verify public.pem -signature signature bytes";
  EXPECT_EQ(openssl.run(verify).status, 0) << openssl.run(verify).output;
  openssl.write("bytes", "what is not");
  EXPECT_EQ(openssl.run(verify).status, 1);
}

TEST(Signing, OpensslVerifiesTheTimeStamp) {
  const OtherPrograms openssl;
  const auto at = after(kSignedAt, 2);
  openssl.write("root.pem", pem_of(authority().root().certificate));
  openssl.write("stamped", "what is stamped");
  openssl.write("token", time_stamp_token(authority().time_stamping_unit(), "what is stamped", at));
  const std::string verify =
      "openssl ts -verify -in token -token_in -data stamped -CAfile root.pem -attime 1772438402";
  EXPECT_EQ(openssl.run(verify).status, 0) << openssl.run(verify).output;
  EXPECT_TRUE(openssl.run("openssl ts -reply -in token -token_in -text")
                  .output.contains("Time stamp: Mar  2 08:00:02 2026 GMT"));
  openssl.write("stamped", "what is not");
  EXPECT_EQ(openssl.run(verify).status, 1);
}

TEST(Signing, OpensslVerifiesTheOcspResponse) {
  const OtherPrograms openssl;
  const auto& about = signer(KeyKind::p256);
  openssl.write("root.pem", pem_of(authority().root().certificate));
  openssl.write("intermediate.pem", pem_of(authority().intermediate().certificate));
  openssl.write("certificate.pem", pem_of(about.certificate));
  const std::string ask =
      "openssl ocsp -respin response -issuer intermediate.pem -cert certificate.pem -CAfile root.pem"
      " -verify_other intermediate.pem -attime 1772438402 -resp_text -validity_period "
      "500000000";
  openssl.write("response", ocsp_of(about, after(kSignedAt, 2)));
  const auto good = openssl.run(ask);
  EXPECT_TRUE(good.output.contains("Response verify OK")) << good.output;
  EXPECT_TRUE(good.output.contains("certificate.pem: good")) << good.output;
  EXPECT_TRUE(good.output.contains("Produced At: Mar  2 08:00:02 2026 GMT")) << good.output;
  openssl.write("response", ocsp_of(about, after(kSignedAt, 2), CertificateStatus::revoked));
  EXPECT_TRUE(openssl.run(ask).output.contains("certificate.pem: revoked"));
}

TEST(Signing, TheSigningCertificateIsNamedByDigestIssuerAndNumber) {
  const auto& certificate = signer(KeyKind::p256).certificate;
  const auto xml = signatures_xml(some_files(), signature_by(signer(KeyKind::p256)), "S0");
  const auto named = xml.substr(xml.find("<xades:SigningCertificateV2>"));
  EXPECT_EQ(decoded(named, "DigestValue"), digest(DigestMethod::sha256, der_of(certificate)));
  const OtherPrograms openssl;
  openssl.write("issuer_serial", decoded(named, "IssuerSerialV2"));
  openssl.write("certificate.pem", pem_of(certificate));
  const auto parsed = openssl.run("openssl asn1parse -inform DER -in issuer_serial").output;
  EXPECT_TRUE(parsed.contains("Vesture Test Signing CA")) << parsed;
  const auto number = openssl.run("openssl x509 -in certificate.pem -noout -serial | cut -d= -f2").output;
  EXPECT_TRUE(parsed.contains("INTEGER           :" + number)) << number << parsed;
}

TEST(Signing, TheTimeStampIsOverTheCanonicalSignatureValue) {
  auto request = signature_by(signer(KeyKind::p256));
  std::string stamped;
  request.time_stamp = [&stamped](std::string_view bytes) {
    stamped = bytes;
    return std::string("token");
  };
  const auto xml = signatures_xml(some_files(), request, "S0");
  EXPECT_TRUE(
      stamped.starts_with(R"(<ds:SignatureValue xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="S0-SIG">)"))
      << stamped;
  EXPECT_EQ(decoded(xml, "EncapsulatedTimeStamp"), "token");
}

TEST(Signing, TheMimetypeIsFirstAndStoredWithoutExtraFields) {
  const auto container = make_container(some_files(), {signature_by(signer(KeyKind::p256))});
  // A local header of 30 bytes, the name, and the text at once, as file(1) looks for it.
  EXPECT_EQ(container.substr(30, 39), "mimetypeapplication/vnd.etsi.asic-e+zip");
}

TEST(Signing, OtherProgramsListTheEntriesInTheirOrder) {
  const Unpacked unpacked(container_parts(some_files(), {signature_by(signer(KeyKind::p256))}));
  const std::string names =
      "mimetype\nlīgums.txt\npielikumi/1. plāns & "
      "tāme.pdf\nMETA-INF/manifest.xml\nMETA-INF/signatures0.xml\n";
  EXPECT_EQ(unpacked.run("bsdtar -tf container.asice").output, names);
  EXPECT_EQ(unpacked.run("unzip -qq -t container.asice").status, 0);
  EXPECT_EQ(unpacked.read("mimetype"), "application/vnd.etsi.asic-e+zip");
  EXPECT_EQ(unpacked.read("pielikumi/1. plāns & tāme.pdf"), some_files()[1].bytes);
}

TEST(Signing, TwoEntriesOfOneNameAreRefused) {
  EXPECT_THROW(zip({{"mimetype", ""}, {"a", "1"}, {"a", "2"}}), std::runtime_error);
}

TEST(Signing, OpensslVerifiesEveryCertificateOfTheAuthority) {
  const OtherPrograms openssl;
  openssl.write("root.pem", pem_of(authority().root().certificate));
  openssl.write("intermediate.pem", pem_of(authority().intermediate().certificate));
  const auto verified = [&](const Identity& identity, const std::string& purpose) {
    openssl.write("certificate.pem", pem_of(identity.certificate));
    return openssl.run(
        "openssl verify -x509_strict -attime 1772438400 -CAfile root.pem -untrusted intermediate.pem" +
        purpose + " certificate.pem");
  };
  EXPECT_EQ(verified(signer(KeyKind::rsa_2048), "").status, 0)
      << verified(signer(KeyKind::rsa_2048), "").output;
  EXPECT_EQ(verified(authority().time_stamping_unit(), " -purpose timestampsign").status, 0);
  EXPECT_EQ(verified(authority().responder(), " -purpose ocsphelper").status, 0);
}

TEST(Signing, AKeyAndItsCertificateComeBackFromPem) {
  const auto& signed_by = signer(KeyKind::p256);
  const auto back = identity_of(key_from_pem(pem_of(signed_by.key)),
                                certificates_from_pem(pem_of(signed_by.certificate)).at(0));
  EXPECT_EQ(der_of(back.certificate), der_of(signed_by.certificate));
  EXPECT_THROW(identity_of(signed_by.key, signer(KeyKind::p384).certificate), std::runtime_error);
  EXPECT_THROW(key_from_pem("no key"), std::runtime_error);
  EXPECT_THROW(certificates_from_pem("no certificate"), std::runtime_error);
}

}  // namespace
}  // namespace vesture::signing
