// Reads measurement lines and prints them as tables, the goals first: vesture-bench-table [FILE]...
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "tools/benchmarks/shared/comparison.hpp"

namespace {

using namespace vesture::bench;

void read(std::istream& in, std::vector<Measurement>& into) {
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    auto measured = measurement_of(line);
    if (!measured) throw std::runtime_error("no measurement: " + line);
    into.push_back(std::move(*measured));
  }
}

void read(const std::string& path, std::vector<Measurement>& into) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  read(in, into);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Prints measurements as Markdown: the goals, and a table for each work."};
  std::vector<std::string> files;
  app.add_option("file", files, "Measurement lines; standard input where none is named");
  CLI11_PARSE(app, argc, argv);
  try {
    std::vector<Measurement> all;
    if (files.empty()) read(std::cin, all);
    for (const auto& file : files) read(file, all);
    fmt::print("{}{}", table_of(goals(all)), tables(all));
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "vesture-bench-table: {}\n", trouble.what());
    return 2;
  }
}
