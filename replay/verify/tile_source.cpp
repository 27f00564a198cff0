#include "replay/verify/tile_source.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <filesystem>

#include "eventstore/posix_file.hpp"
#include "eventstore/transparency/note.hpp"
#include "replay/verify/finding.hpp"
#include "replay/verify/http_tiles.hpp"

namespace vesture::replay {

namespace {

namespace fs = std::filesystem;
using eventstore::EntryBundle;
using eventstore::kTileWidth;
using eventstore::Tile;

class TileDirectory final : public TileSource {
 public:
  explicit TileDirectory(fs::path root) : root_(std::move(root)) {
    if (!fs::is_directory(root_)) throw std::runtime_error(root_.string() + " is no directory");
  }

  std::optional<std::string> get(const std::string& path, std::size_t most) override {
    const fs::path file = root_ / path;
    if (!fs::exists(file)) return std::nullopt;
    if (fs::file_size(file) > most)
      throw std::runtime_error(fmt::format("{}: more than {} bytes", file.string(), most));
    return eventstore::read_all(eventstore::Descriptor(file, O_RDONLY), file);
  }

 private:
  fs::path root_;
};

struct Fetched {
  std::string path;
  std::string bytes;
  unsigned width;  // that it has
};

template <class Piece>
Fetched fetch(TileSource& source, const Piece& piece, std::size_t most) {
  Piece whole = piece;
  whole.width = kTileWidth;
  for (const Piece& candidate : {piece, whole})
    if (auto bytes = source.get(path_of(candidate), most))
      return {path_of(candidate), std::move(*bytes), candidate.width};
  throw std::runtime_error(path_of(piece) + " is not there");
}

Flaw malformed(const Fetched& file, std::string_view unit) {
  return Flaw({0, "", 0, file.path + " is not what its name says", fmt::format("{} {}", file.width, unit),
               fmt::format("{} bytes", file.bytes.size())});
}

}  // namespace

std::unique_ptr<TileSource> open_tiles(const std::string& where) {
  if (where.starts_with("https://") || where.starts_with("http://")) return open_http_tiles(where);
  return std::make_unique<TileDirectory>(where);
}

std::string signed_checkpoint(TileSource& source) {
  auto note = source.get("checkpoint", eventstore::kMostNoteBytes);
  if (!note) throw std::runtime_error("checkpoint is not there");
  return std::move(*note);
}

eventstore::Hashes tile(TileSource& source, const Tile& wanted) {
  const Fetched file = fetch(source, wanted, kTileWidth * sizeof(eventstore::Digest));
  auto hashes = eventstore::parse_tile(file.bytes, file.width);
  if (!hashes) throw malformed(file, "hashes");
  hashes->resize(wanted.width);
  return std::move(*hashes);
}

std::vector<std::string> entries(TileSource& source, const EntryBundle& wanted) {
  const Fetched file = fetch(source, wanted, eventstore::kMostBundleBytes);
  const auto leaves = eventstore::parse_bundle(file.bytes, file.width);
  if (!leaves) throw malformed(file, "entries");
  return {leaves->begin(), leaves->begin() + wanted.width};
}

}  // namespace vesture::replay
