#include "tests/eventstore/faulty_file_system.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

namespace vesture::eventstore {

namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

class FaultyFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultyFile(std::unique_ptr<rocksdb::FSWritableFile> file, std::string name, FaultyFileSystem& disk)
      : FSWritableFileOwnerWrapper(std::move(file)), name_(std::move(name)), disk_(disk) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    if (IOStatus admitted = disk_.admit_operation(); !admitted.ok()) return admitted;
    const std::size_t fits = disk_.admit_bytes(data.size());
    const IOStatus written = target()->Append(Slice(data.data(), fits), options, debug);
    if (written.ok()) disk_.wrote(name_, fits);
    return written.ok() && fits < data.size() ? IOStatus::NoSpace("the disk is full") : written;
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                  IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    if (IOStatus admitted = disk_.admit_operation(); !admitted.ok()) return admitted;
    const IOStatus done = target()->Sync(options, debug);
    if (done.ok()) disk_.synced(name_);
    return done;
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override { return Sync(options, debug); }

 private:
  std::string name_;
  FaultyFileSystem& disk_;
};

}  // namespace

FaultyFileSystem::FaultyFileSystem(std::uint32_t seed)
    : FileSystemWrapper(rocksdb::FileSystem::Default()), random_(seed) {}

void FaultyFileSystem::lose_power_after(std::uint64_t operations) {
  const std::lock_guard lock(mutex_);
  operations_left_ = operations;
}

void FaultyFileSystem::run_full_after(std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  bytes_left_ = bytes;
}

IOStatus FaultyFileSystem::admit_operation() {
  const std::lock_guard lock(mutex_);
  if (operations_left_ == 0) return IOStatus::IOError("the power is gone");
  if (operations_left_ != kUnlimited) --operations_left_;
  return IOStatus::OK();
}

std::size_t FaultyFileSystem::admit_bytes(std::size_t wanted) {
  const std::lock_guard lock(mutex_);
  if (bytes_left_ == kUnlimited) return wanted;
  const auto fits = static_cast<std::size_t>(std::min<std::uint64_t>(wanted, bytes_left_));
  bytes_left_ -= fits;
  return fits;
}

void FaultyFileSystem::wrote(const std::string& name, std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  files_[name].written += bytes;
}

void FaultyFileSystem::synced(const std::string& name) {
  const std::lock_guard lock(mutex_);
  files_[name].synced = files_[name].written;
}

IOStatus FaultyFileSystem::NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                           std::unique_ptr<rocksdb::FSWritableFile>* opened,
                                           IODebugContext* debug) {
  if (IOStatus admitted = admit_operation(); !admitted.ok()) return admitted;
  std::unique_ptr<rocksdb::FSWritableFile> file;
  const IOStatus made = target()->NewWritableFile(name, options, &file, debug);
  if (!made.ok()) return made;
  *opened = std::make_unique<FaultyFile>(std::move(file), name, *this);
  const std::lock_guard lock(mutex_);
  files_[name] = {};
  return made;
}

IOStatus FaultyFileSystem::DeleteFile(const std::string& name, const IOOptions& options,
                                      IODebugContext* debug) {
  if (IOStatus admitted = admit_operation(); !admitted.ok()) return admitted;
  {
    const std::lock_guard lock(mutex_);
    files_.erase(name);
  }
  return target()->DeleteFile(name, options, debug);
}

IOStatus FaultyFileSystem::RenameFile(const std::string& from, const std::string& to,
                                      const IOOptions& options, IODebugContext* debug) {
  if (IOStatus admitted = admit_operation(); !admitted.ok()) return admitted;
  {
    const std::lock_guard lock(mutex_);
    if (auto moved = files_.extract(from)) files_[to] = moved.mapped();
  }
  return target()->RenameFile(from, to, options, debug);
}

void FaultyFileSystem::drop_what_was_not_synced() {
  const std::lock_guard lock(mutex_);
  const auto up_to = [this](std::uint64_t most) {
    return std::uniform_int_distribution<std::uint64_t>(0, most)(random_);
  };
  for (const auto& [name, extent] : files_) {
    const std::uint64_t kept = extent.synced + up_to(extent.written - extent.synced);
    std::filesystem::resize_file(name, kept);
    const std::uint64_t garbage = up_to(kept - extent.synced);
    std::fstream file(name, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(kept - garbage));
    for (std::uint64_t i = 0; i < garbage; ++i) file.put(static_cast<char>(up_to(255)));
  }
}

}  // namespace vesture::eventstore
