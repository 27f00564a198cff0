// A projection turns commits into rows of views. It is applied to every synced commit, in order, and its rows
// are written together with its checkpoint: exactly once, without a sync.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "eventstore/log/commit.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections {

class Projection {
 public:
  virtual ~Projection() = default;

  virtual std::string name() const = 0;
  virtual std::uint32_t version() const = 0;
  // Prefixes of the keys that it owns: dropped before it is built anew.
  virtual std::vector<std::string> prefixes() const = 0;
  // Throws where the commit cannot be applied: the projection then stops, visibly, and keeps what it has.
  virtual void apply(const eventstore::Commit&, ViewBatch&) const = 0;
};

}  // namespace vesture::projections
