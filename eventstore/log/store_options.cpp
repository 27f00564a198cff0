#include "eventstore/log/store_options.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

namespace vesture::eventstore {

namespace {

constexpr std::size_t kMebibyte = 1 << 20;
constexpr double kBloomBitsPerKey = 10;

rocksdb::ColumnFamilyOptions family(std::size_t memtable_bytes,
                                    const rocksdb::BlockBasedTableOptions& table) {
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = memtable_bytes;
  options.compression = rocksdb::kLZ4Compression;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

}  // namespace

rocksdb::DBOptions store_options(rocksdb::Env* env, rocksdb::WALRecoveryMode recovery) {
  rocksdb::DBOptions options;
  options.env = env != nullptr ? env : rocksdb::Env::Default();
  options.wal_recovery_mode = recovery;
  options.paranoid_checks = true;
  options.track_and_verify_wals_in_manifest = true;
  // A disk that failed is for people to look at: RocksDB's own attempts to resume would write behind our
  // back.
  options.max_bgerror_resume_count = 0;
  options.max_total_wal_size = 128 * kMebibyte;
  options.max_background_jobs = 2;
  // One thread writes: what orders several writers only costs.
  options.allow_concurrent_memtable_write = false;
  options.enable_write_thread_adaptive_yield = false;
  options.info_log_level = rocksdb::WARN_LEVEL;
  options.keep_log_file_num = 4;
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> store_families() {
  rocksdb::BlockBasedTableOptions table;
  // Indexes and filters grow with the log; in the cache they do not take more than it has. In parts, since a whole filter
  // is larger than one of the cache's shards: it would be read anew for every key.
  table.block_cache = rocksdb::NewLRUCache(64 * kMebibyte);
  table.cache_index_and_filter_blocks = true;
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.block_size = 16 * 1024;
  rocksdb::BlockBasedTableOptions filtered = table;
  filtered.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBitsPerKey));
  filtered.partition_filters = true;
  rocksdb::ColumnFamilyOptions tiles = family(4 * kMebibyte, table);
  tiles.compression = rocksdb::kNoCompression;  // hashes do not get smaller
  return {{rocksdb::kDefaultColumnFamilyName, family(kMebibyte, table)},
          {"commits", family(32 * kMebibyte, table)},
          {"streams", family(16 * kMebibyte, filtered)},
          {"outcomes", family(16 * kMebibyte, filtered)},
          {"tiles", tiles}};
}

}  // namespace vesture::eventstore
