// The list engine: every list of the portal (orders, requests, the audit trail …) is declared here in a few lines
// and served by one engine. Architecture 6 says what is promised: the time for a page does not grow with the list.
//
// How it keeps that promise. All keys of a list begin with its name and version; entries go on with the scope (whose
// list it is). The grammar of the keys stands in list_keys.hpp.
//   row        rows by id: the packed row
//   sort       for each sort order, and for each declared combination of `broad` equality filters with each sort
//              order: an entry [combination][filter values][sort][sort key][time][row id] -> the packed row. A page
//              with those filters in that order is read off without skipping.
//   posting    for each `narrow` filter: [filter][value][time][row id]: few candidates, gathered and sorted.
//   day nodes  for a range over days together with a sort that it does not follow: the same entry under the nodes
//              (1, 16 and 256 days wide) that hold the row's day; a range is a bounded number of nodes, merged in
//              the order of the sort.
// Any-of is a merge of the values' entries.
//
// What a page costs, whatever the list's length:
//   bounded    - a narrow filter with anything: the rows that its values select;
//              - no filter, or exactly the filters of a declared combination, any-of included as long as the product
//                of the values and day nodes stays within 256 indexes;
//              - with them a range over the list's time: in the order of time by bounds, in an order of `few` values
//                by two seeks for each value, else by its day nodes;
//              - with them a range over another column, by its day nodes, and a range over the list's time beside it
//                in the order of time or of `few` values. Day nodes for combinations need nodes_for_combinations.
//              - a restriction (text search; restriction.hpp) that gives its rows in the order of the list's time, in that
//                order and without what is not settled: some seeks for each row of the page, and for each time that what
//                the restriction and the indexes have does not meet.
//              - a restriction (text search; restriction.hpp) that lets few rows through: up to 2,000 candidates are read,
//                and the rows of those that pass are fetched by their ids and sorted, whatever else is asked.
//   not        - what is left over is checked on each entry: a broad filter that no combination holds, day nodes that
//                are not kept for the combination, two ranges in an order of `many` values, more than 256 indexes.
//                Before such a walk the engine looks for few candidates: up to 256 entries of the indexes that select
//                best. If that is all there is, they are sorted and the page is bounded; otherwise it reads on average
//                limit / (part of the entries that pass), at worst the rest of the list.
//              - restrictions that let many through are checked on each entry in the same way, by what lies beside the
//                list: of a word that one row in a hundred has, a page of 20 reads some 2,000 entries.
//   count      reads what it counts: up to 10,000 entries, and those that it has to leave out.
//
// Order: rows without a value come last in both directions; ties break by the list's time, then by row id (ids are
// UUIDv7, so that this is the order of ids), reversed when descending.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/common/time.hpp"
#include "projections/common/list_engine.hpp"
#include "projections/common/list_keys.hpp"
#include "projections/common/list_predecessor.hpp"
#include "projections/common/list_query.hpp"
#include "projections/common/packed.hpp"
#include "projections/common/serving.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections {

enum class Distinct { few, many };  // how many values a sort order's column takes in one scope
enum class Selects {
  narrow,
  broad
};                                  // how many rows one value selects: some hundreds at most, or any number
enum class Class { open, sealed };  // sealed: derived from sealed fields, kept in families of its own

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
  // The values that select the row; one at most where broad.
  std::function<std::vector<std::string>(const Row&)> keys;
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
  std::uint8_t version = 1;                      // a new one for every change of the row or of what follows
  std::function<std::string(const Row&)> scope;  // whose list the row is in; fixed length for one list
  std::function<std::string(const Row&)> id;  // unique in the list; fixed length for one list; never changes
  std::function<Instant(const Row&)> time;    // the list's time; breaks ties
  std::string time_range = {};                // the Days filter that is over the list's time; "" if none
  std::string time_sort = {};  // the Sort whose key is instant_key of the list's time; "" if none
  std::vector<Sort<Row>> sorts = {};
  std::vector<EqualTo<Row>> filters = {};
  std::vector<Days<Row>> ranges = {};
  // Combinations of broad filters that have indexes of their own; none of them is always there.
  std::vector<std::vector<std::string>> combinations = {};
  // Whether day nodes are kept for every combination, or only without equality filters.
  bool nodes_for_combinations = false;
};

namespace engine {

template <class Row>
concept HasSealedPart = requires(Row row) {
  row.sealed;
};

template <class Row>
PackedRow pack_row(const Row& row) {
  PackedRow packed{pack_open(row), {}};
  if constexpr (HasSealedPart<Row>) packed.sealed = pack(row.sealed);
  return packed;
}

// What the row had before is gone; its strings keep their room.
template <class Row>
void unpack_row(Row& row, std::string_view open, std::string_view sealed) {
  unpack_open(row, open);
  if constexpr (HasSealedPart<Row>)
    row.sealed = sealed.empty() ? decltype(row.sealed){} : unpack<decltype(row.sealed)>(sealed);
}

template <class Row>
Row unpack_row(std::string_view open, std::string_view sealed) {
  Row row{};
  unpack_row(row, open, sealed);
  return row;
}

// The number of a declared name.
template <class Column>
std::size_t number_of(const std::vector<Column>& columns, const std::string& name) {
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].name == name) return i;
  throw std::invalid_argument("list: " + name + " is not declared");
}

template <class Row>
Declared untyped(const ListDeclaration<Row>& list) {
  Declared declared{
      .name = list.name, .version = list.version, .nodes_for_combinations = list.nodes_for_combinations};
  for (const auto& sort : list.sorts)
    declared.sorts.push_back({.name = sort.name,
                              .few = sort.distinct == Distinct::few,
                              .by_time = sort.name == list.time_sort,
                              .sealed = sort.kept == Class::sealed});
  for (const auto& filter : list.filters)
    declared.filters.push_back({.name = filter.name,
                                .narrow = filter.selects == Selects::narrow,
                                .sealed = filter.kept == Class::sealed});
  for (const auto& range : list.ranges)
    declared.ranges.push_back({.name = range.name, .over_time = range.name == list.time_range});
  for (const auto& combination : list.combinations) {
    auto& filters = declared.combinations.emplace_back();
    for (const auto& name : combination) filters.push_back(number_of(list.filters, name));
  }
  return declared;
}

template <class Row>
class TypedReader final : public RowReader {
 public:
  explicit TypedReader(std::shared_ptr<const ListDeclaration<Row>> list) : list_(std::move(list)) {}

  bool has_sealed_part() const override { return HasSealedPart<Row>; }

  RowFacts facts(std::string_view open, std::string_view sealed, const Columns& wanted) const override {
    const auto row = unpack_row<Row>(open, sealed);
    RowFacts facts{.scope = list_->scope(row),
                   .id = list_->id(row),
                   .time = list_->time(row),
                   .sort_keys = std::vector<std::optional<std::string>>(list_->sorts.size()),
                   .filter_keys = std::vector<std::vector<std::string>>(list_->filters.size()),
                   .instants = std::vector<std::optional<Instant>>(list_->ranges.size())};
    for (const auto sort : wanted.sorts) facts.sort_keys[sort] = list_->sorts[sort].key(row);
    for (const auto filter : wanted.filters) facts.filter_keys[filter] = list_->filters[filter].keys(row);
    for (const auto range : wanted.ranges) facts.instants[range] = list_->ranges[range].at(row);
    return facts;
  }

 private:
  std::shared_ptr<const ListDeclaration<Row>> list_;
};

// The open parts of a list's own rows.
template <class Row>
class StoredRows final : public RowsById<Row> {
 public:
  StoredRows(const Engine& engine, const ViewSnapshot& snapshot)
      : rows_(engine.rows(snapshot)), before_id_(engine.row_key("").size()) {
    rows_.seek(engine.row_key(""));
  }

  bool valid() const override { return rows_.valid(); }
  std::string_view id() const override { return rows_.key().substr(before_id_); }
  Row row() const override { return unpack_open<Row>(rows_.value()); }
  void next() override { rows_.next(); }

 private:
  ViewIterator rows_;
  std::size_t before_id_;
};

}  // namespace engine

// A row is a described struct (BOOST_DESCRIBE_STRUCT). What it holds of sealed fields lies in a described
// member named `sealed`, which is packed apart: it is in Family::sealed_rows alone, and the keys of columns
// that are Class::sealed are in Family::sealed_index alone. Copies share one declaration; any thread may
// call.
//
// A list that is told of its predecessor answers queries from that one's rows until the projection that it
// belongs to has been built and swapped in (runner.hpp); ViewBatch always means its own rows. Cursors outlive the
// swap: paging goes on from the same sort key in the new version.
template <class Row>
class List {
 public:
  explicit List(ListDeclaration<Row> declaration)
      : declaration_(std::make_shared<const ListDeclaration<Row>>(std::move(declaration))),
        engine_(std::make_shared<const engine::Engine>(
            engine::untyped(*declaration_), std::make_unique<engine::TypedReader<Row>>(declaration_))),
        serving_key_(serving_key(engine_->prefix())) {}

  // `converted` keeps the row's id. A sort, filter or range that both lists declare has the same keys in both.
  template <class OldRow>
  List with_predecessor(List<OldRow> old, std::function<Row(OldRow)> converted) const {
    List list(*this);
    list.predecessor_ =
        std::make_shared<const engine::ConvertedList<OldRow, Row>>(std::move(old), std::move(converted));
    return list;
  }

  const ListDeclaration<Row>& declaration() const { return *declaration_; }
  const engine::Engine& engine() const { return *engine_; }
  std::string prefix() const { return engine_->prefix(); }         // of all keys of this list
  std::string row_prefix() const { return engine_->row_key(""); }  // of those of its rows; their ids follow

  // Throws std::logic_error where a broad filter gives the row more than one value.
  void put(ViewBatch& batch, const Row& row) const {
    if (batch.is_for_loading())
      engine_->load(batch, declaration_->id(row), engine::pack_row(row));
    else
      engine_->put(batch, engine::pack_row(row));
  }
  void erase(ViewBatch& batch, std::string_view id) const { engine_->erase(batch, id); }
  std::optional<Row> find(const ViewBatch& batch, std::string_view id) const {
    return unpacked(engine_->find(batch, id));
  }
  std::optional<Row> find(const ViewStore& store, std::string_view id) const {
    if (predecessor_) return find(store.snapshot(), id);
    return unpacked(engine_->find(store, id));
  }
  std::optional<Row> find(const ViewSnapshot& snapshot, std::string_view id) const {
    if (!serves(snapshot)) return predecessor_->find(snapshot, id);
    return unpacked(engine_->find(snapshot, id));
  }

  // Whether the query names nothing but what is declared.
  bool declares(const ListQuery& query) const { return engine_->declares(query); }

  // Throws std::invalid_argument for a sort, filter or range that is not declared (callers check names
  // first), and for an `after` that no page can have given. Throws NotYetServed for what is declared here, while
  // a predecessor that does not have it serves; each() too.
  PageEnd page(const ViewSnapshot& snapshot, const ListQuery& query, const TakeRow<Row>& take) const {
    if (!serves(snapshot)) return predecessor_->page(snapshot, query, take);
    Row row{};
    return engine_->page(snapshot, query, [&](std::string_view open, std::string_view sealed) {
      engine::unpack_row(row, open, sealed);
      take(std::move(row));
      return true;
    });
  }
  Page<Row> page(const ViewSnapshot& snapshot, const ListQuery& query) const {
    Page<Row> page;
    page.rows.reserve(std::min(query.limit, kRowsReserved));
    static_cast<PageEnd&>(page) =
        this->page(snapshot, query, [&page](Row&& row) { page.rows.push_back(std::move(row)); });
    return page;
  }

  // The whole list as the query orders it, until `visit` gives false; limit, after and count do not matter.
  void each(const ViewSnapshot& snapshot, const ListQuery& query,
            const std::function<bool(const Row&)>& visit) const {
    if (!serves(snapshot)) return predecessor_->each(snapshot, query, visit);
    engine_->each(snapshot, query, [&visit](std::string_view open, std::string_view sealed) {
      return visit(engine::unpack_row<Row>(open, sealed));
    });
  }

  // How the open parts of this list's own rows differ from those that serve; of a list with a predecessor.
  Comparison compare_with_predecessor(const ViewSnapshot& snapshot, const std::stop_token& stop) const {
    const auto before = predecessor_->rows_by_id(snapshot);
    engine::StoredRows<Row> after(*engine_, snapshot);
    return compare_rows(declaration_->name, *before, after, stop);
  }
  // The open parts of the rows that queries read.
  std::unique_ptr<RowsById<Row>> served_rows_by_id(const ViewSnapshot& snapshot) const {
    if (!serves(snapshot)) return predecessor_->rows_by_id(snapshot);
    return std::make_unique<engine::StoredRows<Row>>(*engine_, snapshot);
  }

 private:
  bool serves(const ViewSnapshot& snapshot) const {
    return !predecessor_ || snapshot.get(Family::meta, serving_key_);
  }
  static std::optional<Row> unpacked(const std::optional<engine::PackedRow>& row) {
    if (!row) return std::nullopt;
    return engine::unpack_row<Row>(row->open, row->sealed);
  }

  static constexpr std::size_t kRowsReserved = 100;

  std::shared_ptr<const ListDeclaration<Row>> declaration_;
  std::shared_ptr<const engine::Engine> engine_;
  std::string serving_key_;
  std::shared_ptr<const engine::Predecessor<Row>> predecessor_;
};

}  // namespace vesture::projections
