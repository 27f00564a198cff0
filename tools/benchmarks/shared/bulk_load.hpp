// A list's rows and entries, loaded into an empty store as a rebuild does it: sorted runs instead of single writes.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <thread>

#include "eventstore/fork_join.hpp"
#include "projections/common/entry_load.hpp"
#include "projections/common/list.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::bench {

inline constexpr std::size_t kBytesGathered = 512 << 20;

// `put(batch, number)` puts the row of each number below `rows`, and what lies beside it; all its keys begin with one of
// the prefixes.
template <class Put>
void load_rows(projections::ViewStore& store, const projections::engine::Engine& list,
               std::span<const std::string> prefixes, std::size_t rows, Put put) {
  const auto threads = std::max(1U, std::thread::hardware_concurrency());
  store.compact_by_itself(false);
  projections::ViewBatch batch(store, projections::Gathered::for_loading);
  for (std::size_t number = 0; number < rows; ++number) {
    put(batch, number);
    if (batch.bytes() > kBytesGathered) store.load(batch, prefixes);
  }
  store.load(batch, prefixes);
  projections::EntryLoad entries(store, list, kBytesGathered / threads);
  eventstore::ForkJoin(threads).run(threads, [&](std::size_t) {
    while (entries.load_run()) {
    }
  });
  for (const auto& prefix : prefixes) store.merge(prefix, threads);
  store.compact_by_itself(true);
}

// `row_of(number)` gives the row of each number.
template <class Row, class RowOf>
void load_list(projections::ViewStore& store, const projections::List<Row>& list, std::size_t rows,
               RowOf row_of) {
  const std::array prefixes{list.prefix()};
  load_rows(store, list.engine(), prefixes, rows,
            [&](projections::ViewBatch& batch, std::size_t number) { list.put(batch, row_of(number)); });
}

}  // namespace vesture::bench
