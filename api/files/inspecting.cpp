#include "api/files/inspecting.hpp"

#include <utility>

#include "api/einvoice/check.hpp"
#include "api/files/problems.hpp"
#include "api/files/stored_content.hpp"
#include "api/nfc.hpp"
#include "api/signatures/content_bytes.hpp"

namespace vesture::api {

namespace {

using Inspected = std::expected<domain::files::Inspection, Problem>;
using domain::files::Findings;
using domain::files::Form;
using domain::files::Inspection;

// A forwarded message takes a hundred of them into one commit.
constexpr std::size_t kMostFindingsBytes = 128 << 10;

Inspected inspect_invoice(const StoredContent& content, Findings findings, domain::einvoice::Syntax syntax) {
  const auto checked = einvoice::check(signatures::bytes_at(content, 0, einvoice::kEnoughToCheck));
  if (!checked.passes()) return std::unexpected(problems::invoice_invalid(checked.findings));
  findings.invoice = domain::files::summary_of(*checked.invoice);
  return domain::files::inspection_of(findings, domain::files::form_of(syntax));
}

Inspection inspect_container(const StoredContent& content, Findings findings, const signatures::Trust& trust,
                             domain::Instant now) {
  auto verdict = signatures::verify(content, trust, now);
  // As the names of what is attached beside it are.
  for (auto& file : verdict.files) file.name = to_nfc(file.name);
  findings.container = std::move(verdict);
  auto inspection = domain::files::inspection_of(findings, Form::signed_container);
  if (inspection.findings.text.size() <= kMostFindingsBytes) return inspection;
  findings.container = {domain::signatures::State::invalid, {{"container.too_many_entries", ""}}, {}, {}};
  return domain::files::inspection_of(findings, Form::signed_container);
}

}  // namespace

Inspected inspect(const eventstore::Vault& vault, const Upload& upload, const signatures::Trust& trust,
                  domain::Instant now) {
  const StoredContent content(vault, upload.content);
  const Findings findings{upload.sha256, now, {}, {}};
  if (const auto syntax =
          einvoice::syntax_of(signatures::bytes_at(content, 0, einvoice::kEnoughToKnowTheSyntax)))
    return inspect_invoice(content, findings, *syntax);
  if (signatures::is_container(upload.name, content)) return inspect_container(content, findings, trust, now);
  return domain::files::inspection_of(findings, Form::file);
}

}  // namespace vesture::api
