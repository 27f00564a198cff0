// How far a projection has come, kept in Family::meta beside its rows and written in one batch with them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "eventstore/log/log.hpp"
#include "projections/common/projection.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections {

struct Checkpoint {
  std::uint32_t version = 0;
  eventstore::Position position = 0;  // applied
  eventstore::Digest chain{};         // the log's hash there
  std::vector<std::string> prefixes;  // the keys of this version, to be dropped by the next
};

// The projection's checkpoint; one from before the first commit, with all rows dropped, where the kept one is
// of another version or of another log, or cannot be read.
Checkpoint load_checkpoint(ViewStore&, const eventstore::Log&, const Projection&);
void put_checkpoint(ViewBatch&, const Projection&, const Checkpoint&);

}  // namespace vesture::projections
