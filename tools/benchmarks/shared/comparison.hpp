// Measurements beside each other: one table for each work, ours and each peer's rate with their ratio, how cost grows with
// the size, and which goals are met. As Markdown, for README.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/benchmarks/shared/measurement.hpp"

namespace vesture::bench {

inline constexpr std::string_view kOurs = "vesture";

// How the time for one thing grows with the size, as the exponent of a power of it: least squares over the logarithms.
// nullopt for less than three sizes.
std::optional<double> growth(const std::map<std::uint64_t, double>& per_second_by_size);

double geometric_mean(std::span<const double> values);

// Every work in the order in which it was first measured.
std::string tables(const std::vector<Measurement>&);

struct Goal {
  std::string what;
  double wanted = 0;
  bool at_most = false;           // else at least
  std::optional<double> reached;  // nullopt: not measured
  std::string unit;               // "times", "MiB", "s"

  bool is_met() const { return reached && (at_most ? *reached <= wanted : *reached >= wanted); }
};

std::vector<Goal> goals(const std::vector<Measurement>&);
std::string table_of(const std::vector<Goal>&);

}  // namespace vesture::bench
