// A database of SQLite with a table for each, ready for questions: typed columns (STRICT), primary keys, an index for
// each column that lists sort or filter by. Its own table vesture_export says what it is of.
#pragma once

#include "replay/exports/target.hpp"

namespace vesture::replay {

// nullopt for a database without one.
std::optional<ExportState> state_in_database(const std::filesystem::path&);
std::unique_ptr<Target> open_sqlite_target(const std::filesystem::path& file, std::vector<TableShape>);

// A table's name in SQL: '-' is no letter of a plain name there.
std::string sql_name(const TableShape&);
// The statement that makes it.
std::string create_table_sql(const TableShape&);

}  // namespace vesture::replay
