#include "replay/sqlite/database.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "domain/common/overloaded.hpp"
#include "eventstore/digits.hpp"

namespace vesture::replay {

namespace {

constexpr int kBusyMilliseconds = 5'000;
constexpr int kStepsBetweenLooks = 10'000;
constexpr std::int64_t kMostHeapBytes = std::int64_t{1} << 30;
constexpr int kMostSqlBytes = 1 << 20;

void check(sqlite3* database, int code) {
  if (code == SQLITE_OK) return;
  const auto message = fmt::format("SQLite: {}", sqlite3_errmsg(database));
  constexpr int kPrimary = 0xff;  // of an extended code
  if ((code & kPrimary) == SQLITE_BUSY) throw DatabaseBusy(message);
  throw std::runtime_error(message);
}

void make_private_file(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), file.string());
  ::close(descriptor);
}

int only_reading(void*, int action, const char*, const char* second, const char*, const char*) {
  switch (action) {
    case SQLITE_READ:
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_FUNCTION:
      return std::string_view(second) == "load_extension" ? SQLITE_DENY : SQLITE_OK;
    default:
      return SQLITE_DENY;
  }
}

int asks_to_stop(void* stop) { return reinterpret_cast<bool (*)()>(stop)() ? 1 : 0; }

bool is_blank(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return std::isspace(c) || c == ';'; });
}

}  // namespace

void Statement::Finalizer::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
void Database::Closer::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

int Statement::columns() const { return sqlite3_column_count(statement_.get()); }

std::string Statement::column_name(int column) const { return sqlite3_column_name(statement_.get(), column); }

void Statement::bind(int parameter, const SqlValue& value) {
  auto* const statement = statement_.get();
  const int code =
      std::visit(domain::Overloaded{
                     [&](std::monostate) { return sqlite3_bind_null(statement, parameter); },
                     [&](std::int64_t number) { return sqlite3_bind_int64(statement, parameter, number); },
                     [&](double number) { return sqlite3_bind_double(statement, parameter, number); },
                     [&](const std::string& text) {
                       return sqlite3_bind_text64(statement, parameter, text.data(), text.size(),
                                                  SQLITE_TRANSIENT, SQLITE_UTF8);
                     }},
                 value);
  check(sqlite3_db_handle(statement), code);
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) check(sqlite3_db_handle(statement_.get()), code);
  return false;
}

SqlValue Statement::value(int column) const {
  auto* const statement = statement_.get();
  const auto bytes = [&](const void* at) {
    return std::string_view(static_cast<const char*>(at),
                            static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
  };
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_TEXT:
      return std::string(bytes(sqlite3_column_text(statement, column)));
    default:
      return eventstore::hex_digits(bytes(sqlite3_column_blob(statement, column)));
  }
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

Database Database::opened(const std::string& name, int flags) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &raw, flags | SQLITE_OPEN_EXRESCODE, nullptr);
  Database database(raw);
  if (code != SQLITE_OK)
    throw std::runtime_error(fmt::format("{}: {}", name, raw ? sqlite3_errmsg(raw) : sqlite3_errstr(code)));
  sqlite3_busy_timeout(raw, kBusyMilliseconds);
  return database;
}

Database Database::open(const std::filesystem::path& file) {
  make_private_file(file);
  return opened(file.string(), SQLITE_OPEN_READWRITE);
}

Database Database::in_memory() { return opened(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE); }

Database Database::open_to_ask(const std::filesystem::path& file) {
  return opened(file.string(), SQLITE_OPEN_READONLY);
}

void Database::run(const std::string& sql) {
  check(database_.get(), sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

Statement Database::prepare(std::string_view sql) const {
  sqlite3_stmt* raw = nullptr;
  const char* rest = nullptr;
  check(database_.get(),
        sqlite3_prepare_v2(database_.get(), sql.data(), static_cast<int>(sql.size()), &raw, &rest));
  Statement statement(raw);
  const std::string_view left(rest, static_cast<std::size_t>(sql.data() + sql.size() - rest));
  if (raw == nullptr || !is_blank(left)) throw std::invalid_argument("one SQL statement is wanted");
  return statement;
}

void Database::restrict_to_reading() {
  // SQLite sets up its table-valued functions at their first use, by statements that would then be refused.
  run("SELECT 1 FROM json_each('[]'), json_tree('[]')");
  auto* const database = database_.get();
  check(database, sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr));
  check(database, sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr));
  check(database, sqlite3_set_authorizer(database, only_reading, nullptr));
  sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(database, SQLITE_LIMIT_SQL_LENGTH, kMostSqlBytes);
  sqlite3_hard_heap_limit64(kMostHeapBytes);
}

// By what SQLite would do: its authorizer is not asked about every table (of a JOIN … USING, say).
std::set<std::string> Database::tables_opened_by(std::string_view sql) const {
  std::set<SqlValue> roots;
  auto plan = prepare(fmt::format("EXPLAIN {}", sql));
  constexpr int kOpcode = 1;
  constexpr int kRootPage = 3;
  while (plan.step())
    if (plan.value(kOpcode) == SqlValue("OpenRead")) roots.insert(plan.value(kRootPage));
  std::set<std::string> names;
  auto tables = prepare("SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'");
  while (tables.step())
    if (roots.contains(tables.value(1))) names.insert(std::get<std::string>(tables.value(0)));
  return names;
}

void Database::end_when(bool (*stop)()) {
  sqlite3_progress_handler(database_.get(), kStepsBetweenLooks, asks_to_stop, reinterpret_cast<void*>(stop));
}

std::string quoted_name(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

}  // namespace vesture::replay
