// E-invoices checked a second on one core (parsed, structure, rules of EN 16931 and Peppol, what is shown), beside xmllint
// holding the same files against the same schema alone, all of them in one process, so that its start does not count. Both
// read each file from the page cache anew. Alternating rounds, medians.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "api/einvoice/check.hpp"
#include "api/einvoice/schema_texts.hpp"
#include "eventstore/posix_file.hpp"
#include "tools/benchmarks/shared/command.hpp"

namespace {

using namespace vesture;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Options {
  fs::path examples;
  std::size_t rounds = 5;
  std::size_t times = 40;  // that every file is checked in a round
};

std::string whole(const fs::path& file) {
  return eventstore::read_all(eventstore::Descriptor(file, O_RDONLY), file);
}

// Invoices in UBL that fit the schema: xmllint fails at the others.
std::vector<fs::path> examples_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".xml") continue;
    const auto document = whole(entry.path());
    if (api::einvoice::syntax_of(document) != domain::einvoice::Syntax::ubl_invoice) continue;
    const auto checked = api::einvoice::check(document);
    if (std::ranges::find(checked.findings, "XSD", &domain::einvoice::Finding::rule) ==
        checked.findings.end())
      files.push_back(entry.path());
  }
  return files;
}

// The schemas as files that import each other: the program has them under names of its own.
fs::path schema_in(const fs::path& folder) {
  constexpr std::string_view kScheme = "vesture:";
  for (const auto& [name, text] : api::einvoice::schema_texts()) {
    std::string plain(text);
    for (auto at = plain.find(kScheme); at != std::string::npos; at = plain.find(kScheme, at))
      plain.erase(at, kScheme.size());
    eventstore::replace_file(folder / name, plain);
  }
  return folder / "ubl_invoice.xsd";
}

double invoices_per_second(std::size_t invoices, const auto& work) {
  const auto began = Clock::now();
  work();
  return static_cast<double>(invoices) / std::chrono::duration<double>(Clock::now() - began).count();
}

double median(std::vector<double> of) {
  std::ranges::sort(of);
  return of[of.size() / 2];
}

void compare(const Options& options, const fs::path& scratch) {
  const auto files = examples_in(options.examples);
  if (files.empty()) throw std::runtime_error(fmt::format("no invoices in {}", options.examples.string()));
  std::vector<std::string> xmllint{"xmllint", "--nonet", "--noout", "--schema", schema_in(scratch)};
  for (std::size_t n = 0; n < options.times; ++n) xmllint.insert(xmllint.end(), files.begin(), files.end());
  const std::size_t invoices = options.times * files.size();

  std::vector<double> ours;
  std::vector<double> theirs;
  for (std::size_t round = 0; round < options.rounds; ++round) {
    theirs.push_back(invoices_per_second(invoices, [&] { bench::run_quietly(xmllint); }));
    ours.push_back(invoices_per_second(invoices, [&] {
      for (std::size_t n = 0; n < options.times; ++n)
        for (const auto& file : files) api::einvoice::check(whole(file));
    }));
  }
  fmt::print(
      "{} invoices, {} KiB; {} rounds of {} checks each\n", files.size(),
      [&] {
        std::uintmax_t bytes = 0;
        for (const auto& file : files) bytes += fs::file_size(file);
        return bytes >> 10;
      }(),
      options.rounds, invoices);
  fmt::print("check: {:.0f} a second; xmllint --schema: {:.0f} a second; ratio {:.2f}\n", median(ours),
             median(theirs), median(ours) / median(theirs));
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("E-invoices checked a second, beside xmllint --schema.");
  app.add_option("--examples", options.examples, "the folder of the invoices")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("--rounds", options.rounds, "alternating measurements");
  app.add_option("--times", options.times, "that every file is checked in a round");
  CLI11_PARSE(app, argc, argv);
  const auto scratch = fs::temp_directory_path() / fmt::format("vesture-einvoice-{}", ::getpid());
  fs::create_directories(scratch);
  compare(options, scratch);
  fs::remove_all(scratch);
}
