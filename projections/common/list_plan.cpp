#include "projections/common/list_plan.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace vesture::projections::engine {
namespace {

// Up to so many days are covered by few nodes whether the list has rows there or not.
constexpr std::int64_t kClosedEnough = 1024;

template <class Column>
std::size_t number_of(const std::vector<Column>& columns, const std::string& name, const char* what) {
  const auto found = std::ranges::find(columns, name, &Column::name);
  if (found == columns.end()) throw std::invalid_argument(std::string("list: no ") + what + " " + name);
  return static_cast<std::size_t>(found - columns.begin());
}

Window window_of(const DayRange& days) {
  Window window{{std::numeric_limits<std::int64_t>::min()}, {std::numeric_limits<std::int64_t>::max()}};
  if (days.from) window.from = domain::start_of_day_in_riga(*days.from);
  if (days.to) window.to = domain::start_of_day_in_riga(Date{days.to->days + 1});
  return window;
}

const AnyOf* asked_of(const Request& request, std::size_t filter) {
  const auto found = std::ranges::find(request.any_of, filter, &AnyOf::filter);
  return found == request.any_of.end() ? nullptr : &*found;
}

bool over_time(const Layout& layout, const Between& between) {
  return layout.declared().ranges[between.range].over_time;
}

// How a window of the list's time is kept to in an order; the order of time within one filter value has one
// empty sort key for all.
Keeps keeping(const Layout& layout, std::size_t sort) {
  if (sort == Layout::kTimeOrder) return Keeps::by_skipping;
  const auto& column = layout.declared().sorts[sort];
  if (column.by_time) return Keeps::by_bounds;
  return column.few ? Keeps::by_skipping : Keeps::everything;
}

// One way to answer: a group's indexes, and perhaps the nodes of one range.
struct Choice {
  std::size_t group = 0;
  std::size_t values = 1;  // indexes of the group, one for each element of the product of its values
  std::optional<std::size_t> nodes_of = {};  // a place in request.between
  std::vector<DayNode> nodes = {};

  std::size_t inputs() const { return nodes_of ? values * nodes.size() : values; }
};

std::optional<Choice> choose_group(const Layout& layout, const Request& request, std::size_t group) {
  Choice choice{.group = group};
  for (const auto filter : layout.groups()[group].filters) {
    const auto* asked = asked_of(request, filter);
    if (asked == nullptr) return std::nullopt;
    choice.values *= asked->values.size();
    if (choice.values > kMostInputs) return std::nullopt;
  }
  return choice;
}

void choose_nodes(const Layout& layout, const Request& request, std::size_t sort, Choice& choice) {
  for (std::size_t i = 0; i < request.between.size(); ++i) {
    const auto& between = request.between[i];
    if (!layout.keeps_nodes(layout.groups()[choice.group], sort, between.range)) continue;
    if (!between.first || !between.last) continue;
    auto nodes = nodes_between(*between.first, *between.last);
    const bool fewer = !choice.nodes_of || nodes.size() < choice.nodes.size();
    if (!fewer || choice.values * nodes.size() > kMostInputs) continue;
    choice.nodes_of = i;
    choice.nodes = std::move(nodes);
  }
}

// Every element of the product of the values of the group's filters.
std::vector<std::vector<std::string_view>> products(const Request& request, const Group& group) {
  std::vector<std::vector<std::string_view>> all(1);
  for (const auto filter : group.filters) {
    std::vector<std::vector<std::string_view>> longer;
    for (const auto& chosen : all)
      for (const auto& value : asked_of(request, filter)->values) {
        longer.push_back(chosen);
        longer.back().push_back(value);
      }
    all = std::move(longer);
  }
  return all;
}

std::vector<std::string> prefixes(const Layout& layout, const Request& request, std::size_t sort,
                                  const Choice& choice) {
  std::vector<std::string> all;
  for (const auto& values : products(request, layout.groups()[choice.group])) {
    auto key = layout.index_key(request.scope, choice.group, values, sort);
    if (!choice.nodes_of) {
      append_no_nodes(key);
      all.push_back(std::move(key));
      continue;
    }
    for (const auto node : choice.nodes) {
      all.push_back(key);
      append_nodes(all.back(), request.between[*choice.nodes_of].range, node);
    }
  }
  return all;
}

Walk walk_of(const Layout& layout, const Request& request, std::size_t sort, const Choice& choice) {
  const auto& group = layout.groups()[choice.group];
  Walk walk;
  walk.inputs.family = layout.family(group, sort);
  walk.inputs.prefixes = prefixes(layout, request, sort, choice);
  for (std::size_t i = 0; i < request.any_of.size(); ++i)
    if (std::ranges::count(group.filters, request.any_of[i].filter) == 0) walk.unchecked_any_of.push_back(i);
  for (std::size_t i = 0; i < request.between.size(); ++i) {
    if (choice.nodes_of == i) continue;
    if (over_time(layout, request.between[i]) && keeping(layout, sort) != Keeps::everything) {
      walk.inputs.keeps = keeping(layout, sort);
      walk.inputs.window = request.between[i].window;
    } else {
      walk.unchecked_between.push_back(i);
    }
  }
  return walk;
}

}  // namespace

bool declares(const Declared& declared, const ListQuery& query) {
  const auto has = [](const auto& columns, const std::string& name) {
    return std::ranges::any_of(columns, [&](const auto& column) { return column.name == name; });
  };
  return has(declared.sorts, query.sort) &&
         std::ranges::all_of(query.any_of,
                             [&](const auto& asked) { return has(declared.filters, asked.first); }) &&
         std::ranges::all_of(query.days,
                             [&](const auto& asked) { return has(declared.ranges, asked.first); });
}

Request resolve(const Declared& declared, const ListQuery& query) {
  Request request{.scope = query.scope,
                  .sort = number_of(declared.sorts, query.sort, "sort"),
                  .descending = query.descending,
                  .restrictions = query.restrictions};
  for (const auto& [name, values] : query.any_of) {
    AnyOf asked{number_of(declared.filters, name, "filter"), values};
    std::ranges::sort(asked.values);
    const auto repeated = std::ranges::unique(asked.values);
    asked.values.erase(repeated.begin(), repeated.end());
    request.any_of.push_back(std::move(asked));
  }
  for (const auto& [name, days] : query.days) {
    const auto range = number_of(declared.ranges, name, "range");
    if (days.from || days.to) request.between.push_back({range, window_of(days), days.from, days.to});
  }
  return request;
}

void close_days(const ViewSnapshot& snapshot, const Layout& layout, const Request& request, std::size_t sort,
                Between& between) {
  if (between.first && between.last && std::int64_t{between.last->days} - between.first->days < kClosedEnough)
    return;
  const Family family = layout.family(layout.groups().front(), sort);
  auto days = layout.index_key(request.scope, 0, {}, sort);
  append_node_level(days, between.range, 0);
  const std::string end = days + std::string(5, '\xff');
  auto nodes = snapshot.iterate(family, days, end);
  const auto day = [&] { return node_index_at(nodes.key().substr(days.size())); };
  nodes.seek(days);
  const std::int32_t earliest = nodes.valid() ? day() : 0;
  nodes.seek_before(end);
  const std::int32_t latest = nodes.valid() ? day() : -1;
  between.first = Date{between.first ? std::max(between.first->days, earliest) : earliest};
  between.last = Date{between.last ? std::min(between.last->days, latest) : latest};
}

std::vector<Walk> walks(const Layout& layout, const Request& request, std::size_t sort) {
  std::vector<std::pair<Choice, Walk>> found;
  for (std::size_t group = 0; group < layout.groups().size(); ++group) {
    if (layout.groups()[group].narrow) continue;
    auto choice = choose_group(layout, request, group);
    if (!choice) continue;
    choose_nodes(layout, request, sort, *choice);
    auto walk = walk_of(layout, request, sort, *choice);
    found.emplace_back(std::move(*choice), std::move(walk));
  }
  // Filters select better than ranges do: of two that leave the same unchecked, the longer combination.
  std::ranges::sort(found, {}, [&layout](const auto& way) {
    const auto& [choice, walk] = way;
    const auto unchecked = walk.unchecked_any_of.size() + walk.unchecked_between.size();
    return std::tuple(unchecked, -static_cast<int>(layout.groups()[choice.group].filters.size()),
                      choice.inputs());
  });
  std::vector<Walk> walks;
  for (auto& [choice, walk] : found) walks.push_back(std::move(walk));
  return walks;
}

Walk nothing_settled(const Request& request) {
  Walk walk;
  for (std::size_t i = 0; i < request.any_of.size(); ++i) walk.unchecked_any_of.push_back(i);
  for (std::size_t i = 0; i < request.between.size(); ++i) walk.unchecked_between.push_back(i);
  return walk;
}

std::optional<Walk> narrow_walk(const Layout& layout, const Request& request) {
  std::optional<Choice> fewest;
  for (std::size_t group = 0; group < layout.groups().size(); ++group) {
    if (!layout.groups()[group].narrow) continue;
    const auto* asked = asked_of(request, layout.groups()[group].filters.front());
    if (asked == nullptr || (fewest && fewest->values <= asked->values.size())) continue;
    fewest = Choice{.group = group, .values = asked->values.size()};
  }
  if (!fewest) return std::nullopt;
  return walk_of(layout, request, Layout::kTimeOrder, *fewest);
}

}  // namespace vesture::projections::engine
