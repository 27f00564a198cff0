// One list, loaded into the list engine and written out for PostgreSQL; then pages of it on demand (lists.sh asks).
//
//   vesture-bench-list-pages --list orders|requests --rows N [--accounts A] [--sample S] [--seconds T] --into DIR
//
// A variant is a question (filters and ranges) in one order. Into DIR go
//   views/               the store
//   tables.sql, indexes.sql, rows.tsv, links.tsv   the same rows for PostgreSQL
//   variants.tsv         number, name, queries that PostgreSQL may choose from
//   check.sql, expected  each page's ids as PostgreSQL and as we see them, a line a page
//   explain.sql          the plan and the time of each query
//   <variant>.<query>    pgbench's scripts
// Then "ready" is printed, and for each variant's number on stdin two measurement lines on stdout: with as many threads as
// there are cores, and with one. Pages are the first five of an account, or as many as there are.
#include <fmt/core.h>
#include <fmt/os.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <random>
#include <stdexcept>

#include "tools/benchmarks/peers/list_tables.hpp"
#include "tools/benchmarks/shared/accounts.hpp"
#include "tools/benchmarks/shared/bulk_load.hpp"
#include "tools/benchmarks/shared/measurement.hpp"
#include "tools/benchmarks/shared/order_rows.hpp"
#include "tools/benchmarks/shared/rate.hpp"
#include "tools/benchmarks/shared/request_rows.hpp"

namespace {

using namespace vesture;
using projections::ListQuery;
using projections::ViewStore;
namespace fs = std::filesystem;

constexpr std::size_t kMostPages = 5;
constexpr std::size_t kPageRows = 20;

struct Options {
  std::string list = "orders";
  bench::ListSize size{.rows = 100'000};
  std::size_t sample = 1;
  double seconds = 0.3;
  fs::path into;
};

std::string scope_of(std::uint32_t account) { return std::string(bench::account_of(account).uuid.view()); }

struct Variant {
  std::string name;
  ListQuery query = {};   // of account 0
  std::size_t pages = 1;  // that are read one after the other
};

// What the benchmark knows of a list beside its declaration.
template <class Row>
struct Subject {
  std::string name;
  const projections::List<Row>& list;
  bench::SqlList table;
  std::function<Row(std::size_t, bench::ListSize)> row;
  std::vector<bench::Question> questions;
};

template <class Row>
class ListPages {
 public:
  ListPages(const Subject<Row>& subject, const Options& options) : subject_(subject), options_(options) {}

  void run() {
    store_ = ViewStore::open(options_.into / "views");
    bench::load_list(*store_, subject_.list, options_.size.rows,
                     [this](std::size_t number) { return subject_.row(number, options_.size); });
    write_rows();
    choose_variants();
    write_queries();
    fmt::print("ready\n");
    for (std::size_t number = 0; std::fflush(stdout), std::cin >> number;) measure(variants_.at(number));
  }

 private:
  std::string path(const std::string& name) const { return (options_.into / name).string(); }

  void write_rows() const {
    fmt::output_file(path("tables.sql")).print("{}", bench::create_tables(subject_.table));
    auto indexes = fmt::output_file(path("indexes.sql"));
    for (const auto& index : bench::create_indexes(subject_.table)) indexes.print("{};\n", index);
    auto rows = fmt::output_file(path("rows.tsv"));
    auto links = fmt::output_file(path("links.tsv"));
    for (std::size_t number = 0; number < options_.size.rows; ++number) {
      const auto row = subject_.row(number, options_.size);
      rows.print("{}\n", bench::copy_line(bench::fields_of(row)));
      for (const auto& link : bench::links_of(row)) links.print("{}\n", bench::copy_line(link));
    }
  }

  void choose_variants() {
    const auto accounts = options_.size.accounts;
    const auto of = accounts == 1 ? subject_.name : fmt::format("{} of {} accounts", subject_.name, accounts);
    std::size_t number = 0;
    for (const auto& question : subject_.questions)
      for (const auto& sort : subject_.list.declaration().sorts)
        for (const bool descending : {false, true}) {
          if (number++ % options_.sample != 0) continue;
          Variant variant{
              .name = fmt::format("{}: {}, {}{}", of, question.name, descending ? "-" : "", sort.name)};
          variant.query = {
              .scope = scope_of(0), .sort = sort.name, .descending = descending, .limit = kPageRows};
          question.ask(variant.query);
          variants_.push_back(std::move(variant));
        }
  }

  void write_queries() {
    auto list = fmt::output_file(path("variants.tsv"));
    auto expected = fmt::output_file(path("expected"));
    auto check = fmt::output_file(path("check.sql"));
    auto explain = fmt::output_file(path("explain.sql"));
    for (std::size_t number = 0; number < variants_.size(); ++number) {
      auto& variant = variants_[number];
      const auto queries = queries_of(variant);
      const auto places = first_pages(variant, number, expected);
      for (const auto& [query, any_of] : queries) {
        for (std::size_t page = 0; page < places.size(); ++page)
          check.print("SELECT '{} {}' || coalesce(string_agg(' ' || {}, ''), '') FROM ({}) AS page;\n",
                      number, page, shown_id(),
                      bench::page_query(subject_.table, variant.query, places[page], any_of));
        explain.print("\\echo variant {} {}\n", number, query);
        for (int twice = 0; twice < 2; ++twice)
          explain.print("EXPLAIN (ANALYZE) {};\n",
                        bench::page_query(subject_.table, variant.query, places.back(), any_of));
        fmt::output_file(path(fmt::format("{}.{}", number, query)))
            .print("{}", bench::pgbench_script(subject_.table, variant.query, places.size(), any_of));
      }
      list.print("{}\t{}\t", number, variant.name);
      for (const auto& [query, any_of] : queries) list.print("{} ", query);
      list.print("\n");
    }
  }

  // Each query is a way to ask the variant.
  static std::vector<std::pair<std::string, bench::AnyOf>> queries_of(const Variant& variant) {
    const auto& filters = variant.query.any_of;
    const bool several =
        std::ranges::any_of(filters, [](const auto& asked) { return asked.second.size() > 1; });
    if (!several) return {{"plain", bench::AnyOf::in_list}};
    return {{"in_list", bench::AnyOf::in_list}, {"merged", bench::AnyOf::merged}};
  }

  std::string shown_id() const {
    std::string sql;
    for (const auto& column : subject_.table.id)
      sql += (sql.empty() ? "" : " || '-' || ") + column + "::text";
    return sql;
  }

  std::string value(const bench::SqlFields& fields, const std::string& column) const {
    const auto at = std::ranges::find(subject_.table.columns, column, &bench::SqlColumn::name);
    const auto& field = fields.at(static_cast<std::size_t>(at - subject_.table.columns.begin()));
    return field ? bench::quoted(*field) : "NULL";
  }

  // Reads the variant's first pages of account 0, writes down their ids, and gives where they begin. Pages that begin
  // among rows without a value are left out: their query is another one.
  std::vector<bench::PagePlace> first_pages(Variant& variant, std::size_t number,
                                            fmt::ostream& expected) const {
    std::vector<bench::PagePlace> places;
    ListQuery query = variant.query;
    query.limit = kPageRows + 1;
    const auto& sort = subject_.table.sorts.at(query.sort).column;
    for (;;) {
      const auto rows = subject_.list.page(store_->snapshot(), query).rows;
      if (rows.empty() && !places.empty()) break;
      bench::PagePlace place{.account = bench::account_expression("0")};
      if (!places.empty()) {
        const auto fields = bench::fields_of(rows.front());
        if (value(fields, sort) == "NULL") break;
        place.first_row = [this, fields](const std::string& column) { return value(fields, column); };
      }
      places.push_back(std::move(place));
      expected.print("{} {}", number, places.size() - 1);
      for (const auto& row : rows) expected.print(" {}", shown_id(row));
      expected.print("\n");
      if (rows.size() <= kPageRows || places.size() == kMostPages) break;
      auto page = query;
      page.limit = kPageRows;
      query.after = subject_.list.page(store_->snapshot(), page).next;
    }
    variant.pages = places.size();
    return places;
  }

  std::string shown_id(const Row& row) const {
    std::string id;
    const auto fields = bench::fields_of(row);
    for (const auto& column : subject_.table.id) {
      const auto at = std::ranges::find(subject_.table.columns, column, &bench::SqlColumn::name);
      id += (id.empty() ? "" : "-") +
            fields.at(static_cast<std::size_t>(at - subject_.table.columns.begin())).value();
    }
    return id;
  }

  void measure(const Variant& variant) const {
    measure(variant, "vesture", std::max(1U, std::thread::hardware_concurrency()));
    measure(variant, "vesture (1 thread)", 1);
  }

  void measure(const Variant& variant, const std::string& who, unsigned threads) const {
    const auto rate = bench::rate_of(threads, options_.seconds, [&](std::size_t thread) {
      return PageReader(*this, variant, static_cast<unsigned>(thread) + 1);
    });
    fmt::print("{}", bench::line_of({.work = "list",
                                     .variant = variant.name,
                                     .size = options_.size.rows,
                                     .who = who,
                                     .per_second = rate.per_second,
                                     .p50_us = rate.times.at(0.5),
                                     .p99_us = rate.times.at(0.99)}));
  }

  // Reads one page at each call: those of one account, then those of another.
  class PageReader {
   public:
    PageReader(const ListPages& pages, const Variant& variant, unsigned seed)
        : pages_(pages), variant_(variant), query_(variant.query), random_(seed) {}

    void operator()() {
      if (page_ == 0) {
        query_.scope = scope_of(account_(random_));
        query_.after.clear();
      }
      query_.after = pages_.subject_.list.page(pages_.store_->snapshot(), query_).next;
      page_ = (page_ + 1) % variant_.pages;
    }

   private:
    const ListPages& pages_;
    const Variant& variant_;
    ListQuery query_;
    std::size_t page_ = 0;
    std::minstd_rand random_;
    std::uniform_int_distribution<std::uint32_t> account_{0, pages_.options_.size.accounts - 1};
  };

  const Subject<Row>& subject_;
  const Options& options_;
  std::unique_ptr<ViewStore> store_;
  std::vector<Variant> variants_;
};

template <class Row>
void run(const Subject<Row>& subject, const Options& options) {
  ListPages<Row>(subject, options).run();
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Pages of a list, and the same list for PostgreSQL");
  app.add_option("--list", options.list)->check(CLI::IsMember({"orders", "requests"}))->required();
  app.add_option("--rows", options.size.rows)->check(CLI::PositiveNumber);
  app.add_option("--accounts", options.size.accounts, "that the rows are spread over")
      ->check(CLI::PositiveNumber);
  app.add_option("--sample", options.sample, "every such variant")->check(CLI::PositiveNumber);
  app.add_option("--seconds", options.seconds, "for each measurement");
  app.add_option("--into", options.into, "a directory that is there")
      ->required()
      ->check(CLI::ExistingDirectory);
  CLI11_PARSE(app, argc, argv);

  if (options.list == "orders")
    run<projections::orders::OrderRow>({"orders", projections::orders::order_list(), bench::orders_table(),
                                        bench::order_row, bench::order_questions()},
                                       options);
  else
    run<projections::orders::RequestRow>(
        {"requests", projections::orders::request_list(), bench::requests_table(), bench::request_row,
         bench::request_questions()},
        options);
}
