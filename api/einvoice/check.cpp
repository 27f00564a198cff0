#include "api/einvoice/check.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "api/einvoice/xml_faults.hpp"
#include "api/einvoice/xml_reader.hpp"
#include "domain/einvoice/display.hpp"
#include "domain/einvoice/findings.hpp"
#include "domain/einvoice/peppol.hpp"
#include "domain/einvoice/reading.hpp"

namespace vesture::api::einvoice {

using domain::einvoice::Finding;

Checked check(std::string_view document, const CheckLimits& limits) {
  Checked checked;
  const auto root = read_xml(document, limits, &checked.findings);
  if (!root) return {{root.error()}, std::nullopt};
  const auto read = domain::einvoice::read(*root);
  if (!read) return {{other_root(root->name, root->line)}, std::nullopt};
  const auto add = [&](std::vector<Finding> findings) {
    std::ranges::move(findings, std::back_inserter(checked.findings));
  };
  add(domain::einvoice::findings_of(*read, limits.findings));
  if (domain::einvoice::claims_peppol(*read))
    add(domain::einvoice::peppol_rule_book().findings_of(*read, limits.findings));
  std::ranges::stable_sort(checked.findings, {}, &Finding::line);
  domain::einvoice::keep_gravest(checked.findings, limits.findings);
  checked.invoice = domain::einvoice::invoice_of(*read);
  return checked;
}

}  // namespace vesture::api::einvoice
