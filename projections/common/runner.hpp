// Runs the projections over the log, each from its own checkpoint, on one thread of its own.
//
// Several versions of one name may be given: the greatest is wanted. Where the store still has the rows of an
// older one, that one serves, and is kept up, while the wanted one is built beside it from the first commit on.
// When that has come to the same position, the rows of both are compared there (Projection::compare), and it is
// swapped in: in one write queries read the new rows and the old ones are gone; snapshots that were taken before
// read the old ones to their end. A version that stops keeps nobody else from going on: neither the one that
// serves because the one that is built has stopped, nor the other way round: the one that is built stops beside
// it, is compared and swapped in, and goes on by itself.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "eventstore/log/log.hpp"
#include "projections/common/projection.hpp"
#include "projections/common/projection_status.hpp"

namespace vesture::projections {

struct RunnerOptions {
  std::size_t commits_at_once = 256;  // in one write; others wait for so long while one is being built
};

class Runner {
 public:
  // A checkpoint whose hash is not the log's at its position, or of a version that is not given, has nothing that
  // could serve: its rows are dropped and built anew. Throws std::invalid_argument where the keys of two
  // projections could meet.
  Runner(eventstore::Log&, ViewStore&, std::vector<std::unique_ptr<Projection>>, RunnerOptions = {});
  ~Runner();  // finishes the batch in hand, flushes, stops; waits that go on are answered with false
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  std::vector<ProjectionStatus> status() const;
  // The position that what serves of each of the names (of none: of all) has applied.
  eventstore::Position position(std::span<const std::string> names = {}) const;

  // Calls `done(true)` on the runner's thread, or at once on the caller's, when the version that serves of each
  // of the names (of none: of all) has applied `position`; `done(false)` where one has stopped before it, or the
  // runner ends. Once, and only while the subscription lives: ending it leaves nothing behind. `done` must not
  // call the runner. Throws std::invalid_argument for a name that it does not run.
  [[nodiscard]] eventstore::Subscription when_applied(eventstore::Position position,
                                                      std::vector<std::string> names,
                                                      std::function<void(bool)> done);
  bool wait_applied(eventstore::Position position, std::chrono::milliseconds most);
  // Calls back on the runner's thread after each batch, with the position that every version that serves has
  // applied, and after each swap.
  eventstore::Subscription subscribe(std::function<void(eventstore::Position)>);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vesture::projections
