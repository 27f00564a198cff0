// The vault's RocksDB: chunks as blobs in files beside the tables (BlobDB), a row for each content. It knows no keys:
// what lies here is sealed. Any thread may call. Failures throw as the vault's do.
//
// A failure of the disk, a full one too, stops the writing until the store is opened again: what RocksDB resumes by
// itself may acknowledge a flush that has not been done (seen with 7.8). Reading goes on.
#pragma once

#include <rocksdb/db.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/vault/rows.hpp"

namespace vesture::eventstore {

class StopAtFailure;

class ContentStore {
 public:
  // Opens or creates. A torn tail of the write-ahead log is cut off, any other damage to it or to a table throws
  // Corruption.
  ContentStore(const std::filesystem::path& directory, rocksdb::Env*);
  ContentStore(const ContentStore&) = delete;
  ContentStore& operator=(const ContentStore&) = delete;

  std::optional<ContentRow> row(const ContentId&) const;
  void each_row(const std::function<void(const ContentId&, const ContentRow&)>&) const;
  // Not checked on the way: what is sealed checks itself.
  std::optional<rocksdb::PinnableSlice> chunk(const ContentId&, std::uint32_t number) const;

  // Durable when they return.
  void put_row(const ContentId&, const ContentRow&);
  void put_whole(const ContentId&, std::string_view only_chunk, const ContentRow&);
  void drop(const ContentId&);  // leaves a row of state destroyed
  // Durable once flush_chunks() has returned: large contents are written once, not to the write-ahead log too.
  void put_chunk(const ContentId&, std::uint32_t number, std::string_view sealed);
  void flush_chunks();

  // What was dropped is in no file any more when it returns, and has no row.
  void reclaim(const std::vector<ContentId>& dropped);

  std::optional<std::string> failure() const;  // that stopped the writing

 private:
  // Handles are deleted before their database, also where opening throws.
  struct Families {
    std::unique_ptr<rocksdb::ColumnFamilyHandle> format;
    std::unique_ptr<rocksdb::ColumnFamilyHandle> contents;
    std::unique_ptr<rocksdb::ColumnFamilyHandle> chunks;
  };

  void check_format();
  std::optional<std::string> get(rocksdb::ColumnFamilyHandle&, const std::string& key) const;
  template <class Write>
  void write(std::string_view doing, Write);
  void write_synced(rocksdb::WriteBatch&);
  void flush_all();
  void compact(const std::string& first, const std::string& last);
  void move_out_of_files_with_garbage();
  void delete_obsolete_files();

  std::shared_ptr<StopAtFailure> stop_;
  std::unique_ptr<rocksdb::DB> db_;
  Families families_;
};

}  // namespace vesture::eventstore
