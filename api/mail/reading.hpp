// Routes that read what lies in a mailbox: one message, its attachments, the whole of it as a ZIP, and a page to print
// (MAIL-03, MAIL-04, MAIL-06, MAIL-11, MAIL-12). Each look is on record, the owner's too (AUD-01); opening a message is
// what makes it seen by that person (MAIL-14).
#pragma once

#include <vector>

#include "api/backend.hpp"

namespace vesture::api {

std::vector<Route> mail_reading_routes(const Backend&);

}  // namespace vesture::api
