#include "replay/query.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <optional>

#include "replay/exports/run.hpp"
#include "replay/exports/sqlite_target.hpp"
#include "replay/sqlite/answer.hpp"
#include "replay/sqlite/database.hpp"
#include "replay/temporary_directory.hpp"

namespace vesture::replay {

namespace {

namespace fs = std::filesystem;

struct Options {
  SourceOptions source;
  std::optional<fs::path> database;  // an export, instead of the data directory
  std::optional<fs::path> cache;
  bool sealed = false;
  bool csv = false;
  std::string sql;
};

void ask(const fs::path& file, const Options& options, Terminal& terminal) {
  auto database = Database::open_to_ask(file);
  database.restrict_to_reading();
  database.end_when(interrupted);
  auto question = database.prepare(options.sql);
  const auto format = terminal.json() ? AnswerFormat::json
                      : options.csv   ? AnswerFormat::csv
                                      : AnswerFormat::table;
  print_answer(question, format, [](std::string_view line) { fmt::print("{}\n", line); });
}

// One file for each moment of a history and each choice of tables.
std::string cache_name(const Options& options, const std::set<std::string>& tables) {
  const auto source = open_source(options.source);
  const auto state = new_export(*source.log, {}, false);
  return fmt::format("{}-{}{}-{}.sqlite", state.position, state.chain.substr(0, 16),
                     options.sealed ? "-sealed" : "", fmt::join(tables, "+"));
}

void export_to(const fs::path& file, const Options& options, const std::set<std::string>& tables) {
  ExportOptions exported{.source = options.source,
                         .what = {tables.begin(), tables.end()},
                         .format = Format::sqlite,
                         .to = file,
                         .views = std::nullopt,
                         .sealed = options.sealed,
                         .followed = false};
  std::unique_ptr<Progress> building;
  const auto state =
      export_all(exported, {.go_on = [](const ExportState&) { return !interrupted(); },
                            .building =
                                [&](eventstore::Position applied, eventstore::Position of) {
                                  if (!building)
                                    building = std::make_unique<Progress>("building views", of, "commits");
                                  building->at(applied);
                                  return !interrupted();
                                }});
  if (!state) throw std::runtime_error("interrupted");
}

Verdict run(const Options& options, Terminal& terminal) {
  if (options.database) {
    ask(*options.database, options, terminal);
    return Verdict::holds;
  }
  if (options.source.data.empty()) throw std::invalid_argument("--data or --db is wanted");
  const auto tables = tables_read(options.sql, options.sealed);
  const TemporaryDirectory scratch;
  if (options.cache) fs::create_directories(*options.cache);
  const auto file = options.cache.value_or(scratch.path()) / cache_name(options, tables);
  if (!fs::exists(file)) export_to(file, options, tables);
  ask(file, options, terminal);
  return Verdict::holds;
}

}  // namespace

std::set<std::string> tables_read(const std::string& sql, bool sealed) {
  const auto all = selected({std::string(kAll)}, sealed);
  auto empty = Database::in_memory();
  for (const auto& table : all.shapes()) empty.run(create_table_sql(table));
  empty.restrict_to_reading();
  empty.prepare(sql);
  const auto read = empty.tables_opened_by(sql);
  std::set<std::string> names;
  for (const auto& table : all.shapes())
    if (read.contains(sql_name(table)))
      names.insert(table.name == "events" ? std::string(kCommits) : table.name);
  return names;
}

void add_query(CLI::App& app, Run& chosen) {
  const auto options = std::make_shared<Options>();
  auto& command = add_command(
      app, chosen, "query", "Answers a question in SQL over the views and the log",
      "  Orders per institution and status:\n"
      "    vesture-replay query --data copy \"SELECT institution, status, count(*) AS parts FROM orders\n"
      "      GROUP BY institution, status ORDER BY parts DESC\"\n"
      "  Days from registration to ready, as of the end of March:\n"
      "    vesture-replay query --data copy --at 2026-03-31 \"SELECT avg(julianday(status_changed) -\n"
      "      julianday(created)) AS days FROM orders WHERE status = 'ready'\"\n"
      "  Who looked at other people's accounts most:\n"
      "    vesture-replay query --data copy \"SELECT actor_id, means, count(*) AS looks FROM audit\n"
      "      WHERE means LIKE 'staff:%' GROUP BY actor_id, means ORDER BY looks DESC LIMIT 10\"\n"
      "  What kinds of events there are:\n"
      "    vesture-replay query --db history.sqlite \"SELECT type, count(*) FROM events GROUP BY type\"\n"
      "  Which tables and columns an export has: sqlite3 history.sqlite .schema",
      options, run);
  command.add_option("--data", options->source.data, "Data directory: a copy, or that of a running server")
      ->check(CLI::ExistingDirectory);
  command.add_option("--master-key", options->source.master_key,
                     "File of the master key [<data>/master.key]");
  add_at_option(command, options->source);
  command.add_option("--db", options->database, "Asks an export (sqlite) instead")->check(CLI::ExistingFile);
  command.add_option("--cache", options->cache,
                     "Directory that keeps what was exported for the next question");
  command.add_flag("--sealed", options->sealed, "With personal data, where the keys are there");
  command.add_flag("--csv", options->csv, "As CSV");
  command.add_option("sql", options->sql, "One SELECT")->required();
}

}  // namespace vesture::replay
