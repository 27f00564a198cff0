#include "replay/exports/selection.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "eventstore/digits.hpp"
#include "projections/catalogue.hpp"
#include "projections/common/cipher_over.hpp"
#include "replay/exports/commit_tables.hpp"

namespace vesture::replay {

namespace {

using projections::Table;

std::vector<const Table*> all_tables() {
  const auto cipher = projections::cipher_without_keys();
  std::vector<const Table*> tables;
  for (const auto& projection : projections::all_projections(cipher))
    std::ranges::copy(projection->tables(), std::back_inserter(tables));
  return tables;
}

std::vector<std::string> all_names() {
  std::vector<std::string> names{std::string(kCommits)};
  for (const auto* table : all_tables()) names.push_back(table->name());
  return names;
}

void check_names(const std::vector<std::string>& what) {
  const auto known = all_names();
  for (const auto& name : what)
    if (name != kAll && !std::ranges::count(known, name))
      throw std::invalid_argument(
          fmt::format("there is no table {}; there are: {}, {}", name, fmt::join(known, ", "), kAll));
}

// What is an id is called so: "order" holds an order's id, and is `order_id`.
std::string exported_name(const Column& column) {
  const bool named = column.type != ColumnType::id || column.name.ends_with("_id");
  return named ? column.name : column.name + "_id";
}

}  // namespace

ViewTable::ViewTable(const Table& table, bool sealed) : table_(&table) {
  const auto& columns = table.columns();
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (sealed || !columns[i].sealed) taken_.push_back(i);
}

TableShape ViewTable::shape() const {
  TableShape shape{.name = table_->name(), .columns = {{"row_id", ColumnType::id}}};
  for (const auto i : taken_) {
    auto column = table_->columns()[i];
    column.name = exported_name(column);
    shape.columns.push_back(std::move(column));
  }
  return shape;
}

Cells ViewTable::row(const projections::TableRow& row) const {
  auto cells = key(row.id);
  for (const auto i : taken_) cells.push_back(row.cells[i]);
  return cells;
}

Cells ViewTable::key(std::string_view id) { return {eventstore::hex_digits(id)}; }

std::vector<TableShape> Selection::shapes() const {
  std::vector<TableShape> all;
  if (commits) all = {commits_table(sealed), events_table()};
  for (const auto& view : views) all.push_back(view.shape());
  return all;
}

std::vector<std::string> Selection::names() const {
  std::vector<std::string> all;
  for (const auto& shape : shapes()) all.push_back(shape.name);
  return all;
}

Selection selected(const std::vector<std::string>& what, bool sealed) {
  check_names(what);
  const auto is_wanted = [&](std::string_view name) {
    return std::ranges::count(what, name) > 0 || std::ranges::count(what, kAll) > 0;
  };
  Selection selection{.commits = is_wanted(kCommits), .views = {}, .sealed = sealed};
  for (const auto* table : all_tables())
    if (is_wanted(table->name())) selection.views.emplace_back(*table, sealed);
  return selection;
}

std::vector<std::unique_ptr<projections::Projection>> projections_of(const Selection& selection,
                                                                     const domain::Cipher& cipher) {
  auto all = projections::all_projections(cipher);
  const auto is_unused = [&](const std::unique_ptr<projections::Projection>& projection) {
    const auto tables = projection->tables();
    return std::ranges::none_of(selection.views, [&](const ViewTable& view) {
      return std::ranges::count(tables, &view.table()) > 0;
    });
  };
  std::erase_if(all, is_unused);
  return all;
}

}  // namespace vesture::replay
