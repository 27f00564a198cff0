#include "projections/common/rebuild.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "projections/common/checkpoint.hpp"

namespace vesture::projections {

namespace {

constexpr std::size_t kCommitsAtOnce = 1024;

void apply(const Projection& projection, const eventstore::Commit& commit, ViewBatch& batch) {
  try {
    projection.apply(commit, batch);
  } catch (const std::exception& error) {
    throw std::runtime_error(
        fmt::format("{}: commit {} cannot be applied: {}", projection.name(), commit.position, error.what()));
  }
}

void write_checkpoints(const eventstore::Log& log,
                       const std::vector<std::unique_ptr<Projection>>& projections, ViewStore& into) {
  ViewBatch batch(into);
  for (const auto& projection : projections) {
    const Checkpoint checkpoint{projection->version(), log.head(), log.chain_at(log.head()),
                                projection->prefixes()};
    put_checkpoint(batch, Role::serving, projection->name(), checkpoint);
    serve_rows(batch, checkpoint);
  }
  into.write(batch);
  into.flush();
}

}  // namespace

bool rebuild(const eventstore::Log& log, const std::vector<std::unique_ptr<Projection>>& projections,
             ViewStore& into, const RebuildOptions& options) {
  ViewBatch batch(into);
  bool ended = false;
  log.read_from(1, [&](eventstore::Commit&& commit) {
    for (const auto& projection : projections) apply(*projection, commit, batch);
    if (commit.position % kCommitsAtOnce != 0) return true;
    into.write(batch);
    ended = options.progress && !options.progress(commit.position);
    return !ended;
  });
  if (ended) return false;
  into.write(batch);
  write_checkpoints(log, projections, into);
  return true;
}

}  // namespace vesture::projections
