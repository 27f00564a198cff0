// The log's evidence over HTTP (AUD-04): checkpoints and tiles (C2SP tlog-tiles) for whoever asks, for they hold salted
// digests alone; commits, and receipts for them, for those whom they concern.
//
// What of a commit a reader may see:
//   an auditor, and whoever acted                   everything
//   an owner or user of the account that it was for the actor and all events, but for looks into other accounts
//   one of an account that it was a look into       the event of that look; the actor, unless it was for another account
//   anyone else                                     404
// Sealed fields stay sealed for all of them. Of the rest there are digests.
#pragma once

#include <vector>

#include "api/backend.hpp"
#include "api/route.hpp"

namespace vesture::api {

// `backend` outlives the routes.
std::vector<Route> transparency_routes(const Backend& backend);

}  // namespace vesture::api
