// A log's rows as they lie there, neither decoded nor checked: for those who check them. Opened strictly (recovery.hpp),
// and nothing is written; any thread reads. What RocksDB finds damaged throws Corruption.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/log/rows.hpp"

namespace vesture::eventstore {

class Store;

class StoredRows {
 public:
  // `log` is the log's own directory, perhaps that of a running server.
  explicit StoredRows(const std::filesystem::path& log);
  ~StoredRows();
  StoredRows(const StoredRows&) = delete;
  StoredRows& operator=(const StoredRows&) = delete;

  Position last_position() const;
  // Keys from `from` on and before `to`, or to the end where that is empty, in order, until `each` gives false. The
  // views live for the call alone.
  void read(Family, std::string_view from, std::string_view to,
            const std::function<bool(std::string_view key, std::string_view value)>& each) const;
  // Families of rows that no log of this format has.
  std::vector<std::string> unknown_families() const;

 private:
  std::unique_ptr<const Store> store_;
};

}  // namespace vesture::eventstore
