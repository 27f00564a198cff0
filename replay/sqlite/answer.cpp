#include "replay/sqlite/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <string>
#include <vector>

#include "domain/common/overloaded.hpp"
#include "replay/exports/lines.hpp"
#include "replay/terminal.hpp"

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

std::string text_of(const SqlValue& value) {
  return std::visit(domain::Overloaded{[](std::monostate) { return std::string(); },
                                       [](const std::string& text) { return printable(text); },
                                       [](auto number) { return fmt::format("{}", number); }},
                    value);
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

// What is named as another column before it gets a number: an object has no two of one name.
std::vector<std::string> told_apart(const std::vector<std::string>& names) {
  std::vector<std::string> apart;
  for (const auto& name : names) {
    auto unused = name;
    for (int number = 2; std::ranges::count(apart, unused) > 0; ++number)
      unused = fmt::format("{}_{}", name, number);
    apart.push_back(unused);
  }
  return apart;
}

void print_json(Statement& statement, const Print& print) {
  const auto names = told_apart(names_of(statement));
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
