// A list's rows and entries, loaded into an empty store as a rebuild does it: sorted runs instead of single writes.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <thread>

#include "eventstore/fork_join.hpp"
#include "projections/common/entry_load.hpp"
#include "projections/common/list.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::bench {

inline constexpr std::size_t kBytesGathered = 256 << 20;

// `row_of(number)` gives the row of each number below `rows`.
template <class Row, class RowOf>
void load_list(projections::ViewStore& store, const projections::List<Row>& list, std::size_t rows,
               RowOf row_of) {
  const auto threads = std::max(1U, std::thread::hardware_concurrency());
  const std::array prefixes{list.prefix()};
  store.compact_by_itself(false);
  projections::ViewBatch batch(store, projections::Gathered::for_loading);
  for (std::size_t number = 0; number < rows; ++number) {
    list.put(batch, row_of(number));
    if (batch.bytes() > kBytesGathered) store.load(batch, prefixes);
  }
  store.load(batch, prefixes);
  projections::EntryLoad entries(store, list.engine(), kBytesGathered / threads);
  eventstore::ForkJoin(threads).run(threads, [&](std::size_t) {
    while (entries.load_run()) {
    }
  });
  store.merge(list.prefix(), threads);
  store.compact_by_itself(true);
}

}  // namespace vesture::bench
