// What can be told of commits only in their order: positions without gaps, times that never go back, the chain, the tree
// and its stored tiles. Used by one thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "eventstore/log/commit.hpp"
#include "eventstore/log/stored_rows.hpp"
#include "replay/verify/finding.hpp"
#include "replay/verify/heads.hpp"
#include "replay/verify/tree_growth.hpp"

namespace vesture::replay {

class CommitOrder {
 public:
  // The heads' size is reached when as many commits were added.
  CommitOrder(const eventstore::StoredRows&, const ExpectedHeads&);

  // Gives what is wrong with the first that is not right; those after it are left out.
  std::optional<Finding> add(std::span<const eventstore::Commit>);
  // Throws Flaw where the log has other tiles than its commits give, or a head was not reached.
  void finish() const;

  eventstore::Position position() const { return position_; }
  eventstore::Digest root() const { return tree_.root(); }
  // Those that the log stores: none, where it is older than tiles are, or all that are whole.
  std::uint64_t tiles() const { return tiles_; }

 private:
  void add(const eventstore::Commit&);
  void check_stored(const eventstore::Tile&, const eventstore::Hashes&);

  const eventstore::StoredRows& rows_;
  const ExpectedHeads& heads_;
  eventstore::Position position_ = 0;
  std::int64_t time_ = 0;
  eventstore::Digest chain_{};
  bool stores_tiles_ = false;
  std::uint64_t tiles_ = 0;
  TreeGrowth tree_;
};

}  // namespace vesture::replay
