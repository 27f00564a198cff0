#include "eventstore/transparency/tiles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <memory>
#include <span>
#include <stdexcept>

#include "eventstore/bytes.hpp"
#include "eventstore/transparency/text_lines.hpp"

namespace vesture::eventstore {

namespace {

constexpr std::string_view kTilePrefix = "tile/";
constexpr std::string_view kEntriesPrefix = "entries/";
constexpr std::string_view kPartial = ".p/";
constexpr std::size_t kMostPathBytes = 64;  // 20 digits of an index in groups, and what stands around them

std::string index_path(std::uint64_t index) {
  std::string path = fmt::format("{:03}", index % 1000);
  for (index /= 1000; index != 0; index /= 1000) path.insert(0, fmt::format("x{:03}/", index % 1000));
  return path;
}

std::string path_of(std::string_view what, std::uint64_t index, unsigned width) {
  std::string path = fmt::format("{}{}{}", kTilePrefix, what, index_path(index));
  if (width != kTileWidth) path += fmt::format("{}{}", kPartial, width);
  return path;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// 256 where none is given.
std::optional<unsigned> take_width(std::string_view& path) {
  const auto at = path.find(kPartial);
  if (at == std::string_view::npos) return kTileWidth;
  const auto width = parse_decimal(path.substr(at + kPartial.size()));
  path = path.substr(0, at);
  if (!width || *width == 0 || *width >= kTileWidth) return std::nullopt;
  return static_cast<unsigned>(*width);
}

// The path's digits; that they stand as they should is checked by writing the path anew.
std::optional<std::uint64_t> index_of(std::string_view path) {
  std::string digits(path);
  std::erase_if(digits, [](char c) { return c == 'x' || c == '/'; });
  digits.erase(
      0, std::min(digits.find_first_not_of('0'), digits.size() - std::min<std::size_t>(1, digits.size())));
  return parse_decimal(digits);
}

std::optional<unsigned> take_level(std::string_view& path) {
  const auto end = path.find('/');
  if (end == std::string_view::npos) return std::nullopt;
  const auto level = parse_decimal(path.substr(0, end));
  path.remove_prefix(end + 1);
  if (!level || *level >= kTileLevels) return std::nullopt;
  return static_cast<unsigned>(*level);
}

Digest hash_over(std::span<const Digest> hashes) {
  if (hashes.size() == 1) return hashes.front();
  const auto half = hashes.size() / 2;
  return node_hash(hash_over(hashes.first(half)), hash_over(hashes.subspan(half)));
}

// The tile of each level that was read last.
class TileSource {
 public:
  TileSource(std::uint64_t size, TileReader read) : size_(size), read_(std::move(read)) {}

  Digest operator()(const Subtree& subtree) {
    const unsigned within = subtree.level % kTileHeight;
    const std::uint64_t first = subtree.index << within;
    const Hashes& hashes = tile(subtree.level / kTileHeight, first / kTileWidth);
    const auto part = std::span(hashes).subspan(first % kTileWidth, std::size_t{1} << within);
    return hash_over(part);
  }

 private:
  const Hashes& tile(unsigned level, std::uint64_t index) {
    Kept& kept = kept_.at(level);
    const Tile wanted = tile_in(level, index, size_);
    if (kept.hashes.empty() || kept.tile != wanted) {
      kept.hashes = read_(wanted);
      kept.tile = wanted;
      if (kept.hashes.size() != wanted.width)
        throw std::runtime_error(vesture::eventstore::path_of(wanted) + " is not whole");
    }
    return kept.hashes;
  }

  struct Kept {
    Tile tile;
    Hashes hashes;
  };

  std::uint64_t size_;
  TileReader read_;
  std::array<Kept, kTileLevels> kept_;
};

}  // namespace

std::string path_of(const Tile& tile) {
  return path_of(fmt::format("{}/", tile.level), tile.index, tile.width);
}

std::string path_of(const EntryBundle& bundle) { return path_of(kEntriesPrefix, bundle.index, bundle.width); }

std::optional<std::variant<Tile, EntryBundle>> parse_tile_path(std::string_view path) {
  if (path.size() > kMostPathBytes) return std::nullopt;
  std::string_view rest = path;
  if (!take_prefix(rest, kTilePrefix)) return std::nullopt;
  const bool entries = take_prefix(rest, kEntriesPrefix);
  const auto level = entries ? std::optional(0u) : take_level(rest);
  const auto width = take_width(rest);
  const auto index = index_of(rest);
  if (!level || !width || !index) return std::nullopt;
  const auto parsed = entries ? std::variant<Tile, EntryBundle>(EntryBundle{*index, *width})
                              : std::variant<Tile, EntryBundle>(Tile{*level, *index, *width});
  if (std::visit([](const auto& known) { return path_of(known); }, parsed) != path) return std::nullopt;
  return parsed;
}

unsigned tile_width(unsigned level, std::uint64_t index, std::uint64_t size) {
  if (level >= kTileLevels) return 0;
  const std::uint64_t hashes = size >> (level * kTileHeight);
  if (hashes / kTileWidth > index) return kTileWidth;
  return hashes / kTileWidth == index ? static_cast<unsigned>(hashes % kTileWidth) : 0;
}

Tile tile_in(unsigned level, std::uint64_t index, std::uint64_t size) {
  return {level, index, tile_width(level, index, size)};
}

std::string tile_bytes(const Hashes& hashes) {
  std::string bytes;
  bytes.reserve(hashes.size() * sizeof(Digest));
  for (const Digest& hash : hashes) bytes.append(as_text(hash));
  return bytes;
}

std::optional<Hashes> parse_tile(std::string_view bytes, unsigned width) {
  if (bytes.size() != width * sizeof(Digest)) return std::nullopt;
  Hashes hashes(width);
  ByteReader in(bytes, "tile");
  for (Digest& hash : hashes) hash = in.array<Digest>();
  return hashes;
}

void append_entry(std::string& bundle, std::string_view leaf) {
  if (leaf.size() > kMostLeafBytes) throw std::invalid_argument("the leaf is longer than an entry may be");
  append_big(bundle, static_cast<std::uint16_t>(leaf.size()));
  bundle.append(leaf);
}

std::optional<std::vector<std::string_view>> parse_bundle(std::string_view bytes, unsigned width) {
  std::vector<std::string_view> leaves;
  ByteReader in(bytes, "entry bundle");
  while (leaves.size() < width && in.left() >= sizeof(std::uint16_t)) {
    const auto size = in.big<std::uint16_t>();
    if (size > in.left()) return std::nullopt;
    leaves.push_back(in.take(size));
  }
  if (leaves.size() != width || in.left() != 0) return std::nullopt;
  return leaves;
}

Digest hash_of_tile(const Hashes& whole) {
  assert(whole.size() == kTileWidth);
  return hash_over(whole);
}

HashSource hashes_from_tiles(std::uint64_t size, TileReader read) {
  return [source = std::make_shared<TileSource>(size, std::move(read))](const Subtree& subtree) {
    return (*source)(subtree);
  };
}

}  // namespace vesture::eventstore
