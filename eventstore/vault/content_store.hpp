// What the vault has on the disk: a RocksDB with a row for each content, and the contents of one chunk as blobs in files
// beside its tables (BlobDB); files for the others. It knows no keys: what lies here is sealed. Any thread may call.
// Failures throw as the vault's do.
//
// A failure of the disk, a full one too, stops the writing (stop_at_failure.hpp). Reading goes on.
//
//   <directory>/rocksdb    rows.hpp
//   <directory>/files      content_files.hpp
#pragma once

#include <rocksdb/db.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/vault/content_files.hpp"
#include "eventstore/vault/rows.hpp"
#include "eventstore/vault/stop_at_failure.hpp"

namespace vesture::eventstore {

class ContentStore {
 public:
  // Opens or creates. A torn tail of the write-ahead log is cut off, any other damage to it or to a table throws
  // Corruption.
  ContentStore(const std::filesystem::path& directory, rocksdb::Env*);
  // Opens what is there to be read alone, and changes nothing; has no contents where there is no directory.
  static std::unique_ptr<ContentStore> open_to_read(const std::filesystem::path& directory);
  // The same of a vault's RocksDB alone.
  static std::unique_ptr<ContentStore> open_database_to_read(const std::filesystem::path& rocksdb,
                                                             rocksdb::Env*);
  ContentStore(const ContentStore&) = delete;
  ContentStore& operator=(const ContentStore&) = delete;

  std::optional<ContentRow> row(const ContentId&) const;
  void each_row(const std::function<void(const ContentId&, const ContentRow&)>&) const;
  // Not checked on the way: what is sealed checks itself.
  std::optional<rocksdb::PinnableSlice> only_chunk(const ContentId&) const;
  std::unique_ptr<ContentFileReader> open_file(const ContentId&) const;  // nullptr where there is none

  // Durable when they return.
  void put_row(const ContentId&, const ContentRow&);
  void put_whole(const ContentId&, std::string_view only_chunk, const ContentRow&);
  void drop(const ContentId&);  // leaves a row of state destroyed
  // Puts a row without facts; what is written is durable when the file is finished.
  std::unique_ptr<ContentFileWriter> begin_file(const ContentId&);

  // What was dropped is in no file any more when it returns (or once a backup that is being made has ended), and has no
  // row.
  void reclaim(const std::vector<ContentId>& dropped);

  std::optional<std::string> failure() const;  // that stopped the writing
  rocksdb::DB& database() const { return *db_; }

 private:
  // Handles are deleted before their database, also where opening throws.
  struct Families {
    std::unique_ptr<rocksdb::ColumnFamilyHandle> format;
    std::unique_ptr<rocksdb::ColumnFamilyHandle> contents;
    std::unique_ptr<rocksdb::ColumnFamilyHandle> chunks;
  };

  explicit ContentStore(const std::filesystem::path& directory);  // not opened yet

  void open(const std::filesystem::path& directory, rocksdb::Env*);
  void adopt(rocksdb::DB*, const std::vector<rocksdb::ColumnFamilyHandle*>&);
  void check_format();
  std::optional<std::string> get(rocksdb::ColumnFamilyHandle&, const std::string& key) const;
  void write_synced(rocksdb::WriteBatch&);
  void flush_all();
  void compact(const std::string& first, const std::string& last);
  void move_out_of_files_with_garbage();
  void delete_obsolete_files();

  std::shared_ptr<StopAtFailure> stop_;
  ContentFiles files_;
  std::unique_ptr<rocksdb::DB> db_;  // nullptr where there was nothing to be read
  Families families_;
};

}  // namespace vesture::eventstore
