// Views built from a log at once, into an empty store, as they were at one position: what the runner would have made of
// the same commits. A server that is given the store goes on from there.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "eventstore/log/log.hpp"
#include "projections/common/projection.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections {

struct RebuildOptions {
  // Told how many commits have been applied, now and then, on the caller's thread; false ends the rebuilding.
  std::function<bool(eventstore::Position applied)> progress = {};
};

// Applies all commits up to the log's head. False where it was ended early: the store is then good for nothing. Throws
// std::runtime_error where a commit cannot be applied, saying which and by what projection.
bool rebuild(const eventstore::Log&, const std::vector<std::unique_ptr<Projection>>&, ViewStore& into,
             const RebuildOptions& = {});

}  // namespace vesture::projections
