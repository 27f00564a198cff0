// One commit applied by one projection, so that a failure says which and by which.
#pragma once

#include "projections/common/projection.hpp"

namespace vesture::projections {

// Throws std::runtime_error where the commit cannot be applied: "orders: commit 7 cannot be applied: …".
void apply_commit(const Projection&, const eventstore::Commit&, ViewBatch&);

}  // namespace vesture::projections
