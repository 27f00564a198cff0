// The tree cut into tiles of 256 hashes, and the leaves into bundles of 256 (C2SP tlog-tiles): static files from which
// anyone computes any root and proof.
//
//   path     := "tile/", level 0 to 63, "/", N, [".p/", width 1 to 255]           hashes
//            |  "tile/entries/", N, [".p/", width 1 to 255]                       leaves
//   N        := the index in groups of three digits, "x" before each but the last: 1234067 is x001/x234/067
//   tile     := hash[32]{width}     the i-th of level l, tile n is the root of the 256^l leaves from (n*256+i)*256^l on
//   bundle   := (size u16, big-endian, leaf){width}
//
// Without ".p" a tile is whole: of width 256. A tree of `size` leaves has, of each level, floor(size / 256^l) hashes: the
// last tile may be partial, and none is empty.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "eventstore/transparency/merkle.hpp"

namespace vesture::eventstore {

inline constexpr unsigned kTileHeight = 8;
inline constexpr unsigned kTileWidth = 1u << kTileHeight;
inline constexpr unsigned kTileLevels = 8;  // that a tree of less than 2^64 leaves may have
inline constexpr std::size_t kMostLeafBytes = 65'535;
inline constexpr std::size_t kMostBundleBytes = kTileWidth * (2 + kMostLeafBytes);

struct Tile {
  unsigned level = 0;
  std::uint64_t index = 0;
  unsigned width = kTileWidth;

  bool operator==(const Tile&) const = default;
};

struct EntryBundle {
  std::uint64_t index = 0;
  unsigned width = kTileWidth;

  bool operator==(const EntryBundle&) const = default;
};

std::string path_of(const Tile&);
std::string path_of(const EntryBundle&);
// As path_of() writes it, and nothing else; levels above kTileLevels, which no tree has, are refused too.
std::optional<std::variant<Tile, EntryBundle>> parse_tile_path(std::string_view path);

// How many hashes a tree of that size has of the tile: 0, where it has none, to 256.
unsigned tile_width(unsigned level, std::uint64_t index, std::uint64_t size);
// The tile as wide as the tree of that size has it; one with width 0 is not there.
Tile tile_in(unsigned level, std::uint64_t index, std::uint64_t size);

std::string tile_bytes(const Hashes&);
std::optional<Hashes> parse_tile(std::string_view bytes, unsigned width);

// Throws std::invalid_argument for a leaf that is too long.
void append_entry(std::string& bundle, std::string_view leaf);
// Views into the bytes.
std::optional<std::vector<std::string_view>> parse_bundle(std::string_view bytes, unsigned width);

// The hash of a whole tile, a node of the level above.
Digest hash_of_tile(const Hashes& whole);

// Gives a tile's hashes: `width` of them. What it throws goes through.
using TileReader = std::function<Hashes(const Tile&)>;
// Subtrees of the tree of that size, out of its tiles. It keeps the tile that it read last of each level: one thread.
HashSource hashes_from_tiles(std::uint64_t size, TileReader);

}  // namespace vesture::eventstore
