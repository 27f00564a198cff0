// Text search in a mailbox: messages loaded with their words, and written out for PostgreSQL; then the first page of
// what is found, newest first, on demand (search.sh asks).
//
//   vesture-bench-search --messages N [--seconds T] --into DIR
//
// Into DIR go
//   views/           the store
//   rows.tsv         the messages for PostgreSQL, their texts last
//   variants.tsv     number, name
//   queries.tsv      variant, place in it, query of PostgreSQL
//   expected         variant, place, ids of the page
// Then "ready" is printed, and for each variant's number on stdin two measurement lines on stdout: with as many threads as
// there are cores, and with one.
#include <fmt/core.h>
#include <fmt/os.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <thread>

#include "eventstore/fork_join.hpp"
#include "projections/mail/mailbox_changes.hpp"
#include "tools/benchmarks/peers/mailbox_table.hpp"
#include "tools/benchmarks/shared/accounts.hpp"
#include "tools/benchmarks/shared/bulk_load.hpp"
#include "tools/benchmarks/shared/mailbox_rows.hpp"
#include "tools/benchmarks/shared/measurement.hpp"
#include "tools/benchmarks/shared/rate.hpp"
#include "tools/benchmarks/shared/searched_words.hpp"

namespace {

using namespace vesture;
using projections::ListQuery;
using projections::mail::mailbox_list;
namespace fs = std::filesystem;

struct Options {
  std::size_t messages = 100'000;
  double seconds = 1;
  fs::path into;
};

// The messages in their order, with their words: taking texts apart is most of the loading, so all threads do it.
class Messages {
 public:
  explicit Messages(std::size_t count) : count_(count) {}

  using WithWords = std::pair<bench::MailboxMessage, projections::FieldWords>;
  const WithWords& at(std::size_t number) {
    if (number % kAtOnce == 0) make_from(number);
    return made_[number % kAtOnce];
  }

 private:
  static constexpr std::size_t kAtOnce = 4096;

  void make_from(std::size_t first) {
    made_.resize(std::min(kAtOnce, count_ - first));
    threads_.run(made_.size(), [&](std::size_t i) {
      auto& [message, words] = made_[i];
      message = bench::mailbox_message(vocabulary_, first + i, count_);
      words = bench::words_of_message(message);
    });
  }

  std::size_t count_;
  const bench::Vocabulary vocabulary_{bench::kVocabularyWords};
  eventstore::ForkJoin threads_{std::max(1U, std::thread::hardware_concurrency())};
  std::vector<WithWords> made_;
};

class Search {
 public:
  explicit Search(const Options& options) : options_(options) {}

  void run() {
    load();
    write_queries();
    fmt::print("ready\n");
    for (std::size_t number = 0; std::fflush(stdout), std::cin >> number;) measure(searches_.at(number));
  }

 private:
  std::string path(const std::string& name) const { return (options_.into / name).string(); }

  void load() {
    const auto& texts = projections::mail::mailbox_texts();
    const std::array prefixes{mailbox_list().prefix(), texts.prefix()};
    bench::SearchedWords counted;
    Messages messages(options_.messages);
    auto rows = fmt::output_file(path("rows.tsv"));
    store_ = projections::ViewStore::open(options_.into / "views");
    bench::load_rows(*store_, mailbox_list().engine(), prefixes, options_.messages,
                     [&](projections::ViewBatch& batch, std::size_t number) {
                       const auto& [message, words] = messages.at(number);
                       const auto& row = message.row;
                       mailbox_list().put(batch, row);
                       texts.put(batch, row.account.uuid.view(),
                                 projections::mail::row_id(row.account, row.kind, row.id), row.time, words);
                       counted.add(words);
                       rows.print("{}\n", bench::copy_line(bench::fields_of(message)));
                     });
    searches_ = counted.searches();
  }

  static ListQuery query_for(const std::string& words) {
    return {.scope = std::string(bench::account_of(0).uuid.view()),
            .sort = "time",
            .descending = true,
            .restrictions = {projections::mail::rows_with(projections::mail::Words::any, words)}};
  }

  void write_queries() const {
    auto variants = fmt::output_file(path("variants.tsv"));
    auto queries = fmt::output_file(path("queries.tsv"));
    auto expected = fmt::output_file(path("expected"));
    for (std::size_t number = 0; number < searches_.size(); ++number) {
      const auto& search = searches_[number];
      variants.print("{}\t{}\n", number, search.name);
      for (std::size_t place = 0; place < search.queries.size(); ++place) {
        queries.print("{}\t{}\t{}\n", number, place, bench::text_query(search.queries[place]));
        expected.print("{} {}", number, place);
        for (const auto& row : mailbox_list().page(store_->snapshot(), query_for(search.queries[place])).rows)
          expected.print(" {}", to_string(row.id));
        expected.print("\n");
      }
    }
  }

  void measure(const bench::Searches& search) const {
    measure(search, "vesture", std::max(1U, std::thread::hardware_concurrency()));
    measure(search, "vesture (1 thread)", 1);
  }

  // Each page parses its query anew, as a request does.
  void measure(const bench::Searches& search, const std::string& who, unsigned threads) const {
    const auto rate = bench::rate_of(threads, options_.seconds, [&](std::size_t thread) {
      return [&, next = thread]() mutable {
        mailbox_list().page(store_->snapshot(), query_for(search.queries[next++ % search.queries.size()]));
      };
    });
    fmt::print("{}", bench::line_of({.work = "search",
                                     .variant = search.name,
                                     .size = options_.messages,
                                     .who = who,
                                     .per_second = rate.per_second,
                                     .p50_us = rate.times.at(0.5),
                                     .p99_us = rate.times.at(0.99)}));
  }

  const Options& options_;
  std::unique_ptr<projections::ViewStore> store_;
  std::vector<bench::Searches> searches_;
};

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Text search in a mailbox, and the same mailbox for PostgreSQL");
  app.add_option("--messages", options.messages)->check(CLI::PositiveNumber);
  app.add_option("--seconds", options.seconds, "for each measurement");
  app.add_option("--into", options.into, "a directory that is there")
      ->required()
      ->check(CLI::ExistingDirectory);
  CLI11_PARSE(app, argc, argv);

  Search(options).run();
}
