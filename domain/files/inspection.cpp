#include "domain/files/inspection.hpp"

#include <stdexcept>

namespace vesture::domain::files {

Form form_of(einvoice::Syntax syntax) {
  switch (syntax) {
    case einvoice::Syntax::ubl_invoice:
      return Form::ubl_invoice;
    case einvoice::Syntax::ubl_credit_note:
      return Form::ubl_credit_note;
    case einvoice::Syntax::cii_invoice:
      return Form::cii_invoice;
  }
  return Form::file;
}

InvoiceSummary summary_of(const einvoice::Invoice& invoice) {
  return {invoice.number,     invoice.issued,   invoice.due,    invoice.seller.name,
          invoice.buyer.name, invoice.currency, invoice.payable};
}

Inspection inspection_of(const Findings& findings, Form form) {
  const auto signature = findings.container ? findings.container->state : signatures::State::none;
  return {form, signature, encode(findings)};
}

std::optional<Findings> findings_of(const Inspection& inspection) {
  if (inspection.findings.text.empty()) return std::nullopt;
  auto findings = decode_findings(inspection.findings.text);
  if (!findings) throw std::runtime_error("what was found in a content is not of its form");
  return findings;
}

}  // namespace vesture::domain::files
