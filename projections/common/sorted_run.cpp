#include "projections/common/sorted_run.hpp"

#include <rocksdb/env.h>
#include <rocksdb/sst_file_writer.h>

#include <algorithm>
#include <atomic>

#include "projections/common/view_database.hpp"

namespace vesture::projections {

using database::check;
using database::slice;

namespace {

constexpr std::uint64_t kFileBytes = 64 << 20;

// RocksDB leaves a folder in its directory alone; it is on the same file system, so that files are moved, not copied.
std::string next_file(const rocksdb::DB& database) {
  static std::atomic<std::uint64_t> count = 0;
  const auto folder = database.GetName() + "/loading";
  check(database.GetEnv()->CreateDirIfMissing(folder));
  return folder + "/" + std::to_string(++count) + ".sst";
}

}  // namespace

struct SortedRun::File {
  File(const rocksdb::DB& database, rocksdb::ColumnFamilyHandle* family)
      : path(next_file(database)),
        options(database.GetOptions(family)),
        writer(rocksdb::EnvOptions(options), options, family, /*invalidate_page_cache=*/false) {
    check(writer.Open(path));
  }

  std::string path;
  rocksdb::Options options;
  rocksdb::SstFileWriter writer;
};

SortedRun::SortedRun(ViewStore& store, Family family) : store_(store), family_(family) {}

SortedRun::~SortedRun() {
  if (file_) finished_.push_back(file_->path);
  for (const auto& path : finished_)
    store_.impl_->database->GetEnv()->DeleteFile(path).PermitUncheckedError();
}

SortedRun::File& SortedRun::file() {
  if (file_ && file_->writer.FileSize() >= kFileBytes) finish_file();
  if (!file_) file_ = std::make_unique<File>(*store_.impl_->database, store_.impl_->handle(family_));
  return *file_;
}

void SortedRun::put(std::string_view key, std::string_view value) {
  check(file().writer.Put(slice(key), slice(value)));
}

void SortedRun::erase(std::string_view key) { check(file().writer.Delete(slice(key))); }

void SortedRun::cut_at_any_of(std::span<const std::string> prefixes, std::string_view key) {
  if (!prefix_.empty() && key.starts_with(prefix_)) return;
  const auto begins_so = [key](const std::string& prefix) { return key.starts_with(prefix); };
  const auto prefix = std::ranges::find_if(prefixes, begins_so);
  prefix_ = prefix == prefixes.end() ? std::string_view() : std::string_view(*prefix);
  finish_file();
}

void SortedRun::finish_file() {
  if (!file_) return;
  check(file_->writer.Finish());
  finished_.push_back(file_->path);
  file_.reset();
}

void SortedRun::ingest() {
  finish_file();
  if (finished_.empty()) return;
  rocksdb::IngestExternalFileOptions options;
  options.move_files = true;
  options.write_global_seqno = false;
  check(store_.impl_->database->IngestExternalFile(store_.impl_->handle(family_), finished_, options));
}

}  // namespace vesture::projections
