#include "domain/files/inspection.hpp"

#include <stdexcept>

#include "domain/common/utf8.hpp"

namespace vesture::domain::files {

namespace {

std::string clipped(const std::string& text) {
  const auto beginning = beginning_of(text, kMostSummaryBytes);
  return beginning.size() == text.size() ? text : std::string(beginning) + "…";
}

}  // namespace

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

bool is_invoice(Form form) {
  switch (form) {
    case Form::ubl_invoice:
    case Form::ubl_credit_note:
    case Form::cii_invoice:
      return true;
    case Form::file:
    case Form::signed_container:
      return false;
  }
  return false;
}

InvoiceSummary summary_of(const einvoice::Invoice& invoice) {
  return {clipped(invoice.number),   clipped(invoice.type_code),   clipped(invoice.issued),
          clipped(invoice.due),      clipped(invoice.seller.name), clipped(invoice.buyer.name),
          clipped(invoice.currency), clipped(invoice.payable)};
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
