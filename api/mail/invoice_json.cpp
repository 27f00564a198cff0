#include "api/mail/invoice_json.hpp"

namespace vesture::api {

FindingJson json_of(const domain::einvoice::Finding& finding, domain::Language language) {
  return {std::string(finding.rule),
          finding.severity,
          std::string(finding.text.in(language)),
          finding.place,
          finding.line,
          finding.detail};
}

}  // namespace vesture::api
