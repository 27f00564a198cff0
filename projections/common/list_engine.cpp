#include "projections/common/list_engine.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace vesture::projections::engine {
namespace {

// So many entries are read in the search of few candidates, for each of the walks that are tried.
constexpr std::size_t kFewCandidates = 256;
constexpr std::size_t kWalksTried = 3;
// So many rows are taken by their ids, where a restriction names them.
constexpr std::size_t kMostNamed = 2'000;
constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();

std::vector<std::size_t> numbers_to(std::size_t count) {
  std::vector<std::size_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  return numbers;
}

bool holds_any(const std::vector<std::string>& wanted, const std::vector<std::string>& keys) {
  return std::ranges::any_of(keys, [&](const auto& key) { return std::ranges::binary_search(wanted, key); });
}

PlaceParts parts_of(std::string_view place) {
  const auto parts = parse_place(place);
  if (!parts) throw std::runtime_error("list: an index entry that is none");
  return *parts;
}

// Nothing can be any of no values.
bool selects_nothing(const Request& request) {
  return std::ranges::any_of(request.any_of, [](const AnyOf& asked) { return asked.values.empty(); });
}

}  // namespace

Engine::Engine(Declared declared, std::unique_ptr<const RowReader> reader)
    : layout_(std::move(declared)),
      reader_(std::move(reader)),
      all_columns_{numbers_to(layout_.declared().sorts.size()), numbers_to(layout_.declared().filters.size()),
                   numbers_to(layout_.declared().ranges.size())} {}

// Every entry carries the open part: where that changes, all are written; else those alone that were not
// there.
void Engine::put(ViewBatch& batch, const PackedRow& row) const {
  const auto facts = reader_->facts(row.open, row.sealed, all_columns_);
  const auto old = find(batch, facts.id);
  if (old == row) return;
  const auto entries = layout_.entries(facts);
  std::vector<Entry> old_entries;
  if (old) old_entries = layout_.entries(reader_->facts(old->open, old->sealed, all_columns_));

  const bool open_changed = !old || old->open != row.open;
  for (const auto& entry : old_entries)
    if (!std::ranges::binary_search(entries, entry)) batch.erase(entry.family, entry.key);
  for (const auto& entry : entries)
    if (open_changed || !std::ranges::binary_search(old_entries, entry))
      batch.put(entry.family, entry.key, row.open);

  const auto key = layout_.row_key(facts.id);
  if (open_changed) batch.put(Family::rows, key, row.open);
  if (reader_->has_sealed_part() && (!old || old->sealed != row.sealed))
    batch.put(Family::sealed_rows, key, row.sealed);
}

void Engine::load(ViewBatch& batch, std::string_view id, const PackedRow& row) const {
  const auto key = layout_.row_key(id);
  batch.put(Family::rows, key, row.open);
  if (has_sealed_part()) batch.put(Family::sealed_rows, key, row.sealed);
}

std::vector<Entry> Engine::entries(std::string_view open, std::string_view sealed) const {
  return layout_.entries(reader_->facts(open, sealed, all_columns_));
}

void Engine::erase(ViewBatch& batch, std::string_view id) const {
  const auto old = find(batch, id);
  if (!old) return;
  if (!batch.is_for_loading())
    for (const auto& entry : entries(old->open, old->sealed)) batch.erase(entry.family, entry.key);
  const auto key = layout_.row_key(id);
  batch.erase(Family::rows, key);
  if (reader_->has_sealed_part()) batch.erase(Family::sealed_rows, key);
}

ViewIterator Engine::rows(const ViewSnapshot& snapshot) const {
  const auto first = layout_.row_key("");
  auto end = first;
  ++end.back();
  return snapshot.iterate(Family::rows, first, end);
}

bool Engine::needs_sealed(const Columns& columns) const {
  const auto& declared = layout_.declared();
  return std::ranges::any_of(columns.sorts, [&](auto sort) { return declared.sorts[sort].sealed; }) ||
         std::ranges::any_of(columns.filters, [&](auto filter) { return declared.filters[filter].sealed; });
}

RowFacts Engine::facts(const ViewSnapshot& snapshot, std::string_view id, std::string_view open,
                       const Columns& columns) const {
  std::string sealed;
  if (needs_sealed(columns)) sealed = snapshot.get(Family::sealed_rows, layout_.row_key(id)).value_or("");
  return reader_->facts(open, sealed, columns);
}

Columns Engine::unchecked_columns(const Request& request, const Walk& walk) const {
  Columns columns;
  for (const auto i : walk.unchecked_any_of) columns.filters.push_back(request.any_of[i].filter);
  for (const auto i : walk.unchecked_between)
    if (!layout_.declared().ranges[request.between[i].range].over_time)
      columns.ranges.push_back(request.between[i].range);
  return columns;
}

bool Engine::passes(const ViewSnapshot& snapshot, const Request& request, const Walk& walk,
                    const Columns& unchecked, std::string_view place, std::string_view open) const {
  if (walk.exact() && request.restrictions.empty()) return true;
  const auto parts = parts_of(place);
  return passes_filters(snapshot, request, walk, unchecked, parts, open) &&
         std::ranges::all_of(request.restrictions, [&](const auto& restriction) {
           return restriction->passes(snapshot, request.scope, parts.id);
         });
}

bool Engine::passes_filters(const ViewSnapshot& snapshot, const Request& request, const Walk& walk,
                            const Columns& unchecked, const PlaceParts& parts, std::string_view open) const {
  // The place tells the list's time: the row need not be read for it.
  for (const auto i : walk.unchecked_between) {
    const auto& between = request.between[i];
    if (layout_.declared().ranges[between.range].over_time && !between.window.holds(parts.time)) return false;
  }
  if (unchecked.filters.empty() && unchecked.ranges.empty()) return true;
  const auto row = facts(snapshot, parts.id, open, unchecked);
  const auto is_any_of = [&](auto i) {
    return holds_any(request.any_of[i].values, row.filter_keys[request.any_of[i].filter]);
  };
  const auto is_between = [&](auto i) {
    const auto& between = request.between[i];
    if (layout_.declared().ranges[between.range].over_time) return true;
    const auto& instant = row.instants[between.range];
    return instant && between.window.holds(*instant);
  };
  return std::ranges::all_of(walk.unchecked_any_of, is_any_of) &&
         std::ranges::all_of(walk.unchecked_between, is_between);
}

std::size_t Engine::any_sort(const Request& request) const {
  const auto& sorts = layout_.declared().sorts;
  const auto by_time = std::ranges::find(sorts, true, &SortColumn::by_time);
  return by_time == sorts.end() ? request.sort : static_cast<std::size_t>(by_time - sorts.begin());
}

void Engine::close_open_ends(const ViewSnapshot& snapshot, Request& request) const {
  for (auto& between : request.between)
    if (layout_.keeps_nodes(layout_.groups().front(), request.sort, between.range))
      close_days(snapshot, layout_, request, request.sort, between);
}

void Engine::visit(const ViewSnapshot& snapshot, Request request, std::string_view after,
                   const EntryVisitor& visitor) const {
  if (selects_nothing(request)) return;
  if (auto walk = narrow_walk(layout_, request))
    return visit_gathered(*gather(snapshot, request, *walk, kAll), request.descending, after, visitor);
  close_open_ends(snapshot, request);
  if (const auto rows = rows_by_time(snapshot, request, after))
    return visit_meeting(snapshot, request, *rows, after, visitor);
  if (const auto named = named_rows(snapshot, request))
    return visit_gathered(*named, request.descending, after, visitor);
  const auto best = walks(layout_, request, request.sort).front();
  if (!best.exact())
    if (const auto few = few_candidates(snapshot, request))
      return visit_gathered(*few, request.descending, after, visitor);
  visit_walk(snapshot, request, best, after, visitor);
}

void Engine::visit_walk(const ViewSnapshot& snapshot, const Request& request, const Walk& walk,
                        std::string_view after, const EntryVisitor& visitor) const {
  const auto unchecked = unchecked_columns(request, walk);
  for (Merge entries(snapshot, walk.inputs, request.descending, after); entries.valid(); entries.next())
    if (passes(snapshot, request, walk, unchecked, entries.place(), entries.value()) &&
        !visitor(entries.place(), entries.value()))
      return;
}

std::unique_ptr<RowsByTime> Engine::rows_by_time(const ViewSnapshot& snapshot, Request& request,
                                                 std::string_view after) const {
  if (!layout_.declared().sorts[request.sort].by_time) return nullptr;
  const auto beyond = after.empty() ? after : time_and_id(after);
  for (auto at = request.restrictions.begin(); at != request.restrictions.end(); ++at)
    if (auto rows = (*at)->by_time(snapshot, request.scope, request.descending, beyond)) {
      request.restrictions.erase(at);
      return rows;
    }
  return nullptr;
}

void Engine::visit_meeting(const ViewSnapshot& snapshot, const Request& request, RowsByTime& rows,
                           std::string_view after, const EntryVisitor& visitor) const {
  const auto walk = walks(layout_, request, request.sort).front();
  const auto unchecked = unchecked_columns(request, walk);
  Merge entries(snapshot, walk.inputs, request.descending, after);
  while (rows.valid()) {
    entries.seek(place_by_time(rows.time_and_id()));
    if (!entries.valid()) return;
    if (const auto met = time_and_id(entries.place()); met != rows.time_and_id()) {
      rows.seek(met);
      continue;
    }
    if (passes(snapshot, request, walk, unchecked, entries.place(), entries.value()) &&
        !visitor(entries.place(), entries.value()))
      return;
    rows.next();
  }
}

void Engine::visit_gathered(const std::vector<Found>& rows, bool descending, std::string_view after,
                            const EntryVisitor& visitor) {
  for (const auto& row : rows) {
    if (!after.empty() && !comes_before(after, row.place, descending)) continue;
    if (!visitor(row.place, row.open)) return;
  }
}

std::optional<std::vector<Engine::Found>> Engine::few_candidates(const ViewSnapshot& snapshot,
                                                                 const Request& request) const {
  const auto ways = walks(layout_, request, any_sort(request));
  for (std::size_t i = 0; i < std::min(ways.size(), kWalksTried); ++i)
    if (auto found = gather(snapshot, request, ways[i], kFewCandidates)) return found;
  return std::nullopt;
}

std::optional<std::vector<Engine::Found>> Engine::gather(const ViewSnapshot& snapshot, const Request& request,
                                                         const Walk& walk, std::size_t most) const {
  const auto unchecked = unchecked_columns(request, walk);
  std::vector<Found> rows;
  std::size_t read = 0;
  for (const auto& prefix : walk.inputs.prefixes)
    for (Scan entries(snapshot, walk.inputs, prefix, false, {}); entries.valid(); entries.next()) {
      if (++read > most) return std::nullopt;
      if (!passes(snapshot, request, walk, unchecked, entries.place(), entries.value())) continue;
      const auto parts = parts_of(entries.place());
      rows.push_back(found(snapshot, request, parts.id, entries.value()));
    }
  sort_found(rows, request.descending);
  // A row that has several of the values of a narrow filter was found under each.
  const auto repeated = std::ranges::unique(rows, {}, &Found::place);
  rows.erase(repeated.begin(), repeated.end());
  return rows;
}

Engine::Found Engine::found(const ViewSnapshot& snapshot, const Request& request, std::string_view id,
                            std::string_view open) const {
  const auto row = facts(snapshot, id, open, Columns{.sorts = {request.sort}});
  return {place(row.sort_keys[request.sort], row.time, id), std::string(open)};
}

void Engine::sort_found(std::vector<Found>& rows, bool descending) {
  std::ranges::sort(rows, [descending](const Found& left, const Found& right) {
    return comes_before(left.place, right.place, descending);
  });
}

std::optional<std::vector<Engine::Found>> Engine::named_rows(const ViewSnapshot& snapshot,
                                                             Request request) const {
  std::optional<std::vector<std::string>> fewest;
  auto settled = request.restrictions.end();
  for (auto at = request.restrictions.begin(); at != request.restrictions.end(); ++at) {
    auto ids = (*at)->few(snapshot, request.scope, kMostNamed);
    if (!ids || (fewest && fewest->size() <= ids->size())) continue;
    fewest = std::move(ids);
    settled = at;
  }
  if (!fewest) return std::nullopt;
  request.restrictions.erase(settled);

  const auto walk = nothing_settled(request);
  const auto unchecked = unchecked_columns(request, walk);
  std::vector<Found> rows;
  for (const auto& id : *fewest) {
    const auto open = snapshot.get(Family::rows, layout_.row_key(id));
    if (!open) continue;
    auto row = found(snapshot, request, id, *open);
    if (passes(snapshot, request, walk, unchecked, row.place, row.open)) rows.push_back(std::move(row));
  }
  sort_found(rows, request.descending);
  return rows;
}

std::uint64_t Engine::count(const ViewSnapshot& snapshot, Request request, std::uint64_t most) const {
  std::uint64_t counted = 0;
  if (selects_nothing(request)) return counted;
  if (narrow_walk(layout_, request)) {
    visit(snapshot, std::move(request), {}, [&](auto, auto) { return ++counted < most; });
    return counted;
  }
  request.sort = any_sort(request);
  close_open_ends(snapshot, request);
  if (const auto rows = rows_by_time(snapshot, request, {})) {
    visit_meeting(snapshot, request, *rows, {}, [&](auto, auto) { return ++counted < most; });
    return counted;
  }
  if (const auto named = named_rows(snapshot, request)) return std::min<std::uint64_t>(named->size(), most);
  const auto walk = walks(layout_, request, request.sort).front();
  const auto unchecked = unchecked_columns(request, walk);
  // No row lies in two of the inputs, and the order does not matter: one after the other, without a merge.
  for (const auto& prefix : walk.inputs.prefixes)
    for (Scan entries(snapshot, walk.inputs, prefix, false, {}); entries.valid(); entries.next())
      if (passes(snapshot, request, walk, unchecked, entries.place(), entries.value()) && ++counted == most)
        return counted;
  return counted;
}

std::string Engine::sealed_part(const ViewSnapshot& snapshot, std::string_view place) const {
  if (!reader_->has_sealed_part()) return {};
  return snapshot.get(Family::sealed_rows, layout_.row_key(parts_of(place).id)).value_or("");
}

PageEnd Engine::page(const ViewSnapshot& snapshot, const ListQuery& query, const RowVisitor& visitor) const {
  if (!query.after.empty() && !parse_place(query.after))
    throw std::invalid_argument("list: a cursor that is none");
  const auto request = resolve(layout_.declared(), query);
  PageEnd end;
  std::string last;
  std::size_t taken = 0;
  visit(snapshot, request, query.after, [&](std::string_view place, std::string_view open) {
    if (taken == query.limit) {
      end.next = last;
      return false;
    }
    if (++taken == query.limit) last = place;
    return visitor(open, sealed_part(snapshot, place));
  });
  if (query.count) {
    const auto counted = count(snapshot, request, kCountedExactly + 1);
    end.total_is_lower_bound = counted > kCountedExactly;
    end.total = std::min(counted, kCountedExactly);
  }
  return end;
}

void Engine::each(const ViewSnapshot& snapshot, const ListQuery& query, const RowVisitor& visitor) const {
  visit(snapshot, resolve(layout_.declared(), query), {}, [&](std::string_view place, std::string_view open) {
    return visitor(open, sealed_part(snapshot, place));
  });
}

}  // namespace vesture::projections::engine
