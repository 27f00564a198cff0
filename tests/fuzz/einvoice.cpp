// Whatever the bytes are: a check ends with findings that say where they are, no more than asked for; and what passes
// for an e-invoice is one by its first element. Seeds: VESTURE_WRITE_SEEDS=<folder> einvoice_tests.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "api/einvoice/check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vesture;
  const std::string_view document(reinterpret_cast<const char*>(data), size);
  const api::einvoice::CheckLimits limits{.findings = 20};
  const auto checked = api::einvoice::check(document, limits);
  if (checked.findings.size() > limits.findings) std::abort();
  for (const auto& each : checked.findings)
    if (each.rule.empty() || each.text.lv.empty() || each.text.en.empty() || !each.place.starts_with('/'))
      std::abort();
  const auto syntax = api::einvoice::syntax_of(document);
  if (checked.invoice && syntax != checked.invoice->syntax) std::abort();
  if (!checked.invoice && !domain::einvoice::is_fatal(checked.findings)) std::abort();
  return 0;
}
