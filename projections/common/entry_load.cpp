#include "projections/common/entry_load.hpp"

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <functional>
#include <string_view>

#include "projections/common/sorted_run.hpp"

namespace vesture::projections {

namespace {

struct TextHash : std::hash<std::string_view> {
  using is_transparent = void;
};

// Entries of one family, index by index: most indexes come in their order already, because rows do.
class EntryRun {
 public:
  void add(const engine::Entry& entry, const std::string& value) {
    auto index = indexes_.find(entry.index());
    if (index == indexes_.end()) index = indexes_.try_emplace(std::string(entry.index())).first;
    index->second.push_back({places_.size(), entry.place().size(), &value});
    places_ += entry.place();
  }

  void load(ViewStore& store, Family family) {
    std::vector<std::string_view> names;
    for (const auto& [name, references] : indexes_) names.push_back(name);
    std::ranges::sort(names);
    SortedRun run(store, family);
    for (const auto name : names) write(run, name, indexes_.find(name)->second);
    run.ingest();
  }

  static std::size_t bytes_for(const engine::Entry& entry) {
    return entry.place().size() + 2 * sizeof(Reference);  // vectors grow by doubling
  }

 private:
  struct Reference {
    std::size_t begin;  // of the place
    std::size_t size;
    const std::string* value;
  };

  std::string_view place(const Reference& entry) const {
    return std::string_view(places_).substr(entry.begin, entry.size);
  }

  void write(SortedRun& run, std::string_view index, std::vector<Reference>& entries) {
    const auto by_place = [this](const Reference& entry) { return place(entry); };
    if (!std::ranges::is_sorted(entries, {}, by_place)) std::ranges::sort(entries, {}, by_place);
    std::string key(index);
    for (const auto& entry : entries) {
      key.resize(index.size());
      key += place(entry);
      run.put(key, *entry.value);
    }
  }

  boost::unordered_flat_map<std::string, std::vector<Reference>, TextHash, std::equal_to<>> indexes_;
  std::string places_;  // one after the other
};

std::size_t bytes_in_run(const engine::Engine& list, const engine::PackedRow& row) {
  std::size_t bytes = sizeof row + row.open.size() + row.sealed.size();
  for (const auto& entry : list.entries(row.open, row.sealed)) bytes += EntryRun::bytes_for(entry);
  return bytes;
}

}  // namespace

EntryLoad::EntryLoad(ViewStore& store, const engine::Engine& list, std::size_t run_bytes)
    : store_(store),
      list_(list),
      run_bytes_(run_bytes),
      snapshot_(store.snapshot()),
      at_(list.rows(snapshot_)) {
  at_.seek(list.row_key(""));
  if (at_.valid()) row_bytes_ = bytes_in_run(list, row_in_hand());
}

engine::PackedRow EntryLoad::row_in_hand() const {
  engine::PackedRow row{std::string(at_.value()), {}};
  if (list_.has_sealed_columns()) row.sealed = snapshot_.get(Family::sealed_rows, at_.key()).value_or("");
  return row;
}

std::vector<engine::PackedRow> EntryLoad::take_rows() {
  const std::lock_guard lock(mutex_);
  std::vector<engine::PackedRow> rows;
  for (std::size_t bytes = 0; at_.valid() && (rows.empty() || bytes < run_bytes_);
       bytes += row_bytes_, at_.next())
    rows.push_back(row_in_hand());
  return rows;
}

bool EntryLoad::load_run() {
  const auto rows = take_rows();
  if (rows.empty()) return false;
  EntryRun open;
  EntryRun sealed;
  for (const auto& row : rows)
    for (const auto& entry : list_.entries(row.open, row.sealed))
      (entry.family == Family::index ? open : sealed).add(entry, row.open);
  open.load(store_, Family::index);
  sealed.load(store_, Family::sealed_index);
  ++runs_;
  rows_ += rows.size();
  return true;
}

}  // namespace vesture::projections
