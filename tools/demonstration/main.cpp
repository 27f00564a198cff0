// Fills an empty data directory with demonstration data: vesture-demo --data DIR [--orders N] [--seed S] [--until D]
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <chrono>

#include "tools/demonstration/calendar.hpp"
#include "tools/demonstration/story.hpp"

namespace {

using namespace vesture;

// The day that demonstrations end on where none is given: fixed, so that they are the same on every day.
constexpr const char* kLastDay = "2026-11-01";

domain::Instant machine_time() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
}

// Not beyond the machine's own time: the server's commits come after.
domain::Instant end_of_story(const std::string& day) {
  const auto date = domain::parse_date(day);
  if (!date) throw std::runtime_error("--until is a day: YYYY-MM-DD");
  return std::min(demonstration::at_noon(*date), machine_time());
}

void draw_bar(double part) {
  constexpr int kWidth = 40;
  const int done = static_cast<int>(part * kWidth);
  fmt::print(stderr, "\r[{:#<{}}{:.<{}}] {:3.0f} %{}", "", done, "", kWidth - done, part * 100,
             part < 1 ? "" : "\n");
}

void print(const demonstration::Told& told, double seconds) {
  fmt::print("{} commits in {:.1f} s, by the commands\n", told.commits, seconds);
  for (const auto& [command, times] : told.commands) fmt::print("  {:<30} {:>9}\n", command, times);
}

int fill(const demonstration::StoryOptions& options) {
  const auto started = std::chrono::steady_clock::now();
  const bool terminal = ::isatty(STDERR_FILENO) == 1;
  const auto told = demonstration::tell(options, [&](double part) {
    if (terminal) draw_bar(part);
  });
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  print(told, took.count());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Fills an empty data directory with demonstration data"};
  demonstration::StoryOptions options;
  std::string until = kLastDay;
  app.add_option("--data", options.data, "Data directory")->required();
  app.add_option("--orders", options.orders, "Orders of the company")->capture_default_str();
  app.add_option("--seed", options.seed, "The same seed gives the same data")->capture_default_str();
  app.add_option("--until", until, "Last day, never beyond today")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  spdlog::set_level(spdlog::level::warn);
  try {
    options.until = end_of_story(until);
    return fill(options);
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "vesture-demo: {}\n", trouble.what());
    return 1;
  }
}
