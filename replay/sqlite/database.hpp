// SQLite's library behind two small types. Used by one thread; what SQLite refuses is a std::runtime_error with its own
// message. A database that questions are asked of can neither write, nor attach another, nor load code.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

struct sqlite3;
struct sqlite3_stmt;

namespace vesture::replay {

// Text is UTF-8 and may hold NULs; a blob is given as hexadecimal digits.
using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string>;

// Somebody else writes or reads the database, and did so for longer than a while: to be tried again.
struct DatabaseBusy : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Ends before its database.
class Statement {
 public:
  int columns() const;
  std::string column_name(int column) const;
  // Parameters and columns are counted from 1 and from 0, as SQLite does.
  void bind(int parameter, const SqlValue&);
  bool step();  // to the next row; false after the last
  SqlValue value(int column) const;
  void reset();  // to be run again with other values

 private:
  friend class Database;
  struct Finalizer {
    void operator()(sqlite3_stmt*) const;
  };
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
};

class Database {
 public:
  // Makes the file, for its owner alone (0600), where it is not there.
  static Database open(const std::filesystem::path& file);
  static Database in_memory();
  // For questions; the file is not written, nor any beside it.
  static Database open_to_ask(const std::filesystem::path& file);

  void run(const std::string& sql);  // statements without results
  // Throws std::invalid_argument for what is not exactly one statement.
  Statement prepare(std::string_view sql) const;
  // From now on statements may read alone, and ask for bounded memory.
  void restrict_to_reading();
  // Tables that the statement opens when it is run.
  std::set<std::string> tables_opened_by(std::string_view sql) const;
  // Statements end, with an error, once `stop` gives true; it is asked now and then.
  void end_when(bool (*stop)());

 private:
  struct Closer {
    void operator()(sqlite3*) const;
  };
  explicit Database(sqlite3* database) : database_(database) {}
  static Database opened(const std::string& name, int flags);

  std::unique_ptr<sqlite3, Closer> database_;
};

// "…", with quotes doubled: a name in SQL, whatever it holds.
std::string quoted_name(std::string_view name);

}  // namespace vesture::replay
