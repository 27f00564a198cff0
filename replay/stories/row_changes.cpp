#include "replay/stories/row_changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "domain/common/ids.hpp"
#include "domain/common/overloaded.hpp"
#include "eventstore/digits.hpp"
#include "replay/events/event_words.hpp"

namespace vesture::replay {

namespace {

namespace json = boost::json;
using domain::Language;
using domain::Text;
using projections::Cell;
using projections::Column;
using projections::Table;
using projections::TableRow;
using projections::ViewSnapshot;

// Columns that hold an enumeration's codes, and have words for them.
struct CodedColumn {
  std::string_view table;
  std::string_view column;
  std::string_view enumeration;
};
constexpr std::array kCoded{
    CodedColumn{"institution-orders", "status", "OrderStatus"},
    CodedColumn{"institution-service-requests", "status", "RequestStatus"},
    CodedColumn{"orders", "status", "OrderStatus"},
    CodedColumn{"service-requests", "status", "RequestStatus"},
};

constexpr Text kAdded{"pievienots", "added"};
constexpr Text kGone{"vairs nav", "gone"};
constexpr Text kChanged{"mainīts", "changed"};
constexpr Text kSealed{"(personas dati)", "(personal data)"};
constexpr Text kPart{"daļa", "part"};
constexpr std::string_view kNoValue = "–";

Text kind_of(const RowChange& change) {
  if (!change.before) return kAdded;
  return change.after ? kChanged : kGone;
}

std::string_view enumeration_of(const Table& table, const Column& column) {
  for (const auto& coded : kCoded)
    if (coded.table == table.name() && coded.column == column.name) return coded.enumeration;
  return {};
}

std::string text_of(const Cell& cell) {
  return std::visit(
      domain::Overloaded{[](std::monostate) { return std::string(kNoValue); },
                         [](bool value) { return std::string(value ? "true" : "false"); },
                         [](std::int64_t number) { return std::to_string(number); },
                         [](const std::string& text) { return text.empty() ? std::string(kNoValue) : text; }},
      cell);
}

std::string cell_in_words(const Table& table, const Column& column, const Cell& cell, const RowWords& how) {
  if (column.sealed && !how.sealed) return std::string(kSealed.in(how.language));
  const auto text = text_of(cell);
  return std::string(word_of(enumeration_of(table, column), text, how.language));
}

const Cell* cell_named(const Table& table, const TableRow& row, std::string_view name) {
  const auto& columns = table.columns();
  const auto found = std::ranges::find(columns, name, &Column::name);
  return found == columns.end() ? nullptr : &row.cells[static_cast<std::size_t>(found - columns.begin())];
}

// By the number that people know it by, where it has one.
std::string title_of(const Table& table, const TableRow& row, Language language) {
  const auto* number = cell_named(table, row, "number");
  if (number == nullptr || std::holds_alternative<std::monostate>(*number))
    return fmt::format("{} {}", table.name(), eventstore::hex_digits(row.id));
  const auto* part = cell_named(table, row, "part");
  const bool has_part = part != nullptr && *part != Cell(std::int64_t{0});
  return fmt::format("{} {}{}", table.name(), text_of(*number),
                     has_part ? fmt::format(", {} {}", kPart.in(language), text_of(*part)) : "");
}

// Calls visit(column, before, after) for each column in which they differ; a row that is not there has no values.
void each_difference(const RowChange& change, const auto& visit) {
  const auto& columns = change.table->columns();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto before = change.before ? change.before->cells[i] : Cell();
    const auto after = change.after ? change.after->cells[i] : Cell();
    if (before != after) visit(columns[i], before, after);
  }
}

json::value cell_as_json(const Column& column, const Cell& cell, const RowWords& how) {
  if (column.sealed && !how.sealed) return json::value(kSealed.en);
  return std::visit(domain::Overloaded{[](std::monostate) { return json::value(nullptr); },
                                       [](const auto& value) { return json::value(value); }},
                    cell);
}

}  // namespace

bool differs(const RowChange& change) {
  if (!change.before || !change.after) return change.before.has_value() != change.after.has_value();
  return change.before->cells != change.after->cells;
}

void each_change(const Table& table, const ViewSnapshot& before, const ViewSnapshot& after,
                 const std::function<bool(const RowChange&)>& each) {
  bool more = true;
  table.each(after, "", [&](const TableRow& row) {
    const RowChange change{&table, table.find(before, row.id), row};
    return more = !differs(change) || each(change);
  });
  if (!more) return;
  table.each(before, "", [&](const TableRow& row) {
    return table.find(after, row.id) || each({&table, row, std::nullopt});
  });
}

std::vector<std::string> in_words(const RowChange& change, const RowWords& how) {
  const auto& table = *change.table;
  std::vector<std::string> lines{
      fmt::format("{}: {}", title_of(table, change.after ? *change.after : *change.before, how.language),
                  kind_of(change).in(how.language))};
  each_difference(change, [&](const Column& column, const Cell& before, const Cell& after) {
    const auto now = cell_in_words(table, column, after, how);
    if (change.before && change.after)
      lines.push_back(
          fmt::format("{}: {} -> {}", column.name, cell_in_words(table, column, before, how), now));
    else if (change.after)
      lines.push_back(fmt::format("{}: {}", column.name, now));
  });
  return lines;
}

json::object as_json(const RowChange& change, const RowWords& how) {
  json::object columns;
  each_difference(change, [&](const Column& column, const Cell& before, const Cell& after) {
    columns[column.name] = json::object{{"before", cell_as_json(column, before, how)},
                                        {"after", cell_as_json(column, after, how)}};
  });
  const auto& row = change.after ? *change.after : *change.before;
  return {{"table", change.table->name()},
          {"row_id", eventstore::hex_digits(row.id)},
          {"change", kind_of(change).en},
          {"columns", std::move(columns)}};
}

}  // namespace vesture::replay
