#include "replay/verify/tree_growth.hpp"

namespace vesture::replay {

using eventstore::Digest;
using eventstore::Hashes;
using eventstore::Tile;

TreeGrowth::TreeGrowth(WholeTile whole_tile, std::uint64_t size, const eventstore::TileReader& read)
    : whole_tile_(std::move(whole_tile)), size_(size) {
  for (unsigned level = 0; level < eventstore::kTileLevels; ++level) {
    const std::uint64_t hashes = size >> (eventstore::kTileHeight * level);
    const Tile tile = eventstore::tile_in(level, hashes / eventstore::kTileWidth, size);
    if (tile.width != 0) edge_[level] = read(tile);
  }
}

void TreeGrowth::add(const Digest& leaf) {
  add(0, leaf);
  ++size_;
}

void TreeGrowth::add(unsigned level, const Digest& hash) {
  Hashes& hashes = edge_.at(level);
  hashes.push_back(hash);
  if (hashes.size() < eventstore::kTileWidth) return;
  const std::uint64_t index = size_ >> (eventstore::kTileHeight * (level + 1));
  whole_tile_({level, index, eventstore::kTileWidth}, hashes);
  add(level + 1, eventstore::hash_of_tile(hashes));
  hashes.clear();
}

Digest TreeGrowth::root() const {
  return eventstore::root_of(
      size_, eventstore::hashes_from_tiles(size_, [&](const Tile& tile) { return edge(tile.level); }));
}

const Hashes& TreeGrowth::edge(unsigned level) const { return edge_.at(level); }

}  // namespace vesture::replay
