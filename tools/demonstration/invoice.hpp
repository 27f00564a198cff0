// An e-invoice as a bookkeeping program writes it: UBL 2.1 after EN 16931, with Latvia's standard rate of VAT (21 %). For
// demonstrations and tests.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/common/time.hpp"

namespace vesture::demonstration {

struct InvoiceParty {
  std::string name;
  std::string registration;  // 11 digits; the VAT identifier is made of it
  std::string street;
  std::string city;
  std::string post_code;
};

struct Sold {
  std::string what;
  std::int64_t quantity = 1;
  std::int64_t price = 0;  // of one, in cents, without VAT
};

struct InvoiceToWrite {
  std::string number;
  domain::Date issued;
  domain::Date due;
  InvoiceParty seller;
  InvoiceParty buyer;
  std::vector<Sold> sold;
  std::string iban;
};

// Its totals add up.
std::string ubl_invoice(const InvoiceToWrite&);

// The State Land Service bills somebody for what they ordered.
InvoiceToWrite invoice_of_land_service(std::string number, domain::Date issued, const std::string& buyer);

}  // namespace vesture::demonstration
