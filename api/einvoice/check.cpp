#include "api/einvoice/check.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "api/einvoice/xml_faults.hpp"
#include "api/einvoice/xml_reader.hpp"
#include "domain/einvoice/reading.hpp"

namespace vesture::api::einvoice {

Checked check(std::string_view document, const CheckLimits& limits) {
  Checked checked;
  const auto root = read_xml(document, limits, &checked.findings);
  if (!root) return {{root.error()}, std::nullopt};
  const auto read = domain::einvoice::read(*root);
  if (!read) return {{other_root(root->name, root->line)}, std::nullopt};
  return checked;
}

}  // namespace vesture::api::einvoice
