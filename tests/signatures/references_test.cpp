// What references may refer to: once, to one thing, to what is the signature's own. Who has a key can sign anything.
#include <gtest/gtest.h>

#include "tests/signatures/attack.hpp"

namespace vesture::signing {
namespace {

class References : public Attack {
 protected:
  // With a change made before signing, so that digests and the value hold.
  domain::signatures::ContainerVerdict signed_with(const std::string& from, const std::string& to) const {
    return with_signature(signed_again(replaced(xml(), from, to), anna_.key));
  }
  std::string reference_to_file() const { return element_of(xml(), "ds:Reference"); }
  static std::string reference_to(const std::string& id) {
    return "<ds:Reference URI=\"#" + id +
           "\"><ds:Transforms><ds:Transform "
           "Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/></ds:Transforms>"
           "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>"
           "<ds:DigestValue>AA==</ds:DigestValue></ds:Reference>";
  }
  static std::string object(const std::string& id) {
    return "<ds:Object><a xmlns=\"urn:a\" Id=\"" + id + "\"/></ds:Object>";
  }
  // References to `count` elements of the signature's own, beside the two files and the properties.
  domain::signatures::ContainerVerdict with_own_elements(int count) const {
    std::string references, objects;
    for (int i = 0; i < count; ++i) {
      references += reference_to("A" + std::to_string(i));
      objects += object("A" + std::to_string(i));
    }
    const auto changed = replaced(replaced(xml(), "</ds:SignedInfo>", references + "</ds:SignedInfo>"),
                                  "</ds:Signature>", objects + "</ds:Signature>");
    return with_signature(signed_again(changed, anna_.key));
  }
};

TEST_F(References, ToElementsOfTheirOwnSignatureAreFine) {
  const auto verdict = with_own_elements(1);
  EXPECT_EQ(verdict.state, domain::signatures::State::valid) << reasons_of(verdict);
}

TEST_F(References, ToElementsAreFewBecauseEachIsCanonicalized) {
  EXPECT_EQ(reasons_of(with_own_elements(15)), "");
  EXPECT_EQ(reasons_of(with_own_elements(16)), "signature.too_many_references \n");
}

TEST_F(References, ToAFileTwiceAreRefused) {
  EXPECT_EQ(reasons_of(signed_with(reference_to_file(), reference_to_file() + reference_to_file())),
            "signature.reference_twice līgums.txt\n");
}

TEST_F(References, ToAnIdThatIsThereTwiceAreRefused) {
  const auto twice = replaced(replaced(xml(), "</ds:SignedInfo>", reference_to("A") + "</ds:SignedInfo>"),
                              "</ds:Signature>", object("A") + object("A") + "</ds:Signature>");
  const auto verdict = with_signature(signed_again(twice, anna_.key));
  EXPECT_EQ(reasons_of(verdict), "signature.id_twice #A\n");
}

TEST_F(References, OutOfTheSignatureAreRefused) {
  const auto outside = replaced(replaced(xml(), "</ds:SignedInfo>", reference_to("A") + "</ds:SignedInfo>"),
                                "</ds:Signature>", "</ds:Signature><a xmlns=\"urn:a\" Id=\"A\"/>");
  EXPECT_EQ(reasons_of(with_signature(signed_again(outside, anna_.key))),
            "signature.reference_unresolved #A\n");
}

TEST_F(References, ToPropertiesThatAreNotShownAreRefused) {
  auto shown = replaced(other_properties(), "S0-SignedProperties", "S0-Shown");
  const auto moved = replaced(replaced(xml(), properties(), shown), "</ds:Signature>",
                              "<ds:Object>" + properties() + "</ds:Object></ds:Signature>");
  EXPECT_EQ(reasons_of(with_signature(moved)), "signature.properties_misplaced \n");
}

TEST_F(References, OfTheCertificateNameItsIssuerAndNumber) {
  const auto serial_of_another = element_of(
      signatures_xml(some_files(), signature_by(signer(KeyKind::p384)), "S0"), "xades:IssuerSerialV2");
  EXPECT_EQ(reasons_of(signed_with(element_of(xml(), "xades:IssuerSerialV2"), serial_of_another)),
            "certificate.issuer_serial_differs \n");
}

constexpr std::int64_t kDay = 86'400;  // seconds

// Of a signature by p256 that has a time stamp or none, an hour later.
std::string reasons_with(const std::string& response, bool stamped) {
  auto request = signature_by(signer(KeyKind::p256));
  if (stamped) request.time_stamp = stamped_at(after(kSignedAt, 2));
  request.ocsp_responses = {response};
  return reasons_of(verified(make_container(some_files(), {request})));
}

OcspAnswer good_at(domain::Instant at) {
  return {signer(KeyKind::p256).certificate, authority().intermediate().certificate, CertificateStatus::good,
          at};
}

TEST(OcspAnswer, ThatWasChangedAfterSigningDoesNotHold) {
  auto response = ocsp_of(signer(KeyKind::p256), after(kSignedAt, 3));
  EXPECT_EQ(reasons_with(response, true), "");
  EXPECT_EQ(reasons_with(replaced(response, "20260302080003Z", "20260302080004Z"), true),
            "ocsp.value_differs \n");
}

TEST(OcspAnswer, OfAResponderThatHasExpiredIsNone) {
  const Validity until_then{after(kSignedAt, -kDay), after(kSignedAt, 1)};
  const auto responder = issue({{"Vesture Test OCSP", "", ""}, until_then, Purpose::ocsp_responding},
                               &authority().intermediate());
  EXPECT_EQ(reasons_with(ocsp_response(responder, good_at(after(kSignedAt, 3))), true),
            "ocsp.out_of_validity \n");
}

TEST(OcspAnswer, OfAResponderThatNobodyVouchesForIsOpen) {
  const auto responder = issue({{"Another OCSP", "", ""}, kValidity, Purpose::ocsp_responding});
  const auto response = ocsp_response(responder, good_at(after(kSignedAt, 3)));
  EXPECT_EQ(reasons_with(response, true), "ocsp.no_anchor \n");
  EXPECT_EQ(reasons_with(ocsp_response(signer(KeyKind::p384), good_at(after(kSignedAt, 3))), true),
            "ocsp.not_authorised \n");
}

TEST(OcspAnswer, WithoutATimeStampIsFreshAsLongAsItSays) {
  const auto& responder = authority().responder();
  auto answer = good_at(after(kSignedAt, 3));
  EXPECT_EQ(reasons_with(ocsp_response(responder, answer), false), "");
  answer.next_update = after(kSignedAt, 3599);
  EXPECT_EQ(reasons_with(ocsp_response(responder, answer), false), "ocsp.of_another_time \n");
  auto old = good_at(after(kSignedAt, -2 * kDay));
  EXPECT_EQ(reasons_with(ocsp_response(responder, old), false), "ocsp.of_another_time \n");
  old.next_update = after(kSignedAt, 3601);
  EXPECT_EQ(reasons_with(ocsp_response(responder, old), false), "");
}

}  // namespace
}  // namespace vesture::signing
