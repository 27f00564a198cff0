// The samples of single rules (manifest.tsv): each document passes or breaks one rule, which is judged alone.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "api/einvoice/xml_reader.hpp"
#include "domain/einvoice/findings.hpp"
#include "domain/einvoice/reading.hpp"
#include "tests/api/samples.hpp"
#include "tests/einvoice/tables.hpp"

namespace vesture::einvoice {

// How often the book finds the rule in the document; -1 of what cannot be read.
inline std::ptrdiff_t times_found(const domain::einvoice::RuleBook& book, std::string_view rule,
                                  const std::string& document) {
  const auto root = api::einvoice::read_xml(document, {});
  const auto read = root ? domain::einvoice::read(*root) : std::nullopt;
  if (!read) return -1;
  return std::ranges::count(book.findings_of(*read, 1000), rule, &domain::einvoice::Finding::rule);
}

// The rows whose rule begins so, that are judged otherwise than the manifest says: a line for each.
inline std::vector<std::string> disagreements(const domain::einvoice::RuleBook& book,
                                              std::string_view prefix) {
  const auto folder = samples() / "einvoice" / "rules";
  std::vector<std::string> lines;
  for (const auto& row : table(folder / "manifest.tsv")) {
    const auto& rule = row.at("rule");
    if (!rule.starts_with(prefix)) continue;
    const auto times = times_found(book, rule, whole_file(folder / row.at("file")));
    if (row.at("expect") == "success" ? times != 0 : times < 1)
      lines.push_back(row.at("file") + " " + rule + " expected " + row.at("expect") + ", found " +
                      std::to_string(times) + " times: " + row.at("description"));
  }
  return lines;
}

}  // namespace vesture::einvoice
