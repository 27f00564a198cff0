#include "replay/verify/tile_source.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>
#include <thread>

#include "eventstore/posix_file.hpp"
#include "eventstore/transparency/note.hpp"
#include "replay/terminal.hpp"
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

// `widest`: that the source's own tree has of it.
template <class Piece>
Fetched fetch(TileSource& source, const Piece& piece, unsigned widest, std::size_t most) {
  for (const unsigned width : std::set{piece.width, std::max(piece.width, widest), kTileWidth}) {
    Piece candidate = piece;
    candidate.width = width;
    if (auto bytes = source.get(path_of(candidate), most))
      return {path_of(candidate), std::move(*bytes), width};
  }
  throw std::runtime_error(path_of(piece) + " is not there");
}

Flaw malformed(const Fetched& file, std::string_view unit) {
  return Flaw({0, "", 0, file.path + " is not what its name says", fmt::format("{} {}", file.width, unit),
               fmt::format("{} bytes", file.bytes.size())});
}

// False where Ctrl-C ends it before.
bool wait_for(std::chrono::seconds time) {
  constexpr std::chrono::milliseconds kAtOnce{100};
  const auto end = std::chrono::steady_clock::now() + time;
  while (!interrupted() && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(kAtOnce);
  return !interrupted();
}

}  // namespace

std::unique_ptr<TileSource> open_tiles(const std::string& where) {
  if (where.starts_with("https://") || where.starts_with("http://")) return open_http_tiles(where, wait_for);
  return std::make_unique<TileDirectory>(where);
}

std::string signed_checkpoint(TileSource& source) {
  auto note = source.get("checkpoint", eventstore::kMostNoteBytes);
  if (!note) throw std::runtime_error("checkpoint is not there");
  return std::move(*note);
}

eventstore::Hashes tile(TileSource& source, std::uint64_t size, const Tile& wanted) {
  const unsigned widest = eventstore::tile_width(wanted.level, wanted.index, size);
  const Fetched file = fetch(source, wanted, widest, kTileWidth * sizeof(eventstore::Digest));
  auto hashes = eventstore::parse_tile(file.bytes, file.width);
  if (!hashes) throw malformed(file, "hashes");
  hashes->resize(wanted.width);
  return std::move(*hashes);
}

std::vector<std::string> entries(TileSource& source, std::uint64_t size, const EntryBundle& wanted) {
  const unsigned widest = eventstore::tile_width(0, wanted.index, size);
  const Fetched file = fetch(source, wanted, widest, eventstore::kMostBundleBytes);
  const auto leaves = eventstore::parse_bundle(file.bytes, file.width);
  if (!leaves) throw malformed(file, "entries");
  return {leaves->begin(), leaves->begin() + wanted.width};
}

}  // namespace vesture::replay
