#include "projections/common/list_layout.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace vesture::projections::engine {
namespace {

constexpr std::size_t kMostColumns = 0xfe;

std::vector<Group> groups_of(const Declared& declared) {
  std::vector<Group> groups(1);
  for (const auto& combination : declared.combinations) groups.push_back({.filters = combination});
  for (std::size_t filter = 0; filter < declared.filters.size(); ++filter)
    if (declared.filters[filter].narrow) groups.push_back({.filters = {filter}, .narrow = true});
  return groups;
}

void check(const Declared& declared, const std::vector<Group>& groups) {
  if (declared.name.empty() || declared.name.find('\0') != std::string::npos)
    throw std::invalid_argument("list: a name that cannot begin a key");
  if (std::ranges::max({declared.sorts.size(), declared.ranges.size(), groups.size()}) > kMostColumns)
    throw std::invalid_argument("list " + declared.name + ": too many columns");
  for (const auto& combination : declared.combinations)
    for (const auto filter : combination)
      if (declared.filters[filter].narrow)
        throw std::invalid_argument("list " + declared.name + ": a combination of a narrow filter");
}

// Of the nodes that `append` appends.
Entry entry_of(Family family, std::string_view index, std::string_view standing, const auto& append) {
  constexpr std::size_t kMostNodeBytes = 6;
  Entry entry{family, {}, 0};
  entry.key.reserve(index.size() + kMostNodeBytes + standing.size());
  entry.key += index;
  append(entry.key);
  entry.place_at = entry.key.size();
  entry.key += standing;
  return entry;
}

}  // namespace

Layout::Layout(Declared declared) : declared_(std::move(declared)), groups_(groups_of(declared_)) {
  check(declared_, groups_);
  prefix_ = declared_.name;
  prefix_.push_back('\0');
  prefix_.push_back(static_cast<char>(declared_.version));
}

bool Layout::keeps_nodes(const Group& group, std::size_t sort, std::size_t range) const {
  if (group.narrow || (!group.filters.empty() && !declared_.nodes_for_combinations)) return false;
  if (!declared_.ranges[range].over_time) return true;
  // A range over the list's time is read off by bounds in its own order, and by skipping where few values
  // are.
  return !declared_.sorts[sort].by_time && !declared_.sorts[sort].few;
}

Family Layout::family(const Group& group, std::size_t sort) const {
  const bool sealed_sort = sort != kTimeOrder && declared_.sorts[sort].sealed;
  const auto is_sealed = [this](std::size_t filter) { return declared_.filters[filter].sealed; };
  return sealed_sort || std::ranges::any_of(group.filters, is_sealed) ? Family::sealed_index : Family::index;
}

std::string Layout::row_key(std::string_view id) const {
  std::string key = prefix_;
  key.push_back('r');
  key += id;
  return key;
}

std::string Layout::index_key(std::string_view scope, std::size_t group,
                              const std::vector<std::string_view>& values, std::size_t sort) const {
  if (scope.size() > 0xff) throw std::invalid_argument("list " + declared_.name + ": a scope too long");
  std::string key = prefix_;
  key.reserve(key.size() + 64);
  key.push_back('e');
  key.push_back(static_cast<char>(scope.size()));
  key += scope;
  key.push_back(static_cast<char>(group));
  for (const auto value : values) append_text(key, value);
  key.push_back(static_cast<char>(sort));
  return key;
}

void Layout::add_entries(const RowFacts& row, std::size_t group, std::size_t sort, std::string_view standing,
                         std::vector<Entry>& entries) const {
  std::vector<std::string_view> values;
  for (const auto filter : groups_[group].filters) {
    const auto& keys = row.filter_keys[filter];
    if (keys.empty()) return;
    if (keys.size() > 1)
      throw std::logic_error("list " + declared_.name + ": several values of the broad filter " +
                             declared_.filters[filter].name);
    values.push_back(keys.front());
  }
  const auto family_kept = family(groups_[group], sort);
  const auto index = index_key(row.scope, group, values, sort);
  entries.push_back(entry_of(family_kept, index, standing, append_no_nodes));
  for (std::size_t range = 0; range < declared_.ranges.size(); ++range) {
    const auto& instant = row.instants[range];
    if (!instant || !keeps_nodes(groups_[group], sort, range)) continue;
    const Date day = domain::riga_date(*instant);
    for (std::uint8_t level = 0; level < kNodeLevels; ++level)
      entries.push_back(entry_of(family_kept, index, standing,
                                 [&](std::string& key) { append_nodes(key, range, node_of(day, level)); }));
  }
}

std::vector<Entry> Layout::entries(const RowFacts& row) const {
  std::vector<std::string> standings;
  for (const auto& sort_key : row.sort_keys) standings.push_back(place(sort_key, row.time, row.id));
  const auto by_time = place(std::string(), row.time, row.id);
  std::vector<Entry> entries;
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    if (!groups_[group].narrow) {
      for (std::size_t sort = 0; sort < declared_.sorts.size(); ++sort)
        add_entries(row, group, sort, standings[sort], entries);
      continue;
    }
    for (const auto& value : row.filter_keys[groups_[group].filters.front()])
      entries.push_back(entry_of(family(groups_[group], kTimeOrder),
                                 index_key(row.scope, group, {value}, kTimeOrder), by_time, append_no_nodes));
  }
  std::ranges::sort(entries);
  const auto repeated = std::ranges::unique(entries);
  entries.erase(repeated.begin(), repeated.end());
  return entries;
}

}  // namespace vesture::projections::engine
