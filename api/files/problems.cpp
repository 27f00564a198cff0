#include "api/files/problems.hpp"

#include "api/http/problem_parts.hpp"

namespace vesture::api::problems {

namespace {

constexpr int kRetrySoonSeconds = 5;
constexpr int kRetryLaterSeconds = 30;

Problem of_scanning(Problem made) {
  made.rule = "MAIL-18";
  return made;
}

}  // namespace

Problem file_name_invalid() {
  return about(
      problem(422, "files.name_invalid", {"Datnes nosaukums nav derīgs", "The file's name is not valid"}),
      "Content-Disposition",
      {"1 līdz 255 baiti UTF-8 bez ceļa, vadības rakstzīmēm un rakstības virziena maiņas.",
       "1 to 255 bytes of UTF-8 without a path, control characters or changes of direction."});
}

Problem content_digest_invalid() {
  return about(
      problem(400, "files.digest_invalid", {"Content-Digest nav derīgs", "Content-Digest is not valid"}),
      "Content-Digest");
}

Problem content_digest_mismatch() {
  return about(problem(422, "files.digest_mismatch",
                       {"Saņemtais saturs neatbilst Content-Digest",
                        "The content received is not the one that Content-Digest describes"}),
               "Content-Digest");
}

Problem content_empty() { return problem(422, "files.empty", {"Datne ir tukša", "The file is empty"}); }

Problem malware_found() {
  return of_scanning(
      problem(422, "files.malware_found", {"Datnē atrasta ļaunprogrammatūra", "The file carries malware"}));
}

Problem too_large_to_scan() {
  return of_scanning(
      problem(422, "files.too_large_to_scan",
              {"Datne ir par lielu, lai to pārbaudītu", "The file is too large to be scanned"}));
}

Problem scanner_unavailable() {
  return retryable(of_scanning(problem(503, "files.scanner_unavailable",
                                       {"Datni patlaban nevar pārbaudīt; mēģiniet vēlreiz",
                                        "The file cannot be scanned at present; try again"})),
                   kRetryLaterSeconds);
}

Problem not_an_invoice() {
  auto made =
      about(problem(422, "einvoice.other_root", {"Datne nav e-rēķins", "The file is not an e-invoice"}), "",
            {"E-rēķina pirmais elements ir UBL 2.1 Invoice vai CreditNote vai UN/CEFACT "
             "CrossIndustryInvoice.",
             "The first element of an e-invoice is UBL 2.1 Invoice or CreditNote, or UN/CEFACT "
             "CrossIndustryInvoice."});
  made.rule = "MAIL-17";
  return made;
}

Problem invoice_invalid(const std::vector<domain::einvoice::Finding>& findings) {
  auto made =
      problem(422, "einvoice.invalid",
              {"E-rēķins neatbilst standartam EN 16931", "The e-invoice does not comply with EN 16931"});
  made.rule = "MAIL-17";
  for (const auto& finding : findings)
    made.violations.push_back({std::string(finding.rule),
                               finding.severity == domain::einvoice::Severity::fatal, finding.text,
                               finding.place, finding.line, finding.detail});
  return made;
}

Problem range_not_satisfiable() {
  return about(problem(416, "files.range_not_satisfiable",
                       {"Prasītā daļa ir aiz datnes beigām", "The range asked for is beyond the file's end"}),
               "Range");
}

Problem file_expired() {
  auto made = problem(410, "files.expired",
                      {"Datnes glabāšanas laiks ir beidzies", "The file was kept to its term, and is gone"});
  made.rule = "ORD-14";
  return made;
}

Problem too_many_open() {
  return retryable(problem(429, "rate.too_many_open",
                           {"Pārāk daudz vienlaicīgu augšupielāžu, lejupielāžu, straumju vai pārskatu",
                            "Too many uploads, downloads, streams or reports at once"}),
                   kRetrySoonSeconds);
}

}  // namespace vesture::api::problems
