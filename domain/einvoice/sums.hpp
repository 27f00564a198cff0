// What the rules compare with, gathered once for a document so that no rule looks through it for each group it is asked of:
// the amounts of its lines, allowances and charges, the VAT categories that they use, and who the seller is. A sum in which
// an amount is no number is none.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/einvoice/decimal.hpp"
#include "domain/einvoice/document.hpp"

namespace vesture::domain::einvoice {

// How often a category is there: of whatever tax, and of VAT.
struct Uses {
  std::size_t of_any_tax = 0;
  std::size_t of_vat = 0;
};

struct CategorySums {
  Uses lines;
  Uses allowances;           // of the document and of lines
  Uses charges;              // likewise
  Uses document_allowances;  // of the document alone
  Uses document_charges;
  Uses breakdowns;  // of the document
  // Lines plus charges less allowances of the document.
  Decimal taxable{0};
  // The same for each rate, by the rate as Decimal writes it; rates that no line, allowance or charge has are not there.
  std::map<std::string, Decimal, std::less<>> taxable_by_rate;
};

struct Sums {
  Decimal line_net_amounts{0};                          // BT-131
  Decimal allowances{0};                                // BT-92
  Decimal charges{0};                                   // BT-99
  std::map<std::string_view, CategorySums> categories;  // by the code
  CategorySums all;                                     // of all categories together

  // What the invoice has itself, not in a group of it.
  std::set<BG> groups;
  std::set<BT> terms;

  std::set<std::string_view> seller_names;
  std::set<std::string_view> seller_trading_names;
  std::set<std::string_view> seller_identifiers;
  std::map<std::string_view, std::vector<const Value*>> vat_totals;  // BT-110 and BT-111, by their currency

  // Of a category that is not there: nothing.
  const CategorySums& of(std::string_view code) const;
  const std::vector<const Value*>& vat_totals_in(std::string_view currency) const;
};

Sums sums_of(const Document&);

// A group that has a VAT category (BG-30, or those within BG-20, 21, 23, 27, 28): what is in it, whatever the terms' numbers
// are there.
struct CategoryTerms {
  BT code;
  BT rate;
};
CategoryTerms category_terms(BG);
std::string_view category_code(const Group&);
bool is_vat(const Group&);

}  // namespace vesture::domain::einvoice
