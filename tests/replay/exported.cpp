#include "tests/replay/exported.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <fstream>
#include <iterator>
#include <sstream>
#include <vector>

#include "replay/exports/lines.hpp"
#include "replay/exports/sqlite_target.hpp"
#include "replay/sqlite/answer.hpp"
#include "replay/sqlite/database.hpp"
#include "tests/replay/csv_reader.hpp"

namespace vesture::replay {

namespace {

namespace fs = std::filesystem;
using Rows = std::multiset<std::string>;

std::string contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(file.string() + " is not there");
  return {std::istreambuf_iterator<char>(in), {}};
}

Rows rows_in_database(const fs::path& file, const TableShape& table) {
  const auto database = Database::open_to_ask(file);
  auto question = database.prepare("SELECT * FROM " + quoted_name(sql_name(table)));
  Rows rows;
  print_answer(question, AnswerFormat::json, [&](std::string_view line) { rows.emplace(line); });
  return rows;
}

// The last line of a key counts.
class Carried {
 public:
  void carry(const std::string& op, const std::string& key, const std::string& row) {
    if (op == "erase")
      rows_.erase(key);
    else
      rows_[key] = row;
  }
  Rows rows() const {
    Rows all;
    for (const auto& [key, row] : rows_) all.insert(row);
    return all;
  }

 private:
  std::map<std::string, std::string> rows_;
};

Rows rows_in_json_lines(const std::string& text, bool has_op) {
  Rows rows;
  Carried carried;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!has_op) {
      rows.insert(line);
      continue;
    }
    const auto row = boost::json::parse(line).as_object();
    const std::string op(row.at("op").as_string());
    const auto after_op = line.find(',') + 1;
    carried.carry(op, std::string(row.at("row_id").as_string()), "{" + line.substr(after_op));
  }
  return has_op ? carried.rows() : rows;
}

std::string joined(const CsvRow& row) {
  std::string text;
  for (const auto& field : row) text += (field ? "[" + *field + "]" : "-") + ",";
  return text;
}

Rows rows_in_csv(const std::string& text, bool has_op) {
  Rows rows;
  Carried carried;
  auto lines = read_csv(text);
  lines.erase(lines.begin());  // the header
  for (auto& line : lines) {
    if (!has_op) {
      rows.insert(joined(line));
      continue;
    }
    const auto op = *line.front();
    line.erase(line.begin());
    carried.carry(op, *line.front(), joined(line));
  }
  return has_op ? carried.rows() : rows;
}

}  // namespace

Exported exported_rows(Format format, const fs::path& path, const std::vector<TableShape>& tables,
                       bool followed) {
  Exported exported;
  for (const auto& table : tables) {
    const bool has_op = followed && table.changes;
    if (format == Format::sqlite)
      exported[table.name] = rows_in_database(path, table);
    else if (format == Format::csv)
      exported[table.name] = rows_in_csv(contents(path / (table.name + ".csv")), has_op);
    else
      exported[table.name] = rows_in_json_lines(contents(path / (table.name + ".jsonl")), has_op);
  }
  return exported;
}

std::string difference(const Exported& one, const Exported& other) {
  for (const auto& [table, rows] : one) {
    std::vector<std::string> differing;
    std::ranges::set_symmetric_difference(rows, other.at(table), std::back_inserter(differing));
    if (!differing.empty()) return table + ": " + differing.front();
  }
  return one.size() == other.size() ? "" : "not the same tables";
}

std::string exported_bytes(const fs::path& directory) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(directory))
    files[entry.path().filename()] = contents(entry.path());
  std::string all;
  for (const auto& [name, text] : files) all += name + "\n" + text;
  return all;
}

}  // namespace vesture::replay
