#include "replay/export.hpp"

#include <fmt/format.h>

#include <chrono>
#include <map>
#include <memory>
#include <thread>

#include "replay/exports/run.hpp"
#include "replay/sqlite/database.hpp"

namespace vesture::replay {

namespace {

using eventstore::Position;

struct Options {
  ExportOptions exported;
  std::optional<double> wait_seconds;  // follow: stays, and looks so often
};

const std::map<std::string, Format> kFormats{
    {"csv", Format::csv}, {"jsonl", Format::jsonl}, {"sqlite", Format::sqlite}};

constexpr double kMostSecondsBetweenLooks = 3600;
constexpr std::chrono::milliseconds kBetweenLooksForCtrlC{100};

// Two bars one after the other: the views being built, then the tables being written.
class Shown {
 public:
  explicit Shown(const Selection& selection) : tables_(selection.names().size()) {}

  Exporting exporting() {
    return {.go_on = [this](const ExportState& state) { return exported(state); },
            .building = [this](Position applied, Position of) { return built(applied, of); }};
  }

 private:
  bool built(Position applied, Position of) {
    if (!building_) building_ = std::make_unique<Progress>("building views", of, "commits");
    building_->at(applied);
    return !interrupted();
  }
  bool exported(const ExportState& state) {
    building_.reset();
    if (!writing_) writing_ = std::make_unique<Progress>("exporting", tables_, "tables");
    writing_->at(state.whole ? tables_ : state.table);
    return !interrupted();
  }

  std::size_t tables_;
  std::unique_ptr<Progress> building_;
  std::unique_ptr<Progress> writing_;
};

[[noreturn]] void say_interrupted() {
  throw std::runtime_error("interrupted; the same command goes on from here");
}

void say_done(const ExportOptions& options, const ExportState& state, Terminal& terminal) {
  terminal.say(fmt::format("{} as of position {} ({}): {} tables", options.to.string(), state.position,
                           state.time, state.tables.size()),
               {{"to", options.to.string()},
                {"position", state.position},
                {"time", state.time},
                {"chain", state.chain},
                {"tables", boost::json::array(state.tables.begin(), state.tables.end())}});
}

ExportState done(std::optional<ExportState> (*work)(const ExportOptions&, const Exporting&),
                 const ExportOptions& options) {
  Shown shown(selected(options.what, options.sealed));
  const auto state = work(options, shown.exporting());
  if (!state) say_interrupted();
  return *state;
}

Verdict run_export(const Options& options, Terminal& terminal) {
  say_done(options.exported, done(export_all, options.exported), terminal);
  return Verdict::holds;
}

// nullopt while somebody else has the database: the next look tries again, and nothing is lost.
std::optional<ExportState> news(const ExportOptions& options) {
  try {
    return done(export_new, options);
  } catch (const DatabaseBusy&) {
    return std::nullopt;
  }
}

void wait(double seconds) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  while (!interrupted() && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(kBetweenLooksForCtrlC);
}

Verdict run_follow(const Options& options, Terminal& terminal) {
  auto exported = options.exported;
  exported.followed = true;
  auto state = done(export_new, exported);
  say_done(exported, state, terminal);
  // Ctrl-C is how waiting ends: whatever is exported by then is whole.
  while (options.wait_seconds && !interrupted()) {
    wait(*options.wait_seconds);
    if (interrupted()) break;
    const auto now = news(exported);
    if (!now || now->position == state.position) continue;
    state = *now;
    say_done(exported, state, terminal);
  }
  return Verdict::holds;
}

void add_options(CLI::App& command, ExportOptions& options) {
  add_source_options(command, options.source);
  command.add_option("--what", options.what, "commits, a view's table, several of them, or all [all]")
      ->delimiter(',');
  command.add_option("--format", options.format, "csv, jsonl or sqlite [sqlite]")
      ->transform(CLI::CheckedTransformer(kFormats, CLI::ignore_case));
  command.add_option("--to", options.to, "File (sqlite) or directory (csv, jsonl) to be made")->required();
  command.add_flag("--sealed", options.sealed, "With personal data, where the keys are there");
}

}  // namespace

void add_export(CLI::App& app, Run& chosen) {
  const auto options = std::make_shared<Options>();
  auto& command = add_command(
      app, chosen, "export",
      "Writes commits and views as CSV, JSON Lines or a database of SQLite.\n"
      "In CSV a text that begins with = + - @ ' tab or CR has an apostrophe before it, so that no "
      "spreadsheet\n"
      "runs it; the other formats have it exactly. An export that was interrupted goes on from where it was.",
      "  vesture-replay export --data copy --to history.sqlite\n"
      "  vesture-replay export --data copy --at 2026-03-31 --what orders,audit --format csv --to march\n"
      "  vesture-replay export --data copy --what commits --format jsonl --to commits",
      options, run_export);
  add_options(command, options->exported);
  add_at_option(command, options->exported.source);
  command.add_option("--views", options->exported.views, "Views that rebuild made, as of the same position")
      ->check(CLI::ExistingDirectory);
}

void add_follow(CLI::App& app, Run& chosen) {
  const auto options = std::make_shared<Options>();
  auto& command = add_command(
      app, chosen, "follow",
      "Exports what is new since the last time into the same place; the first time, everything.\n"
      "SQLite has the rows as they are now. In CSV and JSON Lines rows of views begin with `op`: put or "
      "erase;\n"
      "the last line of a row_id counts.",
      "  vesture-replay follow --data copy --to history.sqlite\n"
      "  vesture-replay follow --data /srv/vesture/data --what orders --format jsonl --to orders --wait 5",
      options, run_follow);
  add_options(command, options->exported);
  command.add_option("--wait", options->wait_seconds, "Stay, and look for news every so many seconds")
      ->check(CLI::Range(0.1, kMostSecondsBetweenLooks));
}

}  // namespace vesture::replay
