#include "tools/benchmarks/shared/comparison.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <utility>

namespace vesture::bench {
namespace {

// A work with more variants than that at one size is summed up in a line for each size.
constexpr std::size_t kMostLines = 12;

using Wanted = std::function<bool(const Measurement&)>;

std::vector<Measurement> those(const std::vector<Measurement>& all, const Wanted& wanted) {
  std::vector<Measurement> found;
  std::ranges::copy_if(all, std::back_inserter(found), wanted);
  return found;
}

template <class Key>
std::vector<Key> in_order(const std::vector<Measurement>& all,
                          const std::function<Key(const Measurement&)>& key) {
  std::vector<Key> keys;
  for (const auto& m : all)
    if (std::ranges::find(keys, key(m)) == keys.end()) keys.push_back(key(m));
  return keys;
}

std::vector<std::string> peers_in(const std::vector<Measurement>& all) {
  auto who = in_order<std::string>(all, &Measurement::who);
  std::erase_if(who, [](const std::string& each) { return each.starts_with(kOurs); });
  return who;
}

const Measurement* of(const std::vector<Measurement>& all, std::string_view variant, std::uint64_t size,
                      std::string_view who) {
  const auto found = std::ranges::find_if(
      all, [&](const Measurement& m) { return m.variant == variant && m.size == size && m.who == who; });
  return found == all.end() ? nullptr : &*found;
}

std::string digits(double number) {
  if (number < 9.995) return fmt::format("{:.2f}", number);
  if (number < 99.95) return fmt::format("{:.1f}", number);
  auto text = fmt::format("{:.0f}", number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string time_of(double microseconds) {
  if (microseconds <= 0) return "";
  if (microseconds < 1e3) return fmt::format("{:.0f} µs", microseconds);
  if (microseconds < 1e6) return digits(microseconds / 1e3) + " ms";
  return digits(microseconds / 1e6) + " s";
}

std::string size_of(std::uint64_t size) {
  return size < 100 ? std::to_string(size) : digits(static_cast<double>(size));
}

std::string rate_of(const Measurement& m) {
  if (m.work == "memory") return digits(m.p50_us) + " MiB";
  if (m.per_second <= 0) return fmt::format("{}, {}", time_of(m.p50_us), time_of(m.p99_us));
  if (m.p99_us <= 0) return digits(m.per_second);
  return fmt::format("{} ({}, {})", digits(m.per_second), time_of(m.p50_us), time_of(m.p99_us));
}

std::string line(const std::vector<std::string>& cells) {
  return "| " + fmt::format("{}", fmt::join(cells, " | ")) + " |\n";
}

std::string header(std::string_view first, std::string_view second, const std::vector<std::string>& peers) {
  std::vector<std::string> cells{std::string(first), std::string(second), std::string(kOurs)};
  for (const auto& peer : peers) {
    cells.push_back(peer);
    cells.emplace_back("ratio");
  }
  return line(cells) + line(std::vector<std::string>(cells.size(), "---"));
}

std::string each_line(const std::vector<Measurement>& work, const std::vector<std::string>& peers) {
  std::string text = header("", "size", peers);
  const auto places = in_order<std::pair<std::string, std::uint64_t>>(
      work, [](const Measurement& m) { return std::pair(m.variant, m.size); });
  for (const auto& [variant, size] : places) {
    const auto* ours = of(work, variant, size, kOurs);
    std::vector<std::string> cells{variant, size == 0 ? "" : size_of(size), ours ? rate_of(*ours) : ""};
    for (const auto& peer : peers) {
      const auto* theirs = of(work, variant, size, peer);
      cells.push_back(theirs ? rate_of(*theirs) : "");
      cells.push_back(ours && theirs && theirs->per_second > 0
                          ? "**" + digits(ours->per_second / theirs->per_second) + "**"
                          : "");
    }
    text += line(cells);
  }
  return text;
}

struct Pair {
  std::string variant;
  double ours = 0;
  double theirs = 0;

  double ratio() const { return ours / theirs; }
};

// Of all variants that both did.
std::vector<Pair> pairs(const std::vector<Measurement>& work, std::uint64_t size, std::string_view peer) {
  std::vector<Pair> found;
  for (const auto& m : work)
    if (m.who == kOurs && m.size == size)
      if (const auto* theirs = of(work, m.variant, size, peer))
        found.push_back({m.variant, m.per_second, theirs->per_second});
  return found;
}

double mean_of(const std::vector<Pair>& pairs, double (*value)(const Pair&)) {
  std::vector<double> values;
  for (const auto& pair : pairs) values.push_back(value(pair));
  return geometric_mean(values);
}

// The means over all variants, and the variant where we are least ahead.
std::string summed_up(const std::vector<Measurement>& work, const std::vector<std::string>& peers) {
  std::string text;
  for (const auto& peer : peers) {
    text += line({"size", "variants", std::string(kOurs), peer, "ratio", "least", "where"});
    text += line(std::vector<std::string>(7, "---"));
    for (const auto size : in_order<std::uint64_t>(work, &Measurement::size)) {
      const auto both = pairs(work, size, peer);
      if (both.empty()) continue;
      const auto least = *std::ranges::min_element(both, {}, &Pair::ratio);
      text += line({size_of(size), std::to_string(both.size()),
                    digits(mean_of(both, [](const Pair& p) { return p.ours; })),
                    digits(mean_of(both, [](const Pair& p) { return p.theirs; })),
                    "**" + digits(mean_of(both, [](const Pair& p) { return p.ratio(); })) + "**",
                    digits(least.ratio()), least.variant});
    }
  }
  return text;
}

std::string growths(const std::vector<Measurement>& work) {
  std::map<std::string, std::map<std::string, std::map<std::uint64_t, double>>>
      rates;  // by who, variant, size
  for (const auto& m : work)
    if (m.size > 0 && m.per_second > 0) rates[m.who][m.variant][m.size] = m.per_second;
  std::vector<std::string> said;
  for (const auto& [who, by_variant] : rates) {
    std::vector<double> exponents;
    for (const auto& [variant, by_size] : by_variant)
      if (const auto exponent = growth(by_size)) exponents.push_back(*exponent);
    if (exponents.empty()) continue;
    const auto [least, most] = std::ranges::minmax(exponents);
    said.push_back(exponents.size() == 1 ? fmt::format("{} {:.2f}", who, least)
                                         : fmt::format("{} {:.2f} to {:.2f}", who, least, most));
  }
  if (said.empty()) return "";
  return fmt::format("\nThe time for one grows with the size to the power of: {}.\n", fmt::join(said, "; "));
}

bool is_summed_up(const std::vector<Measurement>& work) {
  const auto by_size = in_order<std::uint64_t>(work, &Measurement::size);
  return std::ranges::any_of(by_size, [&](std::uint64_t size) {
    const auto at = those(work, [&](const Measurement& m) { return m.size == size; });
    return in_order<std::string>(at, &Measurement::variant).size() > kMostLines;
  });
}

}  // namespace

std::optional<double> growth(const std::map<std::uint64_t, double>& per_second_by_size) {
  if (per_second_by_size.size() < 3) return std::nullopt;
  const auto count = static_cast<double>(per_second_by_size.size());
  double x = 0, y = 0, xx = 0, xy = 0;
  for (const auto& [size, per_second] : per_second_by_size) {
    const double log_size = std::log(static_cast<double>(size));
    const double log_time = -std::log(per_second);
    x += log_size;
    y += log_time;
    xx += log_size * log_size;
    xy += log_size * log_time;
  }
  return (count * xy - x * y) / (count * xx - x * x);
}

double geometric_mean(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += std::log(value);
  return values.empty() ? 0 : std::exp(sum / static_cast<double>(values.size()));
}

std::string tables(const std::vector<Measurement>& all) {
  std::string text;
  for (const auto& name : in_order<std::string>(all, &Measurement::work)) {
    const auto work = those(all, [&](const Measurement& m) { return m.work == name; });
    const auto peers = peers_in(work);
    text += fmt::format("\n### {}\n\n", name);
    text += is_summed_up(work) ? summed_up(work, peers) : each_line(work, peers);
    text += growths(work);
  }
  return text;
}

}  // namespace vesture::bench
