// A view as a table: what reads views as data (export, comparison, a look at the past) needs to know of their rows. The
// columns are made from the row's description (table_of in list.hpp), so that a new member is a new column.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "projections/common/view_store.hpp"

namespace vesture::projections {

enum class ColumnType {
  boolean,  // bool
  integer,  // int64
  text,     // UTF-8
  instant,  // RFC 3339 in UTC, microseconds
  date,     // YYYY-MM-DD
  id,       // a UUID as text; bytes that are none as hexadecimal digits
  json,     // what has parts of its own, as a JSON text
};

struct Column {
  std::string name;
  ColumnType type{};
  bool sealed =
      false;  // from sealed fields: empty where the key is gone or not there; outside digests and comparisons
  bool indexed = false;  // lists filter or sort by it
};

// Empty, or as the column's type says: bool, int64, or text.
using Cell = std::variant<std::monostate, bool, std::int64_t, std::string>;

struct TableRow {
  std::string id;  // of the row in its table, bytewise unique: the order of rows
  std::string
      scope;  // whose list it is in, as the list keys it: an account's id (16 bytes) for an account's list
  std::vector<Cell> cells;  // one for each column
};

class Table {
 public:
  virtual ~Table() = default;

  virtual const std::string& name() const = 0;  // "orders": letters, digits and '-'
  virtual const std::vector<Column>& columns() const = 0;
  // Rows in the order of their ids, beyond `after` (from the first where empty), until `each` gives false.
  virtual void each(const ViewSnapshot&, std::string_view after,
                    const std::function<bool(const TableRow&)>& each) const = 0;
  virtual std::optional<TableRow> find(const ViewSnapshot&, std::string_view id) const = 0;
  // The id of the row under this key of Family::rows or Family::sealed_rows; nullopt where it is not this table's.
  virtual std::optional<std::string> id_of(std::string_view key) const = 0;
};

}  // namespace vesture::projections
