// How the vault's RocksDB is set up.
#pragma once

#include <rocksdb/db.h>

#include <vector>

namespace vesture::eventstore {

rocksdb::DBOptions content_store_options(rocksdb::Env*);

// In the order of the handles that opening gives: default, contents, chunks.
std::vector<rocksdb::ColumnFamilyDescriptor> content_store_families();

}  // namespace vesture::eventstore
