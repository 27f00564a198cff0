#include "replay/verify/tile_verification.hpp"

#include <fmt/format.h>

#include "domain/common/time.hpp"
#include "eventstore/log/format.hpp"
#include "replay/verify/finding.hpp"
#include "replay/verify/heads.hpp"
#include "replay/verify/interrupted.hpp"
#include "replay/verify/tree_growth.hpp"

namespace vesture::replay {

namespace {

using eventstore::Checkpoint;
using eventstore::EntryBundle;
using eventstore::Hashes;
using eventstore::kTileWidth;
using eventstore::Tile;

ExpectedHeads heads_of(const Checkpoint& checkpoint, const std::optional<Checkpoint>& kept) {
  std::vector<ExpectedHead> heads{{checkpoint.head, "the signed checkpoint"}};
  if (kept) heads.push_back({kept->head, "the checkpoint kept before"});
  return ExpectedHeads(std::move(heads));
}

class TileVerification {
 public:
  TileVerification(TileSource& source, const Checkpoint& checkpoint, const std::optional<Checkpoint>& kept,
                   std::uint64_t from)
      : source_(source),
        size_(checkpoint.head.size),
        heads_(heads_of(checkpoint, kept)),
        tree_([this](const Tile& whole, const Hashes& hashes) { check_tile(whole, hashes); }, from,
              [this](const Tile& edge) { return tile(source_, size_, edge); }) {
    heads_.check_none_beyond(size_);
    heads_.check(from, [&] { return tree_.root(); });
    if (from != 0 && from < size_) take_time_of_last();
  }

  void run(const std::function<bool(std::uint64_t)>& progress) {
    while (tree_.size() < size_) {
      if (!progress(tree_.size()))
        throw Interrupted(fmt::format("interrupted at leaf {} of {}", tree_.size(), size_));
      add_bundle(tree_.size() / kTileWidth);
    }
    for (unsigned level = 0; level < eventstore::kTileLevels; ++level) {
      const Hashes& edge = tree_.edge(level);
      const std::uint64_t index = (size_ >> (eventstore::kTileHeight * level)) / kTileWidth;
      if (!edge.empty()) check_tile({level, index, static_cast<unsigned>(edge.size())}, edge);
    }
    progress(size_);
  }

 private:
  // Of the kept tree's last leaf, which the next one must not be before.
  void take_time_of_last() {
    const std::uint64_t size = tree_.size();
    const std::uint64_t index = (size - 1) / kTileWidth;
    const auto leaves =
        entries(source_, size_, EntryBundle{index, static_cast<unsigned>(size - index * kTileWidth)});
    const auto hashes =
        eventstore::hashes_from_tiles(size, [&](const Tile& of) { return tile(source_, size_, of); });
    const auto proof = eventstore::inclusion_proof(size - 1, size, hashes);
    const auto leaf = eventstore::leaf_hash(leaves.back());
    const auto head = eventstore::parse_leaf(leaves.back());
    if (!head || !eventstore::proves_inclusion(proof, size - 1, leaf, {size, tree_.root()}))
      throw Flaw({size, "", 0, "the entry is not the leaf that the tree has there", "", ""});
    time_ = head->time;
  }

  void add_bundle(std::uint64_t index) {
    const auto width = static_cast<unsigned>(std::min<std::uint64_t>(kTileWidth, size_ - index * kTileWidth));
    const auto leaves = entries(source_, size_, EntryBundle{index, width});
    for (auto i = static_cast<std::size_t>(tree_.size() - index * kTileWidth); i < leaves.size(); ++i)
      add_leaf(leaves[i]);
  }

  void add_leaf(std::string_view leaf) {
    const auto next = tree_.size() + 1;
    const auto head = eventstore::parse_leaf(leaf);
    if (!head) throw Flaw({next, "", 0, "the entry is not a leaf of a log", "", ""});
    if (head->position != next)
      throw Flaw({next, "", 0, "the entry is of another position", fmt::format("position {}", next),
                  fmt::format("position {}", head->position)});
    if (time_ && head->time < *time_)
      throw Flaw({next, "", 0, "its time is before that of the commit before it",
                  "not before " + to_string(domain::Instant{*time_}),
                  to_string(domain::Instant{head->time})});
    time_ = head->time;
    tree_.add(eventstore::leaf_hash(leaf));
    heads_.check(tree_.size(), [&] { return tree_.root(); });
  }

  void check_tile(const Tile& computed, const Hashes& hashes) {
    const Hashes served = tile(source_, size_, computed);
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      if (served[i] == hashes[i]) continue;
      const std::uint64_t leaves = std::uint64_t{1} << (eventstore::kTileHeight * computed.level);
      throw Flaw({(computed.index * kTileWidth + i) * leaves + 1, "", 0,
                  fmt::format("hash {} of {} is not what the entries give", i, path_of(computed)), "", ""});
    }
  }

  TileSource& source_;
  std::uint64_t size_;
  ExpectedHeads heads_;
  TreeGrowth tree_;
  std::optional<std::int64_t> time_;  // of the last leaf that was read
};

}  // namespace

TilesVerified verify_tiles(TileSource& source, const Checkpoint& checkpoint,
                           const std::optional<Checkpoint>& kept, bool whole,
                           const std::function<bool(std::uint64_t)>& progress) {
  const bool from_kept = kept && !whole && kept->head.size <= checkpoint.head.size;
  const std::uint64_t from = from_kept ? kept->head.size : 0;
  TileVerification(source, checkpoint, kept, from).run(progress);
  return {from, checkpoint.head.size};
}

}  // namespace vesture::replay
