// What an export writes, whatever the format: tables of typed columns, with a key.
#pragma once

#include <string>
#include <vector>

#include "projections/common/table.hpp"

namespace vesture::replay {

using projections::Cell;
using projections::Column;
using projections::ColumnType;
using Cells = std::vector<Cell>;  // one for each column

struct TableShape {
  std::string name;
  std::vector<Column> columns;  // the key's first
  std::size_t key_columns = 1;
  // Whether rows are put again and erased once the log goes on. Commits never are.
  bool changes = true;
};

}  // namespace vesture::replay
