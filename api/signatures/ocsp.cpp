#include "api/signatures/ocsp.hpp"

#include <algorithm>

#include "api/signatures/signature_value.hpp"

namespace vesture::api::signatures {

namespace {

using Basic = std::unique_ptr<OCSP_BASICRESP, OpensslFree<OCSP_BASICRESP_free>>;
using Id = std::unique_ptr<OCSP_CERTID, OpensslFree<OCSP_CERTID_free>>;

constexpr std::int64_t kMinute = 60 * 1'000'000LL;  // microseconds
constexpr std::int64_t kClocksDiffer = 15 * kMinute;
constexpr std::int64_t kFresh = 24 * 60 * kMinute;

constexpr ChainReasons kReasons{"ocsp.no_anchor",    "ocsp.out_of_validity", "ocsp.out_of_validity",
                                "ocsp.chain_broken", "ocsp.chain_broken",    "ocsp.chain_broken"};

enum class Answer { of_another, refused, good, revoked };

// Some carry the whole response, some its basic part alone.
Basic read_response(std::string_view der) {
  const auto response = from_der<OCSP_RESPONSE, OCSP_RESPONSE_free>(d2i_OCSP_RESPONSE, der);
  if (!response) return from_der<OCSP_BASICRESP, OCSP_BASICRESP_free>(d2i_OCSP_BASICRESP, der);
  return Basic(OCSP_response_get1_basic(response.get()));
}

OCSP_SINGLERESP* find_answer(OCSP_BASICRESP* basic, const StatusQuestion& question) {
  for (int i = 0; i < OCSP_resp_count(basic); ++i) {
    auto* single = OCSP_resp_get0(basic, i);
    auto* theirs = const_cast<OCSP_CERTID*>(OCSP_SINGLERESP_get0_id(single));
    ASN1_OBJECT* digest = nullptr;
    OCSP_id_get0_info(nullptr, &digest, nullptr, nullptr, theirs);
    const auto* algorithm = EVP_get_digestbyobj(digest);
    if (!algorithm) continue;
    const Id ours(OCSP_cert_to_id(algorithm, question.certificate, question.issuer));
    if (ours && OCSP_id_cmp(ours.get(), theirs) == 0) return single;
  }
  return nullptr;
}

bool is_valid_at(const X509* certificate, domain::Instant at) {
  return instant_of(X509_get0_notBefore(certificate)) <= at &&
         at <= instant_of(X509_get0_notAfter(certificate));
}

bool is_responder(X509* certificate) {
  const bool has_purposes = (X509_get_extension_flags(certificate) & EXFLAG_XKUSAGE) != 0;
  return has_purposes && (X509_get_extended_key_usage(certificate) & XKU_OCSP_SIGN) != 0;
}

// RFC 6960, 4.2.2.2: the issuer itself, one whom it certified for that, or one whom we trust for that.
bool is_authorised(X509* signer, const StatusQuestion& question, domain::Instant at, Findings& findings) {
  if (X509_cmp(signer, question.issuer) == 0) return true;
  if (!is_responder(signer)) {
    findings.add("ocsp.not_authorised");
    return false;
  }
  const bool certified = X509_check_issued(question.issuer, signer) == X509_V_OK &&
                         X509_verify(signer, X509_get0_pubkey(question.issuer)) == 1;
  if (!certified) return check_chain(signer, question.others, question.responders, at, kReasons, findings);
  if (!is_valid_at(signer, at)) findings.add("ocsp.out_of_validity");
  if (is_too_short(X509_get0_pubkey(signer))) findings.add("ocsp.chain_broken");
  return is_valid_at(signer, at) && !is_too_short(X509_get0_pubkey(signer));
}

struct Status {
  int code = V_OCSP_CERTSTATUS_UNKNOWN;
  domain::Instant produced, revoked;
  std::optional<domain::Instant> next;
};

Status status_of(const OCSP_BASICRESP* basic, OCSP_SINGLERESP* single) {
  ASN1_GENERALIZEDTIME *revoked = nullptr, *this_update = nullptr, *next_update = nullptr;
  Status status;
  status.code = OCSP_single_get0_status(single, nullptr, &revoked, &this_update, &next_update);
  status.produced = instant_of(OCSP_resp_get0_produced_at(basic));
  if (revoked) status.revoked = instant_of(revoked);
  if (next_update) status.next = instant_of(next_update);
  return status;
}

bool is_of_the_time(const Status& status, const StatusQuestion& question) {
  const auto produced = status.produced.microseconds;
  if (produced > question.now.microseconds + kClocksDiffer) return false;
  if (question.stamped_at) return produced + kClocksDiffer >= question.stamped_at->microseconds;
  return status.next ? *status.next >= question.now : produced + kFresh >= question.now.microseconds;
}

Answer judge(const Status& status, const StatusQuestion& question, Findings& findings) {
  if (status.code == V_OCSP_CERTSTATUS_REVOKED &&
      status.revoked <= question.stamped_at.value_or(question.now)) {
    findings.add("certificate.revoked");
    return Answer::revoked;
  }
  const bool good = status.code == V_OCSP_CERTSTATUS_GOOD || status.code == V_OCSP_CERTSTATUS_REVOKED;
  if (!good) findings.add("ocsp.status_unknown");
  if (!is_of_the_time(status, question)) findings.add("ocsp.of_another_time");
  return good && is_of_the_time(status, question) ? Answer::good : Answer::refused;
}

Answer check(OCSP_BASICRESP* basic, const StatusQuestion& question, Findings& findings) {
  auto* single = find_answer(basic, question);
  if (!single) return Answer::of_another;
  auto known = stack_of(question.others);
  sk_X509_push(known.get(), question.issuer);
  X509* signer = nullptr;
  if (OCSP_resp_get0_signer(basic, &signer, known.get()) != 1 ||
      OCSP_basic_verify(basic, known.get(), nullptr, OCSP_NOVERIFY) != 1) {
    findings.add("ocsp.value_differs");
    return Answer::refused;
  }
  const auto status = status_of(basic, single);
  if (!is_authorised(signer, question, status.produced, findings)) return Answer::refused;
  return judge(status, question, findings);
}

}  // namespace

bool check_ocsp(const std::vector<std::string>& responses, const StatusQuestion& question,
                Findings& findings) {
  std::vector<Answer> answers;
  Findings refusals;
  for (const auto& der : responses) {
    const auto basic = read_response(der);
    if (basic)
      answers.push_back(check(basic.get(), question, refusals));
    else
      findings.add("ocsp.malformed");
  }
  const auto any = [&](Answer answer) { return std::ranges::find(answers, answer) != answers.end(); };
  if (any(Answer::good) && !any(Answer::revoked)) return true;
  if (!any(Answer::refused) && !any(Answer::revoked)) findings.add("ocsp.of_another_certificate");
  findings.add(refusals);
  return false;
}

}  // namespace vesture::api::signatures
