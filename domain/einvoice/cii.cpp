#include "domain/einvoice/cii.hpp"

#include <algorithm>
#include <iterator>

#include "domain/einvoice/binding.hpp"

namespace vesture::domain::einvoice {
namespace {

using Terms = std::vector<std::pair<BT, Value>>;

// Takes the terms for which it holds out of a group.
template <typename Condition>
Terms take(Group& group, Condition condition) {
  Terms taken;
  std::ranges::copy_if(group.terms, std::back_inserter(taken), condition);
  std::erase_if(group.terms, condition);
  return taken;
}

Terms take(Group& group, BT term) {
  return take(group, [term](const auto& each) { return each.first == term; });
}

void add_to_each(BG id, Group& around, const Terms& terms) {
  for (auto& group : around.groups)
    if (group.id == id) group.terms.insert(group.terms.end(), terms.begin(), terms.end());
}

// CII says once for all payments what the model has with each of them, and beside an account whose it is.
void arrange_payments(Group& invoice) {
  add_to_each(BG::payment_instructions, invoice, take(invoice, BT::remittance));
  const auto mandates = take(invoice, BT::mandate_reference);
  for (auto& payment : invoice.groups) {
    if (payment.id != BG::payment_instructions) continue;
    add_to_each(BG::direct_debit, payment, mandates);
    add_to_each(BG::credit_transfer, payment, take(payment, BT::payment_service_provider));
  }
}

// CII has the totals of VAT in both currencies beside each other. The breakdown adds up to the one in the invoice's.
void part_totals_of_vat(Group& invoice) {
  const auto currency = invoice.text(BT::currency);
  Terms others;
  for (auto& total : invoice.groups)
    if (total.id == BG::vat_total)
      others = take(total, [&](const auto& each) { return each.second.attribute("currencyID") != currency; });
  for (const auto& other : others)
    invoice.groups.push_back({BG::vat_total, other.second.element, {other}, {}});
}

}  // namespace

Group read_cii(const Element& root) {
  auto invoice = cii_binding().read(root);
  arrange_payments(invoice);
  part_totals_of_vat(invoice);
  return invoice;
}

}  // namespace vesture::domain::einvoice
