// Loads a server on loopback with requests of a file (tools/benchmarks/shared/load_plan.hpp), in an open loop at a fixed
// rate or in a closed one. Prints a measurement line of all requests and of each kind; percentiles on stderr.
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "tools/benchmarks/shared/http_load.hpp"

namespace {

using namespace vesture::bench;

struct Options {
  LoadOptions load;
  std::string requests;
  std::uint64_t seed = 1;
  double seconds = 10;
  double warm_up = 1;
  Measurement about;
};

LoadPlan plan_of(const Options& options) {
  std::ifstream file(options.requests);
  if (!file) throw std::runtime_error("cannot read " + options.requests);
  return {read_plan(file), options.seed};
}

void print(Measurement about, const std::string& kind, const LoadReport& report, const Times& times) {
  if (!kind.empty()) about.variant += ", " + kind;
  about.per_second = static_cast<double>(times.count()) / report.elapsed.count();
  about.p50_us = times.at(0.5);
  about.p99_us = times.at(0.99);
  fmt::print("{}", line_of(about));
  const auto ms = [&](double share) { return times.at(share) / 1000; };
  fmt::print(stderr, "{:<28} {:>10.0f} {:>9.2f} {:>9.2f} {:>9.2f} {:>9.2f} {:>9.2f}\n", about.variant,
             about.per_second, ms(0.5), ms(0.9), ms(0.99), ms(0.999), ms(1));
}

void print(const Options& options, const LoadReport& report) {
  Times all;
  for (const auto& [kind, times] : report.kinds) all.add(times);
  fmt::print(stderr, "{:<28} {:>10} {:>9} {:>9} {:>9} {:>9} {:>9}\n", "ms", "a second", "p50", "p90", "p99",
             "p99.9", "most");
  print(options.about, "", report, all);
  if (report.kinds.size() == 1) return;
  for (const auto& [kind, times] : report.kinds) print(options.about, kind, report, times);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Loads a server on loopback with requests of a file; counts latencies from when they were due"};
  Options options;
  app.add_option("--requests", options.requests, "Lines of weight, kind, method, target, body and headers")
      ->required();
  app.add_option("--port", options.load.port)->capture_default_str();
  app.add_option("--connections", options.load.connections)
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  app.add_option("--rate", options.load.per_second, "Requests due in a second; without it a closed loop")
      ->check(CLI::PositiveNumber);
  app.add_option("--seconds", options.seconds)->capture_default_str()->check(CLI::PositiveNumber);
  app.add_option("--warm-up", options.warm_up, "Seconds before, not measured")->capture_default_str();
  app.add_option("--first-unique", options.load.first_unique, "What {unique} stands for at first")
      ->capture_default_str();
  app.add_option("--seed", options.seed)->capture_default_str();
  app.add_option("--work", options.about.work)->required();
  app.add_option("--variant", options.about.variant)->required();
  app.add_option("--size", options.about.size)->capture_default_str();
  app.add_option("--who", options.about.who)->required();
  CLI11_PARSE(app, argc, argv);
  options.load.time = std::chrono::duration<double>(options.seconds);
  options.load.warm_up = std::chrono::duration<double>(options.warm_up);
  try {
    auto plan = plan_of(options);
    print(options, run_load(options.load, plan));
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "vesture-bench-load: {}\n", trouble.what());
    return 1;
  }
}
