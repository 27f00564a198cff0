#include "replay/rows_on_terminal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "replay/exports/lines.hpp"

namespace vesture::replay {

namespace {

namespace bj = boost::json;

using Line = std::vector<std::string>;
using Text = std::string (*)(const bj::value&);  // how a value is written

std::string shown(const bj::value& value) {
  if (value.is_null()) return {};
  return printable(value.is_string() ? std::string_view(value.get_string()) : bj::serialize(value));
}

std::string in_csv(const bj::value& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return csv_field(value.get_string());
  return value.is_structured() ? csv_field(bj::serialize(value)) : bj::serialize(value);
}

// The names, then the rows.
std::vector<Line> lines_of(const Rows& rows, const Line& names, Text text) {
  std::vector<Line> lines;
  if (rows.empty() && names.empty()) return lines;
  auto& heading = lines.emplace_back();
  if (rows.empty())
    heading = names;
  else
    for (const auto& [name, value] : rows.front()) heading.emplace_back(name);
  for (const auto& row : rows) {
    auto& line = lines.emplace_back();
    for (const auto& [name, value] : row) line.push_back(text(value));
  }
  return lines;
}

std::vector<std::size_t> widths_of(const std::vector<Line>& lines) {
  std::vector<std::size_t> widths;
  for (const auto& line : lines) {
    widths.resize(line.size());
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], width_of(line[i]));
  }
  return widths;
}

}  // namespace

std::string aligned(const Rows& rows, const std::vector<std::string>& names) {
  const auto lines = lines_of(rows, names, shown);
  const auto widths = widths_of(lines);
  std::string text;
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (i > 0) text += "  ";
      text += line[i];
      if (i + 1 < line.size()) text.append(widths[i] - width_of(line[i]), ' ');
    }
    text += '\n';
  }
  return text;
}

std::string as_csv(const Rows& rows, const std::vector<std::string>& names) {
  std::string text;
  for (const auto& line : lines_of(rows, names, in_csv)) {
    for (std::size_t i = 0; i < line.size(); ++i) (i > 0 ? text += ',' : text) += line[i];
    text += "\r\n";
  }
  return text;
}

void print_rows(const Rows& rows, const std::vector<std::string>& names, const std::string& title,
                const Terminal& terminal) {
  if (terminal.json())
    for (const auto& row : rows) fmt::print("{}\n", bj::serialize(row));
  else if (::isatty(STDOUT_FILENO) == 1)
    fmt::print("{}\n{}", printable(title), aligned(rows, names));
  else
    fmt::print("{}", as_csv(rows, names));
  flush_output();
}

}  // namespace vesture::replay
