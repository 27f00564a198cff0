#include "replay/tiles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "eventstore/directories.hpp"
#include "eventstore/log/log.hpp"
#include "eventstore/posix_file.hpp"
#include "eventstore/transparency/checkpoint.hpp"
#include "replay/source.hpp"
#include "replay/verifier_key.hpp"

namespace vesture::replay {

namespace {

namespace fs = std::filesystem;
using eventstore::EntryBundle;
using eventstore::kTileHeight;
using eventstore::kTileWidth;
using eventstore::Log;
using eventstore::Position;
using eventstore::Tile;
using eventstore::TreeHead;

struct Options {
  fs::path data;
  fs::path to;
  std::string key;  // empty: <data>/checkpoint.vkey
};

constexpr const char* kCheckpoint = "checkpoint";

// What was signed is not so.
struct DoesNotHold : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Signed {
  std::string note;
  TreeHead head;
};

Signed checkpoint_in(const fs::path& file, const eventstore::NoteVerifier& key) {
  std::string note = text_in(file);
  const auto checkpoint = eventstore::open_checkpoint(note, key);
  if (!checkpoint) throw DoesNotHold(fmt::format("{}: {}", file.string(), checkpoint.error()));
  return {std::move(note), checkpoint->head};
}

void check_extends(const Log& log, const TreeHead& head, const fs::path& file) {
  if (head.size > log.head())
    throw DoesNotHold(
        fmt::format("{} is of {} commits; the log has {}", file.string(), head.size, log.head()));
  if (log.tree_head(head.size) != head)
    throw DoesNotHold(fmt::format("{} is of {} commits that are not this log's", file.string(), head.size));
}

// Writes what a tree of one size has and the directory, made for a smaller one, has not. A file is written whole and
// synced: after an interruption the same walk goes on, and holds what is there against the log, for nothing in the
// directory vouches for it yet.
class TileDirectory {
 public:
  TileDirectory(const Log& log, fs::path to, Position from, Position size)
      : log_(log),
        to_(std::move(to)),
        from_(from),
        size_(size),
        progress_("writing tiles", size, "commits") {}

  void write() {
    write_each(0, [&](std::uint64_t index, unsigned width) {
      const EntryBundle bundle{index, width};
      put(path_of(bundle), path_of(EntryBundle{index}), [&] { return log_.entries(bundle); });
      progress_.at(index * kTileWidth + width);
    });
    for (unsigned level = 0; level < eventstore::kTileLevels && hashes(level, size_) != 0; ++level)
      write_each(level, [&](std::uint64_t index, unsigned width) {
        const Tile tile{level, index, width};
        put(path_of(tile), path_of(Tile{level, index}),
            [&] { return eventstore::tile_bytes(log_.hashes(tile)); });
      });
  }

 private:
  static Position hashes(unsigned level, Position size) { return size >> (level * kTileHeight); }

  template <class Write>
  void write_each(unsigned level, Write write) {
    for (std::uint64_t index = hashes(level, from_) / kTileWidth;; ++index) {
      const unsigned width = eventstore::tile_width(level, index, size_);
      if (width == 0) return;
      if (interrupted()) throw std::runtime_error("interrupted; the same command goes on from here");
      write(index, width);
    }
  }

  // Parts of a tile that is whole now are not needed any more.
  template <class Bytes>
  void put(const std::string& path, const std::string& whole, Bytes bytes) {
    const fs::path file = to_ / path;
    if (fs::exists(file)) {
      if (text_in(file) != bytes())
        throw DoesNotHold(fmt::format("{} is not what this log has there", file.string()));
    } else {
      fs::create_directories(file.parent_path());
      eventstore::replace_file(file, bytes(), eventstore::ReadableBy::all);
    }
    if (path == whole) fs::remove_all(to_ / (whole + ".p"));
  }

  const Log& log_;
  const fs::path to_;
  const Position from_;
  const Position size_;
  Progress progress_;
};

void write_tiles(const Options& options, Terminal& terminal) {
  eventstore::require_apart(options.data, options.to);
  const fs::path file = options.data / "log" / kCheckpoint;
  const auto key =
      verifier_key(options.key.empty() ? (options.data / "checkpoint.vkey").string() : options.key);
  // The log after its checkpoint: a running server signs what is in the log already.
  const Signed latest = checkpoint_in(file, key);
  const auto log = Log::open_to_read(options.data / "log");
  check_extends(*log, latest.head, file);
  Position from = 0;
  const fs::path written = options.to / kCheckpoint;
  if (fs::exists(written)) {
    const Signed earlier = checkpoint_in(written, key);
    check_extends(*log, earlier.head, written);
    from = earlier.head.size;
  }
  if (from < latest.head.size || !fs::exists(written)) {
    TileDirectory(*log, options.to, from, latest.head.size).write();
    fs::create_directories(options.to);
    eventstore::replace_file(written, latest.note, eventstore::ReadableBy::all);
  }
  const Position size = std::max(from, latest.head.size);
  terminal.say(fmt::format("{} commits, {} of them new: {}", size, size - from, options.to.string()),
               {{"size", size}, {"from", from}, {"to", options.to.string()}});
}

Verdict run(const Options& options, Terminal& terminal) {
  try {
    write_tiles(options, terminal);
    return Verdict::holds;
  } catch (const DoesNotHold& wrong) {
    terminal.say(std::string("does not hold: ") + wrong.what(), {{"holds", false}, {"why", wrong.what()}});
    return Verdict::does_not_hold;
  }
}

}  // namespace

void add_tiles(CLI::App& app, Run& chosen) {
  const auto options = std::make_shared<Options>();
  auto& command = add_command(app, chosen, "tiles", "Writes checkpoint, tiles and leaves as static files",
                              "  vesture-replay tiles --data /var/lib/vesture --to /var/www/log\n"
                              "Again, it adds what is new. The files stand as /log/... of the server does.",
                              options, run);
  command.add_option("--data", options->data, "Data directory: a copy, or that of a running server")
      ->required()
      ->check(CLI::ExistingDirectory);
  command.add_option("--to", options->to, "Directory to be written")->required();
  command.add_option("--key", options->key, "The log's verifier key, or its file [<data>/checkpoint.vkey]");
}

}  // namespace vesture::replay
