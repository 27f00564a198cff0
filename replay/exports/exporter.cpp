#include "replay/exports/exporter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "domain/common/time.hpp"
#include "eventstore/digits.hpp"
#include "replay/exports/commit_tables.hpp"

namespace vesture::replay {

namespace {

using eventstore::Commit;
using eventstore::Log;
using eventstore::Position;

constexpr std::size_t kCommitsTable = 0;
constexpr std::size_t kEventsTable = 1;
// One step of following: what is held of it is the rows that so many commits touch.
constexpr std::size_t kCommitsAtOnce = 256;

void set_position(ExportState& state, const Log& log, Position position) {
  state.position = position;
  state.chain = eventstore::hex_digits(log.chain_at(position));
  const auto commit = log.read(position);
  state.time = commit ? domain::to_string(domain::Instant{commit->time}) : std::string();
}

}  // namespace

ExportState new_export(const Log& log, const Selection& selection, Format format, bool followed) {
  ExportState state;
  set_position(state, log, log.head());
  state.tables = selection.names();
  state.sealed = selection.sealed;
  state.format = format;
  state.followed = followed;
  return state;
}

void check_same_history(const Log& log, const ExportState& state) {
  if (eventstore::hex_digits(log.chain_at(state.position)) != state.chain)
    throw std::runtime_error(fmt::format(
        "the log has another history than what was exported: at position {} its hash is {}, expected {}",
        state.position, eventstore::hex_digits(log.chain_at(state.position)), state.chain));
}

Exporter::Exporter(ExportSource source, const Selection& selection, Target& target, std::size_t rows_at_once)
    : source_(source), selection_(selection), target_(target), rows_at_once_(rows_at_once) {}

bool Exporter::finish(ExportState& state, const GoOn& go_on) {
  if (selection_.commits && state.table <= kEventsTable && !export_commits(state, go_on)) return false;
  const auto tables = first_view() + selection_.views.size();
  for (state.table = std::max(state.table, first_view()); state.table < tables;
       ++state.table, state.after = "")
    if (!export_view(state, state.table - first_view(), go_on)) return false;
  state.whole = true;
  target_.keep(state);
  return true;
}

bool Exporter::export_commits(ExportState& state, const GoOn& go_on) {
  const Position done = state.after.empty() ? 0 : std::stoull(state.after);
  bool more = true;
  source_.log.read_from(done + 1, [&](Commit&& commit) {
    put_commit(commit);
    more = kept_up(state, std::to_string(commit.position), go_on);
    return more;
  });
  if (!more) return false;
  state.table = first_view();
  state.after.clear();
  return true;
}

bool Exporter::export_view(ExportState& state, std::size_t number, const GoOn& go_on) {
  const auto& view = selection_.views[number];
  const auto snapshot = source_.views->snapshot();
  bool more = true;
  view.table().each(snapshot, eventstore::bytes_of_digits(state.after),
                    [&](const projections::TableRow& row) {
                      target_.put(first_view() + number, view.row(row));
                      more = kept_up(state, eventstore::hex_digits(row.id), go_on);
                      return more;
                    });
  return more;
}

// Notes what is done, keeps it now and then, and once more where it is told to stop.
bool Exporter::kept_up(ExportState& state, std::string after, const GoOn& go_on) {
  state.after = std::move(after);
  const bool more = go_on(state);
  if (more && ++rows_since_kept_ < rows_at_once_) return true;
  target_.keep(state);
  rows_since_kept_ = 0;
  return more;
}

void Exporter::put_commit(const Commit& commit) {
  target_.put(kCommitsTable, commit_row(commit, selection_.sealed, source_.cipher));
  for (std::size_t number = 1; number <= commit.events.size(); ++number)
    target_.put(kEventsTable, event_row(commit, number));
}

// The views are taken along first, with the rows that this touched; only then are these rows exported and the state is
// kept. So what a crash leaves is one of two things: views that are behind the target (their last writes were never on
// the disk), which catch up; or views that are one step ahead, whose touched rows are still to be exported.
bool Exporter::follow(ExportState& state, const GoOn& go_on) {
  const auto head = source_.log.head();
  if (source_.views != nullptr) catch_up(state);
  while (state.position < head) {
    auto to = std::min<Position>(state.position + kCommitsAtOnce, head);
    if (auto* const views = source_.views) {
      if (views->position() == state.position) views->step(source_.log, kCommitsAtOnce);
      const auto touched = views->last_step();
      if (touched.from != state.position || touched.to != views->position())
        throw std::runtime_error(fmt::format(
            "the views beside the export are at position {}, it is at {}: remove them, they are built anew",
            views->position(), state.position));
      put_touched(touched);
      to = touched.to;
    }
    if (selection_.commits)
      source_.log.read_from(state.position + 1, [&](Commit&& commit) {
        if (commit.position <= to) put_commit(commit);
        return commit.position < to;
      });
    set_position(state, source_.log, to);
    target_.keep(state);
    if (!go_on(state)) return false;
  }
  return true;
}

void Exporter::catch_up(const ExportState& state) {
  auto& views = *source_.views;
  while (views.position() < state.position)
    views.step(source_.log, std::min<std::size_t>(kCommitsAtOnce, state.position - views.position()));
}

void Exporter::put_touched(const TouchedRows& touched) {
  const auto snapshot = source_.views->snapshot();
  for (const auto& [number, id] : touched.rows) {
    const auto& view = selection_.views[number];
    if (const auto row = view.table().find(snapshot, id))
      target_.put(first_view() + number, view.row(*row));
    else
      target_.erase(first_view() + number, ViewTable::key(id));
  }
}

}  // namespace vesture::replay
