// A log by its tiles alone, which anyone may have: that the leaves hash to the tiles, the tiles to the root that is
// signed, positions follow without gaps, times never go back, and that it begins with what was kept before. What the
// leaves are digests of, tiles do not tell.
#pragma once

#include <functional>
#include <optional>

#include "eventstore/transparency/checkpoint.hpp"
#include "replay/verify/tile_source.hpp"

namespace vesture::replay {

struct TilesVerified {
  std::uint64_t from = 0;  // leaves before this one were not read: the kept checkpoint stands for them
  std::uint64_t to = 0;
};

// The checkpoint is the source's own, its signature checked. With a kept one, leaves and tiles up to its size are read
// only where `whole` asks for it: that the tree begins with the kept tree is checked either way. `progress` is called
// with the number of leaves that are done; false breaks it off, which throws Interrupted. Throws Flaw with the first
// thing that is wrong.
TilesVerified verify_tiles(TileSource&, const eventstore::Checkpoint&,
                           const std::optional<eventstore::Checkpoint>& kept, bool whole,
                           const std::function<bool(std::uint64_t)>& progress);

}  // namespace vesture::replay
