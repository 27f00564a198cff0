#include "replay/exports/view_set.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "eventstore/posix_file.hpp"
#include "projections/common/apply_commit.hpp"
#include "projections/common/checkpoint.hpp"
#include "projections/common/packed.hpp"
#include "projections/common/rebuild.hpp"

namespace vesture::replay {

namespace {

namespace fs = std::filesystem;
using eventstore::Log;
using eventstore::Position;
using namespace projections;

constexpr const char* kMark = "MADE-BY-EXPORT";  // a file in each directory that was made here

bool was_made_here(const fs::path& directory) {
  return fs::is_directory(directory) && (fs::is_empty(directory) || fs::exists(directory / kMark));
}

void make_directory(const fs::path& directory) {
  fs::create_directories(directory);
  fs::permissions(directory, fs::perms::owner_all);
  const eventstore::Descriptor mark(directory / kMark, O_WRONLY | O_CREAT);
}

constexpr std::string_view kTouchedKey = "touched";  // in Family::meta, packed

}  // namespace

ViewSet::ViewSet(std::unique_ptr<ViewStore> store, const Selection& selection, const domain::Cipher& cipher)
    : store_(std::move(store)), selection_(selection), projections_(projections_of(selection, cipher)) {}

std::unique_ptr<ViewSet> ViewSet::open_or_build(const fs::path& directory, const Selection& selection,
                                                const domain::Cipher& cipher, const Log& history,
                                                const Log& upto, const Progress& progress) {
  if (fs::exists(directory)) {
    if (!was_made_here(directory))
      throw std::runtime_error(directory.string() + ": is there already, and was not made by an export");
    std::unique_ptr<ViewSet> found(new ViewSet(ViewStore::open(directory), selection, cipher));
    if (const auto position = found->kept_position(history)) {
      found->position_ = *position;
      return found;
    }
  }
  remove(directory);
  make_directory(directory);
  std::unique_ptr<ViewSet> fresh(new ViewSet(ViewStore::open(directory), selection, cipher));
  if (!rebuild(upto, fresh->projections_, *fresh->store_, {.progress = progress})) {
    fresh.reset();
    remove(directory);
    return nullptr;
  }
  fresh->position_ = upto.head();
  return fresh;
}

std::unique_ptr<ViewSet> ViewSet::open_at_head(const fs::path& directory, const Selection& selection,
                                               const domain::Cipher& cipher, const Log& log) {
  if (!fs::exists(directory)) throw std::runtime_error(directory.string() + " is not there");
  std::unique_ptr<ViewSet> found(new ViewSet(ViewStore::open(directory), selection, cipher));
  const auto position = found->kept_position(log);
  if (!position || *position != log.head())
    throw std::runtime_error(fmt::format("{}: these views are not at position {} of this log: rebuild them",
                                         directory.string(), log.head()));
  found->position_ = *position;
  return found;
}

void ViewSet::remove(const fs::path& directory) {
  if (was_made_here(directory)) fs::remove_all(directory);
}

void ViewSet::step(const Log& log, std::size_t most) {
  ViewBatch batch(*store_);
  std::size_t applied = 0;
  const auto reached = log.read_from(position_ + 1, [&](eventstore::Commit&& commit) {
    for (const auto& projection : projections_) apply_commit(*projection, commit, batch);
    return ++applied < most;
  });
  const Position to = reached - 1;
  batch.put(Family::meta, kTouchedKey, pack(touched(batch, to)));
  put_checkpoints(batch, log, to);
  store_->write(batch);
  position_ = to;
}

TouchedRows ViewSet::last_step() const {
  const auto bytes = store_->get(Family::meta, kTouchedKey);
  return bytes ? unpack<TouchedRows>(*bytes) : TouchedRows{};
}

std::optional<Position> ViewSet::kept_position(const Log& log) const {
  std::optional<Position> position;
  for (const auto& projection : projections_) {
    const auto checkpoint = kept_checkpoint(*store_, Role::serving, projection->name());
    if (!checkpoint || checkpoint->version != projection->version() || !is_of(*checkpoint, log)) return {};
    if (position.value_or(checkpoint->position) != checkpoint->position) return {};
    position = checkpoint->position;
  }
  return position;
}

TouchedRows ViewSet::touched(const ViewBatch& batch, Position to) const {
  TouchedRows touched{position_, to, {}};
  for (const auto family : {Family::rows, Family::sealed_rows})
    batch.each_written(family, [&](std::string_view key) {
      for (std::uint32_t view = 0; view < selection_.views.size(); ++view)
        if (auto id = selection_.views[view].table().id_of(key))
          touched.rows.push_back({view, std::move(*id)});
    });
  std::ranges::sort(touched.rows);
  const auto repeated = std::ranges::unique(touched.rows);
  touched.rows.erase(repeated.begin(), repeated.end());
  return touched;
}

void ViewSet::put_checkpoints(ViewBatch& batch, const Log& log, Position position) const {
  for (const auto& projection : projections_)
    put_checkpoint(batch, Role::serving, projection->name(),
                   {projection->version(), position, log.chain_at(position), projection->prefixes()});
}

}  // namespace vesture::replay
