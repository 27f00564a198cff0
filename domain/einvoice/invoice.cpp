#include "domain/einvoice/invoice.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace vesture::domain::einvoice {

namespace {

// Of UNTDID 1001, what EN 16931 takes in credit notes, but for 502 and 503: those are invoices as well.
constexpr auto kCreditNotes = std::to_array<std::string_view>(
    {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"});

}  // namespace

bool is_credit_note(const Invoice& invoice) {
  if (invoice.syntax != Syntax::cii_invoice) return invoice.syntax == Syntax::ubl_credit_note;
  return std::ranges::find(kCreditNotes, invoice.type_code) != kCreditNotes.end();
}

}  // namespace vesture::domain::einvoice
