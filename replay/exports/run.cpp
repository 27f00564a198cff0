#include "replay/exports/run.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <stdexcept>

#include "eventstore/directories.hpp"
#include "eventstore/posix_file.hpp"
#include "projections/common/cipher_over.hpp"

namespace vesture::replay {

namespace {

namespace fs = std::filesystem;

fs::path beside(const fs::path& to, const char* ending) { return fs::path(to).concat(ending); }

// Without the keys where nothing sealed is exported: then no view on the way holds any of it either.
Source source_of(const ExportOptions& options) {
  auto source = open_source(options.source);
  if (options.sealed && !source.keyring)
    throw std::runtime_error(
        "--sealed: there are no keys (keyring and master key) to open sealed fields with");
  if (!options.sealed) *source.cipher = projections::cipher_without_keys();
  return source;
}

Source source_at(const ExportOptions& options, eventstore::Position position) {
  auto at_position = options;
  at_position.source.at = std::to_string(position);
  return source_of(at_position);
}

// Where the paths it writes are, and that they are nobody else's to read from.
ExportOptions with_plain_paths(ExportOptions options) {
  options.to = eventstore::absolute_directory(options.to);
  for (const auto* const ending : {"", ".part", ".views"}) {
    eventstore::require_apart(options.source.data, beside(options.to, ending));
    if (options.views) eventstore::require_apart(*options.views, beside(options.to, ending));
  }
  return options;
}

void check_same_options(const ExportState& state, const Selection& selection, Format format,
                        const fs::path& path) {
  if (state.tables == selection.names() && state.sealed == selection.sealed && state.format == format) return;
  throw std::runtime_error(
      fmt::format("{}: this export is {} with the tables {}{}: give the same options, or remove it",
                  path.string(), boost::describe::enum_to_string(state.format, ""),
                  fmt::join(state.tables, ", "), state.sealed ? " and what is sealed" : ""));
}

// What was begun and is not whole yet; nullopt where nothing was.
std::optional<ExportState> begun_by_the_same(const ExportOptions& options, const Selection& selection,
                                             const fs::path& part) {
  auto begun = kept_state(part);
  if (!begun) return std::nullopt;
  check_same_options(*begun, selection, options.format, part);
  if (begun->followed != options.followed)
    throw std::runtime_error(fmt::format("{}: was begun by {}: go on with that, or remove it", part.string(),
                                         begun->followed ? "follow" : "export"));
  return begun;
}

// The source at the position where the export that was begun stands.
Source resumed(const ExportOptions& options, const ExportState& state, const fs::path& path) {
  if (!options.source.at.empty() && source_of(options).log->head() != state.position)
    throw std::runtime_error(
        fmt::format("{}: an export as of position {} was begun here: go on without --at, or "
                    "remove it",
                    path.string(), state.position));
  auto source = source_at(options, state.position);
  check_same_history(*source.log, state);
  return source;
}

// nullptr where no views are wanted or it was told to stop.
std::unique_ptr<ViewSet> views_of(const ExportOptions& options, const Selection& selection,
                                  const Source& history, const Source& upto, const Exporting& exporting) {
  if (selection.views.empty()) return nullptr;
  if (options.views) return ViewSet::open_at_head(*options.views, selection, *upto.cipher, *upto.log);
  return ViewSet::open_or_build(
      beside(options.to, ".views"), selection, *upto.cipher, *history.log, *upto.log,
      [&](eventstore::Position applied) { return exporting.building(applied, upto.log->head()); });
}

// As of the source's head: views that stand elsewhere are left from another export.
std::unique_ptr<ViewSet> views_at_head(const ExportOptions& options, const Selection& selection,
                                       const Source& source, const Exporting& exporting) {
  auto views = views_of(options, selection, source, source, exporting);
  if (!views || views->position() == source.log->head()) return views;
  views.reset();
  ViewSet::remove(beside(options.to, ".views"));
  return views_of(options, selection, source, source, exporting);
}

// Text files have changes of views told in their own way from the first row on.
void check_can_be_followed(const ExportOptions& options, const ExportState& state,
                           const Selection& selection) {
  if (options.format == Format::sqlite || selection.views.empty() || state.followed) return;
  throw std::runtime_error(
      fmt::format("{}: was made by export and tells no changes of views: follow into another "
                  "directory",
                  options.to.string()));
}

}  // namespace

std::optional<ExportState> export_all(const ExportOptions& wanted, const Exporting& exporting) {
  const auto options = with_plain_paths(wanted);
  if (fs::exists(options.to)) throw std::runtime_error(options.to.string() + " is there already");
  const auto selection = selected(options.what, options.sealed);
  const auto part = beside(options.to, ".part");
  const auto begun = begun_by_the_same(options, selection, part);
  const auto source = begun ? resumed(options, *begun, part) : source_of(options);
  auto state = begun ? *begun : new_export(*source.log, selection, options.format, options.followed);
  auto target = open_target(options.format, part, selection.shapes(), options.followed);
  target->keep(state);
  auto views = views_at_head(options, selection, source, exporting);
  if (!views && !selection.views.empty()) return std::nullopt;
  Exporter exporter({*source.log, *source.cipher, views.get()}, selection, *target);
  if (!exporter.finish(state, exporting.go_on)) return std::nullopt;
  target.reset();
  fs::rename(part, options.to);
  eventstore::sync_directory_of(options.to);
  views.reset();
  if (!options.views && !options.followed) ViewSet::remove(beside(options.to, ".views"));
  return state;
}

std::optional<ExportState> export_new(const ExportOptions& wanted, const Exporting& exporting) {
  const auto options = with_plain_paths(wanted);
  if (!fs::exists(options.to) && !export_all(options, exporting)) return std::nullopt;
  const auto selection = selected(options.what, options.sealed);
  auto state = kept_state(options.to);
  if (!state) throw std::runtime_error(options.to.string() + ": is there already, and is no export");
  check_same_options(*state, selection, options.format, options.to);
  check_can_be_followed(options, *state, selection);
  const auto then = source_at(options, state->position);
  check_same_history(*then.log, *state);
  const auto now = source_of(options);
  if (now.log->head() == state->position) return state;
  const auto views = views_of(options, selection, now, then, exporting);
  if (!views && !selection.views.empty()) return std::nullopt;
  const auto target = open_target(options.format, options.to, selection.shapes(), options.followed);
  Exporter exporter({*now.log, *now.cipher, views.get()}, selection, *target);
  if (!exporter.follow(*state, exporting.go_on)) return std::nullopt;
  return state;
}

}  // namespace vesture::replay
