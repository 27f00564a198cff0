// What is asked of a list, and a page of the answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/common/time.hpp"
#include "projections/common/restriction.hpp"

namespace vesture::projections {

using domain::Date;

// Civil dates in Riga, both included.
struct DayRange {
  std::optional<Date> from = {};
  std::optional<Date> to = {};
};

struct ListQuery {
  std::string scope;
  std::string sort;
  bool descending = false;
  std::size_t limit = 20;
  std::map<std::string, std::vector<std::string>> any_of = {};  // filter -> keys
  std::map<std::string, DayRange> days = {};
  std::vector<std::shared_ptr<const Restriction>> restrictions = {};  // a row passes all of them
  std::string after = {};  // where the page before ended, as that page gave it; empty for the first
  bool count = false;
};

// Totals are exact up to so many rows, and a lower bound beyond.
inline constexpr std::uint64_t kCountedExactly = 10'000;

// What a page has beside its rows.
struct PageEnd {
  std::string next;                    // empty on the last page
  std::optional<std::uint64_t> total;  // where asked for: exact up to kCountedExactly
  bool total_is_lower_bound = false;
};

template <class Row>
struct Page : PageEnd {
  std::vector<Row> rows;
};

// Takes one row after the other, each for the call alone.
template <class Row>
using TakeRow = std::function<void(Row&&)>;

}  // namespace vesture::projections
