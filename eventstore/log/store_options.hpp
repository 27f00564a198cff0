// How the log's RocksDB is set up.
#pragma once

#include <rocksdb/db.h>

#include <vector>

namespace vesture::eventstore {

rocksdb::DBOptions store_options(rocksdb::Env*, rocksdb::WALRecoveryMode);

// In the order of the handles that opening gives: default, commits, streams, outcomes, tiles. Of these the last
// may not be there yet.
std::vector<rocksdb::ColumnFamilyDescriptor> store_families();

}  // namespace vesture::eventstore
