#include "eventstore/vault/content_store_options.hpp"

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
  options.compression = rocksdb::kNoCompression;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

// Contents of one chunk; each memtable becomes a file of blobs.
rocksdb::ColumnFamilyOptions chunks_family(const rocksdb::BlockBasedTableOptions& table) {
  rocksdb::ColumnFamilyOptions options = family(12 * kMebibyte, table);
  options.max_write_buffer_number = 3;
  options.enable_blob_files = true;
  options.min_blob_size = 0;
  options.blob_file_size = 64 * kMebibyte;
  // A table holds references alone, about 2,000 of them in this size: reclaiming moves no more than it must.
  options.target_file_size_base = 64 * 1024;
  options.level0_file_num_compaction_trigger = 8;
  return options;
}

}  // namespace

rocksdb::DBOptions content_store_options(rocksdb::Env* env) {
  rocksdb::DBOptions options;
  options.env = env != nullptr ? env : rocksdb::Env::Default();
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  // RocksDB's own attempts to resume would write behind our back.
  options.max_bgerror_resume_count = 0;
  options.max_total_wal_size = 32 * kMebibyte;
  options.max_background_flushes = 2;
  options.max_background_compactions = 1;
  options.bytes_per_sync = kMebibyte;
  options.max_open_files = 512;
  options.skip_stats_update_on_db_open = true;
  // Contents are read from one end to the other: the kernel's reading ahead is wanted.
  options.advise_random_on_open = false;
  options.info_log_level = rocksdb::WARN_LEVEL;
  options.keep_log_file_num = 4;
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> content_store_families() {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(8 * kMebibyte);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBitsPerKey));
  return {{rocksdb::kDefaultColumnFamilyName, family(kMebibyte, table)},
          {"contents", family(kMebibyte, table)},
          {"chunks", chunks_family(table)}};
}

}  // namespace vesture::eventstore
