// Where views lie: a RocksDB of their own, disposable. A projection's rows and its checkpoint are written in
// one batch without a sync; atomic_flush over the column families keeps them together through a crash.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace rocksdb {
class Env;
class Snapshot;
}  // namespace rocksdb

namespace vesture::projections {

// The column families. `sealed_*` hold what was derived from sealed fields (architecture 5); `meta` is the
// runner's (checkpoint.hpp), and is not touched by what drops rows.
enum class Family { rows, index, sealed_rows, sealed_index, meta };

class SortedRun;
class ViewBatch;
class ViewStore;

// The first key after all keys that begin so. Throws std::invalid_argument for a prefix without one.
std::string after_prefix(std::string_view prefix);

// Walks the keys of one family between two bounds, bytewise. Keys and values live until the next move.
// Every move throws std::runtime_error where the disk does not answer.
class ViewIterator {
 public:
  ~ViewIterator();
  ViewIterator(ViewIterator&&) noexcept;
  ViewIterator& operator=(ViewIterator&&) noexcept;

  void seek(std::string_view key);         // to the first key that is not less
  void seek_before(std::string_view key);  // to the last key that is less
  void next();
  void previous();
  bool valid() const;  // false beyond either bound
  std::string_view key() const;
  std::string_view value() const;

 private:
  friend class ViewSnapshot;
  struct Impl;
  explicit ViewIterator(std::unique_ptr<Impl>);
  std::unique_ptr<Impl> impl_;
};

// What one query sees: the views at one moment. Used by one thread; lives no longer than the store, and its
// iterators no longer than it.
class ViewSnapshot {
 public:
  ~ViewSnapshot();
  ViewSnapshot(ViewSnapshot&&) noexcept;
  ViewSnapshot(const ViewSnapshot&) = delete;

  std::optional<std::string> get(Family, std::string_view key) const;
  // From `lower` on, up to but without `upper`.
  ViewIterator iterate(Family, std::string_view lower, std::string_view upper) const;

 private:
  friend class ViewStore;
  explicit ViewSnapshot(const ViewStore& store);
  const ViewStore* store_;
  const rocksdb::Snapshot* snapshot_;
};

struct ViewStoreOptions {
  bool compress = true;         // off: rows can be looked for in the raw files
  rocksdb::Env* env = nullptr;  // for tests that break the disk; the default otherwise; outlives the store
};

// One thread writes; any thread reads.
class ViewStore {
 public:
  static std::unique_ptr<ViewStore> open(const std::filesystem::path& directory, ViewStoreOptions = {});
  // Empty, and gone with the store: for views of little.
  static std::unique_ptr<ViewStore> open_in_memory();
  // Opens what is there to be read alone; nothing is written. Of a store that is open elsewhere it is what was flushed.
  static std::unique_ptr<ViewStore> open_to_read(const std::filesystem::path& directory);
  ~ViewStore();
  ViewStore(const ViewStore&) = delete;
  ViewStore& operator=(const ViewStore&) = delete;

  ViewSnapshot snapshot() const;
  std::optional<std::string> get(Family, std::string_view key) const;
  // Writes the batch whole and empties it.
  void write(ViewBatch&);
  void flush();
  // Flushes, and has what was dropped under these prefixes leave the disk in the background.
  void reclaim(std::span<const std::string> prefixes);
  // Rewrites the files of the sealed families, so that what was erased before is in none of them any more. Blocks for as
  // long as that takes; any thread may call. False, and nothing is done, where a snapshot is open that may still see what
  // was erased.
  bool purge_sealed();
  // Brings all tables into one order: after a bulk load, so that what is read next pays for none of it.
  void compact();

  // For a bulk load, which writes sorted runs. Several threads may load at once, each another batch.
  //
  // Takes what a batch gathered, as sorted runs, and empties it. All its keys begin with one of the prefixes.
  void load(ViewBatch&, std::span<const std::string> prefixes);
  // Off while runs come that are merged once, at the end.
  void compact_by_itself(bool wanted);
  // Merges the runs under the prefix into one.
  void merge(std::string_view prefix, unsigned threads);

 private:
  friend class SortedRun;
  friend class ViewSnapshot;
  friend class ViewBatch;
  struct Impl;
  explicit ViewStore(std::unique_ptr<Impl>);
  std::unique_ptr<Impl> impl_;
};

// What becomes of a batch's puts and erasures.
enum class Gathered {
  as_written,  // one write to the store
  for_loading  // the last one of each key, in memory, until ViewStore::load; lists leave out their entries
};

// One write of a projection. What it has written already is read back from it, not from the store; the two
// index families are for writing alone.
class ViewBatch {
 public:
  explicit ViewBatch(const ViewStore& store, Gathered = Gathered::as_written);
  ~ViewBatch();

  std::optional<std::string> get(Family, std::string_view key) const;
  // All that begin so, in order; of a family that is read back. Looks through all that the batch holds: for what is rare.
  std::set<std::string> keys(Family, std::string_view prefix) const;
  void put(Family, std::string_view key, std::string_view value);
  void erase(Family, std::string_view key);
  // Drops every key that starts so, in each family but meta: by one mark in each, however many there are.
  // Snapshots taken before it is written go on to see them.
  void drop(std::string_view prefix);
  std::size_t bytes() const;  // what it will write, or what it holds in memory
  bool is_for_loading() const;
  // Each key that was put or erased, in no order; of a family that is read back.
  void each_written(Family, const std::function<void(std::string_view key)>& each) const;

 private:
  friend class ViewStore;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vesture::projections
