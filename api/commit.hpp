// What a route decided, as the log takes it: with who did it, for whom, by what right and from where
// (AUD-01).
#pragma once

#include "api/backend.hpp"
#include "api/route.hpp"

namespace vesture::api {

// Takes the unit's events; where there are none, there is nothing to append.
eventstore::Append append_of(const Backend&, const Call&, const Reply&, Unit&);

}  // namespace vesture::api
