// Commits that nobody asked for over HTTP: what the clock or an answer from outside makes the system do.
#pragma once

#include <functional>
#include <string>

#include "api/backend.hpp"

namespace vesture::api {

struct SystemCommand {
  std::string name;           // as it stands in the commit and the audit trail: "notifications.attempt_email"
  domain::AccountId account;  // for whom
  eventstore::Position cause = 0;  // the commit that this answers; 0 where the clock does
};

// Lets `decide` work on a unit, adds the notices that follow, and waits until it is durable; after a conflict all of
// it starts again, so `decide` sets anew whatever it hands out. The actor has no person, and "system" as means. Gives
// the commit's position, 0 where nothing was decided. Throws std::runtime_error where the store takes nothing or
// others were always first, CorruptStream for a history that cannot be folded. Blocks.
eventstore::Position commit_by_system(const Backend&, const SystemCommand&,
                                      const std::function<void(Unit&)>& decide);

}  // namespace vesture::api
