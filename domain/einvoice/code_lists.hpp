// The code lists that EN 16931 names, as sets of codes.
#pragma once

#include <string_view>
#include <vector>

namespace vesture::domain::einvoice {

class CodeList {
 public:
  // The codes are separated by one space each; the text lives for ever.
  CodeList(std::string_view name, std::string_view codes);

  bool has(std::string_view code) const;
  std::string_view name() const { return name_; }  // "UNTDID 5305": the same in every language

 private:
  std::string_view name_;
  std::vector<std::string_view> codes_;  // sorted
};

const CodeList& currencies();
const CodeList& countries();
const CodeList& invoice_types();
const CodeList& credit_note_types();
const CodeList& document_types();   // either of them: CII has one element for both
const CodeList& vat_point_dates();  // in UBL
const CodeList& tax_due_dates();    // in CII, for the same
const CodeList& payment_means();
const CodeList& allowance_reasons();
const CodeList& charge_reasons();
const CodeList& vat_categories();
const CodeList& exemption_reasons();
const CodeList& reference_qualifiers();
const CodeList& note_subjects();
const CodeList& item_classifications();
const CodeList& identifier_schemes();
const CodeList& electronic_address_schemes();
const CodeList& units();
const CodeList& media_types();

}  // namespace vesture::domain::einvoice
