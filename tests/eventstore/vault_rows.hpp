// The rows of a vault that is closed, to look at and to tamper with.
#pragma once

#include <rocksdb/db.h>

#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "eventstore/vault/content_store_options.hpp"
#include "eventstore/vault/rows.hpp"

namespace vesture::eventstore {

class VaultRows {
 public:
  explicit VaultRows(const std::filesystem::path& directory) {
    rocksdb::DB* db = nullptr;
    check(rocksdb::DB::Open(content_store_options(nullptr), directory.string(), content_store_families(),
                            &handles_, &db));
    db_.reset(db);
  }
  ~VaultRows() {
    for (auto* family : handles_) db_->DestroyColumnFamilyHandle(family);
  }
  VaultRows(const VaultRows&) = delete;
  VaultRows& operator=(const VaultRows&) = delete;

  std::string chunk(const ContentId& content, std::uint32_t number) const {
    std::string value;
    check(db_->Get({}, chunks(), chunk_key(content, number), &value));
    return value;
  }
  void put_chunk(const ContentId& content, std::uint32_t number, const std::string& value) {
    check(db_->Put({}, chunks(), chunk_key(content, number), value));
  }
  void drop_chunk(const ContentId& content, std::uint32_t number) {
    check(db_->Delete({}, chunks(), chunk_key(content, number)));
  }
  std::string row(const ContentId& content) const {
    std::string value;
    check(db_->Get({}, contents(), slice(content), &value));
    return value;
  }
  void put_row(const ContentId& content, const std::string& value) {
    check(db_->Put({}, contents(), slice(content), value));
  }
  // Whose they are, chunk by chunk.
  std::vector<ContentId> owners_of_chunks() const {
    const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator({}, chunks()));
    std::vector<ContentId> owners;
    for (at->SeekToFirst(); at->Valid(); at->Next())
      owners.push_back(parse_content_key(at->key().ToStringView().substr(0, sizeof(ContentId))));
    return owners;
  }

 private:
  static void check(const rocksdb::Status& status) {
    if (!status.ok()) throw std::runtime_error(status.ToString());
  }
  static rocksdb::Slice slice(const ContentId& content) {
    return {reinterpret_cast<const char*>(content.data()), content.size()};
  }
  rocksdb::ColumnFamilyHandle* contents() const { return handles_[1]; }
  rocksdb::ColumnFamilyHandle* chunks() const { return handles_[2]; }

  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
  std::unique_ptr<rocksdb::DB> db_;
};

}  // namespace vesture::eventstore
