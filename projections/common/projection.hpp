// A projection turns commits into rows of views. It is applied to every synced commit, in order, and its rows
// are written together with its checkpoint: exactly once, without a sync.
//
// A change of what it writes takes a new version, built beside the old one while that one serves: the old code
// stays in the tree for one release, as a projection of the same name. All its prefixes hold the version, so
// that the rows of the two never meet.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "eventstore/log/commit.hpp"
#include "projections/common/comparison.hpp"
#include "projections/common/table.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections {

namespace engine {
class Engine;
}

class Projection {
 public:
  virtual ~Projection() = default;

  virtual std::string name() const = 0;
  virtual std::uint32_t version() const = 0;  // from 1 on; the greatest of a name is the one that is wanted
  // Its rows as tables, for those who read views as data. They live as long as the program.
  virtual std::vector<const Table*> tables() const { return {}; }
  // The lists among its rows: their entries follow from the rows, and a rebuild writes them once, at the end.
  virtual std::vector<const engine::Engine*> lists() const { return {}; }
  // Of the keys that it owns: dropped before it is built anew, and once a newer version serves.
  virtual std::vector<std::string> prefixes() const = 0;
  // Throws where the commit cannot be applied: the projection then stops, visibly, and keeps what it has.
  virtual void apply(const eventstore::Commit&, ViewBatch&) const = 0;
  // How its rows differ from those that serve, both being at one position: List::compare_with_predecessor of
  // each list. Called on a thread of its own; ends early when told to stop. What is found does not keep the new
  // version from serving.
  virtual std::vector<Comparison> compare(const ViewSnapshot&, const std::stop_token&) const { return {}; }
};

}  // namespace vesture::projections
