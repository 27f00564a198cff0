// Fills an empty data directory with orders, for measurements at size: vesture-bench-fill --data DIR [--orders N]
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <chrono>

#include "tools/benchmarks/shared/order_volume.hpp"

namespace {

using namespace vesture;
using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kOrdersALine = 100'000;

double seconds_since(Clock::time_point began) {
  return std::chrono::duration<double>(Clock::now() - began).count();
}

domain::Instant machine_time() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
}

void fill(const bench::OrderVolume& volume, bool with_views) {
  const auto began = Clock::now();
  const auto commits = bench::fill(volume, [&](std::uint64_t orders) {
    if (orders % kOrdersALine == 0)
      fmt::print(stderr, "{} orders of {}, {:.0f} s\n", orders, volume.orders, seconds_since(began));
  });
  fmt::print(stderr, "{} commits in {:.1f} s\n", commits, seconds_since(began));
  if (!with_views) return;
  const auto views_began = Clock::now();
  bench::build_views(volume.data);
  fmt::print(stderr, "views in {:.1f} s\n", seconds_since(views_began));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Fills an empty data directory with orders, through the deciders and the log"};
  bench::OrderVolume volume;
  bool with_views = false;
  app.add_option("--data", volume.data, "Data directory")->required();
  app.add_option("--orders", volume.orders)->capture_default_str()->check(CLI::PositiveNumber);
  app.add_option("--changes", volume.changes, "Commits that follow an order's registration, at most")
      ->capture_default_str()
      ->check(CLI::Range(std::uint64_t{0}, bench::kMostChanges));
  app.add_option("--people", volume.people, "Whose every second order is")->capture_default_str();
  app.add_option("--seed", volume.seed)->capture_default_str();
  app.add_flag("--views", with_views, "Build the views too");
  CLI11_PARSE(app, argc, argv);
  spdlog::set_level(spdlog::level::warn);
  try {
    volume.until = machine_time();
    fill(volume, with_views);
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "vesture-bench-fill: {}\n", trouble.what());
    return 1;
  }
}
