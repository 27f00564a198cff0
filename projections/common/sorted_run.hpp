// Keys in ascending order, written as RocksDB's own table files and taken into the store whole ("ingested"): no memory
// table, and no compaction of what is in order already. The files have the options of their family, so that they are
// read as if the store had written them.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "projections/common/view_store.hpp"

namespace vesture::projections {

// Used by one thread; several may load one store. What is not ingested leaves nothing behind.
class SortedRun {
 public:
  SortedRun(ViewStore&, Family);
  ~SortedRun();
  SortedRun(const SortedRun&) = delete;
  SortedRun& operator=(const SortedRun&) = delete;

  // Each key is greater than the one before.
  void put(std::string_view key, std::string_view value);
  void erase(std::string_view key);
  // Begins another file where the key has another of the prefixes than the one before it.
  void cut_at_any_of(std::span<const std::string> prefixes, std::string_view key);
  // Once, after the last key.
  void ingest();

 private:
  struct File;

  File& file();
  void finish_file();

  ViewStore& store_;
  Family family_;
  std::unique_ptr<File> file_;
  std::vector<std::string> finished_;  // paths
  std::string_view prefix_;            // of the keys in the file that is written
};

}  // namespace vesture::projections
