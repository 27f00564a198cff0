#include "tools/signing/time_stamp.hpp"

#include "tools/signing/openssl_object.hpp"

namespace vesture::signing {

namespace {

// Below the arc that is set aside for documents and examples (ITU-T X.660: joint-iso-itu-t(2) example(999)).
constexpr const char* kPolicy = "2.999.1";

int tell_time(TS_RESP_CTX*, void* at, long* seconds, long* microseconds) {
  *seconds = static_cast<const domain::Instant*>(at)->microseconds / 1'000'000;
  *microseconds = 0;
  return 1;
}

// The response owns it.
ASN1_INTEGER* tell_serial_number(TS_RESP_CTX*, void*) {
  ASN1_INTEGER* number = ASN1_INTEGER_new();
  if (number) ASN1_INTEGER_set_uint64(number, random_serial_number());
  return number;
}

Owned<BIO> request_for(std::string_view stamped, DigestMethod method) {
  const auto request = owned(TS_REQ_new(), "a time-stamp request");
  const std::unique_ptr<TS_MSG_IMPRINT, decltype(&TS_MSG_IMPRINT_free)> imprint(TS_MSG_IMPRINT_new(),
                                                                                TS_MSG_IMPRINT_free);
  const std::unique_ptr<X509_ALGOR, decltype(&X509_ALGOR_free)> algorithm(X509_ALGOR_new(), X509_ALGOR_free);
  X509_ALGOR_set_md(algorithm.get(), algorithm_of(method));
  auto hashed = digest(method, stamped);
  require(TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
              TS_MSG_IMPRINT_set_msg(imprint.get(), octets(hashed), static_cast<int>(hashed.size())) == 1 &&
              TS_REQ_set_version(request.get(), 1) == 1 &&
              TS_REQ_set_msg_imprint(request.get(), imprint.get()) == 1 &&
              TS_REQ_set_cert_req(request.get(), 1) == 1,
          "a time-stamp request");
  auto bio = owned(BIO_new(BIO_s_mem()), "a time-stamp request");
  require(i2d_TS_REQ_bio(bio.get(), request.get()) == 1, "a time-stamp request");
  return bio;
}

Owned<TS_RESP_CTX> unit_at(const Identity& unit, domain::Instant& at, DigestMethod method) {
  auto context = owned(TS_RESP_CTX_new(), "a time-stamping unit");
  const std::unique_ptr<ASN1_OBJECT, decltype(&ASN1_OBJECT_free)> policy(OBJ_txt2obj(kPolicy, 1),
                                                                         ASN1_OBJECT_free);
  require(TS_RESP_CTX_set_signer_cert(context.get(), unit.certificate.get()) == 1 &&
              TS_RESP_CTX_set_signer_key(context.get(), unit.key.get()) == 1 &&
              TS_RESP_CTX_set_signer_digest(context.get(), EVP_sha256()) == 1 &&
              TS_RESP_CTX_set_ess_cert_id_digest(context.get(), EVP_sha256()) == 1 &&
              TS_RESP_CTX_set_def_policy(context.get(), policy.get()) == 1 &&
              TS_RESP_CTX_add_md(context.get(), algorithm_of(method)) == 1,
          "a time-stamping unit");
  TS_RESP_CTX_set_time_cb(context.get(), tell_time, &at);
  TS_RESP_CTX_set_serial_cb(context.get(), tell_serial_number, nullptr);
  return context;
}

}  // namespace

std::string time_stamp_token(const Identity& unit, std::string_view stamped, domain::Instant at,
                             DigestMethod method) {
  const auto context = unit_at(unit, at, method);
  const auto request = request_for(stamped, method);
  const auto response = owned(TS_RESP_create_response(context.get(), request.get()), "a time stamp");
  const PKCS7* token = TS_RESP_get_token(response.get());
  require(token != nullptr, "a time stamp");
  return der_of<PKCS7>(token, i2d_PKCS7);
}

}  // namespace vesture::signing
