// Containers that show something else than what was signed, as someone makes them who changes what another has signed; or
// signs, and would have it look like more than it is.
#include <gtest/gtest.h>

#include "eventstore/base64.hpp"
#include "tests/signatures/attack.hpp"

namespace vesture::signing {
namespace {

using domain::signatures::State;

TEST_F(Attack, IsOnSomethingThatIsValid) {
  EXPECT_EQ(with_signature(xml()).state, State::valid);
  // What is signed again by its own key is valid too, so that the others are not refused for how they are made.
  const auto again = with_signature(signed_again(xml(), anna_.key));
  EXPECT_EQ(again.state, State::valid) << reasons_of(again);
}

// ---- the signed element moved, another shown

TEST_F(Attack, PropertiesMovedToAnObjectOfTheirOwnAndOthersInTheirPlace) {
  const auto others = replaced(other_properties(), "Id=\"S0-SignedProperties\"", "Id=\"S0-Other\"");
  auto moved = replaced(xml(), properties(), others);
  moved = replaced(moved, "</ds:Signature>", "<ds:Object>" + properties() + "</ds:Object></ds:Signature>");
  EXPECT_INVALID_FOR("signature.properties", with_signature(moved));
}

TEST_F(Attack, PropertiesTwiceWithOneIdInEitherOrder) {
  EXPECT_INVALID_FOR("signature.properties_unsigned",
                     with_signature(replaced(xml(), properties(), other_properties() + properties())));
  EXPECT_INVALID_FOR("signature.properties_unsigned",
                     with_signature(replaced(xml(), properties(), properties() + other_properties())));
}

TEST_F(Attack, PropertiesWithoutAnIdBesideTheSignedOnes) {
  for (const char* id :
       {"", "id=\"S0-SignedProperties\"", "ID=\"S0-SignedProperties\"", "xml:id=\"S0-SignedProperties\""}) {
    const auto others = replaced(other_properties(), "Id=\"S0-SignedProperties\"", id);
    EXPECT_EQ(with_signature(replaced(xml(), properties(), others + properties())).state, State::invalid)
        << id;
    EXPECT_EQ(with_signature(replaced(xml(), properties(), properties() + others)).state, State::invalid)
        << id;
  }
}

TEST_F(Attack, PropertiesOneElementDeeperThanTheOnesThatAreShown) {
  const auto others = replaced(other_properties(), "Id=\"S0-SignedProperties\"", "Id=\"S0-Other\"");
  EXPECT_INVALID_FOR("signature.",
                     with_signature(replaced(xml(), properties(),
                                             others + "<xades:Deeper>" + properties() + "</xades:Deeper>")));
}

TEST_F(Attack, QualifyingPropertiesTwice) {
  const auto qualifying = element_of(xml(), "xades:QualifyingProperties");
  const auto others = replaced(replaced(qualifying, properties(), other_properties()),
                               "Id=\"S0-SignedProperties\"", "Id=\"S0-Other\"");
  EXPECT_INVALID_FOR("signature.", with_signature(replaced(xml(), qualifying, others + qualifying)));
  EXPECT_INVALID_FOR(
      "signature.",
      with_signature(replaced(xml(), "<ds:Object>", "<ds:Object>" + others + "</ds:Object><ds:Object>")));
}

TEST_F(Attack, QualifyingPropertiesOfAnotherSignature) {
  EXPECT_INVALID_FOR("signature.", with_signature(replaced(xml(), "Target=\"#S0\"", "Target=\"#S1\"")));
}

TEST_F(Attack, SignedInfoTwice) {
  const auto info = element_of(xml(), "ds:SignedInfo");
  const auto value = element_of(xml(), "ds:SignatureValue");
  EXPECT_INVALID_FOR("signature.malformed", with_signature(replaced(xml(), info, info + info)));
  EXPECT_INVALID_FOR("signature.malformed", with_signature(replaced(xml(), value, value + value)));
}

TEST_F(Attack, ASignatureInsideAnother) {
  const auto whole = element_of(xml(), "ds:Signature");
  const auto inside =
      replaced(whole, "</ds:Signature>", "<ds:Object>" + whole + "</ds:Object></ds:Signature>");
  EXPECT_EQ(with_signature(replaced(xml(), whole, inside)).state, State::invalid);
}

// ---- what canonical XML passes over

// Canonical XML has no comments, so the digests go on to hold.
TEST_F(Attack, ACommentInSignedTextCutsNothingOff) {
  for (const auto& [text, commented] :
       {std::pair("2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z<!-- -->"),
        std::pair("2026-03-02T08:00:00Z", "<!-- -->2026-03-02T08<!-- -->:00:00Z"),
        std::pair("text/plain", "text/<!-- -->plain")}) {
    const auto verdict = with_signature(replaced(xml(), text, commented));
    EXPECT_EQ(verdict.state, State::valid) << commented << reasons_of(verdict);
    EXPECT_EQ(verdict.signatures.at(0).claimed_at, kSignedAt);
  }
}

TEST_F(Attack, ADoctypeIsNotRead) {
  EXPECT_INVALID_FOR("xml.doctype", with_signature(replaced(xml(), "<asic:XAdES",
                                                            "<!DOCTYPE x [<!ENTITY e \"e\">]><asic:XAdES")));
  EXPECT_INVALID_FOR(
      "xml.doctype",
      with_signature(replaced(xml(), "<asic:XAdES",
                              "<!DOCTYPE x [<!ATTLIST xades:SignedProperties Id ID #IMPLIED>]><asic:XAdES")));
}

// ---- files

TEST_F(Attack, AFileThatIsInTheManifestAndNotSigned) {
  auto parts = parts_;
  parts.insert(parts.begin() + 1, {"pielikums.pdf", "other"});
  auto& manifest = parts[parts.size() - 2].bytes;
  manifest = replaced(manifest, "</manifest:manifest>",
                      "<manifest:file-entry manifest:full-path=\"pielikums.pdf\" "
                      "manifest:media-type=\"a/b\"/></manifest:manifest>");
  EXPECT_INVALID_FOR("signature.file_uncovered pielikums.pdf", verified(zip(parts)));
}

TEST_F(Attack, AFileByAnotherName) {
  auto parts = parts_;
  parts[1].name = "vienošanās.txt";
  auto& manifest = parts[parts.size() - 2].bytes;
  manifest = replaced(manifest, "līgums.txt", "vienošanās.txt");
  EXPECT_INVALID_FOR("signature.reference_unresolved", verified(zip(parts)));
}

TEST_F(Attack, FilesThatChangeTheirNames) {
  auto parts = parts_;
  std::swap(parts[1].name, parts[2].name);
  EXPECT_INVALID_FOR("signature.digest_differs", verified(zip(parts)));
}

TEST_F(Attack, AFileInMetaInfIsNoneOfTheFiles) {
  auto parts = parts_;
  parts.push_back({"META-INF/pielikums.pdf", "unsigned"});
  const auto verdict = verified(zip(parts));
  for (const auto& file : verdict.files) EXPECT_FALSE(file.name.starts_with("META-INF/")) << file.name;
}

TEST_F(Attack, SignaturesInAFolderThatIsNearlyTheRightOne) {
  for (const char* name :
       {"meta-inf/signatures0.xml", "META-INF/x/signatures0.xml", "META-INF/SIGNATURES0.XML"}) {
    auto parts = parts_;
    parts.push_back({name, replaced(xml(), "2026-03-02T", "2026-01-02T")});
    const auto verdict = verified(zip(parts));
    EXPECT_LE(verdict.signatures.size(), verdict.state == State::valid ? 1U : 2U)
        << name << reasons_of(verdict);
  }
}

// ---- algorithms

TEST_F(Attack, AnHmacKeyedWithThePublicKey) {
  const auto forged = replaced(xml(), "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
                               "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256");
  EXPECT_INVALID_FOR("signature.algorithm_refused", with_signature(forged));
}

TEST_F(Attack, ZerosAsAnEcdsaSignature) {
  const auto value = element_of(xml(), "ds:SignatureValue");
  const auto zeros = eventstore::base64::encode(std::string(64, '\0'));
  const auto forged = value.substr(0, value.find('>') + 1) + zeros + "</ds:SignatureValue>";
  EXPECT_INVALID_FOR("signature.value_differs", with_signature(replaced(xml(), value, forged)));
}

TEST_F(Attack, AnAlgorithmOfAnotherKindOfKey) {
  for (const char* other : {"2001/04/xmldsig-more#rsa-sha256", "2007/05/xmldsig-more#sha256-rsa-MGF1"})
    EXPECT_INVALID_FOR("signature.key_of_another_kind",
                       with_signature(replaced(xml(), "2001/04/xmldsig-more#ecdsa-sha256", other)));
}

TEST_F(Attack, APkcs1SignatureUnderTheNameOfPss) {
  const auto& rsa = signer(KeyKind::rsa_2048);
  const auto parts = container_parts(some_files(), {signature_by(rsa)});
  const auto forged = signed_again(
      replaced(parts.back().bytes, "2001/04/xmldsig-more#rsa-sha256", "2007/05/xmldsig-more#sha256-rsa-MGF1"),
      rsa.key);
  EXPECT_INVALID_FOR("signature.value_differs", with_signature(forged));
}

TEST_F(Attack, ADigestThatIsBrokenOrUnknown) {
  const std::string sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
  EXPECT_INVALID_FOR("signature.digest_broken",
                     with_signature(signed_again(
                         replaced(xml(), sha256, "http://www.w3.org/2001/04/xmldsig-more#md5"), anna_.key)));
  EXPECT_INVALID_FOR("signature.algorithm_refused",
                     with_signature(signed_again(replaced(xml(), sha256, "urn:none"), anna_.key)));
}

// ---- what a reference may say

TEST_F(Attack, TransformsOfAFile) {
  const std::string method = "<ds:DigestMethod";
  for (const char* transform :
       {"http://www.w3.org/2000/09/xmldsig#base64", "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
        "http://www.w3.org/TR/1999/REC-xslt-19991116", "http://www.w3.org/TR/1999/REC-xpath-19991116",
        "http://www.w3.org/2001/10/xml-exc-c14n#"}) {
    const auto transforms =
        "<ds:Transforms><ds:Transform Algorithm=\"" + std::string(transform) + "\"/></ds:Transforms>";
    const auto verdict =
        with_signature(signed_again(replaced(xml(), method, transforms + method), anna_.key));
    EXPECT_EQ(verdict.state, State::invalid) << transform << reasons_of(verdict);
  }
}

TEST_F(Attack, ReferencesThatLeadElsewhere) {
  const std::string own = "URI=\"l%C4%ABgums.txt\"";
  for (const char* uri : {"", "#S0", "http://127.0.0.1/x", "file:///etc/passwd", "/etc/passwd",
                          "../l%C4%ABgums.txt", "mimetype", "META-INF/manifest.xml", "l%C4%ABgums.txt#x",
                          "l%C4%ABgums.txt?x", "l%C4%ABgums.txt%00"}) {
    const auto verdict =
        with_signature(signed_again(replaced(xml(), own, "URI=\"" + std::string(uri) + "\""), anna_.key));
    EXPECT_EQ(verdict.state, State::invalid) << uri << reasons_of(verdict);
  }
}

TEST_F(Attack, FilesThatAManifestInsideTheSignatureCoversAreNotCovered) {
  const auto info = element_of(xml(), "ds:SignedInfo");
  const auto reference = element_of(info, "ds:Reference");
  auto forged = replaced(xml(), reference, "");
  forged = replaced(forged, "</ds:Signature>",
                    "<ds:Object><ds:Manifest>" + reference + "</ds:Manifest></ds:Object></ds:Signature>");
  EXPECT_INVALID_FOR("signature.file_uncovered", with_signature(signed_again(forged, anna_.key)));
}

TEST_F(Attack, PropertiesThatNoReferenceSigns) {
  const auto info = element_of(xml(), "ds:SignedInfo");
  const auto begin = info.find("<ds:Reference Type=");
  const auto reference = element_of(info.substr(begin), "ds:Reference");
  EXPECT_INVALID_FOR("signature.properties_unsigned",
                     with_signature(signed_again(replaced(xml(), reference, ""), anna_.key)));
}

TEST_F(Attack, NoReferenceAtAll) {
  const auto info = element_of(xml(), "ds:SignedInfo");
  const auto begin = info.find("<ds:Reference");
  const auto end = info.find("</ds:SignedInfo>");
  const auto forged = replaced(xml(), info.substr(begin, end - begin), "");
  EXPECT_EQ(with_signature(signed_again(forged, anna_.key)).state, State::invalid);
}

}  // namespace
}  // namespace vesture::signing
