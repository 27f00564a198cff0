// What a list keeps: its declaration without its row's type, and the keys of its rows and entries
// (list_keys.hpp).
//
// Group 0 holds every row; then comes one group for each declared combination of broad filters, each with an
// entry in every sort order; then one for each narrow filter, whose entries are kept in the order of time
// alone. Every entry carries the packed row, so that a page is read off the index.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "projections/common/list_keys.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections::engine {

struct SortColumn {
  std::string name;
  bool few = false;      // takes few distinct values
  bool by_time = false;  // its key is the list's time
  bool sealed = false;
};

struct FilterColumn {
  std::string name;
  bool narrow = false;
  bool sealed = false;
};

struct RangeColumn {
  std::string name;
  bool over_time = false;  // it is over the list's time
};

struct Group {
  std::vector<std::size_t> filters = {};
  bool narrow = false;
};

struct Declared {
  std::string name;
  std::uint8_t version = 1;
  std::vector<SortColumn> sorts = {};
  std::vector<FilterColumn> filters = {};
  std::vector<RangeColumn> ranges = {};
  std::vector<std::vector<std::size_t>> combinations = {};
  bool nodes_for_combinations = false;
};

// Columns by their numbers in the declaration.
struct Columns {
  std::vector<std::size_t> sorts = {};
  std::vector<std::size_t> filters = {};
  std::vector<std::size_t> ranges = {};
};

// What the engine knows of a row; columns that were not asked for are empty.
struct RowFacts {
  std::string scope;
  std::string id;
  Instant time;
  std::vector<std::optional<std::string>> sort_keys;
  std::vector<std::vector<std::string>> filter_keys;
  std::vector<std::optional<Instant>> instants;  // by range
};

struct Entry {
  Family family;
  std::string key;
  std::size_t place_at;  // in the key: where its place begins; what comes before is its index

  auto operator<=>(const Entry&) const = default;
  std::string_view index() const { return std::string_view(key).substr(0, place_at); }
  std::string_view place() const { return std::string_view(key).substr(place_at); }
};

class Layout {
 public:
  // The order of time alone, which is not declared: narrow groups are kept in it.
  static constexpr std::size_t kTimeOrder = 0xff;

  // Throws std::invalid_argument for a declaration that cannot be laid out.
  explicit Layout(Declared declared);

  const Declared& declared() const { return declared_; }
  const std::vector<Group>& groups() const { return groups_; }
  // Of all keys of this list.
  const std::string& prefix() const { return prefix_; }

  bool keeps_nodes(const Group& group, std::size_t sort, std::size_t range) const;
  Family family(const Group& group, std::size_t sort) const;
  std::string row_key(std::string_view id) const;
  // An index up to its nodes, which the caller appends.
  std::string index_key(std::string_view scope, std::size_t group,
                        const std::vector<std::string_view>& values, std::size_t sort) const;
  // Sorted. Throws std::logic_error where a broad filter gives a row more than one value.
  std::vector<Entry> entries(const RowFacts&) const;

 private:
  // `standing`: the row's place in the order of the sort.
  void add_entries(const RowFacts&, std::size_t group, std::size_t sort, std::string_view standing,
                   std::vector<Entry>&) const;

  Declared declared_;
  std::vector<Group> groups_;
  std::string prefix_;
};

}  // namespace vesture::projections::engine
