#include "domain/einvoice/vat_families.hpp"

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
     true},
    {"BR-Z",
     "Z",
     {"0 procentu likme", "zero rated"},
     once_where_used,
     seller_for_tax,
     zero,
     exactly,
     must_not_be_given},
    {"BR-E",
     "E",
     {"atbrīvots no PVN", "exempt from VAT"},
     once_where_used,
     seller_for_tax,
     zero,
     exactly,
     must_be_given},
    {"BR-AE",
     "AE",
     {"nodokļa apgrieztā maksāšana", "reverse charge"},
     once_where_used,
     seller_for_tax_and_buyer,
     zero,
     exactly,
     must_be_given},
    {"BR-IC",
     "K",
     {"piegāde Eiropas Savienības teritorijā", "intra-community supply"},
     once_where_used,
     seller_for_vat_and_buyer,
     zero,
     exactly,
     must_be_given},
    {"BR-G",
     "G",
     {"eksports ārpus Eiropas Savienības", "export outside the EU"},
     once_where_used,
     seller_for_vat,
     zero,
     exactly,
     must_be_given},
    {"BR-O",
     "O",
     {"PVN nepiemēro", "not subject to VAT"},
     once_where_used,
     nobody_for_vat,
     absent,
     exactly,
     must_be_given},
    {"BR-AF",
     "L",
     {"Kanāriju salu nodoklis IGIC", "Canary Islands tax IGIC"},
     at_least_where_used,
     seller_for_tax,
     not_negative,
     by_rate,
     must_not_be_given},
    {"BR-AG",
     "M",
     {"Seūtas un Meliljas nodoklis IPSI", "Ceuta and Melilla tax IPSI"},
     at_least_where_used,
     seller_for_tax,
     not_negative,
     by_rate,
     must_not_be_given},
};

}  // namespace

std::span<const VatFamily> vat_families() { return kFamilies; }

}  // namespace vesture::domain::einvoice
