// The list engine without its rows' types: rows come and go as packed bytes (packed.hpp). list.hpp is the
// typed layer over it and says what is promised.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "projections/common/list_layout.hpp"
#include "projections/common/list_plan.hpp"
#include "projections/common/list_query.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections::engine {

struct PackedRow {
  std::string open;
  std::string sealed;  // empty where the list's rows have no sealed part

  bool operator==(const PackedRow&) const = default;
};

// Reads packed rows for the engine.
class RowReader {
 public:
  virtual ~RowReader() = default;
  virtual bool has_sealed_part() const = 0;
  // `sealed` may be empty where no sealed column is wanted.
  virtual RowFacts facts(std::string_view open, std::string_view sealed, const Columns& wanted) const = 0;
};

// Takes a row; false ends the reading. The bytes live for the call alone.
using RowVisitor = std::function<bool(std::string_view open, std::string_view sealed)>;

class Engine {
 public:
  Engine(Declared, std::unique_ptr<const RowReader>);

  const std::string& prefix() const { return layout_.prefix(); }
  bool declares(const ListQuery& query) const { return engine::declares(layout_.declared(), query); }
  std::string row_key(std::string_view id) const { return layout_.row_key(id); }
  // All rows: their keys, which end in their ids, and open parts.
  ViewIterator rows(const ViewSnapshot&) const;

  void put(ViewBatch&, const PackedRow&) const;
  // Of a batch that is for loading: the row alone. Its entries are made from the last rows (entry_load.hpp).
  void load(ViewBatch&, std::string_view id, const PackedRow&) const;
  bool has_sealed_part() const { return reader_->has_sealed_part(); }
  bool has_sealed_columns() const { return needs_sealed(all_columns_); }
  // Sorted.
  std::vector<Entry> entries(std::string_view open, std::string_view sealed) const;
  void erase(ViewBatch&, std::string_view id) const;
  // `from` is a ViewBatch or a ViewSnapshot.
  template <class From>
  std::optional<PackedRow> find(const From& from, std::string_view id) const {
    const auto key = layout_.row_key(id);
    auto open = from.get(Family::rows, key);
    if (!open) return std::nullopt;
    PackedRow row{std::move(*open), {}};
    if (reader_->has_sealed_part()) row.sealed = from.get(Family::sealed_rows, key).value_or("");
    return row;
  }

  PageEnd page(const ViewSnapshot&, const ListQuery&, const RowVisitor&) const;
  void each(const ViewSnapshot&, const ListQuery&, const RowVisitor&) const;

 private:
  // An entry that the query selects, in its place.
  struct Found {
    std::string place;
    std::string open;
  };
  using EntryVisitor = std::function<bool(std::string_view place, std::string_view open)>;

  // The columns that a walk leaves to be checked, as the row's reader needs them.
  Columns unchecked_columns(const Request&, const Walk&) const;
  bool needs_sealed(const Columns&) const;
  RowFacts facts(const ViewSnapshot&, std::string_view id, std::string_view open, const Columns&) const;
  bool passes(const ViewSnapshot&, const Request&, const Walk&, const Columns& unchecked,
              std::string_view place, std::string_view open) const;
  bool passes_filters(const ViewSnapshot&, const Request&, const Walk&, const Columns& unchecked,
                      const PlaceParts&, std::string_view open) const;

  // The request's rows in its order, beyond `after`, until the visitor gives false.
  void visit(const ViewSnapshot&, Request, std::string_view after, const EntryVisitor&) const;
  void visit_walk(const ViewSnapshot&, const Request&, const Walk&, std::string_view after,
                  const EntryVisitor&) const;
  // The rows of the first restriction that gives them by time, which is taken off the request; else nullptr.
  std::unique_ptr<RowsByTime> rows_by_time(const ViewSnapshot&, Request&, std::string_view after) const;
  // Rows and entries that are both in the order of time: what only one of them has is jumped over.
  void visit_meeting(const ViewSnapshot&, const Request&, RowsByTime&, std::string_view after,
                     const EntryVisitor&) const;
  static void visit_gathered(const std::vector<Found>&, bool descending, std::string_view after,
                             const EntryVisitor&);
  // What the walk gives, sorted as the request asks; nullopt where the walk has more entries than `most`.
  std::optional<std::vector<Found>> gather(const ViewSnapshot&, const Request&, const Walk&,
                                           std::size_t most) const;
  std::optional<std::vector<Found>> few_candidates(const ViewSnapshot&, const Request&) const;
  // What the restriction that lets the fewest rows through leaves; nullopt where none of them lets few through.
  std::optional<std::vector<Found>> named_rows(const ViewSnapshot&, Request) const;
  Found found(const ViewSnapshot&, const Request&, std::string_view id, std::string_view open) const;
  static void sort_found(std::vector<Found>&, bool descending);
  std::uint64_t count(const ViewSnapshot&, Request, std::uint64_t most) const;
  // The order in which the list is read where the order does not matter: that of time, where it is kept.
  std::size_t any_sort(const Request&) const;
  void close_open_ends(const ViewSnapshot&, Request&) const;
  std::string sealed_part(const ViewSnapshot&, std::string_view place) const;

  Layout layout_;
  std::unique_ptr<const RowReader> reader_;
  Columns all_columns_;
};

}  // namespace vesture::projections::engine
