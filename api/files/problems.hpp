// What can be wrong with a content that is uploaded, or asked for.
#pragma once

#include <vector>

#include "api/http/problem.hpp"
#include "domain/einvoice/finding.hpp"

namespace vesture::api::problems {

Problem file_name_invalid();        // files.name_invalid
Problem content_digest_invalid();   // files.digest_invalid
Problem content_digest_mismatch();  // files.digest_mismatch
Problem content_empty();            // files.empty
Problem malware_found();            // files.malware_found, MAIL-18
Problem too_large_to_scan();        // files.too_large_to_scan, MAIL-18
Problem scanner_unavailable();      // files.scanner_unavailable, MAIL-18; 503
Problem not_an_invoice();           // einvoice.other_root, MAIL-17
Problem invoice_invalid(const std::vector<domain::einvoice::Finding>&);  // einvoice.invalid, MAIL-17
Problem range_not_satisfiable();                                         // files.range_not_satisfiable, 416
Problem file_expired();                                                  // files.expired, ORD-14; 410
Problem too_many_open();                                                 // rate.too_many_open, 429

}  // namespace vesture::api::problems
