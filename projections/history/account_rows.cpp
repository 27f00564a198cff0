#include "projections/history/account_rows.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <iterator>
#include <map>
#include <string>

#include "domain/common/overloaded.hpp"

namespace vesture::projections::history {

namespace {

namespace bj = boost::json;

constexpr std::string_view kAccountColumn = "account";
constexpr std::string_view kOfInstitutions = "institution-";

bj::value json_of(const Column& column, const Cell& cell) {
  return std::visit(domain::Overloaded{[](std::monostate) { return bj::value(); },
                                       [&](const std::string& text) {
                                         return column.type == ColumnType::json ? bj::parse(text)
                                                                                : bj::value(text);
                                       },
                                       [](auto value) { return bj::value(value); }},
                    cell);
}

}  // namespace

std::vector<const Table*> tables_of(const std::vector<std::unique_ptr<Projection>>& projections) {
  std::map<std::string, const Projection*> wanted;
  for (const auto& projection : projections) {
    auto& newest = wanted[projection->name()];
    if (!newest || newest->version() < projection->version()) newest = projection.get();
  }
  std::vector<const Table*> tables;
  for (const auto& [name, projection] : wanted)
    std::ranges::copy(projection->tables(), std::back_inserter(tables));
  std::ranges::sort(tables, {}, &Table::name);
  return tables;
}

bool has_rows_of_accounts(const Table& table) {
  return !table.name().starts_with(kOfInstitutions) &&
         std::ranges::find(table.columns(), kAccountColumn, &Column::name) != table.columns().end();
}

bool is_of_account(const Table& table, const TableRow& row, domain::AccountId account) {
  const auto column = std::ranges::find(table.columns(), kAccountColumn, &Column::name);
  return row.cells.at(static_cast<std::size_t>(column - table.columns().begin())) == Cell(to_string(account));
}

void each_row_of(const Table& table, const ViewSnapshot& views, domain::AccountId account,
                 const std::function<bool(const TableRow&)>& each) {
  table.each(views, {},
             [&](const TableRow& row) { return !is_of_account(table, row, account) || each(row); });
}

bj::object json_of(const Table& table, const TableRow& row) {
  bj::object object;
  for (std::size_t i = 0; i < row.cells.size(); ++i)
    object.emplace(table.columns()[i].name, json_of(table.columns()[i], row.cells[i]));
  return object;
}

}  // namespace vesture::projections::history
