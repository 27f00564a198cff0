// The index of streams against the events of the commits, both ways: an entry for every event, and no other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "eventstore/fork_join.hpp"
#include "eventstore/log/stored_rows.hpp"
#include "replay/verify/row_sum.hpp"

namespace vesture::replay {

// `of_events` is the sum of the rows that the index must have, under `sum_key`; `boundaries` are names of streams, by
// which the threads share out the index. Throws Flaw with the first event, in the order of the log, that has no entry
// of its own, or else with an entry that has no event.
void check_stream_index(const eventstore::StoredRows&, const RowSum& of_events, std::string_view sum_key,
                        std::vector<std::string> boundaries, eventstore::ForkJoin&);

}  // namespace vesture::replay
