// Which tables an export has, and with which columns.
//
// A view's table gets its row's id first (`row_id`, hexadecimal: what stays the same of a row). Columns that hold ids
// end in `_id`, so that what is the same thing is named alike in all tables. Columns that come from sealed fields are
// there only where they are asked for.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "projections/common/projection.hpp"
#include "replay/exports/table_shape.hpp"

namespace vesture::replay {

inline constexpr std::string_view kCommits = "commits";
inline constexpr std::string_view kAll = "all";

// A view's table, seen as an export has it.
class ViewTable {
 public:
  ViewTable(const projections::Table& table, bool sealed);

  const projections::Table& table() const { return *table_; }
  TableShape shape() const;
  Cells row(const projections::TableRow&) const;
  static Cells key(std::string_view id);

 private:
  const projections::Table* table_;
  std::vector<std::size_t> taken_;  // numbers of the table's columns
};

struct Selection {
  bool commits = false;  // both tables of the log
  std::vector<ViewTable> views;
  bool sealed = false;

  std::vector<TableShape> shapes() const;  // the log's first
  std::vector<std::string> names() const;
};

// `what`: names, or "all". Throws std::invalid_argument for one that there is not, with those that there are.
Selection selected(const std::vector<std::string>& what, bool sealed);

// Those that write the selection's views.
std::vector<std::unique_ptr<projections::Projection>> projections_of(const Selection&, const domain::Cipher&);

}  // namespace vesture::replay
