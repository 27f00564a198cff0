// The RocksDB behind the view store, for the files that write it: nothing else sees it.
#pragma once

#include <rocksdb/db.h>

#include <array>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "projections/common/view_store.hpp"

namespace vesture::projections {

namespace database {

inline constexpr std::array kFamilies = {
    std::pair{Family::rows, "rows"},
    std::pair{Family::index, "index"},
    std::pair{Family::sealed_rows, "sealed_rows"},
    std::pair{Family::sealed_index, "sealed_index"},
    std::pair{Family::meta, "meta"},
};

inline bool is_index(Family family) { return family == Family::index || family == Family::sealed_index; }

inline void check(const rocksdb::Status& status) {
  if (!status.ok()) throw std::runtime_error("view store: " + status.ToString());
}

inline rocksdb::Slice slice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
inline std::string_view view(const rocksdb::Slice& bytes) { return {bytes.data(), bytes.size()}; }

}  // namespace database

struct ViewStore::Impl {
  enum class For { writing, reading };
  static std::unique_ptr<Impl> open(const std::string& directory, const ViewStoreOptions&,
                                    For = For::writing);

  std::unique_ptr<rocksdb::Env> memory;  // of a store that lies in memory
  std::unique_ptr<rocksdb::DB> database;
  // RocksDB's default comes last.
  std::array<rocksdb::ColumnFamilyHandle*, database::kFamilies.size() + 1> handles{};

  rocksdb::ColumnFamilyHandle* handle(Family family) const {
    return handles[static_cast<std::size_t>(family)];
  }

  ~Impl() {
    for (auto* family : handles)
      if (family != nullptr) database->DestroyColumnFamilyHandle(family);
  }
};

}  // namespace vesture::projections
