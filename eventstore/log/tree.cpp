#include "eventstore/log/tree.hpp"

#include <spdlog/spdlog.h>

namespace vesture::eventstore {

namespace {

// Tiles written at once while missing ones are made.
constexpr std::uint64_t kTilesAtOnce = 64;

Hashes first(Hashes hashes, unsigned width) {
  hashes.resize(width);
  return hashes;
}

}  // namespace

Hashes TreeReader::hashes(const Tile& tile) const {
  if (auto found = stored(tile)) return std::move(*found);
  const std::lock_guard lock(mutex_);
  return made(tile);
}

std::optional<Hashes> TreeReader::stored(const Tile& tile) const {
  auto whole = store_.tile(tile.level, tile.index);
  if (whole) whole->resize(tile.width);
  return whole;
}

Hashes TreeReader::find(const Tile& tile) const {
  auto found = stored(tile);
  return found ? std::move(*found) : made(tile);
}

Hashes TreeReader::made(const Tile& tile) const {
  Made& made = made_.at(tile.level);
  if (made.index != tile.index) made = {tile.index, {}};
  while (made.hashes.size() < tile.width)
    made.hashes.push_back(node(tile.level, tile.index * kTileWidth + made.hashes.size()));
  return first(made.hashes, tile.width);
}

Digest TreeReader::node(unsigned level, std::uint64_t index) const {
  if (level != 0) return hash_of_tile(find({level - 1, index}));
  const Position position = index + 1;
  const auto commit = store_.commit(position);
  if (!commit) throw Corruption("position " + std::to_string(position) + ": no commit is there");
  return commit->leaf;
}

GrowingTree::GrowingTree(Store& store) {
  take_up(store, store.tiles_stored() * kTileWidth);
  add_missing(store);
}

void GrowingTree::take_up(const Store& store, std::uint64_t size) {
  const TreeReader reader(store);
  size_ = size;
  for (unsigned level = 0; level < kTileLevels; ++level) {
    const std::uint64_t whole = (size >> (level * kTileHeight)) / kTileWidth;
    edge_[level] = reader.hashes(tile_in(level, whole, size));
  }
}

void GrowingTree::add_missing(Store& store) {
  const Position last = store.last_position();
  rocksdb::WriteBatch batch;
  if (last - size_ >= kTilesAtOnce * kTileWidth)
    spdlog::info("the tree over {} commits is made", last - size_);
  store.read(size_ + 1, last, [&](Commit&& commit) {
    add(store, batch, commit.leaf);
    if (size_ % (kTilesAtOnce * kTileWidth) == 0) {
      require(store.write(batch), "writing tiles");
      batch.Clear();
    }
    return true;
  });
  if (batch.Count() != 0) require(store.write(batch), "writing tiles");
}

void GrowingTree::add(const Store& store, rocksdb::WriteBatch& batch, const Digest& leaf) {
  Digest hash = leaf;
  const std::uint64_t index_of_leaf = size_++;
  for (unsigned level = 0; level < kTileLevels; ++level) {
    Hashes& edge = edge_[level];
    edge.push_back(hash);
    if (edge.size() < kTileWidth) return;
    const std::uint64_t index = index_of_leaf >> ((level + 1) * kTileHeight);
    store.add_tile(batch, {level, index}, edge);
    hash = hash_of_tile(edge);
    edge.clear();
  }
}

}  // namespace vesture::eventstore
