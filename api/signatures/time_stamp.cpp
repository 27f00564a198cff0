#include "api/signatures/time_stamp.hpp"

#include <openssl/ess.h>

#include "api/signatures/algorithms.hpp"

namespace vesture::api::signatures {

namespace {

// Clocks of authorities and ours differ.
constexpr std::int64_t kClocksDiffer = 5 * 60 * 1'000'000LL;  // microseconds

constexpr ChainReasons kReasons{"time_stamp.no_anchor",       "time_stamp.out_of_validity",
                                "time_stamp.out_of_validity", "time_stamp.chain_broken",
                                "time_stamp.chain_broken",    "time_stamp.chain_broken"};

std::string_view view(const ASN1_STRING* bytes) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(bytes)),
          static_cast<std::size_t>(ASN1_STRING_length(bytes))};
}

std::unique_ptr<TS_TST_INFO, OpensslFree<TS_TST_INFO_free>> info_of(CMS_ContentInfo* token) {
  if (OBJ_obj2nid(CMS_get0_type(token)) != NID_pkcs7_signed) return nullptr;
  if (OBJ_obj2nid(CMS_get0_eContentType(token)) != NID_id_smime_ct_TSTInfo) return nullptr;
  auto* const* content = CMS_get0_content(token);
  if (!content || !*content) return nullptr;
  return from_der<TS_TST_INFO, TS_TST_INFO_free>(d2i_TS_TST_INFO, view(*content));
}

bool stamps(TS_TST_INFO* info, std::string_view stamped, Findings& findings) {
  auto* imprint = TS_TST_INFO_get_msg_imprint(info);
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
  const auto* algorithm = digest_algorithm_of_nid(OBJ_obj2nid(object));
  if (!algorithm || algorithm->strength == Strength::broken) return false;
  if (algorithm->strength == Strength::weak) findings.add("signature.digest_weak", algorithm->uri);
  return digest_of(*algorithm, stamped) == view(TS_MSG_IMPRINT_get_msg(imprint));
}

// The one who signed the token, among the certificates in it; null where its value does not hold.
X509* verified_signer(CMS_ContentInfo* token, const Certificates& others) {
  const auto more = stack_of(others);
  if (CMS_verify(token, more.get(), nullptr, nullptr, nullptr, CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) != 1)
    return nullptr;
  const std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)> signers(
      CMS_get0_signers(token), [](STACK_OF(X509) * stack) { sk_X509_free(stack); });
  return sk_X509_num(signers.get()) == 1 ? sk_X509_value(signers.get(), 0) : nullptr;
}

// RFC 3161, 2.4.1: the token says which certificate signed it, so that another of the same key is not put in its place.
bool names_its_certificate(CMS_ContentInfo* token, const Certificates& chain) {
  const auto* signer = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(token), 0);
  const auto attribute = [&](int nid) {
    return static_cast<const ASN1_STRING*>(
        CMS_signed_get0_data_by_OBJ(signer, OBJ_nid2obj(nid), -3, V_ASN1_SEQUENCE));
  };
  const auto* v1 = attribute(NID_id_smime_aa_signingCertificate);
  const auto* v2 = attribute(NID_id_smime_aa_signingCertificateV2);
  const auto old =
      v1 ? from_der<ESS_SIGNING_CERT, ESS_SIGNING_CERT_free>(d2i_ESS_SIGNING_CERT, view(v1)) : nullptr;
  const auto current =
      v2 ? from_der<ESS_SIGNING_CERT_V2, ESS_SIGNING_CERT_V2_free>(d2i_ESS_SIGNING_CERT_V2, view(v2))
         : nullptr;
  return OSSL_ESS_check_signing_certs(old.get(), current.get(), stack_of(chain).get(), 1) == 1;
}

Certificates with_signer_first(X509* signer, CMS_ContentInfo* token, const Certificates& others) {
  Certificates chain;
  const auto add = [&](X509* certificate) {
    X509_up_ref(certificate);
    chain.emplace_back(certificate);
  };
  add(signer);
  const std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)> inside(
      CMS_get1_certs(token), [](STACK_OF(X509) * stack) { sk_X509_pop_free(stack, X509_free); });
  for (int i = 0; i < sk_X509_num(inside.get()); ++i) add(sk_X509_value(inside.get(), i));
  for (const auto& certificate : others) add(certificate.get());
  return chain;
}

// RFC 3161, 2.3: critical, and for nothing else.
bool is_time_stamping_unit(X509* certificate) {
  const int at = X509_get_ext_by_NID(certificate, NID_ext_key_usage, -1);
  return at >= 0 && X509_EXTENSION_get_critical(X509_get_ext(certificate, at)) &&
         X509_get_extended_key_usage(certificate) == XKU_TIMESTAMP;
}

}  // namespace

std::optional<StampedTime> check_time_stamp(std::string_view token, std::string_view stamped,
                                            X509_STORE* anchors, const Certificates& others,
                                            domain::Instant now, Findings& findings) {
  const auto refuse = [&](domain::signatures::ReasonCode reason) {
    findings.add(reason);
    return std::nullopt;
  };
  const auto cms = from_der<CMS_ContentInfo, CMS_ContentInfo_free>(d2i_CMS_ContentInfo, token);
  const auto info = cms ? info_of(cms.get()) : nullptr;
  if (!info) return refuse("time_stamp.malformed");
  if (!stamps(info.get(), stamped, findings)) return refuse("time_stamp.of_another_signature");
  auto* signer = verified_signer(cms.get(), others);
  if (!signer) return refuse("time_stamp.value_differs");
  const auto chain = with_signer_first(signer, cms.get(), others);
  if (!names_its_certificate(cms.get(), chain)) return refuse("time_stamp.value_differs");
  if (!is_time_stamping_unit(signer)) return refuse("time_stamp.not_authorised");
  StampedTime time{instant_of(TS_TST_INFO_get_time(info.get()))};
  if (time.at.microseconds > now.microseconds + kClocksDiffer) return refuse("time_stamp.in_the_future");
  time.trusted = check_chain(signer, chain, anchors, time.at, kReasons, findings);
  return time;
}

}  // namespace vesture::api::signatures
