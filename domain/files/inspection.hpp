// What an uploaded content turned out to be when it was looked into, once, as it was taken in (MAIL-17, MAIL-19). What was
// found stays as it was found then: certificates run out, and the anchors that a deployment configures change.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/common/sealing.hpp"
#include "domain/einvoice/invoice.hpp"
#include "domain/signatures/verdict.hpp"

namespace vesture::domain::files {

// Persisted numbers: never change or reuse one.
enum class Form : std::uint8_t {
  file = 0,  // anything else, and what was never looked into
  ubl_invoice = 1,
  ubl_credit_note = 2,
  cii_invoice = 3,
  signed_container = 4,
};

Form form_of(einvoice::Syntax);

// The first things that a person asks of an e-invoice, in its own words; the whole is in the content. A text beyond
// kMostSummaryBytes is cut there, and ends in "…".
struct InvoiceSummary {
  std::string number;    // BT-1
  std::string issued;    // BT-2, YYYY-MM-DD
  std::string due;       // BT-9; may be empty
  std::string seller;    // BT-27
  std::string buyer;     // BT-44
  std::string currency;  // BT-5
  std::string payable;   // BT-115
  bool operator==(const InvoiceSummary&) const = default;
};

inline constexpr std::size_t kMostSummaryBytes = 400;

InvoiceSummary summary_of(const einvoice::Invoice&);

struct Findings {
  std::array<std::uint8_t, 32> sha256{};  // of the content
  std::optional<InvoiceSummary> invoice;
  std::optional<signatures::ContainerVerdict> container;
  bool operator==(const Findings&) const = default;
};

// As an event carries it: what it is in the clear, what was found sealed under the content's key, so that it goes with the
// content.
struct Inspection {
  Form form{};
  signatures::State signature{};  // of a signed container
  Sealed findings;                // encode(Findings); "" of what was never looked into
  bool operator==(const Inspection&) const = default;
};

Inspection inspection_of(const Findings&, Form);
// nullopt where it was never looked into, or what was found is destroyed. Throws std::runtime_error where the bytes are none.
std::optional<Findings> findings_of(const Inspection&);

// FlatBuffers bytes of findings.fbs, and back; nullopt where they are none.
std::string encode(const Findings&);
std::optional<Findings> decode_findings(std::string_view bytes);

}  // namespace vesture::domain::files
