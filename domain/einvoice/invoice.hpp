// What a portal shows of an e-invoice: its business terms (EN 16931-1), as texts in the document's own words. What is
// empty was not given. Amounts are decimals as written ("1250.00").
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace vesture::domain::einvoice {

// Persisted numbers: never change or reuse one.
enum class Syntax : std::uint8_t {
  ubl_invoice = 1,      // UBL 2.1 Invoice
  ubl_credit_note = 2,  // UBL 2.1 CreditNote
  cii_invoice = 3,      // UN/CEFACT Cross Industry Invoice D16B
};

struct Party {
  std::string name;                  // BT-27, BT-44
  std::string trading_name;          // BT-28, BT-45
  std::string registration;          // BT-30, BT-47: of the legal entity
  std::string vat_identifier;        // BT-31, BT-48
  std::vector<std::string> address;  // lines, with the post code and the city in one
  std::string country;               // ISO 3166-1 alpha-2
  std::string electronic_address;    // BT-34, BT-49
  std::vector<std::string> contact;  // name, telephone, e-mail: what there is of them
};

struct InvoiceLine {
  std::string identifier;    // BT-126
  std::string name;          // BT-153
  std::string description;   // BT-154
  std::string quantity;      // BT-129
  std::string unit;          // BT-130: UN/ECE Recommendation 20 or 21
  std::string net_price;     // BT-146
  std::string net_amount;    // BT-131
  std::string vat_category;  // BT-151
  std::string vat_rate;      // BT-152, percent
};

struct VatBreakdown {
  std::string category;          // BT-118
  std::string rate;              // BT-119, percent
  std::string taxable_amount;    // BT-116
  std::string tax_amount;        // BT-117
  std::string exemption_reason;  // BT-120
};

struct AllowanceOrCharge {
  bool is_charge = false;
  std::string reason;  // BT-97, BT-104; its code where there is no text
  std::string amount;  // BT-92, BT-99
};

struct Payment {
  std::string means;       // BT-82, or the code of BT-81
  std::string account;     // BT-84: an IBAN mostly
  std::string remittance;  // BT-83
};

struct Invoice {
  Syntax syntax{};
  std::string specification;           // BT-24
  std::string number;                  // BT-1
  std::string type_code;               // BT-3: UNTDID 1001
  std::string issued;                  // BT-2, YYYY-MM-DD
  std::string due;                     // BT-9
  std::string delivered;               // BT-72
  std::string period_start;            // BT-73
  std::string period_end;              // BT-74
  std::string currency;                // BT-5: ISO 4217
  std::string buyer_reference;         // BT-10
  std::string order_reference;         // BT-13
  std::string contract;                // BT-12
  std::vector<std::string> preceding;  // BT-25: numbers of the invoices that this one is about
  std::vector<std::string> notes;      // BT-22
  std::string payment_terms;           // BT-20
  Party seller;
  Party buyer;
  std::string payee;  // BT-59, where it is not the seller
  std::vector<Payment> payments;
  std::vector<AllowanceOrCharge> allowances_and_charges;  // of the document
  std::vector<VatBreakdown> vat;
  std::string lines_total;        // BT-106
  std::string allowances_total;   // BT-107
  std::string charges_total;      // BT-108
  std::string total_without_vat;  // BT-109
  std::string total_vat;          // BT-110
  std::string total_with_vat;     // BT-112
  std::string prepaid;            // BT-113
  std::string rounding;           // BT-114
  std::string payable;            // BT-115
  std::vector<InvoiceLine> lines;
};

// Whether it gives money back: by its syntax, or where that has both kinds, by its type.
bool is_credit_note(const Invoice&);

}  // namespace vesture::domain::einvoice
