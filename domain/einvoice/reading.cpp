#include "domain/einvoice/reading.hpp"

#include "domain/einvoice/binding.hpp"
#include "domain/einvoice/cii.hpp"

namespace vesture::domain::einvoice {
namespace {

struct Readable {
  std::string_view first_element;
  Syntax syntax;
  Group (*read)(const Element& root);
};

Group read_ubl_invoice(const Element& root) { return ubl_invoice_binding().read(root); }
Group read_ubl_credit_note(const Element& root) { return ubl_credit_note_binding().read(root); }

constexpr Readable kReadable[]{
    {"Invoice", Syntax::ubl_invoice, read_ubl_invoice},
    {"CreditNote", Syntax::ubl_credit_note, read_ubl_credit_note},
    {"rsm:CrossIndustryInvoice", Syntax::cii_invoice, read_cii},
};

const Readable* readable(std::string_view element) {
  const auto* found = std::ranges::find(kReadable, element, &Readable::first_element);
  return found == std::end(kReadable) ? nullptr : found;
}

}  // namespace

std::optional<Syntax> syntax_named(std::string_view element) {
  const auto* found = readable(element);
  return found ? std::optional(found->syntax) : std::nullopt;
}

std::optional<Document> read(const Element& root) {
  const auto* found = readable(root.name);
  if (!found) return std::nullopt;
  return Document{found->syntax, found->read(root)};
}

}  // namespace vesture::domain::einvoice
