#include "api/signatures/signature_check.hpp"

#include <openssl/bn.h>

#include <algorithm>

#include "api/signatures/ocsp.hpp"
#include "api/signatures/signature_value.hpp"
#include "api/signatures/time_stamp.hpp"

namespace vesture::api::signatures {

namespace {

using domain::Instant;
using Number = std::unique_ptr<BIGNUM, OpensslFree<BN_free>>;

constexpr ChainReasons kReasons{"certificate.no_anchor",     "certificate.expired",
                                "certificate.not_yet_valid", "certificate.key_too_short",
                                "certificate.digest_weak",   "certificate.chain_broken"};
constexpr ChainReasons kReasonsWithoutStamp{"certificate.no_anchor",     "certificate.expired_since",
                                            "certificate.not_yet_valid", "certificate.key_too_short",
                                            "certificate.digest_weak",   "certificate.chain_broken"};

bool is_serial_of(const X509* certificate, const std::string& decimal) {
  const Number number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
  if (!number) return false;
  const std::unique_ptr<char, void (*)(char*)> text(BN_bn2dec(number.get()),
                                                    [](char* made) { OPENSSL_free(made); });
  return text && decimal == text.get();
}

// RFC 5035, 5.4.1: SEQUENCE { GeneralNames, serialNumber }.
bool is_issuer_serial_of(const X509* certificate, std::string_view der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const auto* end = at + der.size();
  long size = 0;
  int tag = 0, kind = 0;
  if (ASN1_get_object(&at, &size, &tag, &kind, end - at) != V_ASN1_CONSTRUCTED || tag != V_ASN1_SEQUENCE)
    return false;
  const std::unique_ptr<GENERAL_NAMES, OpensslFree<GENERAL_NAMES_free>> names(
      d2i_GENERAL_NAMES(nullptr, &at, end - at));
  const std::unique_ptr<ASN1_INTEGER, OpensslFree<ASN1_INTEGER_free>> serial(
      names ? d2i_ASN1_INTEGER(nullptr, &at, end - at) : nullptr);
  if (!serial || at != end || sk_GENERAL_NAME_num(names.get()) != 1) return false;
  const auto* name = sk_GENERAL_NAME_value(names.get(), 0);
  return name->type == GEN_DIRNAME &&
         X509_NAME_cmp(name->d.directoryName, X509_get_issuer_name(certificate)) == 0 &&
         ASN1_INTEGER_cmp(serial.get(), X509_get0_serialNumber(certificate)) == 0;
}

// RFC 5280, 4.2.1.3 and 4.2.1.12: what certifies times or the status of others signs no documents, whatever its key may do.
bool is_for_documents(X509* certificate) {
  const auto usage = X509_get_key_usage(certificate);  // all bits where the certificate does not say
  if (!(usage & (KU_NON_REPUDIATION | KU_DIGITAL_SIGNATURE))) return false;
  const bool has_purposes = (X509_get_extension_flags(certificate) & EXFLAG_XKUSAGE) != 0;
  return !has_purposes || !(X509_get_extended_key_usage(certificate) & (XKU_TIMESTAMP | XKU_OCSP_SIGN));
}

class SignatureCheck {
 public:
  SignatureCheck(const SignatureElement& signature, SignatureDocument& document,
                 const SignedContents& contents, const Trust::Stores& stores, Instant now, Findings& findings)
      : signature_(signature),
        document_(document),
        contents_(contents),
        stores_(stores),
        now_(now),
        findings_(findings) {}

  domain::signatures::SignatureVerdict run() {
    check_references();
    find_certificate();
    if (certificate_) {
      check_value();
      check_trust();
    }
    auto verdict = verdict_of(findings_);
    verdict.claimed_at = signature_.claimed_at;
    verdict.stamped_at = stamped_at_;
    if (certificate_) verdict.signer = signer_of(certificate_.get());
    return verdict;
  }

 private:
  void check_references() {
    Findings found;
    signatures::check_references(signature_, document_, contents_, found);
    findings_.add(found);
    if (found.none()) {
      findings_.passed("checked.files");
      findings_.passed("checked.properties");
    }
  }

  // Of the certificates that the signature has, the one that it signed.
  void find_certificate() {
    const auto& signed_digest = signature_.signing_certificate.digest;
    for (const auto& der : signature_.certificates) {
      if (digest_of(*signed_digest.algorithm, der) != signed_digest.value) continue;
      certificate_der_ = der;
      certificate_ = from_der<X509, X509_free>(d2i_X509, der);
      if (!certificate_ || !X509_get0_pubkey(certificate_.get())) {
        certificate_.reset();
        return findings_.add("certificate.malformed");
      }
      return check_issuer_serial();
    }
    findings_.add("signature.certificate_differs");
  }

  void check_issuer_serial() {
    const auto& [digest, serial, v2] = signature_.signing_certificate;
    const bool agrees = (!serial || is_serial_of(certificate_.get(), *serial)) &&
                        (!v2 || is_issuer_serial_of(certificate_.get(), *v2));
    if (!agrees) findings_.add("certificate.issuer_serial_differs");
    findings_.passed("checked.signing_certificate");
  }

  void check_value() {
    auto* key = X509_get0_pubkey(certificate_.get());
    if (!fits(key, signature_.algorithm)) return findings_.add("signature.key_of_another_kind");
    const auto bytes =
        document_.canonicalizer.run(signature_.signed_info, signature_.canonicalization, Comments::kept);
    if (!bytes) return findings_.add(bytes.error());
    if (!value_holds(key, signature_.algorithm, *bytes, signature_.value))
      return findings_.add("signature.value_differs");
    findings_.passed("checked.value");
  }

  // Certificates and proofs of a signature whose value does not hold say nothing of it.
  void check_trust() {
    if (domain::signatures::is_against_core(findings_.reasons())) return;
    others_ = read_other_certificates();
    check_time_stamps();
    check_certificate();
    check_status();
  }

  // Each once: signatures carry some twice, the signer's too, and reading one costs OpenSSL more than verifying with it.
  Certificates read_other_certificates() const {
    std::vector<std::string_view> others;
    for (const auto* list : {&signature_.certificates, &signature_.other_certificates})
      for (const auto& der : *list)
        if (der != certificate_der_ && std::ranges::find(others, der) == others.end()) others.push_back(der);
    return read_certificates(others);
  }

  void check_time_stamps() {
    for (const auto& stamp : signature_.time_stamps) {
      const auto stamped =
          document_.canonicalizer.run(signature_.value_node, stamp.canonicalization, Comments::dropped);
      if (!stamped) return findings_.add(stamped.error());
      const auto time =
          check_time_stamp(stamp.token, *stamped, stores_.time_stamps.get(), others_, now_, findings_);
      if (time && time->trusted) stamped_at_ = std::min(stamped_at_.value_or(time->at), time->at);
    }
    if (stamped_at_) findings_.passed("checked.time_stamp");
  }

  void check_certificate() {
    if (!is_for_documents(certificate_.get())) findings_.add("certificate.key_usage");
    if (is_too_short(X509_get0_pubkey(certificate_.get()))) findings_.add("certificate.key_too_short");
    if (!check_chain(certificate_.get(), others_, stores_.signers.get(), stamped_at_.value_or(now_),
                     may_have_expired_since() ? kReasonsWithoutStamp : kReasons, findings_, &issuer_))
      return;
    findings_.passed("checked.chain");
    if (stamped_at_)
      findings_.passed("checked.valid_when_stamped");
    else
      findings_.passed("checked.valid_when_verified");
  }

  // Of a signature that claims to be made in time nobody can tell without a trusted time stamp; one that does not even
  // claim it was made too late.
  bool may_have_expired_since() const {
    return !stamped_at_ && signature_.claimed_at &&
           *signature_.claimed_at <= instant_of(X509_get0_notAfter(certificate_.get()));
  }

  // Where no chain was found, a certificate that is there may be the issuer's: its answer settles nothing, but one that
  // speaks against the signer is heard.
  X509* issuer() const {
    if (issuer_) return issuer_.get();
    const auto found = std::ranges::find_if(others_, [&](const Certificate& other) {
      return X509_check_issued(other.get(), certificate_.get()) == X509_V_OK;
    });
    return found == others_.end() ? nullptr : found->get();
  }

  void check_status() {
    if (signature_.ocsp_responses.empty()) return;
    if (!issuer()) return findings_.add("ocsp.no_anchor");
    const StatusQuestion question{certificate_.get(),       issuer(),    others_,
                                  stores_.responders.get(), stamped_at_, now_};
    if (check_ocsp(signature_.ocsp_responses, question, findings_)) findings_.passed("checked.ocsp");
  }

  const SignatureElement& signature_;
  SignatureDocument& document_;
  const SignedContents& contents_;
  const Trust::Stores& stores_;
  const Instant now_;
  Findings& findings_;
  Certificate certificate_;
  std::string_view certificate_der_;
  Certificate issuer_;
  Certificates others_;
  std::optional<Instant> stamped_at_;
};

}  // namespace

domain::signatures::SignatureVerdict check_signature(const SignatureElement& signature,
                                                     SignatureDocument& document,
                                                     const SignedContents& contents,
                                                     const Trust::Stores& stores, Instant now,
                                                     Findings findings) {
  return SignatureCheck(signature, document, contents, stores, now, findings).run();
}

domain::signatures::SignatureVerdict verdict_of(const Findings& findings) {
  domain::signatures::SignatureVerdict verdict;
  verdict.state = domain::signatures::worst_of(findings.reasons());
  verdict.reasons = findings.reasons();
  verdict.checked = findings.checked();
  return verdict;
}

}  // namespace vesture::api::signatures
