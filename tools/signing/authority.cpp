#include "tools/signing/authority.hpp"

#include "tools/signing/openssl_object.hpp"

namespace vesture::signing {

namespace {

void set_time(ASN1_TIME* field, domain::Instant at) {
  require(ASN1_TIME_set(field, at.microseconds / 1'000'000) != nullptr, "a certificate's validity");
}

void add_attribute(X509_NAME* name, int attribute, const std::string& value) {
  if (value.empty()) return;
  require(X509_NAME_add_entry_by_NID(name, attribute, MBSTRING_UTF8, octets(value).data(), -1, -1, 0) == 1,
          "a name's attribute");
}

void set_subject(X509& certificate, const Subject& subject) {
  X509_NAME* name = X509_get_subject_name(&certificate);
  add_attribute(name, NID_countryName, "LV");
  add_attribute(name, NID_organizationName, subject.organisation);
  add_attribute(name, NID_commonName, subject.name);
  add_attribute(name, NID_serialNumber, subject.code);
}

struct Extension {
  int number;
  std::string value;  // in the words of x509v3_config(5)
};

std::vector<Extension> extensions_of(Purpose purpose) {
  switch (purpose) {
    case Purpose::authority:
      return {{NID_basic_constraints, "critical,CA:TRUE"}, {NID_key_usage, "critical,keyCertSign,cRLSign"}};
    case Purpose::signing:
      return {{NID_basic_constraints, "CA:FALSE"}, {NID_key_usage, "critical,nonRepudiation"}};
    case Purpose::time_stamping:
      return {{NID_basic_constraints, "CA:FALSE"},
              {NID_key_usage, "critical,digitalSignature"},
              {NID_ext_key_usage, "critical,timeStamping"}};
    case Purpose::ocsp_responding:
      return {{NID_basic_constraints, "CA:FALSE"},
              {NID_key_usage, "critical,digitalSignature"},
              {NID_ext_key_usage, "OCSPSigning"},
              {NID_id_pkix_OCSP_noCheck, "NULL"}};
  }
  return {};
}

void add_extensions(X509& certificate, X509& issuer, const CertificateRequest& request) {
  X509V3_CTX context{};
  X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
  auto extensions = extensions_of(request.purpose);
  extensions.push_back({NID_subject_key_identifier, "hash"});
  extensions.push_back({NID_authority_key_identifier, "keyid"});
  for (const auto& [number, value] : extensions) {
    const bool other_usage = number == NID_key_usage && !request.key_usage.empty();
    const auto& words = other_usage ? request.key_usage : value;
    const auto extension = owned(X509V3_EXT_conf_nid(nullptr, &context, number, words.c_str()), words);
    require(X509_add_ext(&certificate, extension.get(), -1) == 1, words);
  }
}

}  // namespace

Identity issue(const CertificateRequest& request, const Identity* issuer) {
  const Certificate certificate(X509_new(), X509_free);
  require(certificate != nullptr, "a certificate");
  const Identity subject{generate_key(request.key), certificate};
  const Identity& signing = issuer ? *issuer : subject;
  X509& made = *certificate;
  require(X509_set_version(&made, X509_VERSION_3) == 1, "a certificate's version");
  require(ASN1_INTEGER_set_uint64(X509_get_serialNumber(&made), random_serial_number()) == 1,
          "a serial number");
  set_time(X509_getm_notBefore(&made), request.validity.from);
  set_time(X509_getm_notAfter(&made), request.validity.until);
  set_subject(made, request.subject);
  require(X509_set_issuer_name(&made, X509_get_subject_name(signing.certificate.get())) == 1, "an issuer");
  require(X509_set_pubkey(&made, subject.key.get()) == 1, "a certificate's key");
  add_extensions(made, *signing.certificate, request);
  require(X509_sign(&made, signing.key.get(), EVP_sha256()) > 0, "signing a certificate");
  return subject;
}

TestAuthority::TestAuthority(Validity validity)
    : validity_(validity),
      root_(issue({{"Vesture Test Root CA", "", "Vesture Test Authority"}, validity, Purpose::authority})),
      intermediate_(
          issue({{"Vesture Test Signing CA", "", "Vesture Test Authority"}, validity, Purpose::authority},
                &root_)) {}

Identity TestAuthority::signer(const Subject& subject, KeyKind key) const {
  return issue({subject, validity_, Purpose::signing, key}, &intermediate_);
}

Identity TestAuthority::signer(KeyKind key) const {
  return signer({"ANNA ZIEMELE", "PNOLV-320102-34567", ""}, key);
}

Identity TestAuthority::time_stamping_unit() const {
  return issue({{"Vesture Test TSU", "", "Vesture Test Authority"}, validity_, Purpose::time_stamping},
               &root_);
}

Identity TestAuthority::responder() const {
  return issue({{"Vesture Test OCSP", "", "Vesture Test Authority"}, validity_, Purpose::ocsp_responding},
               &intermediate_);
}

}  // namespace vesture::signing
