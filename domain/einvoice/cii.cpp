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

void add(Group& group, const Terms& terms) {
  group.terms.insert(group.terms.end(), terms.begin(), terms.end());
}

// CII says once for all payments what the model has with each of them.
void share_with_payments(Group& invoice) {
  const auto remittances = take(invoice, [](const auto& each) { return each.first == BT::remittance; });
  const auto mandates = take(invoice, [](const auto& each) { return each.first == BT::mandate_reference; });
  for (auto& payment : invoice.groups) {
    if (payment.id != BG::payment_instructions) continue;
    add(payment, remittances);
    for (auto& debit : payment.groups)
      if (debit.id == BG::direct_debit) add(debit, mandates);
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
  share_with_payments(invoice);
  part_totals_of_vat(invoice);
  return invoice;
}

}  // namespace vesture::domain::einvoice
