#include "eventstore/vault/content_store.hpp"

#include <fmt/format.h>
#include <rocksdb/write_batch.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <ranges>
#include <stdexcept>

#include "eventstore/bytes.hpp"
#include "eventstore/log/store.hpp"
#include "eventstore/log/wal.hpp"
#include "eventstore/silent_logger.hpp"
#include "eventstore/vault/content_store_options.hpp"

namespace vesture::eventstore {

namespace {

rocksdb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }
std::string_view text(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

void each_row_of(rocksdb::DB& db, rocksdb::ColumnFamilyHandle& contents,
                 const std::function<void(const ContentId&, const ContentRow&)>& each) {
  const std::unique_ptr<rocksdb::Iterator> at(db.NewIterator({}, &contents));
  for (at->SeekToFirst(); at->Valid(); at->Next())
    each(parse_content_key(text(at->key())), parse_content_row(text(at->value())));
  require(at->status(), "reading the vault's contents");
}

// Every write to the write-ahead log is synced before the next, which is what finding torn tails asks for.
void cut_off_torn_tails(const std::filesystem::path& directory) {
  for (const TornTail& torn : find_torn_tails(directory)) {
    spdlog::warn("{} offset {}: a record is not whole and is cut off", torn.file.string(), torn.offset);
    CutTail(torn).discard();
  }
}

}  // namespace

ContentStore::ContentStore(const std::filesystem::path& directory, rocksdb::Env* env)
    : stop_(std::make_shared<StopAtFailure>()), files_(directory / "files", env, *stop_) {
  std::filesystem::create_directories(directory / "files");
  open(directory / "rocksdb", env);
}

ContentStore::ContentStore(const std::filesystem::path& directory)
    : stop_(std::make_shared<StopAtFailure>()), files_(directory / "files", nullptr, *stop_) {}

std::unique_ptr<ContentStore> ContentStore::open_to_read(const std::filesystem::path& directory) {
  const auto database = directory / "rocksdb";
  if (std::filesystem::exists(database)) return open_database_to_read(database, nullptr);
  return std::unique_ptr<ContentStore>(new ContentStore(directory));
}

std::unique_ptr<ContentStore> ContentStore::open_database_to_read(const std::filesystem::path& rocksdb,
                                                                  rocksdb::Env* env) {
  std::unique_ptr<ContentStore> store(new ContentStore(rocksdb.parent_path()));
  rocksdb::DBOptions options = content_store_options(env);
  options.info_log = std::make_shared<SilentLogger>();
  rocksdb::DB* db = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  require(rocksdb::DB::OpenForReadOnly(options, rocksdb.string(), content_store_families(), &handles, &db),
          "looking at " + rocksdb.string());
  store->adopt(db, handles);
  return store;
}

void ContentStore::open(const std::filesystem::path& directory, rocksdb::Env* env) {
  std::filesystem::create_directories(directory);
  cut_off_torn_tails(directory);
  rocksdb::DBOptions options = content_store_options(env);
  options.listeners.push_back(stop_);
  rocksdb::DB* db = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  require(rocksdb::DB::Open(options, directory.string(), content_store_families(), &handles, &db),
          "opening " + directory.string());
  adopt(db, handles);
  // Tables are small, they hold references to blobs: checked here, their blocks need not be at each read.
  require(db_->VerifyChecksum({}), "checking the tables in " + directory.string());
  check_format();
}

void ContentStore::adopt(rocksdb::DB* db, const std::vector<rocksdb::ColumnFamilyHandle*>& handles) {
  db_.reset(db);
  families_.format.reset(handles[0]);
  families_.contents.reset(handles[1]);
  families_.chunks.reset(handles[2]);
}

void ContentStore::check_format() {
  const std::string key(kVaultFormatKey);
  if (const auto stored = get(*families_.format, key)) {
    const auto version = ByteReader(*stored, "format version").little<std::uint32_t>();
    if (version != kVaultFormat)
      throw std::runtime_error(
          fmt::format("the vault has format {}; this program reads format {}", version, kVaultFormat));
    return;
  }
  std::string version;
  append_little(version, kVaultFormat);
  rocksdb::WriteBatch batch;
  batch.Put(families_.format.get(), key, version);
  write_synced(batch);
}

std::optional<std::string> ContentStore::get(rocksdb::ColumnFamilyHandle& family,
                                             const std::string& key) const {
  std::string value;
  const rocksdb::Status status = db_->Get({}, &family, key, &value);
  if (status.IsNotFound()) return std::nullopt;
  require(status, "reading the vault");
  return value;
}

std::optional<ContentRow> ContentStore::row(const ContentId& content) const {
  if (!db_) return std::nullopt;
  const auto bytes = get(*families_.contents, content_key(content));
  if (!bytes) return std::nullopt;
  return parse_content_row(*bytes);
}

void ContentStore::each_row(const std::function<void(const ContentId&, const ContentRow&)>& each) const {
  if (db_) each_row_of(*db_, *families_.contents, each);
}

std::unique_ptr<ContentFileReader> ContentStore::open_file(const ContentId& content) const {
  return files_.open(content);
}

std::optional<rocksdb::PinnableSlice> ContentStore::only_chunk(const ContentId& content) const {
  rocksdb::ReadOptions unchecked;
  // Debian's RocksDB reckons CRC-32C by tables, at some 1 GB/s: that would be most of a read's time.
  unchecked.verify_checksums = false;
  std::optional<rocksdb::PinnableSlice> sealed(std::in_place);
  const rocksdb::Status status = db_->Get(unchecked, families_.chunks.get(), content_key(content), &*sealed);
  if (status.IsNotFound()) return std::nullopt;
  require(status, "reading a chunk");
  return sealed;
}

void ContentStore::write_synced(rocksdb::WriteBatch& batch) {
  if (!db_) throw std::runtime_error("there is no vault to write to");
  rocksdb::WriteOptions options;
  options.sync = true;
  stop_->run("writing to the vault", [&] { return db_->Write(options, &batch); });
}

void ContentStore::put_row(const ContentId& content, const ContentRow& row) {
  rocksdb::WriteBatch batch;
  batch.Put(families_.contents.get(), content_key(content), content_row(row));
  write_synced(batch);
}

void ContentStore::put_whole(const ContentId& content, std::string_view only_chunk, const ContentRow& row) {
  rocksdb::WriteBatch batch;
  batch.Put(families_.chunks.get(), content_key(content), slice(only_chunk));
  batch.Put(families_.contents.get(), content_key(content), content_row(row));
  write_synced(batch);
}

std::unique_ptr<ContentFileWriter> ContentStore::begin_file(const ContentId& content) {
  put_row(content, {});
  return files_.create(content);
}

// The file goes first: a row of state destroyed has none.
void ContentStore::drop(const ContentId& content) {
  files_.remove(content);
  rocksdb::WriteBatch batch;
  batch.Delete(families_.chunks.get(), content_key(content));
  batch.Put(families_.contents.get(), content_key(content), content_row({ContentState::destroyed, {}}));
  write_synced(batch);
}

void ContentStore::flush_all() {
  stop_->run("flushing the vault", [&] {
    return db_->Flush({}, {families_.format.get(), families_.contents.get(), families_.chunks.get()});
  });
}

std::optional<std::string> ContentStore::failure() const { return stop_->failure(); }

// Rows are removed last: until then an end without warning leaves them, and they are reclaimed again.
void ContentStore::reclaim(const std::vector<ContentId>& dropped) {
  if (dropped.empty()) return;
  flush_all();
  const auto [first, last] = std::ranges::minmax(dropped);
  compact(content_key(first), content_key(last));
  move_out_of_files_with_garbage();
  delete_obsolete_files();
  rocksdb::WriteBatch batch;
  for (const ContentId& content : dropped) batch.Delete(families_.contents.get(), content_key(content));
  write_synced(batch);
}

void ContentStore::compact(const std::string& first, const std::string& last) {
  rocksdb::CompactRangeOptions options;
  options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  const rocksdb::Slice begin(first);
  const rocksdb::Slice end(last);
  for (auto* const family : {families_.contents.get(), families_.chunks.get()})
    stop_->run("compacting the vault", [&] { return db_->CompactRange(options, family, &begin, &end); });
}

// A file of blobs goes once nothing refers to it: what is alive in a file with garbage moves into a new one. RocksDB moves
// out of the oldest files only, so all that are not newer than the newest with garbage are emptied; ids rise with time,
// so these are the files of few tables.
void ContentStore::move_out_of_files_with_garbage() {
  rocksdb::ColumnFamilyMetaData family;
  db_->GetColumnFamilyMetaData(families_.chunks.get(), &family);
  std::uint64_t newest = 0;
  for (const auto& blobs : family.blob_files)
    if (blobs.garbage_blob_count > 0) newest = std::max(newest, blobs.blob_file_number);
  if (newest == 0) return;

  const auto emptied = std::ranges::count_if(
      family.blob_files, [&](const auto& blobs) { return blobs.blob_file_number <= newest; });
  std::vector<std::string> keys;
  for (const auto& level : family.levels)
    for (const auto& table : level.files)
      if (table.oldest_blob_file_number != 0 && table.oldest_blob_file_number <= newest) {
        keys.push_back(table.smallestkey);
        keys.push_back(table.largestkey);
      }
  const auto [first, last] = std::ranges::minmax(keys);
  const rocksdb::Slice begin(first);
  const rocksdb::Slice end(last);

  rocksdb::CompactRangeOptions options;
  options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  options.blob_garbage_collection_policy = rocksdb::BlobGarbageCollectionPolicy::kForce;
  // RocksDB rounds the share of the files down to their number.
  options.blob_garbage_collection_age_cutoff =
      std::min(1.0, (static_cast<double>(emptied) + 0.5) / static_cast<double>(family.blob_files.size()));
  stop_->run("moving blobs",
             [&] { return db_->CompactRange(options, families_.chunks.get(), &begin, &end); });
}

// Files that a flush or a compaction made obsolete are deleted after it, on some thread: reading the write-ahead log's list
// waits for deletions that are under way, enabling them again does the rest here; while a backup copies the files, its end
// does.
void ContentStore::delete_obsolete_files() {
  require(db_->DisableFileDeletions(), "waiting for files to be deleted");
  rocksdb::VectorLogPtr under_way;
  const rocksdb::Status waited = db_->GetSortedWalFiles(under_way);
  require(db_->EnableFileDeletions(/*force=*/false), "deleting files");
  require(waited, "waiting for files to be deleted");
}

}  // namespace vesture::eventstore
