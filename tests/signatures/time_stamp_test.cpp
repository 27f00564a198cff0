// Tokens that no time-stamping authority would make, though they stamp the right bytes.
#include "api/signatures/time_stamp.hpp"

#include <gtest/gtest.h>

#include "tests/signatures/signing_world.hpp"

namespace vesture::api::signatures {
namespace {

constexpr std::string_view kStamped = "what is stamped";

using Cms = std::unique_ptr<CMS_ContentInfo, OpensslFree<CMS_ContentInfo_free>>;
using Bio = std::unique_ptr<BIO, OpensslFree<BIO_free>>;
using Anchors = std::unique_ptr<X509_STORE, OpensslFree<X509_STORE_free>>;

enum class Names { nobody, its_certificate };

// What a real token says, signed again as any CMS message is.
std::string signed_again(const signing::Identity& identity, Names names) {
  const auto real =
      signing::time_stamp_token(signing::authority().time_stamping_unit(), kStamped, signing::kSignedAt);
  const auto token = from_der<CMS_ContentInfo, CMS_ContentInfo_free>(d2i_CMS_ContentInfo, real);
  const auto* info = *CMS_get0_content(token.get());
  const Bio content(BIO_new_mem_buf(ASN1_STRING_get0_data(info), ASN1_STRING_length(info)));
  const unsigned flags = CMS_BINARY | CMS_PARTIAL | (names == Names::its_certificate ? CMS_CADES : 0U);
  const Cms cms(CMS_sign(identity.certificate.get(), identity.key.get(), nullptr, nullptr, flags));
  CMS_set1_eContentType(cms.get(), OBJ_nid2obj(NID_id_smime_ct_TSTInfo));
  CMS_set_detached(cms.get(), 0);
  EXPECT_EQ(CMS_final(cms.get(), content.get(), nullptr, flags), 1);
  std::string der(static_cast<std::size_t>(i2d_CMS_ContentInfo(cms.get(), nullptr)), '\0');
  auto* at = reinterpret_cast<unsigned char*>(der.data());
  i2d_CMS_ContentInfo(cms.get(), &at);
  return der;
}

std::string fault_of(const std::string& token) {
  const Quiet quiet;
  const Anchors anchors(X509_STORE_new());
  X509_STORE_add_cert(anchors.get(), signing::authority().root().certificate.get());
  Findings findings;
  const auto time = check_time_stamp(token, kStamped, anchors.get(), {}, signing::kSignedAt, findings);
  EXPECT_EQ(findings.none(), time && time->trusted);
  return findings.none() ? "" : findings.reasons().front().code;
}

TEST(TimeStamp, NamesTheCertificateThatSignedIt) {
  const auto unit = signing::authority().time_stamping_unit();
  EXPECT_EQ(fault_of(signing::time_stamp_token(unit, kStamped, signing::kSignedAt)), "");
  EXPECT_EQ(fault_of(signed_again(unit, Names::its_certificate)), "");
  EXPECT_EQ(fault_of(signed_again(unit, Names::nobody)), "time_stamp.value_differs");
}

TEST(TimeStamp, ByACertificateForOtherPurposesIsNone) {
  EXPECT_EQ(fault_of(signed_again(signing::signer(signing::KeyKind::p256), Names::its_certificate)),
            "time_stamp.not_authorised");
}

}  // namespace
}  // namespace vesture::api::signatures
