#include "domain/files/inspection.hpp"

#include <stdexcept>

namespace vesture::domain::files {

namespace {

bool continues_a_character(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

std::string clipped(const std::string& text) {
  if (text.size() <= kMostSummaryBytes) return text;
  std::size_t end = kMostSummaryBytes;
  while (end > 0 && continues_a_character(text[end])) --end;
  return text.substr(0, end) + "…";
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

InvoiceSummary summary_of(const einvoice::Invoice& invoice) {
  return {clipped(invoice.number),      clipped(invoice.issued),     clipped(invoice.due),
          clipped(invoice.seller.name), clipped(invoice.buyer.name), clipped(invoice.currency),
          clipped(invoice.payable)};
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
