// The RocksDB of a vault that is closed, to look at and to tamper with: its rows, and the contents of one chunk.
#pragma once

#include <rocksdb/db.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "eventstore/vault/content_store_options.hpp"
#include "eventstore/vault/rows.hpp"

namespace vesture::eventstore {

class VaultRows {
 public:
  explicit VaultRows(const std::filesystem::path& vault) {
    rocksdb::DB* db = nullptr;
    check(rocksdb::DB::Open(content_store_options(nullptr), (vault / "rocksdb").string(),
                            content_store_families(), &handles_, &db));
    db_.reset(db);
  }
  ~VaultRows() {
    for (auto* family : handles_) db_->DestroyColumnFamilyHandle(family);
  }
  VaultRows(const VaultRows&) = delete;
  VaultRows& operator=(const VaultRows&) = delete;

  std::string only_chunk(const ContentId& content) const {
    std::string value;
    check(db_->Get({}, chunks(), content_key(content), &value));
    return value;
  }
  void put_only_chunk(const ContentId& content, const std::string& value) {
    check(db_->Put({}, chunks(), content_key(content), value));
  }
  void drop_only_chunk(const ContentId& content) { check(db_->Delete({}, chunks(), content_key(content))); }
  std::string row(const ContentId& content) const {
    std::string value;
    check(db_->Get({}, contents(), content_key(content), &value));
    return value;
  }
  void put_row(const ContentId& content, const std::string& value) {
    check(db_->Put({}, contents(), content_key(content), value));
  }
  std::vector<ContentId> owners_of_chunks() const {
    const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator({}, chunks()));
    std::vector<ContentId> owners;
    for (at->SeekToFirst(); at->Valid(); at->Next())
      owners.push_back(parse_content_key(at->key().ToStringView()));
    return owners;
  }

 private:
  static void check(const rocksdb::Status& status) {
    if (!status.ok()) throw std::runtime_error(status.ToString());
  }
  rocksdb::ColumnFamilyHandle* contents() const { return handles_[1]; }
  rocksdb::ColumnFamilyHandle* chunks() const { return handles_[2]; }

  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
  std::unique_ptr<rocksdb::DB> db_;
};

}  // namespace vesture::eventstore
