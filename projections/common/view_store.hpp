// Where views lie: a RocksDB of their own, disposable. A projection's rows and its checkpoint are written in one
// batch without a sync; atomic_flush over the column families keeps them together through a crash.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "eventstore/log/commit.hpp"

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
class Iterator;
class Snapshot;
class WriteBatch;
}  // namespace rocksdb

namespace vesture::projections {

// The column families. `sealed_*` hold what was derived from sealed fields (architecture 5).
enum class Family { rows, index, sealed_rows, sealed_index, meta };

class ViewBatch;

// What one query sees: the views at one moment. Used by one thread.
class ViewSnapshot {
 public:
  ~ViewSnapshot();
  ViewSnapshot(ViewSnapshot&&) noexcept;
  ViewSnapshot(const ViewSnapshot&) = delete;

  std::optional<std::string> get(Family, std::string_view key) const;
  std::unique_ptr<rocksdb::Iterator> iterate(Family, std::string_view lower, std::string_view upper) const;

 private:
  friend class ViewStore;
  ViewSnapshot(rocksdb::DB* db, const class ViewStore* store);
  rocksdb::DB* db_;
  const class ViewStore* store_;
  const rocksdb::Snapshot* snapshot_;
};

class ViewStore {
 public:
  static std::unique_ptr<ViewStore> open(const std::filesystem::path& directory);
  ~ViewStore();
  ViewStore(const ViewStore&) = delete;
  ViewStore& operator=(const ViewStore&) = delete;

  ViewSnapshot snapshot() const;
  std::optional<std::string> get(Family, std::string_view key) const;
  void write(ViewBatch&);
  // Drops every key that starts so, in each family.
  void drop(std::string_view prefix);
  void flush();

 private:
  friend class ViewSnapshot;
  struct Impl;
  explicit ViewStore(std::unique_ptr<Impl>);
  std::unique_ptr<Impl> impl_;
};

// One write of a projection. Rows that it has written already are read back from it, not from the store.
class ViewBatch {
 public:
  explicit ViewBatch(const ViewStore& store);
  ~ViewBatch();

  std::optional<std::string> get(Family, std::string_view key) const;
  void put(Family, std::string_view key, std::string_view value);
  void erase(Family, std::string_view key);
  std::size_t bytes() const;

 private:
  friend class ViewStore;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vesture::projections
