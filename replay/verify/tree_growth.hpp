// The Merkle tree as its leaves come in, in order: the hashes of its right edge, tile by tile. Each tile that is
// completed is handed out; the root is computed when it is asked for.
#pragma once

#include <functional>
#include <vector>

#include "eventstore/transparency/tiles.hpp"

namespace vesture::replay {

class TreeGrowth {
 public:
  using WholeTile = std::function<void(const eventstore::Tile&, const eventstore::Hashes&)>;

  explicit TreeGrowth(WholeTile whole_tile) : whole_tile_(std::move(whole_tile)) {}
  // Takes up the tree of that size, whose tiles are read.
  TreeGrowth(WholeTile whole_tile, std::uint64_t size, const eventstore::TileReader&);

  void add(const eventstore::Digest& leaf);
  std::uint64_t size() const { return size_; }
  eventstore::Digest root() const;
  // The hashes that the tree has of its last tile of that level, which is not whole; none where it is empty.
  const eventstore::Hashes& edge(unsigned level) const;

 private:
  void add(unsigned level, const eventstore::Digest& hash);

  WholeTile whole_tile_;
  std::uint64_t size_ = 0;
  std::vector<eventstore::Hashes> edge_{eventstore::kTileLevels};
};

}  // namespace vesture::replay
