// Peppol BIS Billing 3.0: what OpenPEPPOL asks of an e-invoice in UBL beyond EN 16931, without the rules of single
// countries. Of an e-invoice after EN 16931 that breaks one nothing is refused: they are warnings, whatever they are there.
#pragma once

#include "domain/einvoice/findings.hpp"

namespace vesture::domain::einvoice {

// Whether the document says that it follows Peppol's specification (BT-24).
bool claims_peppol(const Document&);

// To be asked of documents that claim it. Any thread may ask.
const RuleBook& peppol_rule_book();

Rules peppol_rules();             // PEPPOL-EN16931-R*, -P*, -CL*, -F*
Rules peppol_identifier_rules();  // PEPPOL-COMMON-*: how identifiers of known schemes are written

}  // namespace vesture::domain::einvoice
