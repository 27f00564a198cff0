// Views built from a log at once, into an empty store, as they were at one position: what the runner would have made of
// the same commits. A server that is given the store goes on from there.
//
// Commits are applied a block at a time, the projections beside each other. Rows alone are kept, in memory up to a
// bound and beyond it in sorted runs that the store takes whole; the entries of lists, which follow from the rows, are
// made once, from the last rows, and loaded in their order. The checkpoints come last, so that a store without them is
// unfinished: nothing serves from it.
#pragma once

#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "eventstore/log/log.hpp"
#include "projections/common/projection.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections {

struct RebuildOptions {
  // Told how many commits have been applied, now and then, on the caller's thread; false ends the rebuilding.
  std::function<bool(eventstore::Position applied)> progress = {};
  // The same, of the rows whose entries have been made, once all commits are applied.
  std::function<bool(std::uint64_t rows)> indexing = {};
  unsigned threads = std::thread::hardware_concurrency();
  std::size_t commits_at_once = 4096;
  // For rows and entries that are gathered, about. The store's caches and a block of commits come on top: some 400 MiB.
  std::size_t memory_bytes = 512 << 20;
};

// Applies all commits up to the log's head. False where it was ended early: the same call then goes on from there.
// Throws std::runtime_error where a commit cannot be applied, saying which and by what projection; and for a store that
// was begun for another head, another log or other views, or whose rebuilding was broken off by a crash.
bool rebuild(const eventstore::Log&, const std::vector<std::unique_ptr<Projection>>&, ViewStore& into,
             const RebuildOptions& = {});

// The head for which the store was begun, where rebuilding it was ended early.
std::optional<eventstore::Position> unfinished_for(const ViewStore&);

}  // namespace vesture::projections
