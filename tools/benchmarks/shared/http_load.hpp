// Loads an HTTP server on loopback from one thread over connections that stay open, one request at a time on each. A
// latency is counted from when a request was due, not from when a connection was free to send it: what waits behind a
// slow answer counts in full (no coordinated omission).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "tools/benchmarks/shared/load_plan.hpp"
#include "tools/benchmarks/shared/measurement.hpp"
#include "tools/benchmarks/shared/schedule.hpp"

namespace vesture::bench {

struct LoadOptions {
  std::uint16_t port = 8080;
  std::size_t connections = 64;
  std::optional<double> per_second = {};  // nullopt: a closed loop, as fast as answers come
  std::chrono::duration<double> warm_up{0};
  std::chrono::duration<double> time{
      10};  // in which requests become due, after the warm-up; all of them are sent
  std::uint64_t first_unique = 0;
  std::function<LoadTime()> now = std::chrono::steady_clock::now;
};

// What was due after the warm-up.
struct LoadReport {
  std::map<std::string, Times> kinds;  // from when they were due to when the answers were there
  std::uint64_t answers = 0;
  std::chrono::duration<double> elapsed{0};  // to the last answer

  double per_second() const { return static_cast<double>(answers) / elapsed.count(); }
};

// Throws std::runtime_error at the first answer that is not 2xx, boost::system::system_error where a connection ends.
LoadReport run_load(const LoadOptions&, LoadPlan&);

}  // namespace vesture::bench
