#include "replay/past.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "projections/catalogue.hpp"
#include "projections/common/rebuild.hpp"
#include "replay/terminal.hpp"

namespace vesture::replay {

namespace {

namespace fs = std::filesystem;

void rebuild_into(const fs::path& directory, const Source& source) {
  const auto store = projections::ViewStore::open(directory);
  Progress progress("building the views", source.log->head(), "commits");
  const bool whole = projections::rebuild(*source.log, projections::all_projections(*source.cipher), *store,
                                          {.progress = [&](eventstore::Position applied) {
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
  require_apart(source.data, views);
  if (fs::exists(views) && !fs::is_empty(views)) return;
  // Under the name that was asked for once it is whole: an end in the middle leaves nothing that looks like views.
  const fs::path building = views.string() + ".building";
  fs::remove_all(building);
  rebuild_into(building, source);
  fs::rename(building, views);
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
