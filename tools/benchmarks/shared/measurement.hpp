// One measured thing, as the benchmarks hand it to the table: a line of tab-separated fields.
//
//   work  variant  size  who  per_second  p50_us  p99_us
//
// `work` is a row of the table ("append"), `variant` a cell of it ("32 clients"), `size` what its cost may grow with
// (rows, events; 0: nothing), `who` did it ("vesture", "postgresql"). A time that was not taken is 0.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vesture::bench {

struct Measurement {
  std::string work;
  std::string variant;
  std::uint64_t size = 0;
  std::string who;
  double per_second = 0;
  double p50_us = 0;
  double p99_us = 0;
};

// With its newline.
std::string line_of(const Measurement&);
// Nothing where the line is no measurement.
std::optional<Measurement> measurement_of(std::string_view line);

// How long single things took; keeps each, so that percentiles are exact.
class Times {
 public:
  void add(double microseconds) { each_.push_back(microseconds); }
  void add(const Times& others);
  std::size_t count() const { return each_.size(); }
  // The smallest time that at least `share` of all are not above; 0 where there are none.
  double at(double share) const;

 private:
  mutable std::vector<double> each_;
};

}  // namespace vesture::bench
