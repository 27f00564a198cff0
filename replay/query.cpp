#include "replay/query.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <optional>

#include "eventstore/digits.hpp"
#include "eventstore/directories.hpp"
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

void ask(Database database, const Options& options, Terminal& terminal) {
  database.restrict_to_reading();
  database.end_when(interrupted);
  auto question = database.prepare(options.sql);
  const auto format = terminal.json() ? AnswerFormat::json
                      : options.csv   ? AnswerFormat::csv
                                      : AnswerFormat::table;
  print_answer(question, format, [](std::string_view line) { fmt::print("{}\n", line); });
}

// Every table, without rows.
Database with_empty_tables(bool sealed) {
  auto database = Database::in_memory();
  for (const auto& table : selected({std::string(kAll)}, sealed).shapes())
    database.run(create_table_sql(table));
  return database;
}

// One file for each moment of a history and each choice of tables, and for each way that programs write them.
std::string cache_name(const Options& options, const std::set<std::string>& tables) {
  const auto log = open_source(options.source).log;
  const auto position = log->head();
  return fmt::format("{}-{}-{}-{}-{}.sqlite", position,
                     eventstore::hex_digits(log->chain_at(position)).substr(0, 16), kProgramVersion,
                     kExportFormat, fmt::join(tables, "+"));
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
    ask(Database::open_to_ask(*options.database), options, terminal);
    return Verdict::holds;
  }
  if (options.cache && options.sealed)
    throw std::invalid_argument("--cache and --sealed: personal data is not kept for the next question");
  if (options.source.data.empty()) throw std::invalid_argument("--data or --db is wanted");
  const auto tables = tables_read(options.sql, options.sealed);
  if (tables.empty()) {  // it asks which tables there are, or for none
    ask(with_empty_tables(options.sealed), options, terminal);
    return Verdict::holds;
  }
  const TemporaryDirectory scratch;
  if (options.cache) {
    eventstore::require_apart(options.source.data, *options.cache);
    fs::create_directories(*options.cache);
  }
  const auto file = options.cache.value_or(scratch.path()) / cache_name(options, tables);
  if (!fs::exists(file)) export_to(file, options, tables);
  ask(Database::open_to_ask(file), options, terminal);
  return Verdict::holds;
}

}  // namespace

std::set<std::string> tables_read(const std::string& sql, bool sealed) {
  auto empty = with_empty_tables(sealed);
  empty.restrict_to_reading();
  empty.prepare(sql);
  const auto read = empty.tables_opened_by(sql);
  std::set<std::string> names;
  for (const auto& table : selected({std::string(kAll)}, sealed).shapes())
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
      "  Median days from registration to ready, by institution, as of the end of March:\n"
      "    vesture-replay query --data copy --at 2026-03-31 \"SELECT institution, avg(days) AS median_days\n"
      "      FROM (SELECT institution, days, count(*) OVER (PARTITION BY institution) AS parts,\n"
      "        row_number() OVER (PARTITION BY institution ORDER BY days) AS place\n"
      "        FROM (SELECT institution, julianday(status_changed) - julianday(created) AS days\n"
      "          FROM orders WHERE status = 'ready'))\n"
      "      WHERE place IN ((parts + 1) / 2, (parts + 2) / 2) GROUP BY institution\"\n"
      "  Who looked at other people's accounts most:\n"
      "    vesture-replay query --data copy \"SELECT actor_id, means, count(*) AS looks FROM audit\n"
      "      WHERE means LIKE 'staff:%' GROUP BY actor_id, means ORDER BY looks DESC LIMIT 10\"\n"
      "  What kinds of events there are:\n"
      "    vesture-replay query --db history.sqlite \"SELECT type, count(*) FROM events GROUP BY type\"\n"
      "  Which tables there are, with their columns:\n"
      "    vesture-replay query --data copy \"SELECT name, sql FROM sqlite_schema WHERE type = 'table'\"",
      options, run);
  command.add_option("--data", options->source.data, "Data directory: a copy, or that of a running server")
      ->check(CLI::ExistingDirectory);
  command.add_option("--master-key", options->source.master_key,
                     "File of the master key [<data>/master.key]");
  add_at_option(command, options->source);
  command.add_option("--db", options->database, "Asks an export (sqlite) instead")->check(CLI::ExistingFile);
  command.add_option("--cache", options->cache,
                     "Directory that keeps what was exported for the next question (not with --sealed)");
  command.add_flag("--sealed", options->sealed, "With personal data, where the keys are there");
  command.add_flag("--csv", options->csv, "As CSV");
  command.add_option("sql", options->sql, "One SELECT")->required();
}

}  // namespace vesture::replay
