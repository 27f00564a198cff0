// How fast a log is verified, against RocksDB's iterator over its commits: the same log, alternating rounds. Prints both
// rates, the ratio of medians and what the process came to take up in memory.
#include <fmt/format.h>
#include <sys/resource.h>
#include <time.h>  // NOLINT: clock_gettime is POSIX's

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>
#include <vector>

#include "eventstore/log/stored_rows.hpp"
#include "projections/common/cipher_over.hpp"
#include "replay/verify/log_verification.hpp"

namespace {

using namespace vesture;
using Clock = std::chrono::steady_clock;

constexpr int kRounds = 7;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double median(std::vector<double> values) {
  std::ranges::nth_element(values, values.begin() + kRounds / 2);
  return values[kRounds / 2];
}

double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double raw_seconds(const eventstore::StoredRows& rows) {
  const auto begin = Clock::now();
  std::uint64_t bytes = 0;
  rows.read(eventstore::Family::commits, "", "", [&](std::string_view key, std::string_view value) {
    bytes += key.size() + value.size();
    return true;
  });
  if (bytes == 0) throw std::runtime_error("an empty log");
  return seconds_since(begin);
}

double verify_seconds(const eventstore::StoredRows& rows) {
  const auto begin = Clock::now();
  replay::VerifyOptions options;
  options.threads = std::max(1u, std::thread::hardware_concurrency());
  const auto cipher = projections::cipher_without_keys();
  replay::verify_log(rows, cipher, replay::ExpectedHeads({}), options);
  return seconds_since(begin);
}

long peak_mebibytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss >> 10;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "vesture-bench-replay DATA-DIRECTORY\n");
    return 2;
  }
  const auto rows = eventstore::open_rows(std::filesystem::path(argv[1]) / "log");
  const auto commits = static_cast<double>(rows->last_position());
  std::vector<double> raw;
  std::vector<double> verified;
  std::vector<double> raw_cpu;
  std::vector<double> verify_cpu;
  for (int round = 0; round < kRounds; ++round) {
    const double before = cpu_seconds();
    raw.push_back(commits / raw_seconds(*rows));
    const double between = cpu_seconds();
    verified.push_back(commits / verify_seconds(*rows));
    raw_cpu.push_back((between - before) / commits * 1e6);
    verify_cpu.push_back((cpu_seconds() - between) / commits * 1e6);
    fmt::print("round {}: iterator {:.0f} commits/s, verify {:.0f} commits/s\n", round + 1, raw.back(),
               verified.back());
  }
  fmt::print(
      "median of {:.0f} commits: iterator {:.0f}/s, verify {:.0f}/s, ratio {:.2f}; at most {} MiB in "
      "memory\n",
      commits, median(raw), median(verified), median(verified) / median(raw), peak_mebibytes());
  // What others on the machine take away shows in the rates, and not here.
  fmt::print("processor time of a commit: iterator {:.2f} us, verify {:.2f} us on {} threads, ratio {:.2f}\n",
             median(raw_cpu), median(verify_cpu), std::thread::hardware_concurrency(),
             median(raw_cpu) * std::thread::hardware_concurrency() / median(verify_cpu));
}
