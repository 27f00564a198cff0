// What a query asks, in the numbers of the declaration, and which indexes answer it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "projections/common/list_layout.hpp"
#include "projections/common/list_query.hpp"
#include "projections/common/list_scan.hpp"

namespace vesture::projections::engine {

// A page merges at most so many indexes: beyond it, a column is checked on the entries instead.
inline constexpr std::size_t kMostInputs = 256;

struct AnyOf {
  std::size_t filter;
  std::vector<std::string> values;  // sorted, each once
};

struct Between {
  std::size_t range;
  Window window;
  // The same in days; open ends are closed by the days that the list has, where nodes are needed.
  std::optional<Date> first;
  std::optional<Date> last;
};

struct Request {
  std::string scope = {};
  std::size_t sort = 0;
  bool descending = false;
  std::vector<AnyOf> any_of = {};
  std::vector<Between> between = {};
  std::vector<std::shared_ptr<const Restriction>> restrictions = {};
};

bool declares(const Declared&, const ListQuery&);
// Throws std::invalid_argument for a name that is not declared.
Request resolve(const Declared&, const ListQuery&);

struct Walk {
  Inputs inputs;
  // What the indexes do not settle, as places in the request: to be checked on each entry.
  std::vector<std::size_t> unchecked_any_of;
  std::vector<std::size_t> unchecked_between;

  bool exact() const { return unchecked_any_of.empty() && unchecked_between.empty(); }
};

// The days of a range with open ends or of many years, closed by what the list has. `sort` tells whose nodes.
void close_days(const ViewSnapshot&, const Layout&, const Request&, std::size_t sort, Between&);

// The walks that give the request's rows in the order of `sort`, the one that leaves least unchecked first.
std::vector<Walk> walks(const Layout&, const Request&, std::size_t sort);
// A walk over rows that were found in another way: everything is to be checked.
Walk nothing_settled(const Request&);
// The request's narrow filter with the fewest values; nullopt where it has none.
std::optional<Walk> narrow_walk(const Layout&, const Request&);

}  // namespace vesture::projections::engine
