// The VAT categories (UNCL 5305) and by which few facts their families of rules differ.
#pragma once

#include <span>
#include <string_view>

#include "domain/common/text.hpp"

namespace vesture::domain::einvoice {

// How often the VAT breakdown has the category (rule 01).
enum class InBreakdown {
  once_where_used,      // exactly once where a line, an allowance, a charge or the breakdown itself has it
  at_least_where_used,  // once for each rate where a line, an allowance or a charge has it, and nowhere else
  // As CII's official rules count, without regard to the tax:
  once_and_nowhere_else,    // exactly once where a line, an allowance or a charge has it, and else not
  at_most_once_where_used,  // likewise, but it may be missing
  // Where lines have it, they and the breakdown together at least twice; so allowances and charges.
  twice_with_where_it_is_used
};

// Who must be identified where a line (02), an allowance (03) or a charge (04) has it.
enum class Identified {
  seller_for_tax,            // by BT-31 or BT-32, or the representative by BT-63
  seller_for_tax_and_buyer,  // and the buyer by BT-48 or BT-47
  seller_for_vat,            // by BT-31, or the representative by BT-63
  seller_for_vat_and_buyer,  // and the buyer by BT-48
  nobody_for_vat             // none of BT-31, BT-63 and BT-48 is there
};

// What the rate is of a line (05), an allowance (06), a charge (07), and with it the tax in the breakdown (09).
enum class Rate {
  positive,      // the tax follows from it
  not_negative,  // the tax follows from it
  zero,          // the tax is zero
  absent         // the tax is zero
};

// How the taxable amount is compared with the sums of lines, allowances and charges (08).
enum class Taxable {
  exactly,              // of the category
  within_one,           // likewise, within one unit of the currency
  exactly_by_rate,      // of the category and the rate
  by_rate,              // of the category and the rate, within one unit of the currency
  by_rate_that_is_used  // likewise, and a line, an allowance or a charge has that rate
};

// The reason of an exemption in the breakdown (10).
enum class Exemption { must_be_given, must_not_be_given };

// What CII's official rules see otherwise than UBL's. BR-AF-08 and BR-AG-08 look for the rate where it never is, and so
// always hold there; here they ask what they are worded to ask.
struct OtherwiseInCii {
  InBreakdown in_breakdown;
  Rate rate;
  Taxable taxable;
  bool asks_for_tax = true;  // rule 09; where it does not, BR-CO-17 alone does
};

struct VatFamily {
  std::string_view prefix;  // of the rules: "BR-S"
  std::string_view code;
  Text name;
  InBreakdown in_breakdown;
  Identified identified;
  Rate rate;
  Taxable taxable;
  Exemption exemption;
  OtherwiseInCii in_cii;
  // Whether the official rules 01 and 02 see the category also where its tax is not said to be VAT.
  bool of_any_tax = false;
  bool asks_for_tax = true;
};

// As UBL's official rules see them, and as CII's do.
std::span<const VatFamily> vat_families();
std::span<const VatFamily> vat_families_in_cii();

}  // namespace vesture::domain::einvoice
