#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "tools/benchmarks/shared/comparison.hpp"

namespace vesture::bench {
namespace {

constexpr std::uint64_t kMillion = 1'000'000;

using Wanted = std::function<bool(const Measurement&)>;

class Measured {
 public:
  explicit Measured(const std::vector<Measurement>& all) : all_(all) {}

  // The mean over all variants that are wanted of our rate beside the peer's.
  std::optional<double> ratio(const Wanted& wanted, std::string_view peer) const {
    std::vector<double> ratios;
    for (const auto& ours : all_)
      if (ours.who == kOurs && wanted(ours))
        for (const auto& theirs : all_)
          if (is_same_work(ours, theirs) && theirs.who == peer)
            ratios.push_back(ours.per_second / theirs.per_second);
    return mean(ratios);
  }

  // The mean over all that are wanted.
  std::optional<double> of(const Wanted& wanted, double Measurement::*field) const {
    std::vector<double> values;
    for (const auto& m : all_)
      if (wanted(m) && m.*field > 0) values.push_back(m.*field);
    return mean(values);
  }

 private:
  static bool is_same_work(const Measurement& left, const Measurement& right) {
    return left.work == right.work && left.variant == right.variant && left.size == right.size;
  }
  static std::optional<double> mean(const std::vector<double>& values) {
    if (values.empty()) return std::nullopt;
    return geometric_mean(values);
  }

  const std::vector<Measurement>& all_;
};

std::optional<double> divided(std::optional<double> left, std::optional<double> right) {
  if (!left || !right) return std::nullopt;
  return *left / *right;
}

// Of one variant or any (""), and of a size or any (0).
Wanted work(std::string name, std::string variant, std::uint64_t size) {
  return [=](const Measurement& m) {
    return m.work == name && (variant.empty() || m.variant == variant) && (size == 0 || m.size == size);
  };
}

// Of a size within a twentieth of that, or greater.
Wanted from_size(std::uint64_t size, const Wanted& wanted) {
  return [=](const Measurement& m) { return m.size >= size - size / 20 && wanted(m); };
}

Wanted by(std::string_view who, Wanted wanted) {
  return [=](const Measurement& m) { return m.who == who && wanted(m); };
}

}  // namespace

std::vector<Goal> goals(const std::vector<Measurement>& all) {
  const Measured measured(all);
  const auto appends = work("append", "32 clients", 100'000);
  const auto commands = work("command", "32 clients", 0);
  const auto pages = work("list", "", kMillion);
  const auto served = work("http", "many pages", kMillion);
  const auto their_pages = by("postgresql", pages);
  const auto our_answers = by(kOurs, served);
  const auto by_few_clients = by(kOurs, work("http", "many pages, 4 connections", kMillion));
  const auto seconds = [](std::optional<double> microseconds) { return divided(microseconds, 1e6); };
  return {
      {"durable appends, 32 clients, beside message-db", 8, false, measured.ratio(appends, "message-db"),
       "times"},
      {"durable appends, 32 clients, beside RocksDB's synced writes", 1.5, false,
       measured.ratio(appends, "rocksdb"), "times"},
      {"commands over HTTP, 32 connections, beside message-db's bare inserts", 4, false,
       measured.ratio(commands, "message-db"), "times"},
      {"list pages of 1,000,000 rows in process, beside PostgreSQL", 5, false,
       measured.ratio(pages, "postgresql"), "times"},
      {"list pages of 1,000,000 rows over HTTP, beside PostgreSQL's own rate", 1, false,
       divided(measured.of(our_answers, &Measurement::per_second),
               measured.of(their_pages, &Measurement::per_second)),
       "times"},
      {"their 99th percentile over 4 connections, beside PostgreSQL's", 1, true,
       divided(measured.of(our_answers, &Measurement::p99_us),
               measured.of(their_pages, &Measurement::p99_us)),
       "times"},
      {"list pages of 1,000,000 rows over HTTP, beside bare Beast", 0.5, false,
       measured.ratio(served, "beast"), "times"},
      {"text search in 1,000,000 messages, beside PostgreSQL", 3, false,
       measured.ratio(work("search", "", kMillion), "postgresql"), "times"},
      {"1,000,000 orders served, resident", 512, true,
       measured.of(by(kOurs, from_size(kMillion, work("memory", "random pages", 0))), &Measurement::p50_us),
       "MiB"},
      {"ready on a log of 10,000,000 commits, files not in the kernel's cache", 2, true,
       seconds(
           measured.of(by(kOurs, from_size(10 * kMillion, work("start", "cold", 0))), &Measurement::p50_us)),
       "s"},
  };
}

std::string table_of(const std::vector<Goal>& goals) {
  std::string text = "| | goal | reached | |\n| --- | --- | --- | --- |\n";
  for (const auto& goal : goals) {
    const auto reached = goal.reached ? fmt::format("{:.2f} {}", *goal.reached, goal.unit) : std::string();
    text += fmt::format("| {} | {} {} {} | {} | {} |\n", goal.what, goal.at_most ? "at most" : "at least",
                        goal.wanted, goal.unit, reached,
                        !goal.reached   ? "not measured"
                        : goal.is_met() ? "met"
                                        : "**missed**");
  }
  return text;
}

}  // namespace vesture::bench
