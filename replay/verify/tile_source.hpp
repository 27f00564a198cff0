// Where the files of a transparency log are read from: a directory, or a server.
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "eventstore/transparency/tiles.hpp"

namespace vesture::replay {

class TileSource {
 public:
  virtual ~TileSource() = default;
  // nullopt: it has no such file. Throws std::runtime_error where it cannot be read, does not answer in time or gives
  // more than `most` bytes.
  virtual std::optional<std::string> get(const std::string& path, std::size_t most) = 0;
};

// "https://…" or "http://…", up to where the log's paths begin; anything else is a directory.
std::unique_ptr<TileSource> open_tiles(const std::string& directory_or_url);

// The files by what they are. A part of a tile or bundle is read off the whole, or off the part that a tree of `size` has,
// which is the source's own, where there is no such part: parts may be dropped once there is more, and a source that is
// written now and then never had those between. Throws std::runtime_error where the source has none of them, Flaw where
// it is not what its name says.
std::string signed_checkpoint(TileSource&);
eventstore::Hashes tile(TileSource&, std::uint64_t size, const eventstore::Tile&);
// The leaves, `width` of them.
std::vector<std::string> entries(TileSource&, std::uint64_t size, const eventstore::EntryBundle&);

}  // namespace vesture::replay
