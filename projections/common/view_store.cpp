#include "projections/common/view_store.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/experimental.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <rocksdb/utilities/table_properties_collectors.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <stdexcept>
#include <unordered_map>
#include <utility>
#include <vector>

namespace vesture::projections {
namespace {

constexpr std::size_t kBlockCacheBytes = 256 << 20;
constexpr std::size_t kIndexWriteBufferBytes = 64 << 20;
constexpr std::size_t kRowWriteBufferBytes = 16 << 20;
constexpr int kWriteBuffers = 4;
constexpr double kBloomBitsPerKey = 10;
// About the entries of one page: a page reads a block or two.
constexpr std::size_t kIndexBlockBytes = 8 << 10;

constexpr std::array kFamilies = {
    std::pair{Family::rows, "rows"},
    std::pair{Family::index, "index"},
    std::pair{Family::sealed_rows, "sealed_rows"},
    std::pair{Family::sealed_index, "sealed_index"},
    std::pair{Family::meta, "meta"},
};

bool is_index(Family family) { return family == Family::index || family == Family::sealed_index; }

void check(const rocksdb::Status& status) {
  if (!status.ok()) throw std::runtime_error("view store: " + status.ToString());
}

rocksdb::Slice slice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::string_view view(const rocksdb::Slice& bytes) { return {bytes.data(), bytes.size()}; }

rocksdb::DBOptions database_options(rocksdb::Env* env) {
  rocksdb::DBOptions options;
  if (env != nullptr) options.env = env;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.atomic_flush = true;
  options.avoid_flush_during_shutdown = false;
  options.max_background_jobs = 2;
  options.keep_log_file_num = 2;
  return options;
}

rocksdb::ColumnFamilyOptions family_options(Family family, bool compress,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.format_version = 5;
  // Pages are short: reading ahead of them is wasted.
  table.max_auto_readahead_size = 0;
  rocksdb::ColumnFamilyOptions options;
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

rocksdb::WriteOptions unlogged() {
  rocksdb::WriteOptions options;
  options.disableWAL = true;
  return options;
}

}  // namespace

std::string after_prefix(std::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && static_cast<unsigned char>(end.back()) == 0xff) end.pop_back();
  if (end.empty()) throw std::invalid_argument("view store: a prefix without an end");
  ++end.back();
  return end;
}

struct ViewStore::Impl {
  static std::unique_ptr<Impl> open(const std::string& directory, const ViewStoreOptions&);

  std::unique_ptr<rocksdb::Env> memory;  // of a store that lies in memory
  std::unique_ptr<rocksdb::DB> database;
  std::array<rocksdb::ColumnFamilyHandle*, kFamilies.size() + 1> handles{};  // RocksDB's default comes last

  rocksdb::ColumnFamilyHandle* handle(Family family) const {
    return handles[static_cast<std::size_t>(family)];
  }

  ~Impl() {
    for (auto* family : handles)
      if (family != nullptr) database->DestroyColumnFamilyHandle(family);
  }
};

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
                                                       const ViewStoreOptions& options) {
  const auto cache = rocksdb::NewLRUCache(kBlockCacheBytes);
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const auto& [family, name] : kFamilies)
    families.emplace_back(name, family_options(family, options.compress, cache));
  families.emplace_back(rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions{});

  auto impl = std::make_unique<Impl>();
  std::vector<rocksdb::ColumnFamilyHandle*> opened;
  rocksdb::DB* opened_database = nullptr;
  check(rocksdb::DB::Open(database_options(options.env), directory, families, &opened, &opened_database));
  impl->database.reset(opened_database);
  std::ranges::copy(opened, impl->handles.begin());
  return impl;
}

std::unique_ptr<ViewStore> ViewStore::open(const std::filesystem::path& directory, ViewStoreOptions options) {
  std::filesystem::create_directories(directory);
  return std::unique_ptr<ViewStore>(new ViewStore(Impl::open(directory.string(), options)));
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

void ViewStore::compact() {
  for (const auto& [family, name] : kFamilies)
    check(impl_->database->CompactRange(rocksdb::CompactRangeOptions{}, impl_->handle(family), nullptr,
                                        nullptr));
}

// What was put or erased (nullopt) in the families that are read back, beside RocksDB's batch.
struct ViewBatch::Impl {
  explicit Impl(const ViewStore& of) : store(of) {}

  const ViewStore& store;
  rocksdb::WriteBatch writes;
  std::array<std::unordered_map<std::string, std::optional<std::string>>, kFamilies.size()> written;
  std::vector<std::string> dropped;  // prefixes; `written` has what came after

  auto& written_in(Family family) { return written[static_cast<std::size_t>(family)]; }
};

ViewBatch::ViewBatch(const ViewStore& store) : impl_(std::make_unique<Impl>(store)) {}
ViewBatch::~ViewBatch() = default;

std::optional<std::string> ViewBatch::get(Family family, std::string_view key) const {
  assert(!is_index(family));
  const auto& written = impl_->written_in(family);
  if (const auto found = written.find(std::string(key)); found != written.end()) return found->second;
  const auto is_dropped = [&](const std::string& prefix) { return key.starts_with(prefix); };
  if (family != Family::meta && std::ranges::any_of(impl_->dropped, is_dropped)) return std::nullopt;
  return impl_->store.get(family, key);
}

void ViewBatch::put(Family family, std::string_view key, std::string_view value) {
  check(impl_->writes.Put(impl_->store.impl_->handle(family), slice(key), slice(value)));
  if (!is_index(family)) impl_->written_in(family).insert_or_assign(std::string(key), std::string(value));
}

void ViewBatch::erase(Family family, std::string_view key) {
  check(impl_->writes.Delete(impl_->store.impl_->handle(family), slice(key)));
  if (!is_index(family)) impl_->written_in(family).insert_or_assign(std::string(key), std::nullopt);
}

void ViewBatch::drop(std::string_view prefix) {
  const std::string end = after_prefix(prefix);
  for (const auto& [family, name] : kFamilies) {
    if (family == Family::meta) continue;
    check(impl_->writes.DeleteRange(impl_->store.impl_->handle(family), slice(prefix), end));
    std::erase_if(impl_->written_in(family),
                  [&](const auto& written) { return written.first.starts_with(prefix); });
  }
  impl_->dropped.emplace_back(prefix);
}

void ViewBatch::each_written(Family family, const std::function<void(std::string_view key)>& each) const {
  assert(!is_index(family));
  for (const auto& [key, value] : impl_->written_in(family)) each(key);
}

std::size_t ViewBatch::bytes() const { return impl_->writes.GetDataSize(); }

void ViewStore::write(ViewBatch& batch) {
  check(impl_->database->Write(unlogged(), &batch.impl_->writes));
  batch.impl_->writes.Clear();
  for (auto& family : batch.impl_->written) family.clear();
  batch.impl_->dropped.clear();
}

}  // namespace vesture::projections
