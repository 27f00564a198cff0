// The versions of one view: the one that serves and, while it is not the one that is wanted, the one that is
// built beside it. The runner moves them along; here is how they are taken up again when the store is opened, and
// how one takes the other's place.
#pragma once

#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "eventstore/log/log.hpp"
#include "projections/common/checkpoint.hpp"
#include "projections/common/projection.hpp"
#include "projections/common/projection_status.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections {

struct RunningVersion {
  std::unique_ptr<Projection> projection;
  Checkpoint checkpoint;
  std::optional<std::string> stopped_why;
};

// Compares on a thread of its own, over a snapshot, so that nobody waits for it. Ending it stops it.
class ComparisonInHand {
 public:
  // Calls `done` on its thread when it has finished. The projection and what the snapshot is of outlive it.
  ComparisonInHand(const Projection&, ViewSnapshot, eventstore::Position compared_at,
                   std::function<void()> done);

  bool has_finished() const;
  // Once, when it has finished. Throws what the comparison threw.
  std::vector<Comparison> take() { return result_.get(); }
  eventstore::Position compared_at() const { return compared_at_; }

 private:
  eventstore::Position compared_at_;
  std::future<std::vector<Comparison>> result_;
  std::jthread thread_;
};

struct View {
  std::string name;
  RunningVersion serving;
  std::optional<RunningVersion> building;  // never beyond the position of the one that serves
  std::unique_ptr<ComparisonInHand> comparison;
  std::optional<Swap> last_swap;
};

// `opened_at`: the log's head when the runner was started.
ProjectionStatus status_of(const View&, eventstore::Position opened_at);

// One view for each name, in the order in which they were given, each going on from what the store has of it:
//   - the kept version serves, if its projection was given and its checkpoint is of this log; the greatest version
//     given is built beside it, where it is another one;
//   - otherwise nothing can serve: the rows are dropped, and the greatest version serves from the first commit on,
//     or from where it has got to as the one that was built.
// Rows that belong to neither are dropped. Throws std::invalid_argument where two projections have one name and
// version, or keys of one could be the other's.
std::vector<View> open_views(ViewStore&, const eventstore::Log&, std::vector<std::unique_ptr<Projection>>);

// The one that was built takes the place of the one that serves, in one write with the end of the old rows.
Swap write_swap(ViewStore&, const View&, eventstore::Position compared_at, std::vector<Comparison>);

}  // namespace vesture::projections
