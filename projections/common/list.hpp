// The list engine: every list of the portal (orders, requests, the audit trail …) is declared here in a few lines
// and served by one engine. Architecture 6 says what is promised: the time for a page does not grow with the list.
//
// How it keeps that promise. All keys of a list begin with its name, version and scope (whose list it is).
//   row        rows by id: the packed row
//   sort       for each sort order, and for each declared combination of `broad` equality filters with each sort
//              order: an entry [combination][filter values][sort][sort key][time][row id] -> the packed row.
//              A page with those filters in that order is read off without skipping.
//   posting    for each `narrow` filter: [filter][value][time][row id]: few candidates, fetched and sorted.
//   day nodes  for a range over days together with a sort that it does not follow: the same entry under the nodes
//              (1, 16 and 256 days wide) that hold the row's day; a range is a bounded number of nodes, merged in
//              the order of the sort.
// Any-of is a merge of the values' entries. Where no index fits exactly, the rest is checked on each entry after a
// bounded look for few candidates.
//
// Order: rows without a value come last in both directions; ties break by the list's time, then by row id (ids are
// UUIDv7, so that this is the order of ids), reversed when descending.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/common/ids.hpp"
#include "domain/common/time.hpp"
#include "projections/common/packed.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections {

using domain::Date;
using domain::Instant;

// One value as bytes whose order is the value's order.
std::string keyword_key(std::string_view text);        // by its bytes: codes, numbers with leading zeros
std::string collated_key(std::string_view text);       // by Latvian collation (ICU): names, labels
std::string unsigned_key(std::uint64_t number);
std::string instant_key(Instant at);

enum class Distinct { few, many };           // how many values a sort order's column takes in one scope
enum class Selects { narrow, broad };        // how many rows one value of a filter selects: some hundreds at most, or any number
enum class Class { open, sealed };           // sealed: derived from sealed fields, kept in families of its own

template <class Row>
struct Sort {
  std::string name;  // as in ?sort=
  Distinct distinct = Distinct::many;
  std::function<std::optional<std::string>(const Row&)> key;  // nullopt: the row has no value
  Class kept = Class::open;
};

template <class Row>
struct EqualTo {
  std::string name;  // as in ?name=
  Selects selects = Selects::broad;
  std::function<std::vector<std::string>(const Row&)> keys;  // the values that select the row; several where narrow
  Class kept = Class::open;
};

// Civil dates in Riga, both included: ?name_from=, ?name_to=.
template <class Row>
struct Days {
  std::string name;
  std::function<std::optional<Instant>(const Row&)> at;
};

template <class Row>
struct ListDeclaration {
  std::string name;
  std::uint8_t version = 1;
  std::function<std::string(const Row&)> scope;    // whose list the row is in; fixed length for one list
  std::function<std::string(const Row&)> id;       // unique in the list; fixed length for one list; never changes
  std::function<Instant(const Row&)> time;         // the list's time; breaks ties; never changes
  std::string time_range;                          // the Days filter that is over the list's time; "" if none
  std::vector<Sort<Row>> sorts;
  std::vector<EqualTo<Row>> filters;
  std::vector<Days<Row>> ranges;
  // Combinations of broad filters that have indexes of their own; none of them is always there.
  std::vector<std::vector<std::string>> combinations;
  // Whether day nodes are kept for every combination, or only without equality filters.
  bool nodes_for_combinations = false;
};

struct DayRange {
  std::optional<Date> from;
  std::optional<Date> to;
};

struct ListQuery {
  std::string scope;
  std::string sort;
  bool descending = false;
  std::size_t limit = 20;
  std::map<std::string, std::vector<std::string>> any_of;  // filter -> keys
  std::map<std::string, DayRange> days;
  std::string after;  // where the page before ended, as that page gave it; empty for the first
  bool count = false;
};

template <class Row>
struct Page {
  std::vector<Row> rows;
  std::string next;                     // empty on the last page
  std::optional<std::uint64_t> total;   // where asked for: exact up to kCountedExactly
  bool total_is_lower_bound = false;
};

inline constexpr std::uint64_t kCountedExactly = 10'000;

// A row is a described struct (BOOST_DESCRIBE_STRUCT). What it holds of sealed fields lies in a described member
// named `sealed`, which is packed apart.
template <class Row>
class List {
 public:
  explicit List(ListDeclaration<Row> declaration);

  const ListDeclaration<Row>& declaration() const;
  std::string prefix() const;  // of all keys of this list

  void put(ViewBatch&, const Row&) const;
  void erase(ViewBatch&, std::string_view id) const;
  std::optional<Row> find(const ViewBatch&, std::string_view id) const;
  std::optional<Row> find(const ViewSnapshot&, std::string_view id) const;

  // Throws std::invalid_argument for a sort or filter that is not declared: callers check names first.
  Page<Row> page(const ViewSnapshot&, const ListQuery&) const;
  // The whole list as the query orders it, until `each` gives false; limit, after and count do not matter.
  void each(const ViewSnapshot&, const ListQuery&, const std::function<bool(const Row&)>& each) const;
};

}  // namespace vesture::projections
