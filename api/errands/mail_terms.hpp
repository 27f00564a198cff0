// What the clock does in the mailboxes: receipts are missed (MAIL-14), copies and drafts move to deleted for their last
// days and go for good at the end of their terms (RET-01 to RET-03).
#pragma once

#include <memory>
#include <vector>

#include "api/timekeeper.hpp"

namespace vesture::api {

// One for each kind of errand.
std::vector<std::unique_ptr<Errands>> mail_term_errands(const Backend& backend);

}  // namespace vesture::api
