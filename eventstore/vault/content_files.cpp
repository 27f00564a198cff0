#include "eventstore/vault/content_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "eventstore/log/store.hpp"
#include "eventstore/vault/chunks.hpp"

namespace vesture::eventstore {

namespace {

namespace fs = std::filesystem;
using rocksdb::Status;

// The disk works while the next bytes are sealed, and the sync at the end finds little left.
constexpr std::uint64_t kSendEvery = 1 << 20;

Status sync_directory(rocksdb::Env& env, const fs::path& directory) {
  std::unique_ptr<rocksdb::Directory> opened;
  const Status status = env.NewDirectory(directory.string(), &opened);
  return status.ok() ? opened->Fsync() : status;
}

Status create_file(rocksdb::Env& env, const fs::path& path, std::unique_ptr<rocksdb::WritableFile>& file) {
  const Status made = env.CreateDirIfMissing(path.parent_path().string());
  return made.ok() ? env.NewWritableFile(path.string(), &file, rocksdb::EnvOptions()) : made;
}

}  // namespace

fs::path content_file(const ContentId& content) {
  return fs::path(fmt::format("{:02x}", content.back())) / fmt::format("{:02x}", fmt::join(content, ""));
}

ContentFileWriter::ContentFileWriter(rocksdb::Env& env, fs::path path, StopAtFailure& stop)
    : env_(env), path_(std::move(path)), stop_(stop) {
  stop_.run("creating a content's file", [&] { return create_file(env_, path_, file_); });
}

void ContentFileWriter::append(std::string_view sealed) {
  stop_.run("writing a content's file", [&] { return write(sealed); });
}

Status ContentFileWriter::write(std::string_view sealed) {
  const Status written = file_->Append({sealed.data(), sealed.size()});
  if (!written.ok()) return written;
  size_ += sealed.size();
  if (size_ - sent_ < kSendEvery) return written;
  const Status begun = file_->RangeSync(sent_, size_ - sent_);
  sent_ = size_;
  return begun;
}

void ContentFileWriter::finish() {
  stop_.run("syncing a content's file", [&] { return sync(); });
}

// The folder may be as new as the file.
Status ContentFileWriter::sync() {
  if (const Status synced = file_->Sync(); !synced.ok()) return synced;
  if (const Status closed = file_->Close(); !closed.ok()) return closed;
  const fs::path folder = path_.parent_path();
  if (const Status synced = sync_directory(env_, folder); !synced.ok()) return synced;
  return sync_directory(env_, folder.parent_path());
}

std::string_view ContentFileReader::chunk(std::uint32_t number) {
  buffer_.resize(kSealedChunkBytes);
  rocksdb::Slice got;
  require(file_->Read(std::uint64_t{number} * kSealedChunkBytes, buffer_.size(), &got, buffer_.data()),
          "reading a content's file");
  return {got.data(), got.size()};
}

ContentFiles::ContentFiles(fs::path directory, rocksdb::Env* env, StopAtFailure& stop)
    : directory_(std::move(directory)), env_(env != nullptr ? *env : *rocksdb::Env::Default()), stop_(stop) {}

fs::path ContentFiles::path_of(const ContentId& content) const { return directory_ / content_file(content); }

std::unique_ptr<ContentFileWriter> ContentFiles::create(const ContentId& content) {
  return std::make_unique<ContentFileWriter>(env_, path_of(content), stop_);
}

std::unique_ptr<ContentFileReader> ContentFiles::open(const ContentId& content) const {
  std::unique_ptr<rocksdb::RandomAccessFile> file;
  const Status status = env_.NewRandomAccessFile(path_of(content).string(), &file, rocksdb::EnvOptions());
  if (status.IsNotFound() || status.IsPathNotFound()) return nullptr;
  require(status, "opening a content's file");
  return std::make_unique<ContentFileReader>(std::move(file));
}

void ContentFiles::remove(const ContentId& content) {
  const fs::path path = path_of(content);
  if (env_.FileExists(path.string()).IsNotFound()) return;
  stop_.run("removing a content's file", [&] {
    const Status removed = env_.DeleteFile(path.string());
    return removed.ok() ? sync_directory(env_, path.parent_path()) : removed;
  });
}

}  // namespace vesture::eventstore
