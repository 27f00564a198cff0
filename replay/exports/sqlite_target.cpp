#include "replay/exports/sqlite_target.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>

#include "domain/common/overloaded.hpp"
#include "replay/sqlite/database.hpp"

namespace vesture::replay {

namespace {

namespace json = boost::json;

// One row. `state` is an ExportState as JSON: what an interrupted export goes on from.
constexpr const char* kCreateState =
    "CREATE TABLE IF NOT EXISTS vesture_export (position INTEGER NOT NULL, chain TEXT NOT NULL, time TEXT "
    "NOT NULL,"
    " tables TEXT NOT NULL, sealed INTEGER NOT NULL, whole INTEGER NOT NULL, program TEXT NOT NULL,"
    " state TEXT NOT NULL) STRICT";

std::string sql_type(ColumnType type) {
  return type == ColumnType::boolean || type == ColumnType::integer ? "INTEGER" : "TEXT";
}

std::vector<std::string> quoted_columns(const TableShape& table, std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back(quoted_name(table.columns[i].name));
  return names;
}

std::string replace_sql(const TableShape& table) {
  const std::vector<std::string> parameters(table.columns.size(), "?");
  return fmt::format("INSERT OR REPLACE INTO {} VALUES ({})", quoted_name(sql_name(table)),
                     fmt::join(parameters, ", "));
}

std::string delete_sql(const TableShape& table) {
  return fmt::format("DELETE FROM {} WHERE {} = ?", quoted_name(sql_name(table)),
                     fmt::join(quoted_columns(table, table.key_columns), " = ? AND "));
}

// What lists sort or filter by, and what leads to other tables.
bool is_looked_up(const TableShape& table, const Column& column) {
  const bool is_key = column.name == table.columns.front().name;
  return !is_key && (column.indexed || column.type == ColumnType::id);
}

SqlValue sql_value(const Cell& cell) {
  return std::visit(domain::Overloaded{[](std::monostate) { return SqlValue(); },
                                       [](bool value) { return SqlValue(std::int64_t{value}); },
                                       [](const auto& value) { return SqlValue(value); }},
                    cell);
}

void run_with(Statement& statement, const Cells& cells) {
  statement.reset();
  for (std::size_t i = 0; i < cells.size(); ++i) statement.bind(static_cast<int>(i) + 1, sql_value(cells[i]));
  statement.step();
  statement.reset();
}

std::optional<ExportState> state_in(const Database& database) {
  auto question = database.prepare("SELECT state FROM vesture_export");
  if (!question.step()) return std::nullopt;
  return json::value_to<ExportState>(json::parse(std::get<std::string>(question.value(0))));
}

// Rows are in one transaction with the state that they belong to.
class SqliteTarget final : public Target {
 public:
  SqliteTarget(const std::filesystem::path& file, std::vector<TableShape> tables)
      : tables_(std::move(tables)), database_(Database::open(file)) {
    database_.run("PRAGMA synchronous = FULL");
    database_.run("BEGIN IMMEDIATE");
    database_.run(kCreateState);
    for (const auto& table : tables_) database_.run(create_table_sql(table));
    for (const auto& table : tables_) {
      replace_.push_back(database_.prepare(replace_sql(table)));
      delete_.push_back(database_.prepare(delete_sql(table)));
    }
  }

  std::optional<ExportState> state() const override { return state_in(database_); }
  void put(std::size_t table, const Cells& cells) override { run_with(replace_[table], cells); }
  void erase(std::size_t table, const Cells& key) override { run_with(delete_[table], key); }
  void keep(const ExportState& state) override {
    if (state.whole) create_indexes();
    write_state(state);
    database_.run("COMMIT");
    database_.run("BEGIN IMMEDIATE");
  }

 private:
  // Once the rows are there: an index that is made at once is written in its order.
  void create_indexes() {
    for (const auto& table : tables_)
      for (const auto& column : table.columns)
        if (is_looked_up(table, column))
          database_.run(fmt::format("CREATE INDEX IF NOT EXISTS {} ON {} ({})",
                                    quoted_name(sql_name(table) + "_by_" + column.name),
                                    quoted_name(sql_name(table)), quoted_name(column.name)));
  }
  void write_state(const ExportState& state) {
    database_.run("DELETE FROM vesture_export");
    auto row = database_.prepare("INSERT INTO vesture_export VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    const SqlValue values[] = {static_cast<std::int64_t>(state.position),
                               state.chain,
                               state.time,
                               fmt::format("{}", fmt::join(state.tables, " ")),
                               std::int64_t{state.sealed},
                               std::int64_t{state.whole},
                               fmt::format("vesture-replay {}", kProgramVersion),
                               json::serialize(json::value_from(state))};
    for (int i = 0; const auto& value : values) row.bind(++i, value);
    row.step();
  }

  std::vector<TableShape> tables_;
  Database database_;
  std::vector<Statement> replace_;  // one for each table
  std::vector<Statement> delete_;
};

}  // namespace

std::string sql_name(const TableShape& table) {
  auto name = table.name;
  std::ranges::replace(name, '-', '_');
  return name;
}

std::string create_table_sql(const TableShape& table) {
  std::vector<std::string> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto& column = table.columns[i];
    columns.push_back(fmt::format("{} {}{}", quoted_name(column.name), sql_type(column.type),
                                  i < table.key_columns ? " NOT NULL" : ""));
  }
  return fmt::format("CREATE TABLE IF NOT EXISTS {} ({}, PRIMARY KEY ({})) STRICT, WITHOUT ROWID",
                     quoted_name(sql_name(table)), fmt::join(columns, ", "),
                     fmt::join(quoted_columns(table, table.key_columns), ", "));
}

std::optional<ExportState> state_in_database(const std::filesystem::path& file) {
  const auto database = Database::open(file);
  auto own_table = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'vesture_export'");
  return own_table.step() ? state_in(database) : std::nullopt;
}

std::unique_ptr<Target> open_sqlite_target(const std::filesystem::path& file,
                                           std::vector<TableShape> tables) {
  return std::make_unique<SqliteTarget>(file, std::move(tables));
}

}  // namespace vesture::replay
