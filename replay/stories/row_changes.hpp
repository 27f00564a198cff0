// How rows of views changed between two moments, and in the words of a person.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/common/text.hpp"
#include "projections/common/table.hpp"

namespace vesture::replay {

// A row that one of two moments has and the other has not, or has with other cells.
struct RowChange {
  const projections::Table* table = nullptr;
  std::optional<projections::TableRow> before;
  std::optional<projections::TableRow> after;
};

bool differs(const RowChange&);

// Every one of the table, those that are there after first, in the order of ids, until `each` gives false. Nothing is
// held of rows that are the same.
void each_change(const projections::Table&, const projections::ViewSnapshot& before,
                 const projections::ViewSnapshot& after, const std::function<bool(const RowChange&)>& each);

struct RowWords {
  domain::Language language = domain::Language::en;
  bool sealed = false;  // show what comes from sealed fields; else only that it changed
};

// "orders P-0000000001, part 2: changed" and a line for each cell, "status: Registered -> In progress".
std::vector<std::string> in_words(const RowChange&, const RowWords&);
// {"table", "row_id", "change", "columns": {name: {"before", "after"}}}
boost::json::object as_json(const RowChange&, const RowWords&);

}  // namespace vesture::replay
