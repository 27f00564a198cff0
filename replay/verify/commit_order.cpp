#include "replay/verify/commit_order.hpp"

#include <fmt/format.h>

#include "domain/common/time.hpp"
#include "eventstore/bytes.hpp"
#include "eventstore/digits.hpp"

namespace vesture::replay {

namespace {

using eventstore::Commit;
using eventstore::Digest;
using eventstore::Family;
using eventstore::Tile;

std::string digits(const Digest& digest) { return eventstore::hex_digits(eventstore::as_text(digest)); }
std::string time_text(std::int64_t microseconds) { return domain::to_string(domain::Instant{microseconds}); }

std::uint64_t count(const eventstore::StoredRows& rows, Family family) {
  std::uint64_t found = 0;
  rows.read(family, "", "", [&](std::string_view, std::string_view) {
    ++found;
    return true;
  });
  return found;
}

}  // namespace

CommitOrder::CommitOrder(const eventstore::StoredRows& rows, const ExpectedHeads& heads)
    : rows_(rows),
      heads_(heads),
      stores_tiles_(count(rows, Family::tiles) != 0),
      tree_([this](const auto& tile, const auto& hashes) { check_stored(tile, hashes); }) {
  heads_.check(0, [&] { return tree_.root(); });
}

std::optional<Finding> CommitOrder::add(std::span<const Commit> commits) {
  try {
    for (const Commit& commit : commits) add(commit);
  } catch (const Flaw& flaw) {
    return flaw.finding;
  }
  return std::nullopt;
}

void CommitOrder::add(const Commit& commit) {
  const auto next = position_ + 1;
  if (commit.position != next)
    throw Flaw({next, "", 0, "the record there is of another position", fmt::format("position {}", next),
                fmt::format("position {}", commit.position)});
  if (next != 1 && commit.time < time_)
    throw Flaw({next, "", 0, "its time is before that of the commit before it",
                "not before " + time_text(time_), time_text(commit.time)});
  if (commit.previous != chain_)
    throw Flaw({next, "", 0, "its chain does not follow from the commit before it", digits(chain_),
                digits(commit.previous)});
  tree_.add(commit.leaf);
  position_ = next;
  time_ = commit.time;
  chain_ = commit.chain;
  heads_.check(position_, [&] { return tree_.root(); });
}

void CommitOrder::check_stored(const Tile& tile, const eventstore::Hashes& hashes) {
  if (!stores_tiles_) return;
  const auto stored = rows_.find(Family::tiles, eventstore::tile_key(tile.level, tile.index));
  const std::string where = fmt::format("tile {} of level {}", tile.index, tile.level);
  if (!stored)
    throw Flaw({position_ + 1, "", 0, where + ", which this commit completes, is not stored", "", ""});
  if (*stored != eventstore::tile_bytes(hashes))
    throw Flaw({position_ + 1, "", 0, where + ", which this commit completes, is not what the commits give",
                "", ""});
  ++tiles_;
}

void CommitOrder::finish() const {
  heads_.check_none_beyond(position_);
  const std::uint64_t stored = count(rows_, Family::tiles);
  if (stored != tiles_)
    throw Flaw({0, "", 0, "the log has more tiles than its commits give", fmt::format("{} tiles", tiles_),
                fmt::format("{} tiles", stored)});
}

}  // namespace vesture::replay
