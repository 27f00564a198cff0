// Tells an account of what others did with its orders and e-service requests (ORD-18), and of what became of its messages: the notification is in the
// same commit as the change, so that there is exactly one for each.
#pragma once

#include <string_view>

#include "api/backend.hpp"

namespace vesture::api {

// Looks at what the unit has decided and adds the notifications; `means` is by what right it was done (Grant), and
// what the account's own people did they are not told of. An e-mail is wanted where there is a mail server, the
// account consents (ACC-04) and has an address.
void raise_notices(const Backend&, std::string_view means, Unit&);

}  // namespace vesture::api
