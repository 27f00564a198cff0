#include "replay/rows_on_terminal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "replay/exports/lines.hpp"

namespace vesture::replay {

namespace {

namespace bj = boost::json;

using Line = std::vector<std::string>;

std::string text_of(const bj::value& value) {
  if (value.is_null()) return {};
  return value.is_string() ? std::string(value.as_string()) : bj::serialize(value);
}

// Characters, as UTF-8 has them.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
}

// The names, then the rows.
std::vector<Line> lines_of(const Rows& rows, const Line& names) {
  std::vector<Line> lines;
  if (rows.empty() && names.empty()) return lines;
  auto& heading = lines.emplace_back();
  if (rows.empty())
    heading = names;
  else
    for (const auto& [name, value] : rows.front()) heading.emplace_back(name);
  for (const auto& row : rows) {
    auto& line = lines.emplace_back();
    for (const auto& [name, value] : row) line.push_back(text_of(value));
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
  const auto lines = lines_of(rows, names);
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
  for (const auto& line : lines_of(rows, names)) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (i > 0) text += ',';
      if (!line[i].empty()) text += csv_field(line[i]);
    }
    text += "\r\n";
  }
  return text;
}

void print_rows(const Rows& rows, const std::vector<std::string>& names, const std::string& title,
                const Terminal& terminal) {
  if (terminal.json())
    for (const auto& row : rows) fmt::print("{}\n", bj::serialize(row));
  else if (::isatty(STDOUT_FILENO) == 1)
    fmt::print("{}\n{}", title, aligned(rows, names));
  else
    fmt::print("{}", as_csv(rows, names));
  std::fflush(stdout);
}

}  // namespace vesture::replay
