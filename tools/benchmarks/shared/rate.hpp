// How often something is done in a second, by threads that do nothing else.
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include "eventstore/fork_join.hpp"
#include "tools/benchmarks/shared/measurement.hpp"

namespace vesture::bench {

struct Rate {
  double per_second = 0;
  Times times;  // of each
};

// Each thread calls what `work_of(thread)` gave it until the seconds are over.
template <class WorkOf>
Rate rate_of(unsigned threads, double seconds, WorkOf work_of) {
  using Clock = std::chrono::steady_clock;
  std::vector<Times> times(threads);
  const auto began = Clock::now();
  const auto end = began + std::chrono::duration<double>(seconds);
  eventstore::ForkJoin(threads).run(threads, [&](std::size_t thread) {
    auto work = work_of(thread);
    for (auto before = Clock::now(); before < end;) {
      work();
      const auto after = Clock::now();
      times[thread].add(std::chrono::duration<double, std::micro>(after - before).count());
      before = after;
    }
  });
  const std::chrono::duration<double> took = Clock::now() - began;
  Rate rate;
  for (const auto& each : times) rate.times.add(each);
  rate.per_second = static_cast<double>(rate.times.count()) / took.count();
  return rate;
}

}  // namespace vesture::bench
