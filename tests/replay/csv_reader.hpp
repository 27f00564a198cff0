// Reads CSV back as RFC 4180 has it, and as replay/exports/lines.hpp promises: an apostrophe at the start of a field is
// taken off; a field is empty (nullopt) or a text.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace vesture::replay {

using CsvRow = std::vector<std::optional<std::string>>;

// Throws std::runtime_error for what is none.
inline std::vector<CsvRow> read_csv(std::string_view text) {
  std::vector<CsvRow> rows;
  const auto expect = [&](std::string_view wanted) {
    if (!text.starts_with(wanted)) throw std::runtime_error("bad CSV: " + std::string(text.substr(0, 20)));
    text.remove_prefix(wanted.size());
  };
  const auto field = [&]() -> std::optional<std::string> {
    std::string value;
    const bool quoted = text.starts_with('"');
    if (quoted) {
      for (expect("\""); !text.starts_with('"') || text.starts_with("\"\""); text.remove_prefix(1)) {
        if (text.empty()) throw std::runtime_error("bad CSV: a quote is not closed");
        if (text.starts_with('"')) text.remove_prefix(1);
        value += text.front();
      }
      expect("\"");
    } else {
      value = text.substr(0, text.find_first_of(",\r\n"));
      text.remove_prefix(value.size());
    }
    if (!quoted && value.empty()) return std::nullopt;
    return value.starts_with('\'') ? value.substr(1) : value;
  };
  while (!text.empty()) {
    auto& row = rows.emplace_back();
    for (row.push_back(field()); text.starts_with(','); row.push_back(field())) expect(",");
    expect("\r\n");
  }
  return rows;
}

}  // namespace vesture::replay
