#include "domain/einvoice/vat_families.hpp"

#include <vector>

namespace vesture::domain::einvoice {
namespace {

using enum InBreakdown;
using enum Identified;
using enum Rate;
using enum Taxable;
using enum Exemption;

constexpr VatFamily kFamilies[]{
    {"BR-S",
     "S",
     {"standartlikme", "standard rate"},
     at_least_where_used,
     seller_for_tax,
     positive,
     by_rate_that_is_used,
     must_not_be_given,
     {twice_with_where_it_is_used, positive, exactly_by_rate},
     true},
    {"BR-Z",
     "Z",
     {"0 procentu likme", "zero rated"},
     once_where_used,
     seller_for_tax,
     zero,
     exactly,
     must_not_be_given,
     {once_and_nowhere_else, zero, within_one}},
    {"BR-E",
     "E",
     {"atbrīvots no PVN", "exempt from VAT"},
     once_where_used,
     seller_for_tax,
     zero,
     exactly,
     must_be_given,
     {once_and_nowhere_else, zero, within_one}},
    {"BR-AE",
     "AE",
     {"nodokļa apgrieztā maksāšana", "reverse charge"},
     once_where_used,
     seller_for_tax_and_buyer,
     zero,
     exactly,
     must_be_given,
     {once_and_nowhere_else, zero, within_one}},
    {"BR-IC",
     "K",
     {"piegāde Eiropas Savienības teritorijā", "intra-community supply"},
     once_where_used,
     seller_for_vat_and_buyer,
     zero,
     exactly,
     must_be_given,
     {once_and_nowhere_else, zero, within_one}},
    {"BR-G",
     "G",
     {"eksports ārpus Eiropas Savienības", "export outside the EU"},
     once_where_used,
     seller_for_vat,
     zero,
     exactly,
     must_be_given,
     {once_and_nowhere_else, zero, within_one}},
    {"BR-O",
     "O",
     {"PVN nepiemēro", "not subject to VAT"},
     once_where_used,
     nobody_for_vat,
     absent,
     exactly,
     must_be_given,
     {at_most_once_where_used, absent, exactly}},
    {"BR-AF",
     "L",
     {"Kanāriju salu nodoklis IGIC", "Canary Islands tax IGIC"},
     at_least_where_used,
     seller_for_tax,
     not_negative,
     by_rate,
     must_not_be_given,
     {twice_with_where_it_is_used, positive, exactly_by_rate, false}},
    {"BR-AG",
     "M",
     {"Seūtas un Meliljas nodoklis IPSI", "Ceuta and Melilla tax IPSI"},
     at_least_where_used,
     seller_for_tax,
     not_negative,
     by_rate,
     must_not_be_given,
     {twice_with_where_it_is_used, not_negative, exactly_by_rate, false}},
};

VatFamily in_cii(VatFamily family) {
  family.in_breakdown = family.in_cii.in_breakdown;
  family.rate = family.in_cii.rate;
  family.taxable = family.in_cii.taxable;
  family.asks_for_tax = family.in_cii.asks_for_tax;
  family.of_any_tax = false;
  return family;
}

}  // namespace

std::span<const VatFamily> vat_families() { return kFamilies; }

std::span<const VatFamily> vat_families_in_cii() {
  static const auto kInCii = [] {
    std::vector<VatFamily> families;
    for (const auto& family : kFamilies) families.push_back(in_cii(family));
    return families;
  }();
  return kInCii;
}

}  // namespace vesture::domain::einvoice
