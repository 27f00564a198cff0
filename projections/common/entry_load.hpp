// The entries of a list, made from its rows and loaded in sorted runs: a rebuild needs each once, of the last rows.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "projections/common/list_engine.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections {

// Several threads may take part, each in a run of its own. The list's rows stay as they are while it lives.
class EntryLoad {
 public:
  // `run_bytes`: what one run holds in memory, about.
  EntryLoad(ViewStore&, const engine::Engine&, std::size_t run_bytes);

  // Makes and loads one run, of the next rows; false where none were left.
  bool load_run();
  const std::string& prefix() const { return list_.prefix(); }
  std::size_t runs() const { return runs_; }
  std::uint64_t rows() const { return rows_; }  // whose entries are loaded

 private:
  std::vector<engine::PackedRow> take_rows();
  engine::PackedRow row_in_hand() const;

  ViewStore& store_;
  const engine::Engine& list_;
  const std::size_t run_bytes_;
  std::mutex mutex_;  // guards what reads the rows
  ViewSnapshot snapshot_;
  ViewIterator at_;
  std::size_t row_bytes_ = 0;  // that a row's entries take in memory: about those of the first
  std::atomic<std::size_t> runs_ = 0;
  std::atomic<std::uint64_t> rows_ = 0;
};

}  // namespace vesture::projections
