#include "tools/signing/xades.hpp"

#include <libxml/uri.h>
#include <openssl/asn1.h>

#include "eventstore/base64.hpp"
#include "tools/signing/openssl_object.hpp"
#include "tools/signing/xml_tree.hpp"

namespace vesture::signing {

namespace {

using eventstore::base64::encode;

constexpr auto kAsic = "http://uri.etsi.org/02918/v1.2.1#";
constexpr auto kDsig = "http://www.w3.org/2000/09/xmldsig#";
constexpr auto kXades = "http://uri.etsi.org/01903/v1.3.2#";
constexpr auto kSignedPropertiesType = "http://uri.etsi.org/01903#SignedProperties";

// The path of a file as a relative reference (RFC 3986).
std::string reference_to(const std::string& name) {
  const std::unique_ptr<xmlChar, void (*)(void*)> escaped(
      xmlURIEscapeStr(reinterpret_cast<const xmlChar*>(name.c_str()), reinterpret_cast<const xmlChar*>("/")),
      xmlFree);
  if (!escaped) throw std::runtime_error("a name that cannot be a URI: " + name);
  return reinterpret_cast<const char*>(escaped.get());
}

std::string sequence(const std::string& content) {
  const auto size = static_cast<int>(content.size());
  std::string der(static_cast<std::size_t>(ASN1_object_size(1, size, V_ASN1_SEQUENCE)) - content.size(),
                  '\0');
  auto* end = octets(der);
  ASN1_put_object(&end, 1, size, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL);
  return der + content;
}

// IssuerSerial of RFC 5035: the issuer as GeneralNames, and the serial number.
std::string issuer_serial(const Certificate& certificate) {
  const auto names = owned(GENERAL_NAMES_new(), "an issuer's name");
  GENERAL_NAME* name = GENERAL_NAME_new();
  require(name && sk_GENERAL_NAME_push(names.get(), name) == 1, "an issuer's name");
  name->type = GEN_DIRNAME;
  name->d.directoryName = X509_NAME_dup(X509_get_issuer_name(certificate.get()));
  return sequence(der_of<GENERAL_NAMES>(names.get(), i2d_GENERAL_NAMES) +
                  der_of<ASN1_INTEGER>(X509_get0_serialNumber(certificate.get()), i2d_ASN1_INTEGER));
}

class Signature {
 public:
  Signature(const SignatureRequest& request, std::string id)
      : request_(request),
        id_(std::move(id)),
        tree_("asic:XAdESSignatures", kAsic),
        signature_(declared("ds:Signature")) {}

  std::string over(const std::vector<DataFile>& files) {
    const auto signed_info = signature_.add("ds:SignedInfo");
    const auto value = signature_.add("ds:SignatureValue").attribute("Id", id_ + "-SIG");
    add_key_info();
    const auto properties =
        signature_.add("ds:Object").add("xades:QualifyingProperties").attribute("Target", "#" + id_);
    const auto signed_properties = add_signed_properties(properties, files);
    fill_signed_info(signed_info, files, signed_properties);
    value.text(encode(sign(request_.signer.key, request_.digest, request_.padding,
                           signed_info.canonical(request_.canonicalization))));
    add_unsigned_properties(properties, value);
    return tree_.serialized();
  }

 private:
  // Prefixes are declared before the first element that has them, so that canonical bytes do not change later.
  Element declared(const std::string& name) {
    const auto root = tree_.root().declare("ds", kDsig).declare("xades", kXades);
    return root.add(name).attribute("Id", id_);
  }

  std::string reference_id(std::size_t number) const { return id_ + "-RefId" + std::to_string(number); }
  std::string signed_properties_id() const { return id_ + "-SignedProperties"; }

  void add_method(Element parent, const std::string& name, std::string_view uri) const {
    parent.add(name).attribute("Algorithm", std::string(uri));
  }

  void add_digest(Element parent, std::string_view bytes) const {
    add_method(parent, "ds:DigestMethod", uri_of(request_.digest));
    parent.add("ds:DigestValue").text(encode(digest(request_.digest, bytes)));
  }

  void add_key_info() {
    const auto data = signature_.add("ds:KeyInfo").add("ds:X509Data");
    data.add("ds:X509Certificate").text(encode(der_of(request_.signer.certificate)));
    for (const auto& certificate : request_.key_info_chain)
      data.add("ds:X509Certificate").text(encode(der_of(certificate)));
  }

  Element add_signed_properties(Element properties, const std::vector<DataFile>& files) const {
    const auto all = properties.add("xades:SignedProperties").attribute("Id", signed_properties_id());
    const auto of_signature = all.add("xades:SignedSignatureProperties");
    const domain::Instant second{request_.claimed_at.microseconds / 1'000'000 * 1'000'000};
    of_signature.add("xades:SigningTime").text(domain::to_string(second));
    const auto certificate = of_signature.add("xades:SigningCertificateV2").add("xades:Cert");
    add_digest(certificate.add("xades:CertDigest"), der_of(request_.signer.certificate));
    certificate.add("xades:IssuerSerialV2").text(encode(issuer_serial(request_.signer.certificate)));
    const auto of_files = all.add("xades:SignedDataObjectProperties");
    for (std::size_t number = 0; number < files.size(); ++number)
      of_files.add("xades:DataObjectFormat")
          .attribute("ObjectReference", "#" + reference_id(number))
          .add("xades:MimeType")
          .text(files[number].media_type);
    return all;
  }

  void fill_signed_info(Element info, const std::vector<DataFile>& files, Element signed_properties) const {
    add_method(info, "ds:CanonicalizationMethod", uri_of(request_.canonicalization));
    add_method(info, "ds:SignatureMethod",
               signature_uri(request_.signer.key, request_.digest, request_.padding));
    for (std::size_t number = 0; number < files.size(); ++number) {
      const auto reference = info.add("ds:Reference").attribute("Id", reference_id(number));
      add_digest(reference.attribute("URI", reference_to(files[number].name)), files[number].bytes);
    }
    const auto reference = info.add("ds:Reference").attribute("Type", kSignedPropertiesType);
    reference.attribute("URI", "#" + signed_properties_id());
    add_method(reference.add("ds:Transforms"), "ds:Transform", uri_of(request_.canonicalization));
    add_digest(reference, signed_properties.canonical(request_.canonicalization));
  }

  void add_unsigned_properties(Element properties, Element value) const {
    if (!request_.time_stamp && request_.certificate_values.empty() && request_.ocsp_responses.empty())
      return;
    const auto all = properties.add("xades:UnsignedProperties").add("xades:UnsignedSignatureProperties");
    if (request_.time_stamp) add_time_stamp(all, value);
    if (!request_.certificate_values.empty()) {
      const auto values = all.add("xades:CertificateValues");
      for (const auto& certificate : request_.certificate_values)
        values.add("xades:EncapsulatedX509Certificate").text(encode(der_of(certificate)));
    }
    if (!request_.ocsp_responses.empty()) {
      const auto values = all.add("xades:RevocationValues").add("xades:OCSPValues");
      for (const auto& response : request_.ocsp_responses)
        values.add("xades:EncapsulatedOCSPValue").text(encode(response));
    }
  }

  void add_time_stamp(Element all, Element value) const {
    const auto stamp = all.add("xades:SignatureTimeStamp").attribute("Id", id_ + "-T0");
    add_method(stamp, "ds:CanonicalizationMethod", uri_of(request_.canonicalization));
    stamp.add("xades:EncapsulatedTimeStamp")
        .text(encode(request_.time_stamp(value.canonical(request_.canonicalization))));
  }

  const SignatureRequest& request_;
  std::string id_;
  XmlTree tree_;
  Element signature_;
};

}  // namespace

std::string signatures_xml(const std::vector<DataFile>& files, const SignatureRequest& request,
                           const std::string& id) {
  return Signature(request, id).over(files);
}

}  // namespace vesture::signing
