#include "projections/common/view_store.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/experimental.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <rocksdb/utilities/table_properties_collectors.h>
#include <rocksdb/write_buffer_manager.h>

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

#include "projections/common/view_database.hpp"

namespace vesture::projections {

using database::check;
using database::is_index;
using database::kFamilies;
using database::slice;
using database::view;

namespace {

// Whatever the views' size: blocks, the tables' indexes and filters, and what is not flushed yet, which is charged to the
// cache. Indexes alone grow with the tables, by some 1 % of them.
constexpr std::size_t kCacheBytes = 256 << 20;
constexpr std::size_t kMostUnflushedBytes = 96 << 20;
constexpr double kCacheForIndexes = 0.5;  // before blocks, where they want it
constexpr std::size_t kIndexWriteBufferBytes = 64 << 20;
constexpr std::size_t kRowWriteBufferBytes = 16 << 20;
constexpr int kWriteBuffers = 4;
constexpr double kBloomBitsPerKey = 10;
// About the entries of one page: a page reads a block or two.
constexpr std::size_t kIndexBlockBytes = 8 << 10;

std::shared_ptr<rocksdb::Cache> new_cache() {
  rocksdb::LRUCacheOptions options;
  options.capacity = kCacheBytes;
  options.high_pri_pool_ratio = kCacheForIndexes;
  return rocksdb::NewLRUCache(options);
}

rocksdb::DBOptions database_options(rocksdb::Env* env, const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::DBOptions options;
  options.write_buffer_manager = std::make_shared<rocksdb::WriteBufferManager>(kMostUnflushedBytes, cache);
  if (env != nullptr) options.env = env;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.atomic_flush = true;
  options.avoid_flush_during_shutdown = false;
  options.max_background_jobs = 2;
  options.keep_log_file_num = 2;
  // The manifest names the first and last key of each file, and these may be words of a message. Begun anew with each
  // change, it names those of the files that are there alone.
  options.max_manifest_file_size = 1;
  return options;
}

rocksdb::ColumnFamilyOptions family_options(Family family, bool compress,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.format_version = 5;
  // Indexes and filters in parts, of which those in use are in memory: a part is found by its table's small first level.
  table.cache_index_and_filter_blocks = true;
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.partition_filters = true;
  // Pages are short: reading ahead of them is wasted.
  table.max_auto_readahead_size = 0;
  rocksdb::ColumnFamilyOptions options;
  // What is flushed is soon written anew by a compaction: level 0 is not worth compressing.
  if (compress) options.compression_per_level = {rocksdb::kNoCompression, rocksdb::kLZ4Compression};
  options.compression = compress ? rocksdb::kLZ4Compression : rocksdb::kNoCompression;
  options.level_compaction_dynamic_level_bytes = true;
  options.max_write_buffer_number = kWriteBuffers;
  if (is_index(family)) {
    table.block_size = kIndexBlockBytes;
    options.write_buffer_size = kIndexWriteBufferBytes;
    // Rows that move leave tombstones where they were; a page must not wade through many of them.
    options.table_properties_collector_factories.push_back(rocksdb::NewCompactOnDeletionCollectorFactory(
        /*sliding_window_size=*/1024, /*deletion_trigger=*/256));
  } else {
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBitsPerKey));
    options.write_buffer_size = kRowWriteBufferBytes;
  }
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

std::optional<std::string> read(rocksdb::DB& database, const rocksdb::ReadOptions& options,
                                rocksdb::ColumnFamilyHandle* family, std::string_view key) {
  std::string value;
  const auto status = database.Get(options, family, slice(key), &value);
  if (status.IsNotFound()) return std::nullopt;
  check(status);
  return value;
}

}  // namespace

std::string after_prefix(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && static_cast<unsigned char>(end.back()) == 0xff) end.pop_back();
  if (end.empty()) throw std::invalid_argument("view store: a prefix without an end");
  ++end.back();
  return end;
}

struct ViewIterator::Impl {
  std::string lower;
  std::string upper;
  rocksdb::Slice lower_slice;
  rocksdb::Slice upper_slice;
  std::unique_ptr<rocksdb::Iterator> iterator;

  void check_moved() const {
    if (!iterator->Valid()) check(iterator->status());
  }
};

ViewIterator::ViewIterator(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ViewIterator::~ViewIterator() = default;
ViewIterator::ViewIterator(ViewIterator&&) noexcept = default;
ViewIterator& ViewIterator::operator=(ViewIterator&&) noexcept = default;

void ViewIterator::seek(std::string_view key) {
  impl_->iterator->Seek(slice(key));
  impl_->check_moved();
}

void ViewIterator::seek_before(std::string_view key) {
  impl_->iterator->SeekForPrev(slice(key));
  impl_->check_moved();
  if (valid() && this->key() == key) previous();
}

void ViewIterator::next() {
  impl_->iterator->Next();
  impl_->check_moved();
}

void ViewIterator::previous() {
  impl_->iterator->Prev();
  impl_->check_moved();
}

bool ViewIterator::valid() const { return impl_->iterator->Valid(); }
std::string_view ViewIterator::key() const { return view(impl_->iterator->key()); }
std::string_view ViewIterator::value() const { return view(impl_->iterator->value()); }

ViewSnapshot::ViewSnapshot(const ViewStore& store)
    : store_(&store), snapshot_(store.impl_->database->GetSnapshot()) {}

ViewSnapshot::ViewSnapshot(ViewSnapshot&& other) noexcept
    : store_(other.store_), snapshot_(std::exchange(other.snapshot_, nullptr)) {}

ViewSnapshot::~ViewSnapshot() {
  if (snapshot_ != nullptr) store_->impl_->database->ReleaseSnapshot(snapshot_);
}

std::optional<std::string> ViewSnapshot::get(Family family, std::string_view key) const {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot_;
  return read(*store_->impl_->database, options, store_->impl_->handle(family), key);
}

ViewIterator ViewSnapshot::iterate(Family family, std::string_view lower, std::string_view upper) const {
  auto impl = std::make_unique<ViewIterator::Impl>();
  impl->lower = lower;
  impl->upper = upper;
  impl->lower_slice = impl->lower;
  impl->upper_slice = impl->upper;
  rocksdb::ReadOptions options;
  options.snapshot = snapshot_;
  options.iterate_lower_bound = &impl->lower_slice;
  options.iterate_upper_bound = &impl->upper_slice;
  impl->iterator.reset(store_->impl_->database->NewIterator(options, store_->impl_->handle(family)));
  return ViewIterator(std::move(impl));
}

ViewStore::ViewStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ViewStore::~ViewStore() = default;

std::unique_ptr<ViewStore::Impl> ViewStore::Impl::open(const std::string& directory,
                                                       const ViewStoreOptions& options, For purpose) {
  const auto cache = new_cache();
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const auto& [family, name] : kFamilies)
    families.emplace_back(name, family_options(family, options.compress, cache));
  families.emplace_back(rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions{});

  auto impl = std::make_unique<Impl>();
  std::vector<rocksdb::ColumnFamilyHandle*> opened;
  rocksdb::DB* opened_database = nullptr;
  const auto chosen = database_options(options.env, cache);
  check(purpose == For::reading
            ? rocksdb::DB::OpenForReadOnly(chosen, directory, families, &opened, &opened_database)
            : rocksdb::DB::Open(chosen, directory, families, &opened, &opened_database));
  impl->database.reset(opened_database);
  std::ranges::copy(opened, impl->handles.begin());
  return impl;
}

std::unique_ptr<ViewStore> ViewStore::open(const std::filesystem::path& directory, ViewStoreOptions options) {
  // Rows hold personal data. A directory that is there already keeps the mode that it was given.
  if (std::filesystem::create_directories(directory))
    std::filesystem::permissions(directory, std::filesystem::perms::owner_all);
  return std::unique_ptr<ViewStore>(new ViewStore(Impl::open(directory.string(), options)));
}

std::unique_ptr<ViewStore> ViewStore::open_to_read(const std::filesystem::path& directory) {
  return std::unique_ptr<ViewStore>(new ViewStore(Impl::open(directory.string(), {}, Impl::For::reading)));
}

std::unique_ptr<ViewStore> ViewStore::open_in_memory() {
  std::unique_ptr<rocksdb::Env> memory(rocksdb::NewMemEnv(rocksdb::Env::Default()));
  auto impl = Impl::open("/views", {.env = memory.get()});
  impl->memory = std::move(memory);
  return std::unique_ptr<ViewStore>(new ViewStore(std::move(impl)));
}

ViewSnapshot ViewStore::snapshot() const { return ViewSnapshot(*this); }

std::optional<std::string> ViewStore::get(Family family, std::string_view key) const {
  return read(*impl_->database, {}, impl_->handle(family), key);
}

void ViewStore::flush() {
  const std::vector<rocksdb::ColumnFamilyHandle*> all(impl_->handles.begin(), impl_->handles.end());
  check(impl_->database->Flush(rocksdb::FlushOptions{}, all));
}

void ViewStore::reclaim(std::span<const std::string> prefixes) {
  flush();
  for (const auto& prefix : prefixes) {
    const std::string end = after_prefix(prefix);
    const auto from = slice(prefix);
    const rocksdb::Slice to(end);
    for (const auto& [family, name] : kFamilies)
      check(rocksdb::experimental::SuggestCompactRange(impl_->database.get(), impl_->handle(family), &from,
                                                       &to));
  }
}

bool ViewStore::purge_sealed() {
  auto& database = *impl_->database;
  const auto erased_before = database.GetLatestSequenceNumber();
  flush();
  std::uint64_t oldest_seen = 0;
  database.GetIntProperty(rocksdb::DB::Properties::kOldestSnapshotSequence, &oldest_seen);
  if (oldest_seen != 0 && oldest_seen < erased_before) return false;
  rocksdb::CompactRangeOptions options;
  options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  for (const auto family : {Family::sealed_rows, Family::sealed_index})
    check(database.CompactRange(options, impl_->handle(family), nullptr, nullptr));
  return true;
}

void ViewStore::compact() {
  for (const auto& [family, name] : kFamilies)
    check(impl_->database->CompactRange(rocksdb::CompactRangeOptions{}, impl_->handle(family), nullptr,
                                        nullptr));
}

void ViewStore::compact_by_itself(bool wanted) {
  for (const auto& [family, name] : kFamilies)
    check(impl_->database->SetOptions(impl_->handle(family),
                                      {{"disable_auto_compactions", wanted ? "false" : "true"}}));
}

void ViewStore::merge(std::string_view prefix, unsigned threads) {
  const std::string end = after_prefix(prefix);
  const auto from = slice(prefix);
  const rocksdb::Slice to(end);
  rocksdb::CompactRangeOptions options;
  options.max_subcompactions = threads;
  for (const auto& [family, name] : kFamilies)
    check(impl_->database->CompactRange(options, impl_->handle(family), &from, &to));
}

}  // namespace vesture::projections
