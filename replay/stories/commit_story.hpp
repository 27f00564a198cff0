// One commit with what stands around it: what caused it and what it caused, and which rows of which views it changed.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "eventstore/log/log.hpp"
#include "replay/source.hpp"
#include "replay/stories/row_changes.hpp"

namespace vesture::replay {

// The commits that led to it, the nearest first; at most `most`.
std::vector<eventstore::Commit> causes_of(const eventstore::Log&, const eventstore::Commit&,
                                          std::size_t most);

// Later commits that answer it: the first `most` of them, and how many there are. Reads what the log says of itself from
// the commit on, to its head; `go_on` is asked now and then with the position, and ends it.
struct Effects {
  std::vector<eventstore::Commit> first;
  std::uint64_t count = 0;
};
Effects effects_of(const eventstore::Log&, eventstore::Position, std::size_t most,
                   const std::function<bool(eventstore::Position)>& go_on);

// Every row that the commit changed. Of a commit for an account, as that account's views show it, which takes its own
// commits alone; of any other, by building all views up to it in a temporary directory: `go_on` is asked meanwhile.
// False where it gave false.
bool each_row_changed_by(const Source&, const eventstore::Commit&,
                         const std::function<void(const RowChange&)>& each,
                         const std::function<bool(eventstore::Position)>& go_on);

}  // namespace vesture::replay
