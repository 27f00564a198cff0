#include "api/signatures/certificate_chain.hpp"

#include <ctime>
#include <stdexcept>

namespace vesture::api::signatures {

namespace {

constexpr int kLongestChain = 8;
constexpr int kSecurityLevel = 2;  // 112 bits
constexpr std::int64_t kSecond = 1'000'000;

using StoreContext = std::unique_ptr<X509_STORE_CTX, OpensslFree<X509_STORE_CTX_free>>;

std::string text_in(const X509_NAME* name, int nid) {
  const int at = X509_NAME_get_index_by_NID(name, nid, -1);
  if (at < 0) return {};
  unsigned char* utf8 = nullptr;
  const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
  if (size < 0) return {};
  std::string text(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(size));
  OPENSSL_free(utf8);
  std::erase_if(text, [](unsigned char c) { return c < ' ' || c == 0x7f; });
  return text;
}

// What is kept while a chain is looked for.
struct Search {
  const ChainReasons& reasons;
  Findings& findings;
  bool holds = true;
};

void note(int error, const ChainReasons& reasons, Findings& findings) {
  switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_UNTRUSTED:
      return findings.add(reasons.no_anchor);
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return findings.add(reasons.expired);
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return findings.add(reasons.not_yet_valid);
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
      return findings.add(reasons.key_too_short);
    case X509_V_ERR_CA_MD_TOO_WEAK:
      return findings.add(reasons.digest_weak);
    default:
      return findings.add(reasons.broken, X509_verify_cert_error_string(error));
  }
}

// Notes each fault and goes on, so that all of them are found: what was noted is against the chain whatever comes.
int on_fault(int holds, X509_STORE_CTX* context) {
  if (holds) return 1;
  auto* search = static_cast<Search*>(X509_STORE_CTX_get_app_data(context));
  search->holds = false;
  note(X509_STORE_CTX_get_error(context), search->reasons, search->findings);
  X509_STORE_CTX_set_error(context, X509_V_OK);
  return 1;
}

}  // namespace

Certificates read_certificates(const std::vector<std::string>& der) {
  Certificates certificates;
  for (const auto& bytes : der)
    if (auto certificate = from_der<X509, X509_free>(d2i_X509, bytes))
      certificates.push_back(std::move(certificate));
  return certificates;
}

CertificateStack stack_of(const Certificates& certificates) {
  CertificateStack stack(sk_X509_new_null(), [](STACK_OF(X509) * made) { sk_X509_free(made); });
  if (!stack) throw std::bad_alloc();
  for (const auto& certificate : certificates) sk_X509_push(stack.get(), certificate.get());
  return stack;
}

domain::signatures::Signer signer_of(const X509* certificate) {
  const auto* subject = X509_get_subject_name(certificate);
  return {text_in(subject, NID_commonName), text_in(subject, NID_serialNumber),
          text_in(subject, NID_organizationName), text_in(X509_get_issuer_name(certificate), NID_commonName)};
}

bool check_chain(X509* leaf, const Certificates& others, X509_STORE* anchors, domain::Instant at,
                 const ChainReasons& reasons, Findings& findings, Certificate* issuer) {
  const auto untrusted = stack_of(others);
  const StoreContext context(X509_STORE_CTX_new());
  if (!context || X509_STORE_CTX_init(context.get(), anchors, leaf, untrusted.get()) != 1)
    throw std::runtime_error("OpenSSL: no certificate check");
  Search search{reasons, findings};
  X509_STORE_CTX_set_app_data(context.get(), &search);
  X509_STORE_CTX_set_verify_cb(context.get(), on_fault);
  auto* parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_time(parameters, at.microseconds / kSecond);
  X509_VERIFY_PARAM_set_depth(parameters, kLongestChain);
  X509_VERIFY_PARAM_set_auth_level(parameters, kSecurityLevel);
  if (X509_verify_cert(context.get()) != 1 && search.holds) on_fault(0, context.get());
  const auto* chain = X509_STORE_CTX_get0_chain(context.get());
  if (issuer && sk_X509_num(chain) > 1) {
    auto* second = sk_X509_value(chain, 1);
    X509_up_ref(second);
    issuer->reset(second);
  }
  return search.holds;
}

domain::Instant instant_of(const ASN1_TIME* time) {
  std::tm utc{};
  if (!time || ASN1_TIME_to_tm(time, &utc) != 1) return {};
  return {static_cast<std::int64_t>(timegm(&utc)) * kSecond};
}

}  // namespace vesture::api::signatures
