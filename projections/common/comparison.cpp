#include "projections/common/comparison.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "eventstore/digits.hpp"

namespace vesture::projections {

namespace {

std::string described(const DifferingRows& rows) {
  if (rows.count == 0) return "0";
  return fmt::format("{} ({}{})", rows.count, fmt::join(rows.first_ids, ", "),
                     rows.count > rows.first_ids.size() ? " …" : "");
}

}  // namespace

std::string to_string(const Comparison& comparison) {
  std::string members;
  for (const auto& member : comparison.members)
    members += fmt::format("{}{} in {}", members.empty() ? ": " : ", ", member.name, member.rows);
  return fmt::format("list {}: {} rows are the same, only before {}, only after {}, changed {}{}",
                     comparison.list, comparison.same, described(comparison.only_before),
                     described(comparison.only_after), described(comparison.changed), members);
}

namespace engine {

void note(DifferingRows& rows, std::string_view id) {
  if (++rows.count <= kIdsShown) rows.first_ids.push_back(eventstore::hex_digits(id));
}

}  // namespace engine

}  // namespace vesture::projections
