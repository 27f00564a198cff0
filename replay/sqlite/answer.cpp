#include "replay/sqlite/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <string>
#include <vector>

#include "domain/common/overloaded.hpp"
#include "replay/exports/lines.hpp"

namespace vesture::replay {

namespace {

namespace json = boost::json;
using Print = std::function<void(std::string_view)>;
using Values = std::vector<SqlValue>;

constexpr std::size_t kRowsMeasured = 500;
constexpr std::size_t kWidestColumn = 60;

Values row_of(const Statement& statement) {
  Values row;
  for (int i = 0; i < statement.columns(); ++i) row.push_back(statement.value(i));
  return row;
}

std::vector<std::string> names_of(const Statement& statement) {
  std::vector<std::string> names;
  for (int i = 0; i < statement.columns(); ++i) names.push_back(statement.column_name(i));
  return names;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::string shown(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (is_control(c))
      safe += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    else
      safe += c;
  }
  return safe;
}

std::string text_of(const SqlValue& value) {
  return std::visit(domain::Overloaded{[](std::monostate) { return std::string(); },
                                       [](const std::string& text) { return shown(text); },
                                       [](auto number) { return fmt::format("{}", number); }},
                    value);
}

// Code points, which is what a terminal gives a cell each, nearly.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

struct Layout {
  std::vector<std::size_t> widths;

  void measure(std::size_t column, std::string_view text) {
    widths[column] = std::max(widths[column], std::min(width_of(text), kWidestColumn));
  }
  std::string line(const Values& row) const {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto text = text_of(row[i]);
      const std::string padding(widths[i] - std::min(widths[i], width_of(text)), ' ');
      const bool to_the_right = !std::holds_alternative<std::string>(row[i]);
      line += (i == 0 ? "" : "  ") + (to_the_right ? padding + text : text + padding);
    }
    return line.substr(0, line.find_last_not_of(' ') + 1);
  }
};

void print_table(Statement& statement, const Print& print) {
  const auto names = names_of(statement);
  Layout layout{std::vector<std::size_t>(names.size(), 0)};
  for (std::size_t i = 0; i < names.size(); ++i) layout.measure(i, names[i]);
  std::vector<Values> first;
  bool more = statement.step();
  for (; more && first.size() < kRowsMeasured; more = statement.step()) {
    first.push_back(row_of(statement));
    for (std::size_t i = 0; i < names.size(); ++i) layout.measure(i, text_of(first.back()[i]));
  }
  print(layout.line(Values(names.begin(), names.end())));
  std::string rule;
  for (const auto width : layout.widths) rule += (rule.empty() ? "" : "  ") + std::string(width, '-');
  print(rule);
  for (const auto& row : first) print(layout.line(row));
  for (; more; more = statement.step()) print(layout.line(row_of(statement)));
}

void print_json(Statement& statement, const Print& print) {
  const auto names = names_of(statement);
  while (statement.step()) {
    json::object row;
    for (std::size_t i = 0; i < names.size(); ++i)
      row[names[i]] = std::visit(domain::Overloaded{[](std::monostate) { return json::value(nullptr); },
                                                    [](const auto& value) { return json::value(value); }},
                                 statement.value(static_cast<int>(i)));
    print(json::serialize(row));
  }
}

std::string csv_of(const Values& row) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) line += ',';
    const auto* text = std::get_if<std::string>(&row[i]);
    line += text != nullptr ? csv_field(*text) : text_of(row[i]);
  }
  return line + '\r';
}

void print_csv(Statement& statement, const Print& print) {
  const auto names = names_of(statement);
  print(csv_of(Values(names.begin(), names.end())));
  while (statement.step()) print(csv_of(row_of(statement)));
}

}  // namespace

void print_answer(Statement& statement, AnswerFormat format, const Print& print) {
  if (format == AnswerFormat::json) return print_json(statement, print);
  if (format == AnswerFormat::csv) return print_csv(statement, print);
  print_table(statement, print);
}

}  // namespace vesture::replay
