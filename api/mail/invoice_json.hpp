// An e-invoice as it looks in JSON (MAIL-17): its business terms, in the document's own words.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "api/http/json.hpp"
#include "domain/common/text.hpp"
#include "domain/einvoice/finding.hpp"
#include "domain/einvoice/invoice.hpp"
#include "domain/files/inspection.hpp"

namespace vesture::domain::einvoice {
BOOST_DESCRIBE_ENUM(Syntax, ubl_invoice, ubl_credit_note, cii_invoice)
BOOST_DESCRIBE_ENUM(Severity, fatal, warning)
BOOST_DESCRIBE_STRUCT(Party, (),
                      (name, trading_name, registration, vat_identifier, address, country, electronic_address,
                       contact))
BOOST_DESCRIBE_STRUCT(InvoiceLine, (),
                      (identifier, name, description, quantity, unit, net_price, net_amount, vat_category,
                       vat_rate))
BOOST_DESCRIBE_STRUCT(VatBreakdown, (), (category, rate, taxable_amount, tax_amount, exemption_reason))
BOOST_DESCRIBE_STRUCT(AllowanceOrCharge, (), (is_charge, reason, amount))
BOOST_DESCRIBE_STRUCT(Payment, (), (means, account, remittance))
BOOST_DESCRIBE_STRUCT(Invoice, (),
                      (syntax, specification, number, type_code, issued, due, delivered, period_start,
                       period_end, currency, buyer_reference, order_reference, contract, preceding, notes,
                       payment_terms, seller, buyer, payee, payments, allowances_and_charges, vat,
                       lines_total, allowances_total, charges_total, total_without_vat, total_vat,
                       total_with_vat, prepaid, rounding, payable, lines))
}  // namespace vesture::domain::einvoice

namespace vesture::domain::files {
BOOST_DESCRIBE_ENUM(Form, file, ubl_invoice, ubl_credit_note, cii_invoice, signed_container)
BOOST_DESCRIBE_STRUCT(InvoiceSummary, (), (number, type_code, issued, due, seller, buyer, currency, payable))
}  // namespace vesture::domain::files

namespace vesture::api {

struct FindingJson {
  std::string rule;  // the official id
  domain::einvoice::Severity severity{};
  std::string title;  // in the language asked for
  std::string place;  // in the document: an XPath
  unsigned line = 0;
  std::string detail;
  BOOST_DESCRIBE_CLASS(FindingJson, (), (rule, severity, title, place, line, detail), (), ())
};

struct InvoiceViewJson {
  domain::einvoice::Invoice invoice;
  std::vector<FindingJson> findings;  // of the rules as they are now
  BOOST_DESCRIBE_CLASS(InvoiceViewJson, (), (invoice, findings), (), ())
};

FindingJson json_of(const domain::einvoice::Finding&, domain::Language);

}  // namespace vesture::api
