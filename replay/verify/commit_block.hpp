// A run of commits as it lies in the log: read, parsed and, where that is asked for, proved, on one thread, while other
// threads have other runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "eventstore/log/stored_rows.hpp"
#include "replay/verify/finding.hpp"
#include "replay/verify/row_sum.hpp"

namespace vesture::replay {

struct CommitRange {
  eventstore::Position first = 1;
  eventstore::Position last = 0;
  bool to_the_end = false;  // whatever rows follow are looked at too: there must be none
};

enum class Depth {
  parsed,  // they were proved before
  proved,  // each record's hashes are computed, and its events are summed up as the index has them
};

class CommitBlock {
 public:
  static constexpr std::size_t kMostBytes = 8 << 20;

  struct EventAt {
    std::uint64_t stream_hash;
    const eventstore::Commit* commit;
    const eventstore::Event* event;
  };

  // Gives up the commits of before. A block that has grown to kMostBytes ends early. `sum_key` outlives the block.
  void read(const eventstore::StoredRows&, const CommitRange&, Depth, std::string_view sum_key);

  std::span<const eventstore::Commit> commits() const { return std::span(commits_).first(count_); }
  const std::vector<EventAt>& events() const { return events_; }
  // The rows that the index must have of them.
  const RowSum& index_rows() const { return index_rows_; }
  // What is wrong with the commit that should follow the last one here.
  const std::optional<Finding>& flaw() const { return flaw_; }

 private:
  void take_rows(const eventstore::StoredRows&, const CommitRange&);
  void decode(std::size_t index, Depth);
  void sum_up(const eventstore::Commit&);

  std::vector<std::uint8_t> bytes_;          // the records, each at a multiple of 8
  std::vector<std::size_t> ends_;            // of the records in them, without what aligns the next
  std::vector<eventstore::Commit> commits_;  // as many as a block ever had: their memory is used again
  std::size_t count_ = 0;
  std::vector<EventAt> events_;
  RowSum index_rows_{""};
  std::optional<Finding> flaw_;
};

std::uint64_t hash_of_stream(std::string_view name);

}  // namespace vesture::replay
