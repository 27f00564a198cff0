// Runs the projections over the log, each from its own checkpoint, on one thread of its own.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "eventstore/log/log.hpp"
#include "projections/common/projection.hpp"

namespace vesture::projections {

struct ProjectionStatus {
  std::string name;
  std::uint32_t version = 0;
  eventstore::Position position = 0;  // applied and visible
  bool stopped = false;               // by a commit that it could not apply
  std::string why;
};

class Runner {
 public:
  // A checkpoint of another version, or whose hash is not the log's at its position, rebuilds the projection.
  Runner(eventstore::Log&, ViewStore&, std::vector<std::unique_ptr<Projection>>);
  ~Runner();  // finishes the batch in hand, flushes, stops; waits that go on are answered with false
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  std::vector<ProjectionStatus> status() const;
  // The position that every projection has applied.
  eventstore::Position position() const;

  // Calls `done(true)` on the runner's thread, or at once on the caller's, when every projection has applied
  // `position`; `done(false)` where one has stopped before it, or the runner ends. Once, and only while the
  // subscription lives: ending it leaves nothing behind. `done` must not call the runner.
  [[nodiscard]] eventstore::Subscription when_applied(eventstore::Position position,
                                                      std::function<void(bool)> done);
  bool wait_applied(eventstore::Position position, std::chrono::milliseconds most);
  // Calls back on the runner's thread after each batch, with the position that every projection has applied.
  eventstore::Subscription subscribe(std::function<void(eventstore::Position)>);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vesture::projections
