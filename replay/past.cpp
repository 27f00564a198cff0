#include "replay/past.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "eventstore/directories.hpp"
#include "projections/catalogue.hpp"
#include "projections/common/checkpoint.hpp"
#include "projections/common/rebuild.hpp"
#include "replay/temporary_directory.hpp"
#include "replay/terminal.hpp"

namespace vesture::replay {

namespace {

namespace fs = std::filesystem;

// Whoever opens them would build views of another moment anew, in place of those that are there.
void require_views_of(const Source& source, const fs::path& directory) {
  if (!fs::exists(directory / "CURRENT"))
    throw std::invalid_argument(fmt::format("{}: is not empty, and holds no views", directory.string()));
  const auto store = projections::ViewStore::open_to_read(directory);
  for (const auto& projection : projections::all_projections(*source.cipher)) {
    const auto kept = projections::kept_checkpoint(*store, projections::Role::serving, projection->name());
    if (!kept || kept->position != source.log->head() || !is_of(*kept, *source.log))
      throw std::invalid_argument(fmt::format("{}: holds no views of position {} of this log",
                                              directory.string(), source.log->head()));
  }
}

void rebuild_into(const fs::path& directory, const Source& source) {
  const auto store = projections::ViewStore::open(directory);
  Progress progress("building the views", source.log->head(), "commits");
  const bool whole =
      projections::rebuild(*source.log, projections::all_projections(*source.cipher, contents_of(source)),
                           *store, {.progress = [&](eventstore::Position applied) {
                             progress.at(applied);
                             return !interrupted();
                           }});
  if (!whole) throw std::runtime_error("interrupted");
  progress.at(source.log->head());
}

}  // namespace

api::PastMoment moment_of(const Source& source, const SourceOptions& options) {
  const auto head = source.log->head();
  const auto last = source.log->read(head);
  if (!last) throw std::runtime_error(fmt::format("{}: nothing was there yet", source.data.string()));
  return {head, time_of(options.at).value_or(domain::Instant{last->time})};
}

void build_views(const Source& source, const fs::path& views) {
  const auto place = eventstore::absolute_directory(views);
  eventstore::require_apart(source.data, place);
  if (fs::exists(place) && !fs::is_empty(place)) return require_views_of(source, place);
  // Under the name that was asked for once it is whole: an end in the middle leaves nothing that looks like views.
  const TemporaryDirectory building(place.parent_path());
  rebuild_into(building.path() / "views", source);
  fs::rename(building.path() / "views", place);
}

api::NodeOptions past_node(const Source& source, const SourceOptions& options, const fs::path& views) {
  if (!source.keyring)
    throw std::runtime_error(
        fmt::format("{}: there is no keyring, which knows who is who", source.data.string()));
  api::NodeOptions node;
  node.data = source.data;
  node.master_key = options.master_key;
  node.past = {moment_of(source, options), views};
  return node;
}

}  // namespace vesture::replay
