#include "tools/benchmarks/shared/measurement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace vesture::bench {
namespace {

constexpr std::size_t kFields = 7;

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (;;) {
    const auto end = line.find('\t');
    fields.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
  }
}

template <class Number>
bool read(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::string line_of(const Measurement& m) {
  return fmt::format("{}\t{}\t{}\t{}\t{:.3f}\t{:.1f}\t{:.1f}\n", m.work, m.variant, m.size, m.who,
                     m.per_second, m.p50_us, m.p99_us);
}

std::optional<Measurement> measurement_of(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  const auto fields = fields_of(line);
  if (fields.size() != kFields) return {};
  Measurement m{std::string(fields[0]), std::string(fields[1]), 0, std::string(fields[3])};
  if (!read(fields[2], m.size) || !read(fields[4], m.per_second) || !read(fields[5], m.p50_us) ||
      !read(fields[6], m.p99_us))
    return {};
  return m;
}

void Times::add(const Times& others) { each_.insert(each_.end(), others.each_.begin(), others.each_.end()); }

double Times::at(double share) const {
  if (each_.empty()) return 0;
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(each_.size())));
  const auto nth =
      each_.begin() + static_cast<std::ptrdiff_t>(std::clamp<std::size_t>(rank, 1, each_.size()) - 1);
  std::ranges::nth_element(each_, nth);
  return *nth;
}

}  // namespace vesture::bench
