#include "tools/signing/ocsp.hpp"

#include "tools/signing/openssl_object.hpp"

namespace vesture::signing {

namespace {

Owned<ASN1_TIME> generalized(domain::Instant at) {
  return owned<ASN1_TIME>(ASN1_GENERALIZEDTIME_set(nullptr, at.microseconds / 1'000'000), "a time");
}

int code_of(CertificateStatus status) {
  switch (status) {
    case CertificateStatus::good:
      return V_OCSP_CERTSTATUS_GOOD;
    case CertificateStatus::revoked:
      return V_OCSP_CERTSTATUS_REVOKED;
    case CertificateStatus::unknown:
      break;
  }
  return V_OCSP_CERTSTATUS_UNKNOWN;
}

void add_status(OCSP_BASICRESP& basic, const OcspAnswer& answer) {
  // SHA-1 names the issuer here as nearly all responders have it (RFC 6960, 4.3); it proves nothing.
  const std::unique_ptr<OCSP_CERTID, decltype(&OCSP_CERTID_free)> id(
      OCSP_cert_to_id(EVP_sha1(), answer.about.get(), answer.issuer.get()), OCSP_CERTID_free);
  const auto updated = generalized(answer.produced_at);
  const auto revoked = generalized(answer.revoked_at);
  const auto next = answer.next_update ? generalized(*answer.next_update) : nullptr;
  const bool is_revoked = answer.status == CertificateStatus::revoked;
  require(id && OCSP_basic_add1_status(&basic, id.get(), code_of(answer.status),
                                       OCSP_REVOKED_STATUS_KEYCOMPROMISE,
                                       is_revoked ? revoked.get() : nullptr, updated.get(), next.get()),
          "an OCSP answer");
}

// OpenSSL signs with its own clock's time unless it is told to leave the field alone, and has no function that sets it.
void set_produced_at(OCSP_BASICRESP& basic, domain::Instant at) {
  auto* field = const_cast<ASN1_GENERALIZEDTIME*>(OCSP_resp_get0_produced_at(&basic));
  require(ASN1_GENERALIZEDTIME_set(field, at.microseconds / 1'000'000) != nullptr, "an OCSP answer's time");
}

}  // namespace

std::string ocsp_response(const Identity& responder, const OcspAnswer& answer) {
  const auto basic = owned(OCSP_BASICRESP_new(), "an OCSP answer");
  add_status(*basic, answer);
  set_produced_at(*basic, answer.produced_at);
  require(OCSP_basic_sign(basic.get(), responder.certificate.get(), responder.key.get(), EVP_sha256(),
                          nullptr, OCSP_NOTIME) == 1,
          "signing an OCSP answer");
  const auto response =
      owned(OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get()), "an OCSP response");
  return der_of<OCSP_RESPONSE>(response.get(), i2d_OCSP_RESPONSE);
}

}  // namespace vesture::signing
