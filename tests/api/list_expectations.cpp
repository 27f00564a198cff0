#include "tests/api/list_expectations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <tuple>

namespace vesture::api {

namespace {

namespace bj = boost::json;
using Items = std::vector<bj::value>;

constexpr int kSmallPage = 4;

// A row's place in the log, as text of one length; "" where it is no row of the audit trail.
std::string position_of(const bj::value& item) {
  const auto* position = item.as_object().if_contains("position");
  return position ? fmt::format("{:010}", position->as_int64()) : "";
}

std::string part_of(const bj::value& item) {
  const auto* part = item.as_object().if_contains("part");
  return part ? "/" + bj::serialize(*part) : "";
}

std::string name_of(const bj::value& item) {
  const auto position = position_of(item);
  return position.empty() ? text_of(item.at("number")) + part_of(item) : position;
}

std::string tie(const bj::value& item) {
  const auto position = position_of(item);
  if (!position.empty()) return text_of(item.at("time")) + position;
  return text_of(item.at("created")) + text_of(item.at("id")) + part_of(item);
}

std::vector<std::string> names(const Items& items) {
  std::vector<std::string> all;
  std::ranges::transform(items, std::back_inserter(all), name_of);
  return all;
}

bool all_select(const std::vector<Selection>& selections, unsigned subset, const bj::value& item) {
  for (std::size_t i = 0; i < selections.size(); ++i)
    if (subset >> i & 1 && !selections[i].selects(item)) return false;
  return true;
}

std::string query_of(const std::vector<Selection>& selections, unsigned subset) {
  std::string query = "?";
  for (std::size_t i = 0; i < selections.size(); ++i)
    if (subset >> i & 1) query += (query.size() > 1 ? "&" : "") + selections[i].query;
  return query.size() > 1 ? query : "";
}

}  // namespace

std::string winter_day_in_riga(const bj::value& utc) {
  TurnedClock wall;
  wall.turn_to(text_of(utc));
  wall.turn(std::chrono::hours(2));
  return domain::to_string(wall.now()).substr(0, 10);
}

int expect_every_combination(Visitor& visitor, const std::string& path, const Items& all,
                             const std::vector<Selection>& selections) {
  int telling = 0;
  for (unsigned subset = 0; subset < 1u << selections.size(); ++subset) {
    Items expected;
    std::ranges::copy_if(all, std::back_inserter(expected),
                         [&](const bj::value& item) { return all_select(selections, subset, item); });
    const auto query = query_of(selections, subset);
    EXPECT_EQ(names(all_items(visitor, path, query, kSmallPage)), names(expected)) << query;
    if (!expected.empty() && expected.size() < all.size()) ++telling;
  }
  return telling;
}

void expect_sorted(Visitor& visitor, const std::string& path, const Items& all, const std::string& sort,
                   const SortKey& key) {
  const auto with_value = [&](const bj::value& item) { return !key(item).empty(); };
  const auto before = [&](const bj::value& left, const bj::value& right) {
    return std::tuple(key(left), tie(left)) < std::tuple(key(right), tie(right));
  };
  for (const bool descending : {false, true}) {
    auto expected = all;
    std::ranges::sort(expected, before);
    if (descending) std::ranges::reverse(expected);
    std::ranges::stable_partition(expected, with_value);
    const auto query = std::string("?sort=") + (descending ? "-" : "") + sort;
    EXPECT_EQ(names(all_items(visitor, path, query, kSmallPage)), names(expected)) << query;
  }
}

}  // namespace vesture::api
