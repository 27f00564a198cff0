// How much the length of a list costs: the order list of an account with 10,000 rows and of one with many,
// each page of 20 read in process, first pages and later ones. Prints the median times, their ratio
// (goal: 1.5 at most) and the pages a second of the long list on one core. A run takes some minutes.
#include <fmt/core.h>
#include <stdlib.h>  // NOLINT: mkdtemp is POSIX's

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <stdexcept>

#include "projections/orders/order_list.hpp"
#include "tools/benchmarks/shared/accounts.hpp"
#include "tools/benchmarks/shared/bulk_load.hpp"
#include "tools/benchmarks/shared/order_rows.hpp"

namespace {

using namespace vesture;
using projections::ListQuery;
using projections::ViewStore;
using projections::orders::order_list;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kShortList = 10'000;
constexpr int kRounds = 60;
constexpr int kPagesInARound = 5;

std::unique_ptr<ViewStore> load(const std::filesystem::path& directory, std::size_t rows) {
  auto store = ViewStore::open(directory);
  const auto start = Clock::now();
  bench::load_list(*store, order_list(), rows,
                   [rows](std::size_t number) { return bench::order_row(number, {.rows = rows}); });
  fmt::print("{} rows loaded in {} s\n", rows,
             std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - start).count());
  return store;
}

// Microseconds that one page takes: some pages from the first on, several times.
double median_page(const ViewStore& store, const ListQuery& first) {
  std::vector<double> times;
  for (int round = 0; round < kRounds; ++round) {
    ListQuery query = first;
    for (int page = 0; page < kPagesInARound; ++page) {
      const auto start = Clock::now();
      auto answer = order_list().page(store.snapshot(), query);
      times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
      if (answer.next.empty()) break;
      query.after = std::move(answer.next);
    }
  }
  std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
  return times[times.size() / 2];
}

void compare(const ViewStore& short_list, const ViewStore& long_list) {
  fmt::print("{:<36}{:<10}{:>10}{:>10}{:>8}{:>12}\n", "filter", "sort", "short us", "long us", "ratio",
             "pages/s");
  for (const auto& question : bench::order_questions())
    for (const auto& sort : order_list().declaration().sorts)
      for (const bool descending : {false, true}) {
        ListQuery query{.scope = std::string(bench::account_of(0).uuid.view()),
                        .sort = sort.name,
                        .descending = descending};
        question.ask(query);
        const double brief = median_page(short_list, query);
        const double lengthy = median_page(long_list, query);
        fmt::print("{:<36}{:<10}{:>10.1f}{:>10.1f}{:>8.2f}{:>12.0f}\n", question.name,
                   (descending ? "-" : "") + sort.name, brief, lengthy, lengthy / brief, 1e6 / lengthy);
      }
}

std::filesystem::path scratch_directory() {
  std::string name = (std::filesystem::temp_directory_path() / "vesture-bench-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no scratch directory");
  return name;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t rows = 1'000'000;
  CLI::App app("The time for a page of a short and of a long order list");
  app.add_option("--rows", rows, "rows of the long list");
  CLI11_PARSE(app, argc, argv);

  const auto directory = scratch_directory();
  {
    const auto short_list = load(directory / "short", kShortList);
    const auto long_list = load(directory / "long", rows);
    compare(*short_list, *long_list);
  }
  std::filesystem::remove_all(directory);
}
