#include "replay/exports/lines.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "domain/common/overloaded.hpp"

namespace vesture::replay {

namespace {

namespace json = boost::json;

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kBeginsFormula = "=+-@'\t\r";

std::string in_quotes(std::string_view text) {
  std::string field = "\"";
  for (const char c : text) field.append(c == '"' ? 2 : 1, c);
  return field + '"';
}

bool is_text(ColumnType type) { return type == ColumnType::text || type == ColumnType::json; }

std::string csv_cell(const Column& column, const Cell& cell) {
  return std::visit(domain::Overloaded{[](std::monostate) { return std::string(); },
                                       [](bool value) { return std::string(value ? "true" : "false"); },
                                       [](std::int64_t number) { return std::to_string(number); },
                                       [&](const std::string& text) {
                                         return is_text(column.type) ? csv_field(text) : text;
                                       }},
                    cell);
}

json::value json_cell(const Column& column, const Cell& cell) {
  return std::visit(domain::Overloaded{[](std::monostate) { return json::value(nullptr); },
                                       [](const std::string& text) { return json::value(text); },
                                       [](auto value) { return json::value(value); }},
                    column.type == ColumnType::json ? Cell() : cell);
}

json::value json_value(const Column& column, const Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return column.type == ColumnType::json && text != nullptr ? json::parse(*text) : json_cell(column, cell);
}

}  // namespace

std::string csv_field(std::string_view text) {
  if (text.empty()) return in_quotes(text);
  const bool formula = kBeginsFormula.find(text.front()) != std::string_view::npos;
  const std::string harmless = (formula ? "'" : "") + std::string(text);
  return harmless.find_first_of("\",\r\n") == std::string::npos ? harmless : in_quotes(harmless);
}

std::string csv_header(const TableShape& table, bool with_op) {
  std::string line = with_op ? "op," : "";
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    (i > 0 ? line += ',' : line) += table.columns[i].name;
  return line.append(kLineEnd);
}

std::string csv_line(const TableShape& table, Op op, const Cells& cells) {
  std::string line(op);
  if (!op.empty()) line += ',';
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) line += ',';
    if (i < cells.size()) line += csv_cell(table.columns[i], cells[i]);
  }
  return line.append(kLineEnd);
}

std::string json_line(const TableShape& table, Op op, const Cells& cells) {
  json::object row;
  if (!op.empty()) row["op"] = op;
  for (std::size_t i = 0; i < table.columns.size() && i < cells.size(); ++i)
    row[table.columns[i].name] = json_value(table.columns[i], cells[i]);
  return json::serialize(row) + '\n';
}

}  // namespace vesture::replay
