// The rights that somebody holds in others' accounts, given to them as the person that they are known as now (ACC-08).
#pragma once

#include "api/backend.hpp"

namespace vesture::api {

// As a user, with what they kept as one; and as a reader, where the right holds now: one that waits for its owner's
// confirmation, or has ended, stays what it is. Which accounts those are the views say: they are to have the log's head.
Result<void> move_rights(const Backend&, Unit&, domain::PersonId from, domain::PersonId to);

}  // namespace vesture::api
