#include "domain/einvoice/reading.hpp"

#include "domain/einvoice/binding.hpp"

namespace vesture::domain::einvoice {
namespace {

struct Readable {
  std::string_view first_element;
  Syntax syntax;
  const Binding& (*binding)();
};

constexpr Readable kReadable[]{
    {"Invoice", Syntax::ubl_invoice, ubl_invoice_binding},
    {"CreditNote", Syntax::ubl_credit_note, ubl_credit_note_binding},
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
  return Document{found->syntax, found->binding().read(root)};
}

}  // namespace vesture::domain::einvoice
