// The Merkle tree over the log's commits, as it lies in the store: whole tiles are rows, written in the batch that makes
// them whole; what is not whole yet follows from the commits.
#pragma once

#include <rocksdb/write_batch.h>

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>

#include "eventstore/log/store.hpp"
#include "eventstore/transparency/tiles.hpp"

namespace vesture::eventstore {

// Reads it. Any thread may call; the store outlives it.
class TreeReader {
 public:
  explicit TreeReader(const Store& store) : store_(store) {}

  // The tile must be there in a tree of the log's commits. Of a log without tiles they are made from its commits each
  // time: slow, but right.
  Hashes hashes(const Tile&) const;

 private:
  // The tile that was last made and not read, as far as it was made: the next one asked for is mostly the same, and wider.
  struct Made {
    std::uint64_t index = 0;
    Hashes hashes;
  };

  std::optional<Hashes> stored(const Tile&) const;
  // With the mutex held.
  Hashes made(const Tile&) const;
  Hashes find(const Tile&) const;
  Digest node(unsigned level, std::uint64_t index) const;

  const Store& store_;
  mutable std::mutex mutex_;
  mutable std::array<Made, kTileLevels> made_;  // of each level
};

// Writes it: the hashes that no whole tile holds, at most 255 of each level. Used by one thread.
class GrowingTree {
 public:
  // Takes it up where the store's commits end. Tiles that are missing, because the log is older than they are, are written
  // first; where that is cut short, the next start goes on from there.
  explicit GrowingTree(Store&);

  // Puts the tiles that this makes whole into the batch.
  void add(const Store&, rocksdb::WriteBatch&, const Digest& leaf);

 private:
  void take_up(const Store&, std::uint64_t size);
  void add_missing(Store&);

  std::uint64_t size_ = 0;
  std::array<Hashes, kTileLevels> edge_;
};

}  // namespace vesture::eventstore
