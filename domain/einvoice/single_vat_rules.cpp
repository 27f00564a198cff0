// What single VAT categories ask for beyond what all of them do: intra-community supply (K), what is not subject to VAT (O),
// and Italy's split payment (B).
#include "domain/einvoice/rule_forms.hpp"
#include "domain/einvoice/sums.hpp"

namespace vesture::domain::einvoice {
namespace {

template <typename Condition>
Check where_in_breakdown(std::string_view code, Condition holds) {
  return [code, holds](const Asked& asked, Breaches& breaches) {
    if (asked.sums.of(code).breakdowns.of_vat > 0 && !holds(asked)) breaches.add(*asked.group.element);
  };
}

// BR-IC-11: the official rule takes a date of one character for none.
bool says_when_delivered(const Asked& asked) {
  const auto& invoice = asked.group;
  const auto dated = [](const Group& delivery) { return delivery.text(BT::delivery_date).size() > 1; };
  const auto stated = [](const Group& period) { return !period.element->children.empty(); };
  return std::ranges::any_of(invoice.all(BG::delivery), dated) ||
         std::ranges::any_of(invoice.all(BG::invoicing_period), stated);
}

bool says_where_delivered(const Asked& asked) {
  constexpr BG kPath[]{BG::invoice, BG::delivery, BG::delivery_address};
  return std::ranges::any_of(at_end_of(kPath, asked.group), [](const Group* address) {
    return address->text(BT::delivery_country).size() > 1;
  });
}

// BR-O-11 to BR-O-14.
Check none_but_not_subject(Uses CategorySums::*where) {
  return where_in_breakdown("O", [where](const Asked& asked) {
    return (asked.sums.all.*where).of_vat == (asked.sums.of("O").*where).of_vat;
  });
}

bool is_split_payment(const Sums& sums) {
  const auto& category = sums.of("B");
  return category.lines.of_any_tax + category.allowances.of_any_tax + category.charges.of_any_tax +
             category.breakdowns.of_any_tax >
         0;
}

bool is_country(BT term) {
  return term == BT::seller_country || term == BT::buyer_country || term == BT::tax_representative_country ||
         term == BT::delivery_country || term == BT::item_origin_country;
}

bool is_all_in_italy(const Group& group) {
  return std::ranges::all_of(
             group.terms,
             [](const auto& each) { return !is_country(each.first) || each.second.text == "IT"; }) &&
         std::ranges::all_of(group.groups, is_all_in_italy);
}

void split_payment_is_domestic(const Asked& asked, Breaches& breaches) {
  if (is_split_payment(asked.sums) && !is_all_in_italy(asked.group)) breaches.add(*asked.group.element);
}

void split_payment_is_not_standard_rated(const Asked& asked, Breaches& breaches) {
  const auto& standard = asked.sums.of("S");
  const auto uses = standard.lines.of_any_tax + standard.document_allowances.of_any_tax +
                    standard.document_charges.of_any_tax;
  if (is_split_payment(asked.sums) && uses > 0) breaches.add(*asked.group.element);
}

}  // namespace

Rules single_vat_rules() {
  return {
      {"BR-IC-11",
       BG::invoice,
       {"Ja PVN sadalījumā ir kategorija K (piegāde Eiropas Savienības teritorijā), jānorāda faktiskais "
        "piegādes datums (BT-72) vai rēķina periods (BG-14).",
        "Where the VAT breakdown has category K (intra-community supply), the actual delivery date (BT-72) "
        "or the invoicing period (BG-14) must be given."},
       where_in_breakdown("K", says_when_delivered)},
      {"BR-IC-12",
       BG::invoice,
       {"Ja PVN sadalījumā ir kategorija K (piegāde Eiropas Savienības teritorijā), jānorāda piegādes vietas "
        "valsts kods (BT-80).",
        "Where the VAT breakdown has category K (intra-community supply), the deliver to country code "
        "(BT-80) must be given."},
       where_in_breakdown("K", says_where_delivered)},
      {"BR-O-11",
       BG::invoice,
       {"Ja PVN sadalījumā ir kategorija O (PVN nepiemēro), citas kategorijas tajā nenorāda.",
        "Where the VAT breakdown has category O (not subject to VAT), it must have no other category."},
       none_but_not_subject(&CategorySums::breakdowns)},
      {"BR-O-12",
       BG::invoice,
       {"Ja PVN sadalījumā ir kategorija O (PVN nepiemēro), visām rēķina rindām (BG-25) jābūt šajā "
        "kategorijā.",
        "Where the VAT breakdown has category O (not subject to VAT), every invoice line (BG-25) must be of "
        "it."},
       none_but_not_subject(&CategorySums::lines)},
      {"BR-O-13",
       BG::invoice,
       {"Ja PVN sadalījumā ir kategorija O (PVN nepiemēro), visām dokumenta līmeņa atlaidēm (BG-20) jābūt "
        "šajā kategorijā.",
        "Where the VAT breakdown has category O (not subject to VAT), every document level allowance (BG-20) "
        "must be of it."},
       none_but_not_subject(&CategorySums::allowances)},
      {"BR-O-14",
       BG::invoice,
       {"Ja PVN sadalījumā ir kategorija O (PVN nepiemēro), visām dokumenta līmeņa piemaksām (BG-21) jābūt "
        "šajā kategorijā.",
        "Where the VAT breakdown has category O (not subject to VAT), every document level charge (BG-21) "
        "must be of it."},
       none_but_not_subject(&CategorySums::charges)},
      {"BR-B-01",
       BG::invoice,
       {"PVN kategorija B (dalītais maksājums) ir lietojama tikai Itālijas iekšzemes rēķinos.",
        "VAT category B (split payment) is for domestic invoices of Italy alone."},
       split_payment_is_domestic},
      {"BR-B-02",
       BG::invoice,
       {"Rēķinā, kurā ir PVN kategorija B (dalītais maksājums), nedrīkst būt kategorijas S (standartlikme).",
        "An invoice with VAT category B (split payment) must not have category S (standard rate)."},
       split_payment_is_not_standard_rated},
  };
}

}  // namespace vesture::domain::einvoice
